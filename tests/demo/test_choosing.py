from datetime import UTC, datetime

import pytest

from cchc_scheduler.demo.choosing import VIEWS, Asked, choose, read_asked
from cchc_scheduler.demo.opened import OpenedLetter, Sent
from cchc_scheduler.demo.phrases import GROUPS
from cchc_scheduler.documents.letter_words import KINDS
from cchc_scheduler.words import LETTER_KINDS

UNITS = ("kinh-te", "van-phong")


def letter(number, kind="reminder", units=("kinh-te",)):
    at = datetime(2025, 9, 4, tzinfo=UTC)
    return OpenedLetter(number, Sent(at, kind, units), (), (), "", "", "", "")


LETTERS = (
    letter(1, "digest", ()),
    letter(2),
    letter(3, "escalation", ("kinh-te", "van-phong")),
    letter(4, "reminder", ("van-phong",)),
)


def test_without_a_wish_everything_is_shown_and_the_first_letter_about_a_unit_is_opened():
    choice = choose(LETTERS, Asked())

    assert [each.number for each in choice.fitting] == [1, 2, 3, 4]
    assert choice.chosen.number == 2


def test_a_letter_about_two_units_is_shown_with_either():
    assert [each.number for each in choose(LETTERS, Asked(unit="kinh-te")).fitting] == [2, 3]
    assert [each.number for each in choose(LETTERS, Asked(unit="van-phong")).fitting] == [3, 4]


def test_a_unit_and_a_group_narrow_each_other():
    choice = choose(LETTERS, Asked(unit="van-phong", group="nhac-lich"))

    assert [each.number for each in choice.fitting] == [4]


def test_where_nothing_fits_nothing_is_opened():
    choice = choose(LETTERS, Asked(unit="kinh-te", group="lanh-dao"))

    assert (choice.chosen, list(choice.page), choice.pages) == (None, [], 0)


def test_a_letter_that_does_not_fit_gives_way_to_the_first_that_does():
    assert choose(LETTERS, Asked(letter=2, unit="van-phong")).chosen.number == 3


def test_the_list_shows_the_page_on_which_the_opened_letter_stands():
    many = [letter(number) for number in range(1, 26)]

    choice = choose(many, Asked(letter=12))

    assert [each.number for each in choice.page] == list(range(11, 21))
    assert (choice.page_number, choice.pages, choice.first_number) == (2, 3, 11)
    assert (choice.first_of(1).number, choice.first_of(3).number) == (1, 21)
    assert (choice.first_of(0), choice.first_of(4)) == (None, None)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, Asked()),
        ({"letter": "7", "view": "raw"}, Asked(7, "raw")),
        ({"letter": "-1"}, Asked()),
        ({"letter": "٣"}, Asked()),
        ({"letter": "x", "view": "<script>", "unit": "nobody", "group": "none"}, Asked()),
        ({"unit": "kinh-te", "group": "tra-loi"}, Asked(unit="kinh-te", group="tra-loi")),
    ],
)
def test_what_is_unknown_in_an_address_is_left_out(query, expected):
    assert read_asked(query, UNITS) == expected


@pytest.mark.parametrize("view", VIEWS)
def test_a_link_leads_back_to_what_it_was_made_from(view):
    asked = Asked(7, view, "kinh-te", "tra-loi")

    pairs = dict(part.split("=") for part in asked.link().removeprefix("/?").split("&"))

    assert read_asked(pairs, UNITS) == asked


def test_every_kind_of_letter_has_its_words_and_no_kind_stands_in_two_groups():
    grouped = [kind for group in GROUPS for kind in group.kinds]

    assert set(KINDS) == set(LETTER_KINDS)
    assert len(grouped) == len(set(grouped))
