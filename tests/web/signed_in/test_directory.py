"""/ban/danh-ba: who is written to at which address; changed, away, in trouble, tested."""

import re
from datetime import date, time, timedelta

import pytest

from cchc_scheduler.actions.read_applied import applied_documents
from cchc_scheduler.actions.record_facts import Bounce, record_bounce
from cchc_scheduler.plan.office_file import OfficeFile
from cchc_scheduler.plan.reading import read_source
from cchc_scheduler.plan.validating import validated
from cchc_scheduler.store import audit, directory, letters
from tests.web.signed_in.entering import COORDINATOR, entered

PATH = "/ban/danh-ba"
FOCAL = f"{PATH}/dau-moi-kinhte"
PERSON = {"do": "person", "person": "dau-moi-kinhte", "name": "", "phone": ""}


def seen(browser, path=FOCAL):
    return re.search(r'name="seen" value="(\d+)"', browser.get(path).text)[1]


def people(office):
    content = applied_documents(office.service.db)["office", "office"].content
    return {each["id"]: each for each in content["people"]}


def post_of(office, post):
    content = applied_documents(office.service.db)["office", "office"].content
    return next(each for each in content["posts"] if each["id"] == post)


def bounce(office, *, permanent=True):
    service = office.service
    told = Bounce("kinhte@tuetinh.example", permanent=permanent, why="550 không có hộp thư")
    record_bounce(service.db, service.records, service.outbox, told, office.clock.now())


def test_posts_stand_by_unit_and_are_found_without_marks(office):
    browser = entered(office)

    everybody = browser.get(PATH)
    found = browser.get(PATH, params={"tim": "truong phong kinh te"})

    assert everybody.text.count('href="/ban/danh-ba/') == 12
    assert re.findall(r'href="/ban/danh-ba/([a-z-]+)"', found.text) == ["truong-phong-kinh-te"]


def test_a_new_address_is_a_revision_and_nothing_else_moves(office):
    browser = entered(office)
    before = applied_documents(office.service.db)
    fields = {"address": "ktht@tuetinh.haiphong.gov.vn", "phone": "0225 000 000"}

    answer = browser.post(FOCAL, data={**PERSON, **fields, "seen": seen(browser)})

    after = applied_documents(office.service.db)
    assert "Đã lưu." in answer.text
    assert people(office)["dau-moi-kinhte"]["address"] == "ktht@tuetinh.haiphong.gov.vn"
    assert {key for key in before if before[key] != after.get(key)} == {("office", "office")}
    assert set(before) == set(after)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "Ghi địa chỉ thư"),
        ("kinh tế@xa", "không gửi thư tới được"),
        ("chutich@tuetinh.example", "đã là của người khác"),
        ("CHUTICH@tuetinh.example", "đã là của người khác"),
        ("moi@xa.example", "chỉ để điền tạm"),
    ],
)
def test_an_address_that_can_not_be_mailed_is_told_and_kept_on_the_page(office, address, words):
    browser = entered(office)

    answer = browser.post(FOCAL, data={**PERSON, "address": address, "seen": seen(browser)})

    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{address}"' in answer.text
    assert people(office)["dau-moi-kinhte"]["address"] == "kinhte@tuetinh.example"


def test_two_people_do_not_write_over_each_other(office):
    first, second = entered(office), entered(office)
    stood = seen(second)
    mine = {**PERSON, "name": "A", "address": "a@tuetinh.gov.vn", "seen": seen(first)}
    first.post(FOCAL, data=mine)

    late = second.post(FOCAL, data={**mine, "name": "B", "seen": stood})

    assert late.status_code == 409
    assert "Danh bạ vừa có thay đổi khác" in late.text
    assert people(office)["dau-moi-kinhte"]["name"] == "A"


def test_somebody_new_takes_a_post_and_a_second_contact_is_named(office):
    browser = entered(office)
    new = {"do": "person", "part": "holder", "name": "Trần Thị B", "address": "b@xa.gov.vn"}
    browser.post(FOCAL, data={**new, "seen": seen(browser)})
    both = {"do": "hold", "holder": "dau-moi-kinhte-2", "second": "dau-moi-kinhte"}

    browser.post(FOCAL, data={**both, "seen": seen(browser)})

    post = post_of(office, "dau-moi-kinhte")
    assert (post["holder"], post["second"]) == ("dau-moi-kinhte-2", "dau-moi-kinhte")
    assert "Trần Thị B" in browser.get(PATH).text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"do": "hold", "holder": "ai-do"}, "Chọn một người trong danh bạ"),
        ({"do": "hold", "holder": "chu-tich", "second": "chu-tich"}, "Chọn một người khác"),
        ({"do": "absent", "first": "", "last": ""}, "Ghi ngày theo lịch"),
        ({"do": "absent", "first": "2025-09-09", "last": "2025-09-08"}, "sau ngày đầu"),
        ({"do": "absent", "first": "2025-08-01", "last": "2025-08-08"}, "đã qua"),
        ({"do": "dance"}, "Chọn việc cần làm"),
        ({**PERSON, "address": "a@xa.vn", "name": "TUYỆT MẬT"}, "dấu độ mật"),
    ],
)
def test_what_can_not_be_meant_is_told(office, fields, words):
    browser = entered(office)
    before = applied_documents(office.service.db)

    answer = browser.post(FOCAL, data={**fields, "seen": seen(browser)})

    assert answer.status_code == 422
    assert words in answer.text
    assert applied_documents(office.service.db) == before


def test_who_is_away_has_a_deputy_until_they_are_back(office):
    browser = entered(office)
    fields = {"first": "2025-09-03", "last": "2025-09-20", "deputy": "truong-phong-kinh-te"}
    away = browser.post(FOCAL, data={"do": "absent", **fields})
    number = re.search(r'name="absence" value="(\d+)"', away.text)[1]

    back = browser.post(FOCAL, data={"do": "back", "absence": number})

    assert "Từ 03/9/2025 đến hết 20/9/2025; người thay" in away.text
    assert "Đã ghi kết thúc vắng mặt." in back.text
    with office.service.db.read() as connection:
        (absence,) = directory.absences(connection)
        assert absence.last_day == date(2025, 9, 3)
        assert audit.newest_first(connection, audit.Asked(), 1)[0]["actor"] == COORDINATOR


def test_an_absence_that_has_not_begun_is_taken_back_whole(office):
    browser = entered(office)
    fields = {"first": "2025-09-10", "last": "2025-09-20"}
    away = browser.post(FOCAL, data={"do": "absent", **fields})
    number = re.search(r'name="absence" value="(\d+)"', away.text)[1]

    browser.post(FOCAL, data={"do": "back", "absence": number})

    with office.service.db.read() as connection:
        assert directory.absences(connection) == []


def test_an_address_in_trouble_is_shown_and_mended(office):
    bounce(office)
    browser = entered(office)
    listed, shown = browser.get(PATH), browser.get(FOCAL)

    mended = browser.post(FOCAL, data={"do": "mended", "person": "dau-moi-kinhte"})

    assert '<span class="tag late">thư bị trả lại</span>' in listed.text
    assert "550 không có hộp thư" in shown.text
    assert "Đã ghi địa chỉ nhận thư trở lại" in mended.text
    with office.service.db.read() as connection:
        assert directory.dead_addresses(connection) == []


def test_a_test_letter_goes_through_the_outbox_and_not_twice_at_once(office):
    browser = entered(office)
    test = {"do": "test", "person": "dau-moi-kinhte"}

    sent = browser.post(FOCAL, data=test)
    again = browser.post(FOCAL, data=test)
    office.clock.move_to(office.clock.now() + timedelta(minutes=10))
    later = browser.post(FOCAL, data=test)

    assert "Đã đưa thư thử vào hàng chờ gửi" in sent.text
    assert "chờ gửi</a>" in sent.text
    assert again.status_code == 422
    assert "trong 10 phút qua" in again.text
    assert later.status_code == 200
    with office.service.db.read() as connection:
        rows = [r for r in letters.every_brief(connection) if r["kind"] == "test"]
        assert [row["addressee"] for row in rows] == ["kinhte@tuetinh.example"] * 2


def test_a_form_can_not_name_somebody_of_another_post(office):
    answer = entered(office).post(FOCAL, data={"do": "test", "person": "chu-tich"})

    assert answer.status_code == 409
    with office.service.db.read() as connection:
        assert letters.latest_of(connection, "test", "chutich@tuetinh.example") is None


def test_a_post_that_is_none_is_told(office):
    browser = entered(office)
    office.move_to(date(2025, 9, 4), time(10, 0))

    assert browser.get(f"{PATH}/khong-co").status_code == 404
    assert browser.post(f"{PATH}/khong-co", data={"do": "test"}).status_code == 404


def test_a_file_for_the_config_folder_says_the_same(office, tmp_path):
    path = tmp_path / "office.yaml"
    path.write_bytes(entered(office).get(f"{PATH}/office.yaml").content)

    read = validated(read_source(path), OfficeFile)

    assert read is not None
    assert read.document() == applied_documents(office.service.db)["office", "office"].content
