"""The coordinator's digest with the desk's pages: short, read on a phone, its links plain."""

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes

import pytest
from playwright.sync_api import sync_playwright

from benchmarks.offices import large_office
from cchc_scheduler.actions.apply_documents import Application, apply_documents
from cchc_scheduler.actions.ask_later import Asked, ask_later
from cchc_scheduler.actions.capability_links import Links
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.raise_matter import Raised, raise_matter
from cchc_scheduler.actions.record_facts import Bounce, record_bounce
from cchc_scheduler.actions.show_digest import show_digest
from cchc_scheduler.actions.write_digest import write_digest
from cchc_scheduler.core.matters import Raising
from cchc_scheduler.store import obligations
from tests.actions.post_office import LATE_1, PostOffice, texts
from tests.letters.cast import FACTS
from tests.letters.golden import TEXTS
from tests.letters.rules import LEAST_CONTRAST, LINK, NUMBER, Page, contrast
from tests.letters.test_pictures import PHONE, browser_with

BASE = "https://cchc.xa.example"
LARGEST = 16 * 1024
NEXT_MORNING = datetime(2025, 9, 11, 0, 30, tzinfo=UTC)
REASON = "Đơn vị đang chờ số liệu của các thôn và của hệ thống một cửa. " * 30
DESK_PAGE = re.compile(rf"{BASE}/ban/(?:hom-nay|ky/2025-Q[34]|bao-cao-nhan|thu)")


def worst_office():
    """Every unit late, asking for a later day and raising a difficulty; every address bounced."""
    office = PostOffice()
    office.outbox = Outbox(texts(), Links(BASE, "bi-mat-chi-dung-trong-kiem-thu"))
    office.tick()
    office.tick(LATE_1)
    with office.db.read() as connection:
        owed = [row["id"] for row in obligations.chased(connection)]
    at = office.clock.now()
    for key in owed:
        asked = Asked(key, "later-day", date(2025, 9, 30), REASON, "Đầu mối")
        ask_later(office.db, office.records, office.outbox, asked, at)
        raised = Raised(key, f"nonce {key}", Raising("difficulty", REASON, "Đầu mối"))
        raise_matter(office.db, office.records, office.outbox, raised, at)
    lost = [each for each in office.letters() if each["kind"] in ("opening", "escalation")]
    for each in (each for each in lost if "vhxh" not in each["addressee"]):
        told = Bounce(each["addressee"], permanent=True, why="550 5.1.1 user unknown", letter=each)
        record_bounce(office.db, office.records, office.outbox, told, at)
    office.clock.move_to(NEXT_MORNING)
    return office


def written(office):
    """Return the newest digest as it was frozen: subject, text, HTML."""
    with office.db.read() as connection:
        row = connection.exec_driver_sql(
            "SELECT subject, bytes FROM letter WHERE template = 'digest' ORDER BY id DESC LIMIT 1"
        ).one()
    parts = {
        part.get_content_type(): part.get_payload(decode=True).decode().replace("\r\n", "\n")
        for part in message_from_bytes(row.bytes).walk()
        if not part.is_multipart()
    }
    return row.subject, parts["text/plain"], parts["text/html"]


@pytest.fixture(scope="module")
def worst():
    """The digest of the worst morning as it was frozen: subject, text, HTML; and its office."""
    office = worst_office()
    write_digest(office.db, office.records, office.outbox, office.clock.now())
    return *written(office), office


def test_on_the_worst_morning_it_still_weighs_little(worst):
    _, text, html, _ = worst

    assert len(html.encode()) <= LARGEST
    assert len(text.encode()) <= LARGEST


def test_on_the_worst_morning_everything_to_do_stands_there(worst):
    subject, text, html, office = worst
    whole = show_digest(office.db, office.records, office.outbox, office.clock.now()).text

    first_words = re.findall(r"^\d+\. ([^(\n]+?)(?: \(|$)", whole, re.MULTILINE)
    assert len(first_words) == 5 + 5 + 8 + 5
    assert subject.endswith("05 đơn vị chờ trao đổi")
    for words in first_words:
        assert words in text
        assert words in Page(html).text


def test_what_was_cut_is_said_and_where_it_stands_whole(worst):
    _, text, html, office = worst
    shown = show_digest(office.db, office.records, office.outbox, office.clock.now()).text

    sentence = "Thư đã được rút gọn phần cuối để đọc nhanh trên điện thoại. Nội dung đầy đủ: "
    assert f"{sentence}{BASE}/ban/hom-nay" in text
    assert f"{sentence}{BASE}/ban/hom-nay" in Page(html).text
    assert sentence not in shown
    assert REASON.split(". ")[-2] in shown


def test_every_link_is_a_plain_page_of_the_desk_without_a_token(worst):
    _, text, html, _ = worst

    links = re.findall(r'href="([^"]*)"', html)
    assert len(links) > 20
    assert [link for link in (*links, *LINK.findall(text)) if not DESK_PAGE.fullmatch(link)] == []
    assert set(links) <= set(LINK.findall(text))


def test_the_plain_twin_holds_what_the_html_shows(worst):
    _, text, html, _ = worst
    seen = Page(html).text

    heading = re.search(r"<h1[^>]*>(.*?)</h1>", html).group(1)
    missing = Counter(NUMBER.findall(seen)) - Counter(NUMBER.findall(text))
    assert missing - Counter(NUMBER.findall(heading)) == Counter()
    assert set(LINK.findall(seen)) <= set(LINK.findall(text))


def test_every_word_stands_out_from_its_paper(worst):
    pairs = Page(worst[2]).pairs

    assert {pair for pair in pairs if contrast(*pair) < LEAST_CONTRAST} == set()


def test_the_tick_list_leads_to_the_desk_where_it_is_ticked():
    rendered = TEXTS.render("tick-list", replace(FACTS["tick-list"], desk=f"{BASE}/ban/hom-nay"))

    assert re.findall(r'href="([^"]*)"', rendered.html) == [f"{BASE}/ban/hom-nay"]
    assert f"Đối chiếu trên bàn làm việc (đăng nhập bằng thư): {BASE}/ban/hom-nay" in rendered.text
    assert f"{BASE}/ban/hom-nay" in Page(rendered.html).text


def test_a_level_announced_is_seen_and_put_off_at_the_desk():
    rendered = TEXTS.render("digest", replace(FACTS["digest"], desk=f"{BASE}/ban/hom-nay"))

    assert "Xem, sửa lời, lùi ngày tại bàn làm việc." in rendered.text
    assert "Xem, sửa lời, lùi ngày tại bàn làm việc." in Page(rendered.html).text


def test_without_pages_it_has_no_link_and_names_the_command():
    cut = TEXTS.render("digest", replace(FACTS["digest"], cut=True))

    assert "Nội dung đầy đủ xem bằng lệnh cchc digest." in cut.text
    assert "Nội dung đầy đủ xem bằng lệnh cchc digest." in Page(cut.html).text
    assert "<a " not in cut.html
    assert "http" not in cut.text


def test_forty_units_that_are_late_are_few_things_to_do_and_a_light_mail():
    office = PostOffice()
    office.outbox = Outbox(texts(), Links(BASE, "bi-mat-chi-dung-trong-kiem-thu"))
    at = office.clock.now()
    application = Application(large_office(35), "it")
    apply_documents(office.db, office.records, office.outbox, application, at)
    office.tick()
    office.clock.move_to(NEXT_MORNING)

    write_digest(office.db, office.records, office.outbox, office.clock.now())

    _, text, html = written(office)
    todo = re.findall(r"^\d+\. (.+)$", text, re.MULTILINE)
    assert [each.split(" (")[0] for each in todo] == [
        "Hoàn thành phần báo cáo do Phòng Văn hóa-Xã hội chủ trì",
        "Trao đổi với 39 đơn vị",
    ]
    names = todo[1].partition(": ")[2].removesuffix(")").split(", ")
    assert len(names) == 39
    assert names[-1] == "TTPVHCC 34"
    assert len(html.encode()) <= LARGEST


def test_on_a_phone_it_is_one_column_of_sixteen_pixels_and_readable_in_the_dark(worst):
    """The words that matter are 16 px; only what is small by nature (labels, foot) is smaller."""
    asks = """() => [...document.querySelectorAll('.content li, .content li span, .content td')]
        .filter(e => e.textContent.trim() && !e.className.includes('number'))
        .map(e => getComputedStyle(e).fontSize)"""
    with sync_playwright() as playwright:
        for switches in ([], ["--blink-settings=forceDarkModeEnabled=true"]):
            browser = playwright.chromium.launch(**browser_with(*switches))
            page = browser.new_page(viewport=PHONE)
            page.set_content(worst[2])
            width = page.evaluate("document.documentElement.scrollWidth")
            sizes = set(page.evaluate(asks))
            first = page.locator("ol li").first.bounding_box()
            paper = page.screenshot(clip={"x": 1, "y": 300, "width": 4, "height": 4})
            page.set_content("<p>trang thường</p>")
            ordinary = page.screenshot(clip={"x": 1, "y": 300, "width": 4, "height": 4})
            browser.close()

            assert width == PHONE["width"]
            assert sizes == {"16px"}
            assert first["y"] + first["height"] < PHONE["height"] / 3
            assert paper == ordinary
