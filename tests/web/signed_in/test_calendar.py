"""/ban/lich: a year's days off; a change is seen with its effect, then saved, then undone."""

import html
import re

import pytest

from cchc_scheduler.actions.read_applied import applied_documents
from cchc_scheduler.plan.calendar_file import CalendarFile
from cchc_scheduler.plan.reading import read_source
from cchc_scheduler.plan.validating import validated
from cchc_scheduler.store import deadlines, revisions
from tests.web.conftest import DUE
from tests.web.signed_in.entering import COORDINATOR, LEADER, entered

PATH = "/ban/lich"
OFF = {"do": "add-off", "day": "2025-09-09", "name": "Nghỉ bão", "source": "Công điện 01/CĐ-TTg"}


def ask(browser, year="2025", **fields):
    return browser.post(f"{PATH}/xem-truoc", data={"year": year, **fields})


def save(browser, preview):
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', preview.text)
    return browser.post(PATH, data={name: html.unescape(value) for name, value in hidden})


def seen(browser):
    return re.search(r'name="seen" value="(\d+)"', browser.get(PATH).text)[1]


def target(office):
    with office.service.db.read() as connection:
        return deadlines.versions(connection, DUE)[-1].days.target.isoformat()


def newest(office):
    with office.service.db.read() as connection:
        return revisions.newest_number(connection)


def test_a_year_stands_with_its_sources_and_whether_it_is_official(office):
    browser = entered(office)

    known, later = browser.get(PATH), browser.get(PATH, params={"nam": "2030"})

    assert "Thứ Ba, 02/9/2025" in known.text
    assert '<span class="tag ok">chính thức</span>' in known.text
    assert '<span class="tag wait">tạm tính</span>' in later.text
    assert "chưa có thông báo chính thức" in later.text


def test_what_a_change_moves_is_shown_before_it_is_saved(office):
    browser = entered(office)
    before = newest(office)

    shown = ask(browser, **OFF, seen=seen(browser))

    assert "Thời hạn thay đổi: 5" in shown.text
    assert "<del>09/9/2025</del> <ins>08/9/2025</ins>" in shown.text
    assert "Chưa lưu." in shown.text
    assert newest(office) == before
    assert target(office) == "2025-09-09"


def test_a_saved_change_is_a_revision_and_is_undone_by_another(office):
    browser = entered(office)

    saved = save(browser, ask(browser, **OFF, seen=seen(browser)))
    moved = target(office)
    undone = save(browser, ask(browser, do="undo", seen=seen(browser)))

    assert "Đã lưu." in saved.text
    assert "Nghỉ bão" in saved.text
    assert moved == "2025-09-08"
    assert "Nghỉ bão" not in undone.text
    assert target(office) == "2025-09-09"
    with office.service.db.read() as connection:
        assert revisions.of_kind(connection, "calendar")[-1]["applied_by"] == COORDINATOR


def test_nothing_else_in_force_is_touched(office):
    browser = entered(office)
    before = applied_documents(office.service.db)

    save(browser, ask(browser, **OFF, seen=seen(browser)))
    after = applied_documents(office.service.db)

    assert {key for key in before if before[key] != after[key]} == {("calendar", "2025")}
    assert set(before) == set(after)


def test_a_change_that_another_has_overtaken_is_not_saved(office):
    browser = entered(office)
    preview = ask(browser, **OFF, seen=seen(browser))
    save(browser, ask(browser, do="provisional", seen=seen(browser)))
    before = newest(office)

    late = save(browser, preview)

    assert late.status_code == 409
    assert "Có thay đổi khác vừa được lưu" in late.text
    assert newest(office) == before


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({**OFF, "day": ""}, "Ghi ngày"),
        ({**OFF, "day": "2025-02-30"}, "Ghi ngày theo lịch"),
        ({**OFF, "day": "2026-01-02"}, "Chọn ngày trong năm 2025"),
        ({**OFF, "day": "2025-09-02"}, "đã có trong lịch"),
        ({**OFF, "source": ""}, "Ghi căn cứ"),
        ({**OFF, "name": "TỐI MẬT"}, "dấu độ mật"),
        ({"do": "add-work", "day": "2025-09-10", "source": "x"}, "thứ Bảy hoặc Chủ nhật"),
        ({"do": "remove-off", "day": "2025-05-02"}, "gắn với một ngày làm bù"),
        ({"do": "remove-off", "day": "2025-09-10"}, "không có trong lịch"),
        ({"do": "dance"}, "Chọn việc cần làm"),
    ],
)
def test_what_can_not_be_meant_is_told_and_nothing_is_lost(office, fields, words):
    browser = entered(office)
    before = newest(office)

    answer = ask(browser, **fields)

    assert answer.status_code == 422
    assert words in answer.text
    assert newest(office) == before


def test_a_leader_looks_and_changes_nothing(office):
    leader = entered(office, LEADER)

    assert "xem-truoc" not in leader.get(PATH).text
    assert ask(leader, **OFF).status_code == 403


def test_a_file_for_the_config_folder_says_the_same(office, tmp_path):
    browser = entered(office)
    save(browser, ask(browser, **OFF, seen=seen(browser)))
    path = tmp_path / "2025.yaml"
    path.write_bytes(browser.get(f"{PATH}/tep.yaml", params={"nam": "2025"}).content)

    read = validated(read_source(path), CalendarFile)

    in_force = applied_documents(office.service.db)["calendar", "2025"]
    assert read is not None
    assert read.document() == in_force.content
