"""An annex comes in by the page: read, settled, shown as if in force, applied, taken back."""

import html
import io
import re

import openpyxl
import pytest

from cchc_scheduler.store import obligations
from tests.plan.annexes import HEADS, excel, row, word
from tests.web.signed_in.entering import entered

PATH = "/ban/ke-hoach"
OWN = "(Kèm theo Quyết định số 362/QĐ-UBND ngày 28/7/2025 của Chủ tịch UBND xã)"
SECTION = ("I", "CẢI CÁCH THỂ CHẾ", "", "", "", "")
ROWS = (
    SECTION,
    row("1", "Rà soát văn bản của xã", deadline="Trước ngày 15/10/2025"),
    row("2", "Đối thoại với doanh nghiệp", lead="Sở Tài chính", deadline="28/11/2025"),
    row("3", "Báo cáo kết quả kiểm tra", deadline="khoảng cuối tháng"),
)
REVIEWED = "PL.I.1/2025-Q4/phong-kinh-te"


def upload(browser, *rows, name="phu-luc.xlsx"):
    content = excel(("PHỤ LỤC",), (OWN,), HEADS, *(rows or ROWS))
    return browser.post(PATH, files={"file": (name, content, "application/octet-stream")})


def text(page):
    return html.unescape(page.text)


def version(page):
    return re.search(r'name="version" value="(\d+)"', page.text)[1]


def settle(browser, page, key, **told):
    return browser.post(page.url.path, data={"row": key, "version": version(page)} | told)


def owed(office):
    with office.service.db.read() as connection:
        return {each["id"]: each["state"] for each in obligations.every(connection)}


def settled(browser):
    """An annex of which every question is answered."""
    page = upload(browser)
    page = settle(browser, page, "2", lead="phong-kinh-te")
    return settle(browser, page, "3", last_day="2025-12-26")


def test_an_annex_is_settled_shown_applied_and_taken_back(office):
    browser, before = entered(office), owed(office)
    page = upload(browser)
    assert "còn 02 câu hỏi" in text(page)
    assert "Cơ quan chủ trì “Sở Tài chính” không có trong danh bạ" in text(page)

    page = settled(browser)
    assert "đã trả lời hết câu hỏi" in text(page)
    assert owed(office) == before

    preview = browser.get(f"{page.url.path}/xem-truoc")
    assert "Nhiệm vụ thay đổi (03)" in text(preview)
    assert "Rà soát văn bản của xã" in text(preview)
    assert owed(office) == before

    applied = browser.post(f"{page.url.path}/ap-dung", data={"version": version(preview)})
    assert "Đã đưa phụ lục vào thực hiện" in text(applied)
    assert "Rà soát văn bản của xã" in text(applied)
    assert owed(office)[REVIEWED] == "scheduled"

    number = re.search(r'name="apply" value="(\d+)"', applied.text)[1]
    undone = browser.post(f"{PATH}/hoan-tac", data={"apply": number})
    assert "Đã hoàn tác lần áp dụng cuối" in text(undone)
    assert owed(office).get(REVIEWED) in (None, "cancelled")
    again = browser.post(f"{PATH}/hoan-tac", data={"apply": number})
    assert again.status_code == 409


def test_nothing_is_applied_while_a_question_is_open(office):
    browser, before = entered(office), owed(office)
    page = upload(browser)

    answer = browser.post(f"{page.url.path}/ap-dung", data={"version": version(page)})

    assert answer.status_code == 409
    assert "Còn câu hỏi chưa trả lời" in text(answer)
    assert browser.get(f"{page.url.path}/xem-truoc").status_code == 409
    assert owed(office) == before


def test_two_who_settle_at_once_lose_nothing_unseen(office):
    first, second = entered(office), entered(office, "truong-phong-van-hoa-xa-hoi")
    shown = upload(first)
    settle(second, shown, "2", lead="phong-kinh-te")

    late = settle(first, shown, "2", lead="van-phong-hdnd-ubnd")

    assert late.status_code == 409
    assert "Người khác vừa sửa bản nháp này" in text(late)
    assert "Dòng 2: Trưởng Phòng Văn hóa-Xã hội sửa lúc" in text(late)


def test_a_row_is_left_out_split_and_taken_back(office):
    browser = entered(office)
    page = upload(browser)

    page = settle(browser, page, "2", do="leave-out")
    assert "Dòng đã bỏ hoặc đã nối (01)" in text(page)
    page = settle(browser, page, "2", do="reset")
    page = settle(browser, page, "1", parts="Rà soát văn bản của xã\nCông bố kết quả rà soát")
    assert "Công bố kết quả rà soát" in text(page)
    assert 'id="dong-1-2"' in page.text
    wrong = settle(browser, page, "3", last_day="32/13/2025")
    assert (wrong.status_code, "Ngày cuối ghi theo lịch" in text(wrong)) == (422, True)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.docx", b"", "Tệp rỗng"),
        ("x.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Tệp"),
        ("x.txt", b"khong phai bang", "Không phải tệp Word"),
        ("x.docx", word(lines=("Chỉ có chữ",)), "Không tìm thấy bảng nhiệm vụ"),
    ],
)
def test_a_file_that_is_no_annex_is_told(office, name, content, told):
    page = entered(office).post(PATH, files={"file": (name, content, "application/octet-stream")})

    assert page.status_code == 422
    assert told in text(page)


def test_no_file_and_no_draft_are_told(office):
    browser = entered(office)

    assert "Chọn tệp phụ lục" in text(browser.post(PATH, data={"table": ""}))
    assert "không còn hoặc đã đóng" in text(browser.get(f"{PATH}/ban-nhap/77"))


def test_the_plan_is_found_without_marks_and_carried_out(office):
    browser = entered(office)

    found = browser.get(f"{PATH}?tim=thu tuc hanh chinh")
    sheet = openpyxl.load_workbook(io.BytesIO(browser.get(f"{PATH}/nhiem-vu.xlsx").content)).active
    annex = openpyxl.load_workbook(io.BytesIO(browser.get(f"{PATH}/phu-luc.xlsx").content))

    assert re.search(r"\b\d+/34 nhiệm vụ", found.text)
    assert sheet.max_row == 35
    assert annex.sheetnames != []
    assert browser.get(f"{PATH}/phu-luc.docx").content[:2] == b"PK"
    assert browser.get(f"{PATH}/mau-trong.xlsx").content[:2] == b"PK"
    assert browser.get(f"{PATH}?ke-hoach=khong-co").status_code == 200


def test_a_leader_reads_the_plan_and_changes_nothing(office):
    leader = entered(office, "chu-tich")

    assert "Đọc tệp" not in leader.get(PATH).text
    assert leader.post(PATH, data={}).status_code == 403
