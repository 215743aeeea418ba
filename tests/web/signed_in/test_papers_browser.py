"""Letters, directory, calendar, log and system in Debian's Chromium: readable by everybody."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from cchc_scheduler.actions.capability_links import Links
from cchc_scheduler.actions.record_facts import Bounce, record_bounce
from cchc_scheduler.core.submissions import Bounds
from cchc_scheduler.engine.examining import found_at
from cchc_scheduler.settings import Settings
from cchc_scheduler.simulate.ahead import Foresight
from cchc_scheduler.web.application import application
from cchc_scheduler.web.site import SitePieces
from tests.demo.browsing import browser, serving
from tests.web.conftest import KEY
from tests.web.signed_in.entering import link_for

SIZES = [{"width": 1280, "height": 900}, {"width": 390, "height": 844}]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = (
    "/ban/danh-ba",
    "/ban/danh-ba/dau-moi-kinhte",
    "/ban/thu/sap-gui",
    "/ban/thu/da-gui",
    "/ban/thu/khong-den",
    "/ban/thu/1",
    "/ban/thu/tam-dung",
    "/ban/lich",
    "/ban/nhat-ky/kiem-tra",
    "/ban/he-thong",
)


@pytest.fixture(scope="module")
def chromium(played):
    """One browser for this file, after the season is lived: it keeps this thread's event loop."""
    with browser() as found:
        yield found


def barriers(page):
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    return [
        f"{page.url}: {rule['id']}: {node['html']}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


def signed_in(chromium, office, address, size):
    """A window in which the coordinator is signed in: no script of ours exists to be run."""
    page = chromium.new_context(viewport=size).new_page()
    page.goto(address + link_for(office))
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button").click()
    return page


def wrong_and_previewed(page, address):
    """Two pages that only a form leads to: one with a mistake, one with a change's effect."""
    page.goto(f"{address}/ban/danh-ba/dau-moi-kinhte")
    page.get_by_label("Địa chỉ thư").first.fill("không phải địa chỉ")
    with page.expect_navigation():
        page.get_by_role("button", name="Lưu", exact=True).first.click()
    yield "post-wrong"
    page.goto(f"{address}/ban/lich")
    page.get_by_label("Ngày", exact=True).fill("2025-09-09")
    page.get_by_label("Tên ngày nghỉ").fill("Nghỉ bão")
    page.get_by_label("Căn cứ (số, ngày văn bản)").first.fill("Công điện 01/CĐ-TTg")
    with page.expect_navigation():
        page.get_by_role("button", name="Xem ảnh hưởng").first.click()
    yield "calendar-change"


def pages_without_tls(office):
    """The office's pages as a browser without TLS may use them: their cookie is a plain one."""
    service = office.service
    pieces = SitePieces(
        db=service.db,
        records=service.records,
        outbox=service.outbox,
        clock=office.clock,
        worker=service.worker,
        links=Links("http://127.0.0.1", KEY),
        data=service.home.root,
        bounds=Bounds(),
        foresee=Foresight(service.home, Settings(base_url="http://127.0.0.1")),
        examine=lambda now: found_at(service.home, now),
    )
    return application(list, list, pieces, service.home.template_dirs())


def too_wide(page):
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_nothing_keeps_anybody_from_reading_them(chromium, office):
    service = office.service
    told = Bounce("kinhte@tuetinh.example", permanent=True, why="550 không có hộp thư")
    record_bounce(service.db, service.records, service.outbox, told, office.clock.now())

    found, wide = [], []
    with serving(pages_without_tls(office)) as address:
        for size in SIZES:
            page = signed_in(chromium, office, address, size)
            for path in PAGES:
                page.goto(address + path)
                found += barriers(page)
                wide += [path] if too_wide(page) else []
            for name in wrong_and_previewed(page, address):
                found += barriers(page)
                wide += [name] if too_wide(page) else []
            page.context.close()

    assert found == []
    assert wide == []
