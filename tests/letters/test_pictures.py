"""Letters as a browser shows them: without their style block, on a phone, in forced darkness."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.letters.golden import FOLDER

CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
STYLE = re.compile(r"<style.*?</style>", re.DOTALL)
DESKTOP = {"width": 800, "height": 1200}
PHONE = {"width": 390, "height": 844}
PAGES = sorted(path.name for path in FOLDER.glob("*.html"))


def browser_with(*switches):
    assert CHROMIUM.exists(), "chromium is missing: apt-get install chromium fonts-noto-core"
    return {"executable_path": str(CHROMIUM), "args": [*QUIET, *switches]}


@pytest.fixture(scope="module")
def playwright():
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(playwright):
    opened = playwright.chromium.launch(**browser_with())
    yield opened
    opened.close()


def shown(browser, html, size):
    page = browser.new_page(viewport=size)
    page.set_content(html)
    return page


def html_of(name):
    return (FOLDER / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["late-3.html", "digest.html"])
def test_without_its_style_block_a_letter_looks_the_same_on_a_desk(browser, name):
    html = html_of(name)
    assert STYLE.search(html)

    whole = shown(browser, html, DESKTOP).screenshot(full_page=True)
    stripped = shown(browser, STYLE.sub("", html), DESKTOP).screenshot(full_page=True)

    assert whole == stripped


def test_no_letter_is_wider_than_a_phone(browser):
    page = browser.new_page(viewport=PHONE)
    wide = {}
    for name in PAGES:
        page.set_content(html_of(name))
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            wide[name] = width

    assert wide == {}


def test_a_letter_fetches_nothing(browser):
    page = browser.new_page(viewport=PHONE)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for name in PAGES:
        page.set_content(html_of(name))

    assert asked == []


def test_forced_darkness_leaves_light_words_on_dark_paper(playwright):
    dark = playwright.chromium.launch(**browser_with("--blink-settings=forceDarkModeEnabled=true"))
    page = shown(dark, html_of("late-5.html"), PHONE)
    picture = page.screenshot(clip={"x": 1, "y": 300, "width": 8, "height": 8}, type="png")
    light = shown(dark, "<p>trang thường</p>", PHONE)
    ordinary = light.screenshot(clip={"x": 1, "y": 300, "width": 8, "height": 8}, type="png")
    dark.close()

    assert picture == ordinary  # its paper is darkened like any page's, so its words are lightened
