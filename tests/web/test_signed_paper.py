"""The text for compiling first, the number of the signed paper later: one report, not two."""

import re
from datetime import date, time

from cchc_scheduler.core.policies import Policy
from cchc_scheduler.store import obligations, submissions
from tests.web.conftest import DUE

NO_FILE = {"none": ("", b"", "application/octet-stream")}
PAPER = {"number": "12/BC-PKT", "document_day": "2025-09-03", "by": "Hoa"}


def send_text(office):
    typed = {"kind": "link", "link": "https://tailieu.vn/1", "by": "Hoa", "declared": "yes"}
    return office.browser.post(office.path_of(), data=typed)


def send_paper(office, **values):
    path = f"{office.path_of()}/ban-ky"
    nonce = re.search(r'name="nonce" value="(\w+)"', office.browser.get(path).text)[1]
    return office.browser.post(path, data={"nonce": nonce, **PAPER, **values}, files=NO_FILE)


def stamp(office):
    with office.service.db.read() as connection:
        return obligations.one(connection, DUE)["first_complete_at"]


def decided_by(office, which):
    """Have the office's policy say which piece decides timeliness."""
    with office.service.db.read() as connection:
        in_force = office.service.records.read(connection)
    policies = dict.fromkeys(in_force.policies, Policy(timeliness_by=which))
    object.__setattr__(in_force, "policies", policies)


def test_the_page_offers_the_number_once_the_text_came(office):
    before = office.browser.get(office.path_of())
    receipt = send_text(office)
    after = office.browser.get(office.path_of())

    assert "/ban-ky" not in before.text
    assert "/ban-ky" in receipt.text
    assert "ghi số, ký hiệu bản ký số" in after.text


def test_the_paper_does_not_look_like_a_second_report(office):
    send_text(office)

    receipt = send_paper(office)
    page = office.browser.get(office.path_of())

    assert "Đã ghi số, ký hiệu bản ký số" in receipt.text
    assert "lần gửi thứ" not in receipt.text
    assert "Bản ký số, 09 giờ 00 ngày 04/9/2025: văn bản số 12/BC-PKT ngày 03/9/2025" in page.text
    assert "Lần 2" not in page.text
    assert "/ban-ky" not in page.text


def test_a_missing_number_and_a_day_to_come_are_told(office):
    send_text(office)

    page = send_paper(office, number="", document_day="2025-09-30")

    assert page.status_code == 422
    assert page.text.count("Ghi số, ký hiệu văn bản đã gửi qua hệ thống Quản lý văn bản") == 2
    assert page.text.count("Ngày văn bản không thể sau hôm nay") == 2
    assert 'value="2025-09-30"' in page.text


def test_a_closed_report_takes_no_number_and_says_why(office):
    send_text(office)
    with office.service.db.work() as connection:
        connection.exec_driver_sql("UPDATE obligation SET state = 'accepted'")

    page = office.browser.get(f"{office.path_of()}/ban-ky")
    answer = office.browser.post(f"{office.path_of()}/ban-ky", data=PAPER, files=NO_FILE)

    assert "đã xác nhận báo cáo; đơn vị không phải gửi thêm" in page.text
    assert answer.status_code == 422
    with office.service.db.read() as connection:
        assert len(submissions.of_obligation(connection, DUE)) == 1


def test_by_default_whichever_comes_first_decides(office):
    send_text(office)
    first = stamp(office)
    office.move_to(date(2025, 9, 12), time(9, 0))

    send_paper(office)

    assert first is not None
    assert stamp(office) == first


def test_where_the_paper_decides_the_text_stops_the_letters_and_sets_no_stamp(office):
    decided_by(office, "paper")

    send_text(office)
    before = stamp(office)
    row = office.browser.get(f"{office.path_of()}/theo-doi")
    send_paper(office)

    assert before is None
    assert "Đã nhận, chờ phần còn lại để xác định thời hạn" in row.text
    assert stamp(office) == office.clock.now()


def test_where_the_text_decides_a_number_alone_sets_no_stamp(office):
    decided_by(office, "text")
    typed = {"kind": "elsewhere", "number": "12/BC-PKT", "by": "Hoa", "declared": "yes"}

    office.browser.post(office.path_of(), data=typed)
    before = stamp(office)
    send_text(office)

    assert before is None
    assert stamp(office) == office.clock.now()
