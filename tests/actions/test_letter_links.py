"""Letters to a unit about itself lead to its page; others carry no link."""

import re
from datetime import date, datetime

import pytest

from cchc_scheduler.actions.capability_links import Links
from cchc_scheduler.clock import VirtualClock
from cchc_scheduler.demo.opened import Sent, open_letter
from cchc_scheduler.home import find_home
from cchc_scheduler.service import office_files
from cchc_scheduler.simulate.season import Season, simulated_service, span_of, world_of
from cchc_scheduler.simulate.sim_wire import SimWire
from cchc_scheduler.store import letters
from cchc_scheduler.store.migrate import new_in_memory

BASE = "https://cchc.xa.example"


@pytest.fixture(scope="module")
def season():
    """Every letter of the third quarter when nobody acts, opened, with its template."""
    home = find_home(None)
    clock = VirtualClock(datetime.fromisoformat("2025-08-14T00:00:00+07:00"))
    wire = SimWire(clock)
    links = Links(BASE, "bi-mat-chi-dung-trong-kiem-thu")
    service = simulated_service(home, new_in_memory(), clock, wire, links)
    span = span_of(Season(date(2025, 8, 14), date(2025, 9, 17)))
    world_of(service, clock, wire).play(span, office_files(home).documents)
    with service.db.read() as connection:
        templates = {row["id"]: row["template"] for row in letters.every_brief(connection)}
    yield [
        (
            templates[envelope.letter],
            envelope.recipients[0],
            open_letter(1, Sent(at, "test"), envelope.data),
        )
        for at, envelope in wire.accepted
    ]
    service.close()


def links_of(letter):
    return {word for word in letter.text.split() if word.startswith(f"{BASE}/n/")}


def test_every_letter_of_a_ladder_about_one_unit_shows_the_same_link(season):
    unit = ("kinhte@tuetinh.example", "truongphong.kinhte@tuetinh.example")
    own = ("opening", "remind-7", "remind-3", "remind-1", "due-day", "late-1")

    shown = [links_of(letter) for template, to, letter in season if to in unit and template in own]

    assert len(shown) == len(own)
    assert len(set.union(*shown)) == 1


def test_no_two_units_share_a_link(season):
    openings = [links_of(letter) for template, _, letter in season if template == "opening"]

    assert len(openings) == len(set.union(*openings)) == 5


@pytest.mark.parametrize(
    "template", ["late-3", "late-5", "reported", "digest", "tick-list", "leaders-page"]
)
def test_what_goes_to_others_carries_no_link_but_to_pages_behind_the_sign_in(season, template):
    found = [letter for name, _, letter in season if name == template]
    links = [
        link
        for letter in found
        for part in (letter.text, letter.html)
        for link in re.findall(rf"{re.escape(BASE)}/[^\s\"<)]*", part)
    ]

    assert found
    assert all(re.fullmatch(rf"{re.escape(BASE)}/ban/[a-z-]+(/[\w-]+)?", link) for link in links)
    assert links == [] or template in ("digest", "tick-list")


def test_the_button_and_the_written_address_are_the_same(season):
    letter = next(letter for template, _, letter in season if template == "remind-3")
    (link,) = links_of(letter)

    assert letter.html.count(link) == 2
    assert f'href="{link}"' in letter.html
