from dataclasses import replace

import pytest

from cchc_scheduler.core.addressees import Directory, PassedOver
from cchc_scheduler.core.offices import Post, with_former
from cchc_scheduler.words import Level, Rank
from tests.core.cast import OFFICE, day, with_post

LEVELS: tuple[Level, ...] = ("unit", "head", "office", "leaders")


def test_units_posts_and_people_are_found_by_id():
    assert OFFICE.unit("economy").head == "head-economy"
    assert OFFICE.post("head-economy").holder == "dung"
    assert OFFICE.person("dung").address == "dung@xa.example"


@pytest.mark.parametrize("ask", [OFFICE.unit, OFFICE.post, OFFICE.person])
def test_what_is_not_there_is_a_key_error(ask):
    with pytest.raises(KeyError, match="nobody"):
        ask("nobody")


def test_the_coordinator_is_the_unit_that_compiles():
    assert OFFICE.coordinator.id == "culture"


def test_a_post_has_the_rank_of_the_highest_post_its_holder_holds():
    office = with_post(OFFICE, "head-economy", holder="hoa")

    assert office.rank_at("head-economy") == Rank.VICE_CHAIR
    assert office.rank_at("head-culture") == Rank.HEAD


def test_a_vacant_post_has_its_own_rank():
    office = with_post(OFFICE, "head-economy", holder=None)

    assert office.rank_at("head-economy") == Rank.HEAD


def test_ranks_are_ordered_as_the_office_orders_them():
    assert Rank.CHAIR > Rank.VICE_CHAIR > Rank.HEAD > Rank.STAFF
    assert Post("x", "X", Rank.STAFF, None).second is None


def test_what_only_an_earlier_directory_had_is_known_after_all_others():
    left = [unit for unit in OFFICE.units if unit.id != "economy"]
    posts = [post for post in OFFICE.posts if post.id != "head-economy"]
    office = with_former(replace(OFFICE, units=tuple(left), posts=tuple(posts)), [OFFICE])

    assert office.unit("economy").name == "Phòng Kinh tế"
    assert [unit.id for unit in office.every_unit] == ["culture", "office", "economy"]
    assert (office.is_former("economy"), office.is_former("office")) == (True, False)
    assert (office.post("head-economy").title, office.post("head-economy").holder) == (
        "Trưởng phòng",
        None,
    )


def test_nobody_is_written_to_about_a_unit_that_is_no_longer_there():
    left = [unit for unit in OFFICE.units if unit.id != "economy"]
    known = Directory(with_former(replace(OFFICE, units=tuple(left)), [OFFICE]))

    reached = [known.reach(level, "economy", day("2025-09-04")) for level in LEVELS]

    assert reached == [PassedOver("no-post")] * len(LEVELS)
