"""A unit's pages in Debian's Chromium: form, error, receipt, replacement, a later day."""

import hashlib
import io
import zipfile
from datetime import date, time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cchc_scheduler.store import obligations, submissions
from tests.demo.browsing import browser, serving
from tests.web.conftest import DUE

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
# A window and whether its browser runs scripts.
WINDOWS = pytest.mark.parametrize(
    "window",
    [(DESKTOP, True), (PHONE, True), (DESKTOP, False), (PHONE, False)],
    ids=["desktop", "phone", "desktop-no-scripts", "phone-no-scripts"],
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MISSING = "Chọn tệp báo cáo"


@pytest.fixture(scope="module")
def chromium(played):
    """One browser for this file, after the season is lived: it keeps this thread's event loop."""
    with browser() as found:
        yield found


@pytest.fixture
def site(office):
    """The address of the office's pages, really served."""
    with serving(office.browser.app) as address:
        yield address


@pytest.fixture
def opened(chromium):
    """Make a new browser window; what it complains of is kept beside it and must be nothing."""
    contexts, said = [], []

    def new(size=DESKTOP, *, scripts=True):
        context = chromium.new_context(viewport=size, java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda fault: said.append(str(fault)))
        return page

    yield new
    for context in contexts:
        context.close()
    refused = "the server responded with a status of 4"
    assert [words for words in said if refused not in words] == []


@pytest.fixture
def report(tmp_path):
    """A real file on the disk, named as people name files."""
    path = tmp_path / "Báo cáo quý III (bản cuối).docx"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    path.write_bytes(content.getvalue())
    return path


def barriers(page):
    """Return what axe finds wrong on a page, one line each."""
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    return [
        f"{rule['id']}: {node['html']}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


def overflows(page):
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


def check(page, *, scripts):
    """Nothing may keep anybody from using the page; axe itself is a script."""
    if scripts:
        assert barriers(page) == []
        assert not overflows(page)


def choose_file(page, path):
    with page.expect_file_chooser() as chooser:
        page.get_by_label("Tệp báo cáo").click()
    chooser.value.set_files(path)


def press(page, name):
    """Press a button that leads to the server's answer, and wait for it."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def send(page):
    press(page, "Gửi báo cáo")


def fact(page, name):
    return page.locator(".facts div", has_text=name).locator("dd").inner_text()


def record(office):
    with office.service.db.read() as connection:
        versions = submissions.of_obligation(connection, DUE)
        return (
            obligations.one(connection, DUE)["state"],
            [(row["version"], row["kind"]) for row in versions],
        )


@WINDOWS
def test_a_unit_hands_in_mends_what_was_wrong_and_replaces_it_days_later(
    office, site, opened, report, window
):
    size, scripts = window
    page = opened(size, scripts=scripts)
    page.goto(site + office.path_of())
    check(page, scripts=scripts)
    assert page.get_by_text("hết thứ Ba, ngày 09/9/2025").first.is_visible()
    page.get_by_label("Ghi chú").fill("Số liệu tháng 9 là số ước <chưa chốt>.")
    page.get_by_label("Họ tên người gửi").fill("Nguyễn Thị Hoa & đồng nghiệp")
    page.get_by_label("Báo cáo không có nội dung").check()
    send(page)

    assert page.title().startswith("Lỗi: ")
    check(page, scripts=scripts)
    summary = page.get_by_role("alert")
    if scripts:
        assert page.evaluate("document.activeElement.className") == "summary"
    assert summary.locator("li").all_inner_texts() == [MISSING]
    assert page.locator("#file-loi").inner_text() == f"Lỗi: {MISSING}"
    assert page.get_by_label("Ghi chú").input_value() == "Số liệu tháng 9 là số ước <chưa chốt>."
    assert page.get_by_label("Họ tên người gửi").input_value() == "Nguyễn Thị Hoa & đồng nghiệp"
    assert page.get_by_label("Báo cáo không có nội dung").is_checked()
    assert record(office) == ("open", [])
    summary.get_by_role("link", name=MISSING).click()
    choose_file(page, report)
    send(page)

    check(page, scripts=scripts)
    assert page.get_by_text("BN-2025Q3-0001").first.is_visible()
    assert report.name in fact(page, "Đã nhận")
    digest = hashlib.sha256(report.read_bytes()).hexdigest()
    assert fact(page, "Mã đối chiếu") == f"SHA-256 {digest}"
    assert "Trong thời hạn" in fact(page, "Thời hạn")
    assert record(office) == ("submitted", [(1, "file")])

    office.move_to(date(2025, 9, 12), time(10, 0))
    with page.expect_navigation():
        page.get_by_role("link", name="Trở lại trang của đơn vị").click()
    check(page, scripts=scripts)
    page.get_by_label("Gửi đường dẫn").check()
    page.get_by_label("Đường dẫn đến báo cáo").fill("https://drive.google.com/ban-thay-the")
    page.get_by_label("Họ tên người gửi").fill("Nguyễn Thị Hoa")
    page.get_by_label("Báo cáo không có nội dung").check()
    send(page)

    check(page, scripts=scripts)
    assert page.get_by_text("lần gửi thứ 2").is_visible()
    assert "Trong thời hạn" in fact(page, "Thời hạn")
    assert page.get_by_text("đề nghị đơn vị gửi thêm tệp").is_visible()
    assert record(office) == ("submitted", [(1, "file"), (2, "link")])


@WINDOWS
def test_a_later_day_is_asked_for_after_what_was_missing_is_filled_in(office, site, opened, window):
    size, scripts = window
    page = opened(size, scripts=scripts)
    page.goto(site + office.path_of())
    with page.expect_navigation():
        page.get_by_role("link", name="gửi đề nghị đến").click()
    check(page, scripts=scripts)
    page.get_by_label("Gửi chậm nhất vào ngày").fill("2025-09-12")
    page.get_by_label("Họ tên người đề nghị").fill("Nguyễn Thị Hoa")
    press(page, "Gửi đề nghị")

    check(page, scripts=scripts)
    if scripts:
        assert page.evaluate("document.activeElement.className") == "summary"
    assert page.get_by_role("alert").locator("li").all_inner_texts() == ["Ghi lý do trong một câu"]
    assert page.get_by_label("Gửi chậm nhất vào ngày").input_value() == "2025-09-12"
    page.get_by_label("Lý do").fill("chờ số liệu thu ngân sách tháng 8")
    press(page, "Gửi đề nghị")

    check(page, scripts=scripts)
    assert page.get_by_text("đang chờ trả lời: gửi đến hết thứ Sáu, ngày 12/9/2025").is_visible()


@SIZES
def test_every_error_of_the_form_leads_to_its_field_and_says_the_same_there(
    office, site, opened, size
):
    page = opened(size)
    for kind, typed in (("elsewhere", {}), ("link", {"#link": "ftp://x/y"}), ("nil", {})):
        page.goto(site + office.path_of())
        page.locator(f"#kind-{kind}").check()
        for field, words in typed.items():
            page.locator(field).fill(words)
        send(page)

        links = page.get_by_role("alert").get_by_role("link")
        assert links.count() >= 3
        for link in links.all():
            target = link.get_attribute("href")
            assert page.locator(f"{target}-loi").inner_text() == f"Lỗi: {link.inner_text()}"
            assert page.locator(target).is_visible()
        assert barriers(page) == []
        assert not overflows(page)


@SIZES
def test_pages_that_open_nothing_can_be_read_by_everybody(office, site, opened, size):
    page = opened(size)

    page.goto(f"{site}/n/{'a' * 32}")

    assert page.get_by_role("heading", level=1).inner_text() == ("Liên kết này không còn dùng được")
    assert barriers(page) == []
    assert not overflows(page)


def test_the_keyboard_alone_is_enough_to_hand_in(office, site, opened):
    page = opened()
    page.goto(site + office.path_of())
    page.locator("#kind-file").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("https://tailieu.tuetinh.example/bao-cao-quy-3.docx")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Nguyen Thi Hoa")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.get_by_text("BN-2025Q3-0001").first.is_visible()
    assert record(office) == ("submitted", [(1, "link")])


def test_axe_finds_what_is_wrong(opened):
    page = opened()
    page.set_content("<html><body><input type=text><p style='color:#bbb'>nhạt</p></body></html>")

    rules = {line.partition(":")[0] for line in barriers(page)}

    assert {"label", "color-contrast", "html-has-lang"} <= rules


@SIZES
def test_every_page_that_a_units_page_leads_to_can_be_used_by_everybody(office, site, opened, size):
    page = opened(size)
    page.goto(site + office.path_of())
    found = {link.get_attribute("href") for link in page.locator("main a[href^='/']").all()}
    wrong = {}
    for address in sorted(found):
        answer = page.request.get(site + address)
        if "text/html" not in answer.headers["content-type"]:
            continue
        page.goto(site + address)
        if barriers(page) or overflows(page):
            wrong[address.rpartition("/")[2]] = (barriers(page), overflows(page))

    assert len(found) >= 5
    assert wrong == {}


def test_the_coordinators_page_can_be_used_by_everybody_and_records_a_step(office, site, opened):
    with office.service.db.work() as connection:
        connection.exec_driver_sql("UPDATE obligation SET upstream_day = '2025-09-20'")
        address = office.links.report_of(connection, "2025-Q3", office.clock.now())
    path = address.removeprefix(office.links.base_url)
    for size in (DESKTOP, PHONE):
        page = opened(size)
        page.goto(site + path)
        assert (barriers(page), overflows(page)) == ([], False)

    page.get_by_role("button", name="Ghi lại").click()
    page.wait_for_load_state()
    assert (barriers(page), overflows(page)) == ([], False)
    page.get_by_label("Việc đã làm").select_option("draft")
    page.get_by_label("Ngày", exact=True).fill("2025-09-04")
    page.get_by_label("Họ tên người ghi").fill("Nguyễn Thị Hoa")
    page.get_by_role("button", name="Ghi lại").click()

    expect(page.get_by_text("04/9/2025: dự thảo xong (Nguyễn Thị Hoa)")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Bảng theo dõi").click()
    assert download.value.suggested_filename == "bang-theo-doi-2025-Q3.xlsx"
