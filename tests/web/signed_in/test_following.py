"""What units raised is answered once; what is watched is noted once, closed, opened again."""

import io
import re

import openpyxl
import pytest

from cchc_scheduler.actions.raise_matter import Raised, raise_matter
from cchc_scheduler.core.matters import Raising
from cchc_scheduler.store import audit, ledger, matters
from tests.web.conftest import DUE
from tests.web.signed_in.entering import entered

PATH = "/ban/theo-doi"
ENTRY = {
    "kind": "inspection",
    "unit": "phong-kinh-te",
    "text": "Chưa niêm yết công khai dự toán tại trụ sở",
    "day": "2025-09-03",
    "due": "2025-09-20",
    "source": "Biên bản 02/BB-KT",
}


def raised(office, kind="difficulty", text="Chưa có hướng dẫn xử lý trụ sở dôi dư"):
    service = office.service
    told = Raised(DUE, f"form-{kind}", Raising(kind, text, "Nguyễn Thị Hoa"))
    return raise_matter(service.db, service.records, service.outbox, told, office.clock.now())


def carrier(page):
    return re.search(r'name="carrier" value="(\w{32})"', page.text)[1]


def entries(office):
    with office.service.db.read() as connection:
        return ledger.every(connection)


def noted(browser, **changed):
    key = carrier(browser.get(PATH))
    return browser.post(f"{PATH}/so-theo-doi", data=ENTRY | {"carrier": key} | changed)


def test_a_difficulty_is_answered_and_the_unit_reads_it(office):
    number, browser = raised(office), entered(office)
    assert "Chưa có hướng dẫn xử lý trụ sở dôi dư" in browser.get(PATH).text

    page = browser.post(
        f"{PATH}/kien-nghi", data={"number": number, "answer": "Đã báo cáo Sở Tài chính."}
    )

    assert "Đã ghi trả lời" in page.text
    assert "Không có nội dung nào chờ trả lời" in page.text
    assert "Đã báo cáo Sở Tài chính." in office.browser.get(f"{office.path_of()}/vuong-mac").text
    again = browser.post(f"{PATH}/kien-nghi", data={"number": number, "answer": "Khác"})
    assert again.status_code == 409
    with office.service.db.read() as connection:
        assert matters.one(connection, number)["answer"] == "Đã báo cáo Sở Tài chính."


@pytest.mark.parametrize("answer", ["", "   ", "x" * 2001, "MẬT\nnội dung"])
def test_an_answer_that_can_not_be_recorded_is_told_beside_its_field(office, answer):
    number, browser = raised(office), entered(office)

    page = browser.post(f"{PATH}/kien-nghi", data={"number": number, "answer": answer})

    assert page.status_code == 422
    assert f'id="answer-{number}-loi"' in page.text
    assert f'href="#answer-{number}"' in page.text
    assert "nội dung</textarea>" not in page.text


def test_an_entry_is_noted_once_however_often_the_form_is_sent(office):
    browser = entered(office)
    key = carrier(browser.get(PATH))

    pages = [browser.post(f"{PATH}/so-theo-doi", data=ENTRY | {"carrier": key}) for _ in range(3)]

    assert {page.status_code for page in pages} == {200}
    assert [(row["clause"], row["noted_by"]) for row in entries(office)] == [
        ("II.4", "Đầu mối báo cáo Phòng Văn hóa-Xã hội")
    ]
    assert "Phải xong trong ngày 20/9/2025" in pages[0].text


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"text": ""}, "Ghi nội dung cần theo dõi"),
        ({"kind": "rating"}, "Chọn loại nội dung"),
        ({"unit": "phong-khong-co"}, "Chọn đơn vị có trong danh sách"),
        ({"day": "2025-09-05"}, "Ngày phát hiện không thể sau hôm nay"),
        ({"day": "31/2/2025"}, "Ghi ngày theo lịch"),
        ({"due": "2025-09-01"}, "Ngày phải xong không thể trước ngày phát hiện"),
        ({"text": "TỐI MẬT\nx"}, "không được lưu"),
    ],
)
def test_a_wrong_entry_is_told_and_what_was_typed_is_kept(office, changed, told):
    page = noted(entered(office), **changed)

    assert page.status_code == 422
    assert page.text.count(told) == 2
    assert "02/BB-KT" in page.text or "MẬT" in str(changed)
    assert entries(office) == []


def test_an_entry_is_closed_with_what_came_of_it_and_can_be_opened_again(office):
    browser = entered(office)
    noted(browser)

    empty = browser.post(f"{PATH}/so-theo-doi/1", data={"do": "close", "outcome": ""})
    closed = browser.post(f"{PATH}/so-theo-doi/1", data={"do": "close", "outcome": "Đã niêm yết."})
    assert (empty.status_code, "Ghi kết quả trong một câu" in empty.text) == (422, True)
    assert "Đã xong (01)" in closed.text

    again = browser.post(f"{PATH}/so-theo-doi/1", data={"do": "reopen"})
    assert "Đã mở lại" in again.text
    with office.service.db.read() as connection:
        verbs = [each["verb"] for each in audit.since(connection, 0)[-3:]]
        assert list(audit.faults(connection)) == []
    assert verbs == ["noted in ledger", "ledger closed", "ledger reopened"]
    assert browser.post(f"{PATH}/so-theo-doi/9", data={"do": "reopen"}).status_code == 404


def test_the_ledger_is_carried_out_with_real_days(office):
    browser = entered(office)
    noted(browser)

    sheet = openpyxl.load_workbook(
        io.BytesIO(browser.get(f"{PATH}/so-theo-doi.xlsx").content)
    ).active

    assert [str(cell.value) for cell in sheet[2]][6:8] == [
        "2025-09-03 00:00:00",
        "2025-09-20 00:00:00",
    ]
    assert "khoản 4 Mục II" in browser.get(f"{PATH}/so-theo-doi.csv").text
