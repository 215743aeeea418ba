from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from cchc_scheduler.store import letters, notices, obligations
from tests.store.rows import KEY, NOW, letter, notice, obligation


@pytest.fixture
def carried(connection):
    """A letter that carries one notice."""
    letters.add(connection, letter(1))
    notices.add(connection, [notice()])
    notices.carry_waiting(connection, [notice(letter=1)])
    return connection


def only(connection):
    return notices.of_obligations(connection, [KEY])[0]


def test_the_same_notice_twice_is_one_notice(connection):
    first = notices.add(connection, [notice(), notice("remind-7")])
    again = notices.add(connection, [notice(), notice("remind-7"), notice("remind-3")])
    third = notices.add(connection, [notice()])

    assert (first, again, third) == (2, 1, 0)


def test_the_same_notice_twice_in_one_batch_is_one_notice(connection):
    assert notices.add(connection, [notice(), notice()]) == 1


def test_another_deadline_version_is_another_notice(connection):
    notices.add(connection, [notice()])

    assert notices.add(connection, [notice(deadline_version=2)]) == 1


@pytest.mark.parametrize("wrong", [{"rung": "late-9"}, {"role": "boss"}, {"state": "rubbish"}])
def test_words_outside_the_lists_are_refused(connection, wrong):
    with pytest.raises(IntegrityError, match="ck_notice"):
        notices.add(connection, [notice(**wrong)])


def test_a_notice_about_nothing_is_refused(connection):
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        notices.add(connection, [notice(obligation="no/such/thing")])


def test_a_notice_in_a_letter_that_does_not_exist_is_refused(connection):
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        notices.add(connection, [notice(letter=99)])


def test_a_waiting_notice_is_carried_once(carried):
    letters.add(carried, letter(2))

    assert notices.carry_waiting(carried, [notice(letter=2)]) == 0
    assert (only(carried)["state"], only(carried)["letter"]) == ("carried", 1)


def test_acceptance_spends_and_proves(carried):
    notices.spend(carried, [1], NOW)

    row = only(carried)
    assert (row["state"], row["accepted_at"], row["proven"]) == ("spent", NOW, True)


def test_a_bounce_takes_the_proof_and_leaves_the_rest(carried):
    notices.spend(carried, [1], NOW)
    notices.doubt(carried, 1)

    row = only(carried)
    assert (row["state"], row["accepted_at"], row["proven"]) == ("spent", NOW, False)


def test_a_letter_that_will_not_go_frees_its_notices(carried):
    notices.free(carried, [1])

    row = only(carried)
    assert (row["state"], row["letter"]) == ("waiting", None)


def test_in_force_leaves_older_deadlines_out(connection):
    notices.add(connection, [notice(), notice("remind-7", deadline_version=2)])
    obligations.change(connection, obligations.one(connection, KEY), deadline_version=2)

    found = notices.in_force(connection, [KEY])

    assert [row["rung"] for row in found[KEY]] == ["remind-7"]


def test_a_letter_tells_what_its_notices_are_about(carried):
    row = notices.of_letters(carried, [1])[1][0]

    assert (row["obligation_state"], row["version_in_force"], row["unit"]) == (
        "open",
        1,
        "phong-kinh-te",
    )


def test_the_leaders_are_told_once_a_letter_carries_late_5(connection):
    group = "bao-cao-quy/2025-Q3"
    obligations.add(connection, [obligation("a")])
    letters.add(connection, letter(1))
    notices.add(connection, [notice("late-5", role="leader")])
    before = notices.leaders_told(connection, group)

    notices.carry_waiting(connection, [notice("late-5", role="leader", letter=1)])

    assert (before, notices.leaders_told(connection, group)) == (False, True)


def test_a_waiting_notice_can_be_recorded_as_skipped(connection):
    notices.add(connection, [notice()])

    notices.skip_waiting(connection, notice(why="submitted", fire_at=NOW + timedelta(days=1)))

    assert [(row["state"], row["why"]) for row in notices.skipped(connection)] == [
        ("skipped", "submitted")
    ]


def test_the_end_of_rehearsal_removes_every_notice(connection):
    notices.add(connection, [notice()])

    notices.remove_all(connection)

    assert notices.of_obligations(connection, [KEY]) == []


def test_one_notice_can_be_changed(connection):
    notices.add(connection, [notice()])

    notices.set_values(connection, only(connection)["id"], why="by telephone", proven=True)

    assert (only(connection)["why"], only(connection)["proven"]) == ("by telephone", True)
