"""The first page and what opens from it, in Chromium: for everybody, and without scripts."""

from datetime import date, time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.demo.browsing import browser, serving
from tests.web.signed_in.entering import link_for
from tests.web.signed_in.reports_in import hand_in
from tests.web.signed_in.test_level import played  # noqa: F401 - a season until the late letters
from tests.web.signed_in.test_today import alive, raised

SIZES = [{"width": 1280, "height": 900}, {"width": 390, "height": 844}]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CENTRE = "bao-cao-quy/2025-Q3/trung-tam-phuc-vu-hanh-chinh-cong"
PAGES = (
    "/ban/hom-nay",
    f"/ban/hom-nay/viec/{CENTRE}",
    "/ban/hom-nay/don-vi/trung-tam-phuc-vu-hanh-chinh-cong",
    "/ban/hom-nay/doi-chieu",
    "/ban/hom-nay/cap?nac=late-3&ky=bao-cao-quy%2F2025-Q3",
)


@pytest.fixture(scope="module")
def chromium(played):  # noqa: F811
    """One browser for this file, after the season is lived: it keeps this thread's event loop."""
    with browser() as found:
        yield found


def barriers(page):
    """Return everything that keeps somebody from using the page."""
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    return [
        f"{page.url} {rule['id']}: {node['html']}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


def is_too_wide(page):
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


def signed_in(context, site, office):
    page = context.new_page()
    page.goto(site + link_for(office))
    page.get_by_role("button").click()
    return page


def test_the_morning_is_read_at_any_width_and_worked_off_without_scripts(office, chromium):
    raised(office)
    hand_in(office, "Ban hành 05 văn bản.")
    office.move_to(date(2025, 9, 12), time(8, 0))
    alive(office)
    with serving(office.browser.app) as site:
        looked_at = chromium.new_context(viewport=SIZES[0])
        page = signed_in(looked_at, site, office)
        for path in PAGES:
            assert page.goto(site + path).status == 200
            assert barriers(page) == []
            for size in SIZES:
                page.set_viewport_size(size)
                assert not is_too_wide(page), (path, size)
        looked_at.close()

        context = chromium.new_context(viewport=SIZES[1], java_script_enabled=False)
        page = signed_in(context, site, office)
        page.goto(site + PAGES[0])
        page.get_by_role("link", name="Trung tâm Phục vụ hành chính công").first.click()
        page.get_by_label("Nội dung", exact=True).fill("Hẹn gửi trong buổi chiều.")
        page.get_by_role("button", name="Ghi cuộc gọi").click()
        expect(page.get_by_text("Hẹn gửi trong buổi chiều.")).to_be_visible()
        page.goto(site + PAGES[0])
        page.get_by_text("Trả lời", exact=True).click()
        page.get_by_label("Câu trả lời, đơn vị sẽ đọc").fill("Đã bố trí máy quét.")
        page.get_by_role("button", name="Gửi câu trả lời").click()
        expect(page.get_by_role("status").filter(has_text="Đã trả lời.")).to_be_visible()
        context.close()
