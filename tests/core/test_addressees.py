"""Rank and absence of design §4: whom a level is written to, and when it is passed over."""

from dataclasses import replace

import pytest

from cchc_scheduler.core.addressees import Addressee, PassedOver, Unreachable
from cchc_scheduler.core.offices import Absence
from cchc_scheduler.words import Rank
from tests.core.cast import OFFICE, day, directory, with_post

TODAY = day("2025-09-12")


def away(post, deputy=None):
    return Absence(post, day("2025-09-10"), day("2025-09-15"), deputy)


def told(reach):
    """Return who is written to and in what capacity, or why nobody is."""
    if isinstance(reach, Addressee):
        return reach.person.id, reach.standing
    return reach.why if isinstance(reach, PassedOver) else "unreachable"


@pytest.mark.parametrize(
    ("level", "expected"),
    [("unit", "lan"), ("head", "dung"), ("office", "chi"), ("leaders", "hoa")],
)
def test_each_level_is_written_to_its_own_post(level, expected):
    assert told(directory().reach(level, "economy", TODAY)) == (expected, "holder")


def test_the_office_is_late_itself_so_its_chief_is_passed_over():
    assert told(directory().reach("office", "office", TODAY)) == "own-head"


def test_a_chief_who_heads_the_late_unit_by_another_post_is_passed_over():
    office = with_post(OFFICE, "head-economy", holder="chi")

    assert told(directory(office).reach("office", "economy", TODAY)) == "own-head"


def test_a_level_that_ranks_below_the_late_head_is_passed_over():
    office = with_post(OFFICE, "head-economy", rank=Rank.VICE_CHAIR)

    assert told(directory(office).reach("office", "economy", TODAY)) == "ranks-below"


def test_a_vice_chair_who_heads_the_unit_by_a_second_post_keeps_their_rank():
    office = with_post(OFFICE, "head-economy", holder="hoa")
    posts = directory(office)

    assert told(posts.reach("office", "economy", TODAY)) == "ranks-below"
    assert posts.head_needs_draft("economy")


@pytest.mark.parametrize("unit", ["culture", "office", "economy"])
def test_a_head_of_heads_rank_needs_no_draft(unit):
    assert not directory().head_needs_draft(unit)


def test_the_vice_chair_in_charge_who_heads_the_late_unit_gives_way_to_the_chair():
    office = with_post(OFFICE, "head-economy", holder="hoa")

    found = told(directory(office).reach("leaders", "economy", TODAY))

    assert found == ("an", "chair-for-vice")


def test_a_vacant_vice_chair_gives_way_to_the_chair():
    office = with_post(OFFICE, "vice-chair", holder=None)

    assert told(directory(office).reach("leaders", "economy", TODAY)) == ("an", "chair-for-vice")


def test_a_vice_chair_away_without_deputy_gives_way_to_the_chair():
    posts = directory(absences=[away("vice-chair")])

    assert told(posts.reach("leaders", "economy", TODAY)) == ("an", "chair-for-vice")


def test_where_no_vice_chair_is_named_the_chair_is_the_leader():
    office = replace(OFFICE, vice_chair=None)

    assert told(directory(office).reach("leaders", "economy", TODAY)) == ("an", "holder")


def test_the_chair_is_written_to_even_when_away():
    office = replace(OFFICE, vice_chair=None)
    posts = directory(office, absences=[away("chair")])

    assert told(posts.reach("leaders", "economy", TODAY)) == ("an", "absent")


def test_nobody_stands_above_a_unit_that_the_chair_heads():
    office = with_post(OFFICE, "head-economy", holder="an")
    posts = directory(office)

    assert told(posts.reach("office", "economy", TODAY)) == "ranks-below"
    assert told(posts.reach("leaders", "economy", TODAY)) == "own-head"


@pytest.mark.parametrize(
    ("level", "post", "deputy"),
    [
        ("unit", "focal-economy", "em"),
        ("head", "head-economy", "lan"),
        ("office", "chief", "giang"),
        ("leaders", "vice-chair", "an"),
    ],
)
def test_who_is_away_with_a_deputy_is_written_to_through_the_deputy(level, post, deputy):
    posts = directory(absences=[away(post, deputy)])

    assert told(posts.reach(level, "economy", TODAY)) == (deputy, "deputy")


def test_a_deputy_above_who_is_the_late_head_is_passed_over():
    posts = directory(absences=[away("chief", "dung")])

    assert told(posts.reach("office", "economy", TODAY)) == "own-head"
    assert told(posts.reach("office", "culture", TODAY)) == ("dung", "deputy")


@pytest.mark.parametrize(("level", "post"), [("unit", "focal-economy"), ("head", "head-economy")])
def test_a_unit_away_without_deputy_is_written_to_at_the_posts_address(level, post):
    found = directory(absences=[away(post)]).reach(level, "economy", TODAY)

    assert isinstance(found, Addressee)
    assert (found.post.id, found.standing) == (post, "absent")


def test_a_chief_away_without_deputy_is_passed_over():
    posts = directory(absences=[away("chief")])

    assert told(posts.reach("office", "economy", TODAY)) == "absent"


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2025-09-09", "chi"),
        ("2025-09-10", "giang"),
        ("2025-09-15", "giang"),
        ("2025-09-16", "chi"),
    ],
)
def test_an_absence_covers_its_first_and_last_day(date, expected):
    posts = directory(absences=[away("chief", "giang")])

    assert told(posts.reach("office", "economy", day(date)))[0] == expected


def test_of_two_absences_of_the_same_days_the_later_record_holds():
    posts = directory(absences=[away("chief"), away("chief", "giang")])

    assert told(posts.reach("office", "economy", TODAY)) == ("giang", "deputy")


def test_a_vacant_focal_point_gives_way_to_the_head():
    office = with_post(OFFICE, "focal-economy", holder=None)

    assert told(directory(office).reach("unit", "economy", TODAY)) == ("dung", "head-for-focal")


@pytest.mark.parametrize(("level", "post"), [("head", "head-economy"), ("office", "chief")])
def test_a_vacant_head_or_chief_is_passed_over(level, post):
    office = with_post(OFFICE, post, holder=None)

    assert told(directory(office).reach(level, "economy", TODAY)) == "vacant"


def test_a_unit_with_neither_focal_point_nor_head_has_nobody():
    office = with_post(with_post(OFFICE, "focal-economy", holder=None), "head-economy", holder=None)

    assert told(directory(office).reach("unit", "economy", TODAY)) == "vacant"


def test_an_office_without_a_chief_has_no_such_level():
    office = replace(OFFICE, office_chief=None)

    assert told(directory(office).reach("office", "economy", TODAY)) == "no-post"


@pytest.mark.parametrize(
    ("level", "person"), [("head", "dung"), ("office", "chi"), ("leaders", "hoa")]
)
def test_an_address_that_does_not_work_is_waited_for_never_passed_over(level, person):
    posts = directory(dead=[f"{person}@xa.example"])

    found = posts.reach(level, "economy", TODAY)

    assert isinstance(found, Unreachable)
    assert found.person.id == person


def test_a_second_contact_takes_the_letter_when_the_first_address_is_dead():
    office = with_post(OFFICE, "head-economy", second="lan")
    posts = directory(office, dead=["dung@xa.example"])

    assert told(posts.reach("head", "economy", TODAY)) == ("lan", "second")


def test_when_both_addresses_are_dead_the_post_is_out_of_reach():
    office = with_post(OFFICE, "head-economy", second="lan")
    posts = directory(office, dead=["dung@xa.example", "lan@xa.example"])

    assert told(posts.reach("head", "economy", TODAY)) == "unreachable"
