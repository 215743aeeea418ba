"""Periods, the leaders' screen and the outside pages in Chromium, with and without scripts."""

import re
from datetime import date, time

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from cchc_scheduler.actions.ask_later import Asked, ask_later
from tests.demo.browsing import browser, serving
from tests.web.conftest import DUE
from tests.web.signed_in.entering import BASE, entered, link_for
from tests.web.signed_in.test_periods import hand_in
from tests.web.test_browser import DESKTOP, PHONE, barriers, overflows

FRONT = "Ủy ban Mặt trận Tổ quốc Việt Nam xã"


@pytest.fixture(scope="module")
def chromium(played):
    """One browser for this file, after the season is lived: it keeps this thread's event loop."""
    with browser() as found:
        yield found


@pytest.fixture
def site(office):
    with serving(office.browser.app) as address:
        yield address


def lived(office):
    """Let some hand in, one ask for a later day, and links be made; return their paths."""
    office.move_to(date(2025, 9, 5), time(9, 0))
    hand_in(office, "phong-van-hoa-xa-hoi")
    office.move_to(date(2025, 9, 9), time(8, 0))
    asked = Asked(DUE, "later-day", date(2025, 9, 15), "Chờ số liệu của cơ quan thuế", "Bình")
    service = office.service
    ask_later(service.db, service.records, service.outbox, asked, office.clock.now())
    office.move_to(date(2025, 9, 11), time(9, 0))
    hand_in(office, "van-phong-hdnd-ubnd")
    desk = entered(office)
    desk.post("/ban/lien-ket/to-chuc", data={"name": FRONT, "contact": "0225 3 000 000"})
    desk.post("/ban/lien-ket", data={"purpose": "supervision", "subject": "1"})
    page = desk.post("/ban/lien-ket", data={"purpose": "leader", "subject": "chu-tich"})
    return re.findall(rf"{BASE}(/[lg]/\w{{32}})", page.text)


def signed_in(page, site, office):
    page.goto(site + link_for(office))
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/ban/**")


def seen(page, address):
    page.goto(address)
    assert barriers(page) == [], address
    assert not overflows(page), address


def test_every_page_can_be_used_by_all_and_the_leaders_screen_is_one_sheet(
    office, chromium, site, tmp_path
):
    leader, front = lived(office)
    wide = ("/ban/ky/2025-Q3", "/ban/ky/2025-Q3/phong-kinh-te", "/ban/lanh-dao", front)
    narrow = (*wide, "/ban/ky", "/ban/ky/2025-Q3/dong", "/ban/lien-ket", "/ban/gop-y", leader)
    for size, paths in ((DESKTOP, wide), (PHONE, narrow)):
        context = chromium.new_context(viewport=size)
        page = context.new_page()
        signed_in(page, site, office)
        for path in paths:
            seen(page, site + path)
        for name, path in (("signed-in", "/ban/lanh-dao"), ("link", leader)):
            page.goto(site + path)
            sheet = tmp_path / f"{name}.pdf"
            page.pdf(path=sheet, prefer_css_page_size=True)
            assert len(PdfReader(sheet).pages) == 1
        context.close()


def test_on_a_telephone_no_label_of_the_line_lies_on_another_or_beyond_the_edge(
    office, chromium, site
):
    lived(office)
    page = chromium.new_context(viewport=PHONE).new_page()
    signed_in(page, site, office)
    page.goto(f"{site}/ban/ky/2025-Q3")

    boxes = [each.bounding_box() for each in page.locator(".tl-day").all()]

    assert len(boxes) == 4
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"] for box in boxes)
    for number, one in enumerate(boxes):
        for two in boxes[number + 1 :]:
            apart = one["x"] + one["width"] <= two["x"] or two["x"] + two["width"] <= one["x"]
            assert apart or abs(one["y"] - two["y"]) >= 12


def test_without_scripts_a_later_day_is_agreed_and_a_period_closed_and_opened(
    office, chromium, site
):
    _, front = lived(office)
    page = chromium.new_context(viewport=PHONE, java_script_enabled=False).new_page()
    signed_in(page, site, office)

    page.goto(f"{site}/ban/ky/2025-Q3")
    page.get_by_role("link", name="Phòng Kinh tế: ").click()
    page.get_by_label("Thống nhất nhận đến hết").check()
    page.get_by_role("button", name="Xem trước câu trả lời").click()
    page.get_by_role("button", name="Xác nhận").click()
    expect(page.get_by_text("Đã trả lời đề nghị của đơn vị")).to_be_visible()

    page.goto(f"{site}/ban/ky/2025-Q3")
    page.get_by_role("link", name="Đóng kỳ báo cáo").click()
    page.get_by_label("Lý do").fill("Đã trình.")
    page.get_by_role("button", name="Đóng kỳ").click()
    expect(page.get_by_role("status").filter(has_text="Đã đóng kỳ báo cáo")).to_be_visible()
    page.get_by_role("link", name="Mở lại kỳ").click()
    page.get_by_label("Lý do").fill("Còn bổ sung.")
    page.get_by_role("button", name="Mở lại kỳ").click()
    expect(page.get_by_role("status").filter(has_text="Đã mở lại kỳ báo cáo")).to_be_visible()

    page.goto(site + front)
    page.get_by_label("Ý kiến của tổ chức").fill("Đề nghị công khai thủ tục.")
    page.get_by_role("button", name="Gửi ý kiến").click()
    expect(page.get_by_role("heading", name="Đã tiếp nhận ý kiến số 01")).to_be_visible()
