"""The coordinator's page of a period: files as attachments, the way by a form, looking is free."""

import io
import re
import zipfile
from datetime import timedelta

import pytest

from cchc_scheduler.actions.draft_room import DraftRoom
from cchc_scheduler.actions.filled_reports import Filled
from cchc_scheduler.actions.keep_text import Editing, keep_text
from cchc_scheduler.actions.make_addenda import make_addenda
from cchc_scheduler.actions.read_outline import unit_outline
from cchc_scheduler.actions.record_submission import Handed, record_submission
from cchc_scheduler.actions.report_forms import read_report
from cchc_scheduler.core.answers import Answer
from cchc_scheduler.store import audit, capabilities, way_steps

UNIT = "bao-cao-quy/2025-Q3/phong-kinh-te"
CITY = "bao-cao-so-noi-vu"
STEP = {"step": "draft", "day": "2025-09-04", "by": "Nguyễn Thị Hoa", "number": "", "note": ""}
DOCX = ("word/document.xml", f"{CITY}-2025-Q3.docx")


@pytest.fixture
def path(office):
    """The path of the page of quarter III."""
    with office.service.db.work() as connection:
        made = office.links.report_of(connection, "2025-Q3", office.clock.now())
    return made.removeprefix(office.links.base_url)


@pytest.fixture
def room(office):
    service = office.service
    return DraftRoom(service.db, service.records, service.outbox, service.template_dirs)


def hand_in(office, room, words):
    at = office.clock.now()
    with office.service.db.work() as connection:
        facts = read_report(room.desk(connection, at), unit_outline(room.template_dirs), UNIT)
    key = next(part for part in facts.form.parts if part.kind == "results").fields[0].key
    report = Filled(facts.form, "page", {key: Answer(words)})
    handed = Handed(UNIT, "file", words, "A", "unit", file_name="a.docx", report=report)
    record_submission(room.db, room.records, room.outbox, handed, at)


def steps(office):
    with office.service.db.read() as connection:
        rows = way_steps.of_report(connection, "2025-Q3", CITY)
    return [(row["step"], row["by"], row["number"]) for row in rows]


def written(office):
    with office.service.db.read() as connection:
        return audit.last_number(connection)


def send(office, path, **changes):
    form = {name: (None, value) for name, value in {**STEP, **changes}.items()}
    return office.browser.post(path, files=form, follow_redirects=False)


def test_the_page_shows_how_far_it_is_its_files_and_what_to_look_at(office, path):
    before = written(office)

    page = office.browser.get(path)

    assert page.status_code == 200
    assert "từ 00/05 báo cáo" in page.text
    assert "Báo cáo gửi" in page.text
    assert "Nội dung cần xem trước khi trình" in page.text
    assert "Chưa có văn bản về hạn gửi báo cáo của xã" in page.text
    assert written(office) == before


def test_every_file_is_made_when_asked_for_and_sent_as_an_attachment(office, path):
    page = office.browser.get(path)
    names = [each.rsplit("/", 1)[1] for each in re.findall(r'href="(/r/[^"]+)"', page.text)]

    answers = {name: office.browser.get(f"{path}/tep/{name}") for name in names}

    assert {name.rsplit(".", 1)[1] for name in names} == {"docx", "xlsx", "zip"}
    for name, answer in answers.items():
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["content-security-policy"].endswith("sandbox")
        assert zipfile.ZipFile(io.BytesIO(answer.content)).namelist(), name
    assert DOCX[0] in zipfile.ZipFile(io.BytesIO(answers[DOCX[1]].content)).namelist()


@pytest.mark.parametrize("name", ["khac.docx", "..%2F..%2Fetc%2Fpasswd", f"{CITY}-2025-Q4.docx"])
def test_another_name_is_no_file(office, path, name):
    assert office.browser.get(f"{path}/tep/{name}").status_code == 404


def test_a_units_link_or_a_revoked_one_opens_nothing(office, path):
    of_unit = office.path_of().replace("/n/", "/r/")

    assert office.browser.get(of_unit).status_code == 404
    assert office.browser.get(path.replace("/r/", "/n/")).status_code == 404
    with office.service.db.work() as connection:
        capabilities.revoke(connection, "report", "2025-Q3", office.clock.now())
    assert office.browser.get(path).status_code == 404
    assert send(office, path).status_code == 404


def test_a_step_is_recorded_once_however_often_the_button_is_pressed(office, path):
    answers = [send(office, path) for _ in range(2)]

    assert [each.status_code for each in answers] == [303, 303]
    assert steps(office) == [("draft", "Nguyễn Thị Hoa", "")]
    assert "04/9/2025: dự thảo xong" in office.browser.get(path).text


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"step": "sent"}, "Chọn việc đã làm"),
        ({"day": ""}, "Ghi ngày theo lịch"),
        ({"day": "2025-09-31"}, "Ghi ngày theo lịch"),
        ({"day": "2025-09-05"}, "không thể sau hôm nay"),
        ({"by": " "}, "Ghi họ tên người ghi"),
        ({"step": "issued"}, "Ghi số, ký hiệu văn bản đã phát hành"),
        ({"note": "Độ mật: TUYỆT MẬT"}, "dấu độ mật"),
        ({"note": "x" * 2001}, "dài quá"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_recorded(
    office, path, changes, told
):
    answer = send(office, path, **changes)

    assert answer.status_code == 422
    assert told in answer.text
    assert steps(office) == []


def test_an_empty_form_is_refused(office, path):
    assert office.browser.post(path).status_code in (400, 413, 422)
    assert steps(office) == []


def test_after_issuing_only_the_number_may_be_put_right(office, path):
    send(office, path, step="issued", number="45/BC-UBND")

    late = send(office, path, step="head")
    send(office, path, step="issued", number="46/BC-UBND")

    assert late.status_code == 422
    assert "đã ghi là phát hành" in late.text
    assert [number for *_, number in steps(office)] == ["45/BC-UBND", "46/BC-UBND"]


def test_newer_material_is_proposed_beside_the_coordinators_own_words(office, path, room):
    hand_in(office, room, "Ban hành 05 văn bản.")
    editing = Editing("2025-Q3", "II.5.a", "Ban hành 05 văn bản đúng hạn.", "Hoa", "phong-kinh-te")
    keep_text(room, editing, office.clock.now())
    office.clock.move_to(office.clock.now() + timedelta(hours=1))
    hand_in(office, room, "Ban hành 06 văn bản.")

    text = office.browser.get(path).text

    assert "Nội dung mới ở mục đã sửa lời" in text
    assert re.search(r"<del>05 </del><ins>06 </ins>", text)


def test_an_addendum_shows_what_it_changes_word_by_word(office, path, room):
    hand_in(office, room, "Ban hành 05 văn bản.")
    send(office, path, step="for-signature")
    office.clock.move_to(office.clock.now() + timedelta(hours=1))
    hand_in(office, room, "Ban hành 06 văn bản <b>.")
    with room.db.work() as connection:
        make_addenda(room, room.desk(connection, office.clock.now()))

    text = office.browser.get(path).text

    assert "Bản bổ sung số 01" in text
    assert "<del>05 </del><ins>06 </ins>" in text
    assert "&lt;b&gt;" in text
    assert "<b>" not in text


def test_with_an_upstream_day_the_page_counts_back(office, path):
    with office.service.db.work() as connection:
        connection.exec_driver_sql("UPDATE obligation SET upstream_day = '2025-09-20'")

    assert "thứ Năm, ngày 18/9/2025: trình ký" in office.browser.get(path).text


def test_what_is_shown_is_of_this_moment(office, path, room):
    hand_in(office, room, "Ban hành 05 văn bản.")

    assert "từ 01/05 báo cáo" in office.browser.get(path).text
