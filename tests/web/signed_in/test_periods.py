"""/ban/ky: periods, their grid, line and table, closing and opening again."""

import io
from datetime import date, time

import pytest
from openpyxl import load_workbook

from cchc_scheduler.actions.record_submission import Handed, record_submission
from cchc_scheduler.store import audit, obligations
from tests.web.conftest import DUE
from tests.web.signed_in.entering import LEADER, entered

PERIOD = "/ban/ky/2025-Q3"
REASON = "Đã trình báo cáo tổng hợp."
NO_FILE = {"none": ("", b"", "application/octet-stream")}


def hand_in(office, unit="phong-kinh-te", **what):
    told = {"kind": "nil", "note": "Không phát sinh.", "recorded_by": "page"} | what
    handed = Handed(f"bao-cao-quy/2025-Q3/{unit}", carrier=f"form:{unit}", by="Hoa", **told)
    service = office.service
    record_submission(service.db, service.records, service.outbox, handed, office.clock.now())


def row(office):
    with office.service.db.read() as connection:
        return obligations.one(connection, DUE)


def test_the_list_leads_to_the_period_with_its_numbers(office):
    page = entered(office).get("/ban/ky")

    assert page.status_code == 200
    assert '<a href="/ban/ky/2025-Q3">Quý III năm 2025</a>' in page.text
    assert "Đã nhận <strong>0/5</strong>" in page.text


@pytest.mark.parametrize("path", ["/ban/ky/2025-Q9", "/ban/ky/xyz", f"{PERIOD}/khong-co"])
def test_what_is_not_there_is_said_so(office, path):
    page = entered(office).get(path)

    assert page.status_code == 404
    assert "Không có nội dung này" in page.text


def test_numbers_count_text_and_signed_paper_apart_by_both_clocks(office):
    office.move_to(date(2025, 9, 9), time(9, 0))
    hand_in(office, kind="elsewhere", note=None, number="12/BC-PKT", document_day=date(2025, 9, 8))
    office.move_to(date(2025, 9, 11), time(9, 0))
    hand_in(office, "van-phong-hdnd-ubnd")

    page = entered(office).get(PERIOD).text

    numbers = page[page.index('<ul class="numbers">') : page.index("Đơn vị và nội dung")]
    told = [part.split("</li>")[0] for part in numbers.split("<li>")[1:]]
    assert [part.rpartition("</strong>")[2] for part in told] == [
        "đã nhận",
        "đúng thời hạn theo Kế hoạch",
        "đúng mốc đã thống nhất",
        "chưa nhận",
        "có bản để tổng hợp",
        "có bản ký số",
    ]
    assert [part.split("<strong>")[1].split("<")[0] for part in told] == [*"211311"]
    assert "bản ký số 12/BC-PKT, ngày 08/9/2025" in page


def test_each_cell_leads_to_its_obligation(office):
    page = entered(office).get(PERIOD).text

    assert f'href="{PERIOD}/phong-kinh-te?viec=bao-cao-quy"' in page
    assert page.count(f'href="{PERIOD}/') >= 5


def test_the_line_is_a_picture_with_its_words_beside(office):
    hand_in(office)
    page = entered(office).get(PERIOD).text

    assert '<svg width="100%"' in page
    assert "Dòng thời gian quý III năm 2025</title>" in page
    assert "Ngày cuối 09/9/2025" in page
    assert "<strong>Phòng Kinh tế</strong>:" in page
    assert "09 giờ 00 ngày 04/9/2025 nhận báo cáo" in page
    assert "style=" not in page


def test_the_table_is_found_without_marks_and_carried_out(office):
    browser = entered(office)
    assert "1/5 dòng" in browser.get(PERIOD, params={"tim": "phong kinh te"}).text

    sheet = browser.get(f"{PERIOD}.xlsx")
    page = load_workbook(io.BytesIO(sheet.content)).active
    rows = list(page.iter_rows(values_only=True))
    assert len(rows) == 6
    assert rows[1][0] == "Phòng Văn hóa-Xã hội"
    assert rows[1][4].date() == date(2025, 9, 9)
    assert "Phòng Kinh tế" in browser.get(f"{PERIOD}.csv").content.decode("utf-8-sig")
    assert browser.get("/ban/ky/xyz.csv").status_code == 200


def test_leaders_look_and_close_nothing(office):
    browser = entered(office, LEADER)

    assert "Đóng kỳ" not in browser.get(PERIOD).text
    assert browser.get(f"{PERIOD}/dong").status_code == 403
    assert browser.post(f"{PERIOD}/dong", data={"reason": "x"}).status_code == 403


def test_a_leader_does_not_see_a_unit_named_late_before_its_head_was_told(office):
    office.move_to(date(2025, 9, 10), time(9, 0))

    assert "chưa nhận được" in entered(office).get(PERIOD).text
    seen = entered(office, LEADER).get(PERIOD).text
    assert "chưa nhận được" not in seen
    assert "đang đối chiếu" in seen


def test_closing_shows_what_it_does_first_then_needs_a_reason(office):
    browser = entered(office)
    asked = browser.get(f"{PERIOD}/dong")
    assert "không thư nhắc nào về kỳ này được gửi nữa" in asked.text
    assert "chưa nhận <strong>5</strong>" in asked.text

    empty = browser.post(f"{PERIOD}/dong", data={"reason": " "})
    assert empty.status_code == 422
    assert empty.text.count("Ghi lý do trong một câu") == 2
    marked = browser.post(f"{PERIOD}/dong", data={"reason": "TỐI MẬT\nviệc riêng"})
    assert marked.status_code == 422
    assert "việc riêng" not in marked.text
    assert row(office)["closed_at"] is None

    done = browser.post(f"{PERIOD}/dong", data={"reason": REASON})
    assert "Đã đóng kỳ báo cáo" in done.text
    assert REASON in done.text
    assert row(office)["closed_at"] == office.clock.now()


def test_a_unit_is_told_calmly_that_its_period_is_closed_and_nothing_is_taken(office):
    link = office.path_of()
    desk = entered(office)
    desk.post(f"{PERIOD}/dong", data={"reason": REASON})

    page = office.browser.get(link)
    assert "đã đóng kỳ báo cáo này nên trang không nhận thêm" in page.text
    assert "gọi đầu mối tổng hợp" in page.text
    assert "Gửi báo cáo</button>" not in page.text
    form = {"kind": "nil", "note": "Không phát sinh.", "by": "Hoa", "declared": "yes"}
    answer = office.browser.post(link, data=form, files=NO_FILE)
    assert "đã đóng kỳ báo cáo này" in answer.text
    assert answer.status_code in (200, 409, 422)
    assert row(office)["state"] == "open"

    desk.post(f"{PERIOD}/mo-lai", data={"reason": "Đơn vị bổ sung."})
    office.browser.post(link, data=form, files=NO_FILE)
    assert row(office)["state"] == "submitted"


def test_closing_twice_and_opening_what_is_open_say_so(office):
    browser = entered(office)
    assert browser.post(f"{PERIOD}/mo-lai", data={"reason": "x"}).status_code == 409

    browser.post(f"{PERIOD}/dong", data={"reason": REASON})
    again = browser.post(f"{PERIOD}/dong", data={"reason": "Lần hai"})

    assert again.status_code == 409
    assert "Kỳ này đã được đóng hoặc mở trước đó" in again.text
    with office.service.db.read() as connection:
        verbs = [each["verb"] for each in audit.about(connection, "period 2025-Q3")]
    assert verbs == ["period closed"]


def test_a_form_of_megabytes_is_no_reason(office):
    answer = entered(office).post(f"{PERIOD}/dong", data={"reason": "x" * 600_000})

    assert answer.status_code in (400, 422)
    assert row(office)["closed_at"] is None
