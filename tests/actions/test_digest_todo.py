"""What the coordinator is asked to do, in the digest."""

from cchc_scheduler.actions.ask_later import Asked, ask_later
from cchc_scheduler.actions.capability_links import Links
from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.digest_todo import awaited, late_and_missing, standing
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.record_facts import Bounce, record_bounce
from cchc_scheduler.actions.tell_held import why_held
from cchc_scheduler.documents.digests import ToDo
from cchc_scheduler.store import markers
from tests.actions.post_office import LATE_1, PostOffice, texts

BAN = "https://cchc.xa.example/ban"
ECONOMY = "bao-cao-quy/2025-Q3/phong-kinh-te"


def desk_of(office, connection):
    return desk_at(connection, office.records, office.outbox, office.clock.now())


def test_a_held_backlog_and_a_request_wait_for_an_answer():
    office = PostOffice()
    office.tick()
    asked = Asked(ECONOMY, "not-ours", None, "của Trung tâm", "Đầu mối")
    ask_later(office.db, office.records, office.outbox, asked, office.clock.now())

    with office.db.work() as connection:
        markers.put(connection, "held-why", "an outage")
        todo = awaited(desk_of(office, connection))

    assert todo == [
        ToDo("Hệ thống đang giữ thư, đề nghị kiểm tra rồi cho gửi tiếp", why_held("an outage")),
        ToDo(
            "Trả lời đề nghị của Phòng Kinh tế về báo cáo quý III/2025",
            "cho rằng không thuộc trách nhiệm: của Trung tâm",
            quoted=True,
        ),
    ]


def test_before_the_day_nobody_is_late_and_after_it_everybody_missing_is():
    office = PostOffice()
    office.tick()
    with office.db.work() as connection:
        early = late_and_missing(desk_of(office, connection))
    office.clock.move_to(LATE_1)
    with office.db.work() as connection:
        late = late_and_missing(desk_of(office, connection))
        todo = standing(desk_of(office, connection), late)

    assert early == []
    assert len(late) == 5
    assert todo[0].text == "Hoàn thành phần báo cáo do Phòng Văn hóa-Xã hội chủ trì"
    assert todo[2] == ToDo("Trao đổi với Phòng Kinh tế", "chưa nhận được báo cáo quý III/2025")


def test_each_thing_to_do_leads_to_the_page_on_which_it_is_done():
    office = PostOffice()
    office.outbox = Outbox(texts(), Links("https://cchc.xa.example", "k" * 43))
    office.tick()
    at = office.clock.now()
    asked = Asked(ECONOMY, "not-ours", None, "của Trung tâm", "Đầu mối")
    ask_later(office.db, office.records, office.outbox, asked, at)
    came_back = Bounce("ttpvhcc@tuetinh.example", permanent=True, why="550 no such user")
    record_bounce(office.db, office.records, office.outbox, came_back, at)
    office.clock.move_to(LATE_1)

    with office.db.work() as connection:
        desk = desk_of(office, connection)
        todo = [*awaited(desk), *standing(desk, late_and_missing(desk))]

    pages = {each.text: each.link for each in todo}
    assert {text: page for text, page in pages.items() if "Trung tâm" not in text} == {
        "Trả lời đề nghị của Phòng Kinh tế về báo cáo quý III/2025": f"{BAN}/hom-nay",
        "Kiểm tra địa chỉ ttpvhcc@tuetinh.example: thư không chuyển được": f"{BAN}/thu",
        "Hoàn thành phần báo cáo do Phòng Văn hóa-Xã hội chủ trì": f"{BAN}/ky/2025-Q3",
        "Trao đổi với Văn phòng HĐND-UBND xã": f"{BAN}/ky/2025-Q3",
        "Trao đổi với Phòng Kinh tế": f"{BAN}/ky/2025-Q3",
    }
