from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError, StatementError

from cchc_scheduler.core.errors import Conflict
from cchc_scheduler.store import obligations
from tests.store.rows import KEY, NOW, obligation

LATER = NOW + timedelta(days=1)


def test_an_obligation_exists_once(connection):
    with pytest.raises(IntegrityError, match=r"obligation\.id"):
        obligations.add(connection, [obligation()])


def test_a_state_outside_the_list_is_refused(connection):
    with pytest.raises(IntegrityError, match="ck_obligation_state"):
        obligations.add(connection, [obligation("van-phong", state="rubbish")])


def test_an_instant_without_zone_is_refused(connection):
    row = obligations.one(connection, KEY)

    with pytest.raises(StatementError, match="timezone"):
        obligations.change(connection, row, next_check_at=datetime(2025, 9, 1, 8, 0))  # noqa: DTZ001


def test_an_instant_comes_back_as_the_same_instant(connection):
    row = obligations.one(connection, KEY)
    obligations.change(connection, row, next_check_at=LATER)

    assert obligations.one(connection, KEY)["next_check_at"] == LATER
    assert obligations.next_due(connection) == LATER


def test_due_is_a_range_in_order_of_waiting(connection):
    obligations.add(
        connection,
        [
            obligation("a", next_check_at=NOW),
            obligation("b", next_check_at=NOW - timedelta(days=30)),
            obligation("c", next_check_at=LATER),
            obligation("d", next_check_at=NOW, state="accepted"),
        ],
    )

    found = obligations.due(connection, NOW, ("open", "returned"), 10)

    assert [row["unit"] for row in found] == ["b", "a"]


def test_looking_again_raises_the_version(connection):
    obligations.look_again(connection, [(KEY, 1, LATER)])

    row = obligations.one(connection, KEY)
    assert (row["version"], row["next_check_at"]) == (2, LATER)


def test_one_that_moved_on_stops_the_whole_decision(store):
    with store.work() as connection:
        obligations.add(connection, [obligation("a"), obligation("b")])
    ids = ["bao-cao-quy/2025-Q3/a", "bao-cao-quy/2025-Q3/b"]

    with pytest.raises(Conflict), store.work() as connection:
        obligations.look_again(connection, [(ids[0], 1, LATER), (ids[1], 7, LATER)])

    with store.read() as connection:
        found = [row["version"] for row in obligations.many(connection, ids)]
    assert found == [1, 1]


def test_a_change_of_what_moved_on_is_refused(connection):
    row = obligations.one(connection, KEY)
    obligations.change(connection, row, state="submitted")

    with pytest.raises(Conflict, match=KEY):
        obligations.change(connection, row, state="accepted")


def test_only_what_is_chased_is_checked_now(connection):
    obligations.add(connection, [obligation("a", state="accepted")])

    obligations.check_now(connection, [KEY, "bao-cao-quy/2025-Q3/a"], NOW)

    assert [row["id"] for row in obligations.due(connection, NOW, ("open", "accepted"), 9)] == [KEY]


def test_more_ids_than_one_statement_takes_are_found(connection):
    ids = [KEY, *(f"none/{number}" for number in range(40_000))]

    found = obligations.known_ids(connection, ids)
    obligations.check_now(connection, ids, NOW)

    assert found == {KEY}
    assert [row["id"] for row in obligations.many(connection, ids)] == [KEY]


def test_the_period_and_what_is_unfinished_are_listed_in_order(connection):
    obligations.add(
        connection, [obligation("a", state="submitted"), obligation("b", state="waived")]
    )

    period = [row["unit"] for row in obligations.in_group(connection, "bao-cao-quy/2025-Q3")]
    unfinished = [row["unit"] for row in obligations.unfinished(connection)]
    chased = [row["unit"] for row in obligations.chased(connection)]

    assert period == ["a", "b", "phong-kinh-te"]
    assert unfinished == ["a", "phong-kinh-te"]
    assert chased == ["phong-kinh-te"]
    assert len(obligations.every(connection)) == 3


def test_every_unit_that_ever_owed_something_is_known(connection):
    obligations.add(connection, [obligation("van-phong", state="accepted")])

    assert obligations.units(connection) == {"phong-kinh-te", "van-phong"}
