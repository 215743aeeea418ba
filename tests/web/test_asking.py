"""A unit asks to hand in later, or says that the duty is not its own."""

from cchc_scheduler.store import requests
from tests.web.conftest import DUE


def asked(office):
    with office.service.db.read() as connection:
        return [
            (row["kind"], row["until"], row["by"])
            for row in requests.pending(connection, [DUE]).get(DUE, [])
        ]


def typed(**values):
    return {
        "kind": "later-day",
        "until": "2025-09-12",
        "reason": "chờ số liệu thu ngân sách",
        "by": "Nguyễn Thị Hoa",
        **values,
    }


def send(office, **values):
    files = {"none": ("", b"", "application/octet-stream")}
    return office.browser.post(f"{office.path_of()}/de-nghi", data=typed(**values), files=files)


def test_a_later_day_is_asked_for_and_the_page_says_that_it_waits(office):
    page = send(office)

    assert "đang chờ trả lời: gửi đến hết thứ Sáu, ngày 12/9/2025" in page.text
    assert [(kind, str(until), by) for kind, until, by in asked(office)] == [
        ("later-day", "2025-09-12", "Nguyễn Thị Hoa")
    ]


def test_a_duty_can_be_said_to_be_anothers(office):
    send(office, kind="not-ours", until="")

    assert asked(office) == [("not-ours", None, "Nguyễn Thị Hoa")]


def test_what_is_missing_is_told_and_nothing_is_lost(office):
    page = send(office, until="2025-09-09", reason="", by="A & B")

    assert page.status_code == 422
    assert "Chọn ngày sau thời hạn hiện nay" in page.text
    assert "Ghi lý do trong một câu" in page.text
    assert 'value="A &amp; B"' in page.text
    assert asked(office) == []


def test_a_second_request_waits_for_the_first_answer(office):
    send(office)

    page = send(office, until="2025-09-15")

    assert page.status_code == 422
    assert "Đề nghị trước của đơn vị đang chờ trả lời" in page.text
    assert len(asked(office)) == 1


def test_an_impossible_day_is_told(office):
    assert "Ghi ngày theo lịch" in send(office, until="2025-09-31").text


def test_looking_at_the_form_changes_nothing(office):
    page = office.browser.get(f"{office.path_of()}/de-nghi")

    assert page.status_code == 200
    assert "không quá 02 ngày làm việc" in page.text
    assert asked(office) == []


def test_in_a_closed_period_nothing_is_asked_and_the_page_says_so(office):
    with office.service.db.work() as connection:
        connection.exec_driver_sql(
            "UPDATE obligation SET closed_at = '2025-09-03 00:00:00.000000' WHERE id = ?", (DUE,)
        )

    page = send(office, until="2025-09-12")

    assert page.status_code == 422
    assert "Kỳ báo cáo này đã đóng" in page.text
    assert asked(office) == []
