import re
from dataclasses import replace

import httpx
import pytest
from markupsafe import escape

from cchc_scheduler.demo.choosing import VIEWS
from cchc_scheduler.demo.phrases import GROUPS
from tests.demo.browsing import served


@pytest.fixture(scope="module")
def client(site):
    with httpx.Client(base_url=site) as found:
        yield found


@pytest.mark.parametrize("view", VIEWS)
def test_every_letter_is_shown_in_every_view(client, story, view):
    answers = [client.get(f"/letters/{letter.number}/{view}") for letter in story.letters]

    assert {answer.status_code for answer in answers} == {200}
    assert all(answer.text for answer in answers)


def test_every_letter_has_its_page_and_every_view_its_link(client, story):
    for letter in story.letters:
        page = client.get("/", params={"letter": letter.number, "view": "text"})

        assert page.status_code == 200
        assert f'<h3 id="tieu-de">{escape(letter.subject)}</h3>' in page.text
        for view in VIEWS:
            link = f"letter={letter.number}" + ("" if view == "html" else f"&amp;view={view}")
            assert f'href="/?{link}#thu"' in page.text


def test_the_letter_alone_is_what_was_sent(client, story):
    letter = story.letters[-1]

    assert "/n/" not in letter.html
    assert client.get(f"/letters/{letter.number}/html").text == letter.html
    assert client.get(f"/letters/{letter.number}/phone").text == letter.html
    assert client.get(f"/letters/{letter.number}/text").text == letter.text
    assert client.get(f"/letters/{letter.number}/raw").text == letter.raw


@pytest.mark.parametrize("unit", [0, 1, 2, 3, 4])
@pytest.mark.parametrize("group", GROUPS)
def test_every_filter_has_its_page(client, story, unit, group):
    params = {"unit": story.units[unit][0], "group": group.id}

    assert client.get("/", params=params).status_code == 200


@pytest.mark.parametrize(
    "address", ["/letters/0/html", "/letters/9999/raw", "/letters/1/none", "/letters/1/%3Cb%3E"]
)
def test_what_is_no_letter_is_not_found(client, address):
    answer = client.get(address)

    assert (answer.status_code, answer.text) == (404, "Không có thư này.")


@pytest.mark.parametrize("address", ["/", "/demo.css", "/?letter=3&view=raw"])
def test_the_page_may_load_nothing_but_its_own_style_and_frames(client, address):
    headers = client.get(address).headers

    assert headers["content-security-policy"] == (
        "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    )
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("view", VIEWS)
def test_a_letter_may_run_and_load_nothing_at_all(client, view):
    headers = client.get(f"/letters/1/{view}").headers

    assert headers["content-security-policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation"
    )
    assert headers["x-frame-options"] == "SAMEORIGIN"


def test_nothing_in_the_page_needs_a_script_an_inline_style_or_another_host(client):
    page = client.get("/").text

    assert re.findall(r"<script| style=| on\w+=|https?://|//[a-z]", page) == []


def test_no_address_of_the_demonstration_takes_anything_in(client):
    assert [client.post(each).status_code for each in ("/", "/letters/1/html")] == [405, 405]


def test_words_of_a_letter_are_text_in_the_page_whatever_they_are(story):
    hostile = "<script>alert(1)</script>"
    letter = replace(story.letters[4], subject=hostile, text=hostile, raw=hostile)
    letters = (*story.letters[:4], letter, *story.letters[5:])

    with served(replace(story, letters=letters)) as site:
        pages = [httpx.get(f"{site}/", params={"letter": 5, "view": view}).text for view in VIEWS]

    assert [page.count("<script") for page in pages] == [0] * len(VIEWS)
    assert all("&lt;script&gt;alert(1)" in page for page in pages)


@pytest.mark.parametrize("address", ["/", "/lam-thu"])
def test_the_frame_of_a_letter_is_closed_to_all_but_a_pressed_link(client, address):
    frames = re.findall(r"<iframe[^>]*>", client.get(address).text)

    assert len(frames) == 1
    assert ' sandbox="allow-top-navigation-by-user-activation">' in frames[0]


def test_the_button_of_a_letter_opens_in_place_of_the_whole_page_and_nothing_else_does(
    client, story, site
):
    letter = next(each for each in story.letters if "/n/" in each.html)

    shown = client.get(f"/letters/{letter.number}/html").text

    assert re.findall(r'target="_top" href="([^"]+)/n/\w{32}"', shown) == [site]
    assert shown.replace('target="_top" ', "") == letter.html


def test_no_letter_of_the_season_leads_to_a_page_that_does_not_open(client, story, site):
    links = {
        link for letter in story.letters for link in re.findall(rf"{site}(/n/\w+)", letter.html)
    }

    assert len(links) == len(story.obligations)
    assert {client.get(link).status_code for link in links} == {200}


def test_a_story_without_letters_still_has_its_page(story):
    with served(replace(story, letters=())) as site:
        page = httpx.get(f"{site}/")

    assert page.status_code == 200
    assert "Không có thư nào thuộc lựa chọn này." in page.text


def test_the_dark_letter_is_the_letter_with_one_rule_more(client, story):
    dark = client.get("/letters/5/dark").text

    plain = client.get("/letters/5/html").text
    assert re.sub(r"<style>html\{[^<]*</style>", "", dark, count=1) == plain
