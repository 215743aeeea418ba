import pytest

from cchc_scheduler.core.offices import Post
from cchc_scheduler.words import Rank
from tests.core.cast import OFFICE, with_post


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
