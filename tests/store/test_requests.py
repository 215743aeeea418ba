import pytest
from sqlalchemy.exc import IntegrityError

from cchc_scheduler.store import requests
from tests.store.rows import KEY, NOW, request


def test_an_answered_request_is_no_longer_pending(connection):
    number = requests.add(connection, request())
    before = [row["id"] for row in requests.pending(connection, [KEY])[KEY]]

    requests.answer(connection, number, state="granted", decided_at=NOW, decided_by="x")

    assert before == [number]
    assert requests.pending(connection, [KEY]) == {}
    assert list(requests.every_pending(connection)) == []


def test_a_deadline_version_remembers_that_it_was_asked_about(connection):
    requests.add(connection, request(state="refused"))

    assert requests.ever_asked(connection, KEY, 1)
    assert not requests.ever_asked(connection, KEY, 2)


@pytest.mark.parametrize("wrong", [{"kind": "holiday"}, {"state": "maybe"}])
def test_words_outside_the_lists_are_refused(connection, wrong):
    with pytest.raises(IntegrityError, match="ck_request"):
        requests.add(connection, request(**wrong))
