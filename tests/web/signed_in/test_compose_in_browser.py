"""In Chromium: a report is looked at, sent back, written, and nothing keeps anybody from it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.demo.browsing import browser, serving
from tests.web.signed_in.entering import link_for
from tests.web.signed_in.reports_in import hand_in, standing

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CITY = "/ban/soan/2025-Q3/bao-cao-so-noi-vu"
LOOKED_AT = (
    "/ban/thu-den",
    "/ban/soan",
    f"{CITY}/II.5.a",
    f"{CITY}/I.4",
    f"{CITY}/phu-luc/phu-luc-3",
    "/ban/mau",
)
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def chromium(played):
    with browser() as found:
        yield found


def check(page):
    """Nothing may keep anybody from using the page, at any width."""
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    barriers = [
        f"{page.url} {rule['id']}: {node['html']}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]
    assert barriers == []
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), page.url


def test_the_coordinator_writes_a_section_and_sends_a_report_back(office, chromium):
    number = hand_in(office, "Ban hành 05 văn bản.")
    with serving(office.browser.app) as site:
        context = chromium.new_context(viewport=DESKTOP)
        page = context.new_page()
        page.goto(site + link_for(office))
        page.get_by_role("button").click()
        page.goto(f"{site}/ban/bao-cao-nhan")
        check(page)
        for path in LOOKED_AT:
            page.goto(site + path)
            check(page)

        page.goto(f"{site}{CITY}/II.5.a")
        page.get_by_label("Lời văn của mục II.5.a").fill("Đã ban hành 05 văn bản đúng hạn.")
        page.get_by_role("button", name="Lưu lời văn").click()
        expect(page.get_by_role("status").filter(has_text="Đã lưu lời văn")).to_be_visible()
        check(page)

        page.goto(f"{site}/ban/bao-cao-nhan/{number}")
        check(page)
        page.get_by_role("link", name="Trả lại để bổ sung").click()
        page.get_by_role("button", name="Xem thư trước khi gửi").click()
        expect(page.get_by_role("alert")).to_be_focused()
        check(page)
        page.get_by_label("Nội dung cần bổ sung").fill("Bổ sung số liệu tháng 8.")
        page.get_by_label("Gửi bản bổ sung chậm nhất vào ngày").fill("2025-09-12")
        page.get_by_label("Dùng được, chỉ bổ sung").check()
        page.get_by_role("button", name="Xem thư trước khi gửi").click()
        expect(page.get_by_label("Nội dung thư")).to_contain_text("Bổ sung số liệu tháng 8.")
        check(page)
        page.get_by_role("button", name="Gửi thư trả lại").click()
        expect(page.get_by_role("status").filter(has_text="Đã trả lại")).to_be_visible()
        context.close()

    assert standing(office)[0] == "returned"
