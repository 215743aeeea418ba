import pytest
from sqlalchemy.exc import IntegrityError

from cchc_scheduler.store import approvals, obligations
from tests.store.rows import KEY, NOW


def approval(**values):
    return {
        "obligation": KEY,
        "deadline_version": 1,
        "rung": "late-3",
        "state": "asked",
        "asked_at": NOW,
        **values,
    }


def test_a_level_is_asked_about_once_a_deadline(connection):
    first = approvals.add(connection, [approval()])
    again = approvals.add(connection, [approval(), approval(rung="late-5")])

    assert (first, again) == (1, 1)


def test_an_answer_stands_until_the_deadline_moves(connection):
    approvals.add(connection, [approval()])
    number = approvals.in_force(connection, [KEY])[KEY][0]["id"]
    approvals.change(connection, number, state="approved", decided_at=NOW, decided_by="x")
    before = approvals.in_force(connection, [KEY])[KEY][0]["state"]

    obligations.change(connection, obligations.one(connection, KEY), deadline_version=2)

    assert (before, approvals.in_force(connection, [KEY])) == ("approved", {})


def test_what_waits_for_a_word_is_found_until_it_is_said_or_nothing_is_asked_for(connection):
    approvals.add(connection, [approval()])
    number = approvals.in_force(connection, [KEY])[KEY][0]["id"]
    obligations.change(connection, obligations.one(connection, KEY), state="open")
    waiting = [row["obligation"] for row in approvals.every_asked(connection)]

    obligations.change(connection, obligations.one(connection, KEY), state="submitted")
    received = list(approvals.every_asked(connection))
    obligations.change(connection, obligations.one(connection, KEY), state="open")
    approvals.change(connection, number, state="approved")

    assert waiting == [KEY]
    assert received == []
    assert list(approvals.every_asked(connection)) == []


def test_a_state_outside_the_list_is_refused(connection):
    with pytest.raises(IntegrityError, match="ck_approval_state"):
        approvals.add(connection, [approval(state="perhaps")])


def test_what_was_asked_in_rehearsal_can_be_removed(connection):
    approvals.add(connection, [approval()])

    approvals.remove_all(connection)

    assert approvals.in_force(connection, [KEY]) == {}
