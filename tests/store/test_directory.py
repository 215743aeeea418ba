import pytest
from sqlalchemy.exc import IntegrityError

from cchc_scheduler.core.offices import Absence
from cchc_scheduler.store import directory
from tests.store.rows import NOW

DAY = NOW.date()


def address(state="dead", **values):
    return {
        "address": "cu@phong-kinh-te.example",
        "state": state,
        "why": "550 no such user",
        "since": NOW,
        **values,
    }


def test_absences_come_back_as_values(connection):
    directory.add_absence(
        connection,
        {
            "post": "phong-kinh-te/head",
            "first_day": DAY,
            "last_day": DAY,
            "deputy": "minh",
            "recorded_at": NOW,
            "recorded_by": "x",
        },
    )

    assert directory.absences(connection) == [Absence("phong-kinh-te/head", DAY, DAY, "minh")]


def test_what_is_known_of_an_address_is_replaced(connection):
    directory.set_address(connection, address("soft", hold_until=NOW))
    before = directory.dead_addresses(connection)

    directory.set_address(connection, address())

    assert (before, directory.dead_addresses(connection)) == ([], ["cu@phong-kinh-te.example"])
    assert len(directory.troubled_addresses(connection)) == 1


def test_an_address_is_cleared(connection):
    directory.set_address(connection, address())

    directory.clear_address(connection, "cu@phong-kinh-te.example")

    assert directory.dead_addresses(connection) == []


def test_a_state_outside_the_list_is_refused(connection):
    with pytest.raises(IntegrityError, match="ck_address_state"):
        directory.set_address(connection, address("sleepy"))
