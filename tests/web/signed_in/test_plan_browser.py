"""The plan, an annex under review and what is followed, in Chromium at both widths."""

import pytest
from playwright.sync_api import expect

from tests.demo.browsing import browser, serving
from tests.plan.annexes import HEADS, excel
from tests.web.signed_in.entering import entered
from tests.web.signed_in.test_following import noted, raised
from tests.web.signed_in.test_period_browser import seen, signed_in
from tests.web.signed_in.test_plan import OWN, ROWS
from tests.web.test_browser import DESKTOP, PHONE

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])


@pytest.fixture(scope="module")
def chromium(played):
    """One browser for this file, after the season is lived: it keeps this thread's event loop."""
    with browser() as found:
        yield found


@SIZES
def test_an_annex_is_brought_in_settled_and_shown_as_if_in_force(office, chromium, tmp_path, size):
    raised(office)
    noted(entered(office))
    path = tmp_path / "phu-luc.xlsx"
    path.write_bytes(excel(("PHỤ LỤC",), (OWN,), HEADS, *ROWS))
    with serving(office.browser.app) as site:
        context = chromium.new_context(viewport=size)
        page = context.new_page()
        signed_in(page, site, office)
        for address in ("/ban/ke-hoach", "/ban/theo-doi"):
            seen(page, site + address)
        page.goto(f"{site}/ban/ke-hoach")
        page.set_input_files("#file", path)
        page.get_by_role("button", name="Đọc tệp").click()
        page.wait_for_url("**/ban-nhap/*")
        seen(page, page.url)
        page.select_option("#lead-2", "phong-kinh-te")
        page.get_by_role("button", name="Ghi dòng 2").click()
        expect(page.get_by_text("Đã ghi.")).to_be_visible()
        page.fill("#last-3", "2025-12-26")
        page.get_by_role("button", name="Ghi dòng 3").click()
        expect(page.get_by_text("đã trả lời hết câu hỏi")).to_be_visible()
        seen(page, page.url)
        page.get_by_role("link", name="Xem trước khi áp dụng").click()
        page.wait_for_url("**/xem-truoc")
        seen(page, page.url)
        context.close()
