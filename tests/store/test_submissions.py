from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from cchc_scheduler.store import letters, notices, submissions
from tests.store.rows import KEY, NOW, letter, notice, submission


def test_the_same_carrier_is_one_submission(connection):
    number = submissions.add(connection, submission("form-1"))

    assert submissions.by_carriers(connection, ["form-1"])["form-1"] == number
    with pytest.raises(IntegrityError, match="carrier"):
        submissions.add(connection, submission("form-1"))


def test_the_same_link_by_another_carrier_is_the_next_version(connection):
    submissions.add(connection, submission("form-1"))
    second = submissions.add(connection, submission("form-2"))

    found = submissions.of_obligation(connection, KEY)
    assert [row["version"] for row in found] == [1, 2]
    assert submissions.latest(connection, [KEY])[KEY]["id"] == second
    assert submissions.by_carriers(connection, ["form-3"]) == {}


def test_what_was_returned_as_unusable_no_longer_counts(connection):
    first = submissions.add(connection, submission("form-1"))
    later = NOW + timedelta(days=2)
    submissions.add(connection, submission("form-2", handed_in_at=later))
    before = submissions.first_usable_at(connection, KEY)

    submissions.mark_unusable(connection, first)

    assert (before, submissions.first_usable_at(connection, KEY)) == (NOW, later)
    assert submissions.one(connection, first)["usable"] is False
    assert submissions.first_usable_at(connection, "none") is None


def test_a_kind_outside_the_list_is_refused(connection):
    with pytest.raises(IntegrityError, match="ck_submission_kind"):
        submissions.add(connection, submission(kind="rumour"))


def test_what_hands_in_must_know_of_an_obligation_is_asked_at_once(connection):
    submissions.add(connection, submission("form-1"))
    letters.add(connection, letter(1))
    notices.add(connection, [notice("opening", letter=1, accepted_at=NOW, state="spent")])
    before = submissions.standing(connection, [KEY, "none"])

    notices.add(connection, [notice("late-1", letter=1, accepted_at=NOW, state="spent")])

    after = submissions.standing(connection, [KEY])[KEY]
    assert before.keys() == {KEY}
    assert (before[KEY]["last"], before[KEY]["told_late"]) == (1, False)
    assert (after["last"], after["told_late"], after["state"]) == (1, True, "open")


def test_a_receipt_is_owed_until_it_is_settled_once(connection):
    later = NOW + timedelta(hours=1)
    submissions.add(connection, submission("form-1"))
    second = submissions.add(connection, submission("form-2", receipt_owed_since=later))
    third = submissions.add(connection, submission("form-3", receipt_owed_since=NOW))
    owed = submissions.owing_receipt(connection)

    settled = [submissions.settle_receipt(connection, third) for _ in range(2)]

    assert owed == [third, second]
    assert settled == [True, False]
    assert submissions.owing_receipt(connection) == [second]
