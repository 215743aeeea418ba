"""/ban/ky: periods, their grid and line, closing and opening again."""

from datetime import date, time

import pytest

from tests.web.conftest import DUE
from tests.web.signed_in.entering import LEADER, entered

PERIOD = "/ban/ky/2025-Q3"


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


def test_leaders_look_and_close_nothing(office):
    browser = entered(office, LEADER)

    assert "Đóng kỳ" not in browser.get(PERIOD).text
    assert browser.get(f"{PERIOD}/dong").status_code == 403
    assert browser.post(f"{PERIOD}/dong", data={"reason": "x"}).status_code == 403
