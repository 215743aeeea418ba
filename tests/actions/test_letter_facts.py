"""The facts of letters: who is asked, how a person is reached, what a duty outside the plan is."""

from datetime import date

from cchc_scheduler.actions.add_obligation import Extra, add_obligation
from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.letter_facts import about, item, receipt_code
from tests.actions.post_office import PostOffice
from tests.letters.seasons import live, of

NAMED_CONTACT = (
    (
        "{id: dau-moi-vhxh, address: vhxh@tuetinh.example}",
        '{id: dau-moi-vhxh, address: vhxh@tuetinh.example, phone: "0220 3 811 811"}',
    ),
    ('title: "Đầu mối báo cáo Phòng Văn hóa-Xã hội"', 'title: "Chuyên viên tổng hợp"'),
)


def test_the_foot_names_the_contacts_unit_once_and_the_telephone_where_there_is_one():
    letter = of(live(office=NAMED_CONTACT), "remind-1", to="kinhte")[0]

    assert letter.text.rstrip().endswith(
        "Liên hệ: Chuyên viên tổng hợp Phòng Văn hóa-Xã hội, điện thoại 0220 3 811 811, "
        "vhxh@tuetinh.example; thư trả lời đến cùng hộp thư này."
    )


def test_a_duty_from_outside_the_plan_is_quoted_and_asked_for_by_its_last_day():
    office = PostOffice()
    extra = Extra(
        "phong-kinh-te",
        "chi-so-pci",
        "Kết quả cải thiện chỉ số PCI.",
        date(2025, 10, 15),
        "Công văn 77/UBND",
    )
    key = add_obligation(office.db, office.records, extra, "test", office.clock.now())

    with office.db.work() as connection:
        desk = desk_at(connection, office.records, office.outbox, office.clock.now())
        found = item(desk, about(desk, key))

    assert found.report == 'kết quả nhiệm vụ "Kết quả cải thiện chỉ số PCI"'
    assert found.piece == "kết quả"
    assert found.due_words == "đến hết ngày 15/10/2025"
    assert found.leads == ()


def test_a_receipt_is_numbered_within_its_period():
    assert receipt_code("bao-cao-quy/2025-Q3/phong-kinh-te", 7) == "BN-2025Q3-0007"


def test_an_item_of_the_cycle_is_in_the_plans_words():
    office = PostOffice()
    office.tick()

    with office.db.work() as connection:
        desk = desk_at(connection, office.records, office.outbox, office.clock.now())
        found = item(desk, about(desk, "bao-cao-quy/2025-Q3/phong-kinh-te", "opening"))

    assert found.report == found.asked == "báo cáo cải cách hành chính quý III năm 2025"
    assert (found.due_words, found.plan_due_words) == ("trước ngày 10/9/2025",) * 2
    assert (found.head_title, found.unit_short) == ("Trưởng Phòng Kinh tế", "Phòng Kinh tế")
    assert found.days_left == 15
    assert found.agreed is None
    assert not found.completes
