from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cchc_scheduler.demo.choosing import VIEWS
from tests.demo import browsing
from tests.demo.browsing import browser, served

MEASURES = Path(__file__).with_name("measures.js").read_text(encoding="utf-8")
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HOSTILE = (
    "<html><head></head><body><h1>Thư</h1>"
    "<script>top.document.title='taken'</script>"
    "<img src='http://tracker.example/pixel.png' onerror=\"top.document.title='taken'\">"
    "<form action='http://tracker.example/' method='post'><button>Gửi</button></form>"
    "<a href='http://tracker.example/' target='_top'>liên kết</a></body></html>"
)


@pytest.fixture(scope="module")
def chromium(site):
    """One browser for this file, after the season is played: it keeps this thread's event loop."""
    with browser() as found:
        yield found


@pytest.fixture
def open_page(chromium, site):
    """Open addresses of the page; console words and foreign requests are kept beside each."""
    contexts = []

    def opened(address="/", size=DESKTOP, base=site):
        context = chromium.new_context(viewport=size)
        contexts.append(context)
        page = context.new_page()
        page.said, page.asked = [], []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda fault: page.said.append(str(fault)))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(base + address, wait_until="networkidle")
        return page

    yield opened
    for context in contexts:
        context.close()


def measured(page, name):
    return page.evaluate(f"{MEASURES}.{name}()")


def test_a_missing_browser_is_an_error_that_names_the_command(monkeypatch):
    monkeypatch.setattr(browsing, "CHROMIUM", Path("/nowhere/chromium"))

    with pytest.raises(FileNotFoundError, match="apt-get install chromium"), browser():
        pass


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_mark_of_the_timeline_opens_its_letter(open_page, story, size):
    mark = next(m for m in story.panels[0].marks if m.event.kind == "leaders")
    letter = story.letters[mark.event.letter - 1]
    page = open_page(size=size)

    page.locator(f"svg a.mark[href='/?letter={letter.number}#thu']").click()
    page.wait_for_load_state("networkidle")

    assert page.locator("article h3").inner_text() == letter.subject
    body = page.frame_locator("article iframe").locator("body")
    assert "kính báo cáo: đến 14 giờ 00 ngày 16/9/2025" in body.inner_text()
    assert page.locator("article").bounding_box()["y"] < size["height"] / 2


def test_the_mark_of_the_opened_letter_has_a_ring(open_page, story):
    number = story.panels[0].marks[3].event.letter

    page = open_page(f"/?letter={number}")

    assert page.locator("svg .chosen").count() == 1


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_goes_wrong_and_nothing_leaves_the_machine(open_page, site, view):
    page = open_page(f"/?letter=12&view={view}")

    assert page.said == []
    assert {url for url in page.asked if not url.startswith(f"{site}/")} == set()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("measure", ["contrast", "nameless", "structure"])
@pytest.mark.parametrize("view", ["html", "raw"])
def test_the_page_can_be_used_by_everybody(open_page, size, measure, view):
    assert measured(open_page(f"/?view={view}", size), measure) == []


@pytest.mark.parametrize("view", VIEWS)
def test_on_a_phone_nothing_sticks_out_and_no_words_are_small(open_page, view):
    page = open_page(f"/?letter=36&view={view}", PHONE)

    assert measured(page, "overflowing") == []
    assert measured(page, "small") == []


def test_the_smallest_phone_shows_the_page_without_sideways_scrolling(open_page):
    assert measured(open_page(size={"width": 320, "height": 640}), "overflowing") == []


def test_on_a_phone_the_timeline_opens_shortly_before_the_deadline(open_page):
    page = open_page(size=PHONE)

    due = page.locator("svg .due-label").first.bounding_box()

    assert 0 < due["x"] < PHONE["width"]


def test_the_measures_find_what_is_wrong(open_page):
    page = open_page("about:blank", base="")
    page.set_content(
        "<h1>A</h1><h3>B</h3><p id=x style='color:#aaa;font-size:12px'>pale</p><svg id=x></svg>"
        "<div style='width:5000px'>wide</div>"
    )

    found = {
        name: measured(page, name)
        for name in ("contrast", "nameless", "structure", "small", "overflowing")
    }

    assert found["contrast"] == ["pale 2.32"]
    assert found["nameless"] == ['<svg id="x"></svg>']
    assert found["structure"] == ["h3 after h1: B", "id twice: x", "id twice: x"]
    assert found["small"] == ["pale 12.0"]
    assert found["overflowing"][0] == "the page itself"


def test_the_keyboard_reaches_the_mailbox_first_and_shows_where_it_is(open_page):
    page = open_page()

    page.keyboard.press("Tab")
    skip = page.evaluate(
        "[document.activeElement.hash, getComputedStyle(document.activeElement).outlineStyle]"
    )
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert skip == ["#hop-thu", "solid"]
    assert page.evaluate("document.activeElement.closest('nav').ariaLabel") == "Chọn theo đơn vị"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"


def test_filters_narrow_the_list_by_plain_links(open_page, story):
    page = open_page()

    page.get_by_role("link", name="Phòng Kinh tế", exact=True).click()
    page.get_by_role("link", name="Sau thời hạn", exact=True).click()

    expected = [
        letter.subject
        for letter in story.letters
        if "phong-kinh-te" in letter.sent.units
        and letter.sent.kind in ("escalation", "information", "correction")
    ]
    assert page.locator(".list .subject").all_inner_texts() == expected


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_from_the_first_page_the_report_is_two_presses_away_as_a_word_file(open_page, size, site):
    page = open_page("/", size)

    page.get_by_role("link", name="Mở báo cáo tổng hợp quý III năm 2025").click()
    with page.expect_download() as fetched:
        page.get_by_role(
            "link", name="Báo cáo của Ủy ban nhân dân xã gửi Sở Nội vụ", exact=True
        ).click()

    assert fetched.value.suggested_filename == "bao-cao-so-noi-vu-2025-Q3.docx"
    drawn = page.get_by_role("img", name="Trang đầu báo cáo")
    expect(drawn).to_have_js_property("naturalWidth", 794)
    assert measured(page, "small") == []
    assert all(address.startswith(site) for address in page.asked)


def test_a_dark_letter_is_dark_with_light_words(open_page):
    page = open_page("/?letter=41&view=dark")

    frame = page.frames[1]

    assert frame.evaluate("getComputedStyle(document.documentElement).filter") == (
        "invert(0.9) hue-rotate(180deg)"
    )


def test_a_hostile_letter_can_run_load_and_send_nothing(open_page, story):
    letters = (replace(story.letters[0], html=HOSTILE), *story.letters[1:])

    with served(replace(story, letters=letters)) as site:
        page = open_page("/?letter=1", base=site)
        title = page.title()
        frame = page.frame_locator("article iframe")
        frame.locator("button").click()
        frame.locator("a").click()
        page.wait_for_timeout(300)
        after = (page.title(), page.url)

    assert title == after[0] == "Một mùa báo cáo cải cách hành chính - Ủy ban nhân dân xã Tuệ Tĩnh"
    assert after[1] == f"{site}/?letter=1"
    assert [url for url in page.asked if "tracker.example" in url and "pixel" not in url] == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_visitor_presses_the_button_in_a_letter_hands_in_and_sees_the_receipt_arrive(
    chromium, site, size, scripts
):
    httpx.post(f"{site}/lam-thu")
    with chromium.new_context(viewport=size, java_script_enabled=scripts) as context:
        page = context.new_page()
        page.goto(f"{site}/")
        page.get_by_role("link", name="Thử gửi báo cáo thay Phòng Kinh tế").click()
        letter = page.frame_locator("article iframe")
        letter.get_by_role("link", name="Nộp báo cáo", exact=True).click()
        page.wait_for_url("**/n/*")
        page.get_by_label("Gửi đường dẫn").check()
        page.get_by_label("Đường dẫn đến báo cáo").fill("https://tailieu.tuetinh.example/bc.docx")
        page.get_by_label("Họ tên người gửi").fill("Nguyễn Thị Hoa")
        page.get_by_label("Báo cáo không có nội dung").check()
        page.get_by_role("button", name="Gửi báo cáo").click()
        page.wait_for_url("**/bien-nhan/*")
        page.get_by_role("link", name="trở lại hộp thư").click()

        assert "Đã nhận báo cáo của Phòng Kinh tế" in page.locator("article h3").inner_text()
        expect(letter.get_by_text("Nguyễn Thị Hoa")).to_be_visible()
        assert page.locator(".coming del").count() == 4
        page.get_by_role("button", name="Làm lại từ đầu").click()
        expect(page.locator(".coming del")).to_have_count(0)
        expect(page.locator(".coming li")).to_have_count(4)


def test_a_visitor_replies_from_the_mailbox_and_sees_the_receipt_arrive(chromium, site):
    httpx.post(f"{site}/lam-thu")
    with chromium.new_context(viewport=DESKTOP, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site}/lam-thu")
        page.get_by_role("link", name="Trả lời thư này").click()
        page.get_by_role("button", name="Gửi thư trả lời").click()
        expect(page.get_by_role("alert")).to_contain_text("Cần sửa trước khi gửi")
        page.get_by_label("Lời trả lời").fill("Gửi báo cáo: https://tailieu.tuetinh.example/a.docx")
        page.get_by_role("button", name="Gửi thư trả lời").click()
        expect(page.locator("article h3")).to_contain_text("Đã nhận báo cáo của Phòng Kinh tế")
        letter = page.frame_locator("article iframe")
        expect(letter.get_by_text("https://tailieu.tuetinh.example/a.docx")).to_be_visible()
        expect(page.locator(".coming del")).to_have_count(4)
        expect(page.locator(".took")).to_contain_text("đã ghi nhận là báo cáo của đơn vị")
    httpx.post(f"{site}/lam-thu")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_on_a_form_for_a_reply_that_was_refused(open_page, size):
    page = open_page("/lam-thu", size)
    page.get_by_role("link", name="Trả lời thư này").click()
    page.get_by_role("button", name="Gửi thư trả lời").click()
    expect(page.get_by_role("alert")).to_be_visible()

    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})

    assert [rule["id"] for rule in found.response["violations"]] == []
    assert measured(page, "overflowing") == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("address", ["/lam-thu", "/bao-cao", "/"])
def test_axe_finds_nothing_that_keeps_anybody_out(open_page, address, size):
    page = open_page(address, size)

    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})

    assert [rule["id"] for rule in found.response["violations"]] == []
    assert measured(page, "overflowing") == []
