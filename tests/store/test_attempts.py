import pytest
from sqlalchemy.exc import IntegrityError

from cchc_scheduler.store import attempts, letters
from tests.store.rows import NOW, letter


def attempt(phase="claimed", **values):
    return {"letter": 1, "number": 1, "phase": phase, "at": NOW, **values}


def test_what_happened_is_told_in_order(connection):
    letters.add(connection, letter(1))
    attempts.add(connection, [attempt(), attempt("data"), attempt("accepted", code=250)])

    found = attempts.of_letters(connection, [1, 2])

    assert [row["phase"] for row in found[1]] == ["claimed", "data", "accepted"]
    assert 2 not in found


def test_a_phase_outside_the_list_is_refused(connection):
    letters.add(connection, letter(1))

    with pytest.raises(IntegrityError, match="ck_attempt_phase"):
        attempts.add(connection, [attempt("teleported")])


def test_an_attempt_at_no_letter_is_refused(connection):
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        attempts.add(connection, [attempt()])
