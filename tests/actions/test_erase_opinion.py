"""The words of an opinion and its answer go from the store and from every backup."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from cchc_scheduler.actions.erase_opinion import erase_opinion, find_opinion
from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.store import audit, opinions, organisations
from cchc_scheduler.store.backups import back_up
from cchc_scheduler.store.migrate import open_store
from tests.store.rows import NOW

WORDS = "so lieu khong duoc giu o day"
HOUR = timedelta(hours=1)


@pytest.fixture
def kept(tmp_path):
    """A data folder whose store and backup hold an opinion with its answer."""
    data = tmp_path / "data"
    store = open_store(data, NOW)
    with store.work() as connection:
        named = {"name": "Hội Nông dân xã", "contact": "-", "added_at": NOW, "added_by": "x"}
        number = organisations.add(connection, named)
        row = {
            "organisation": number,
            "carrier": "form:1",
            "text": WORDS * 300,
            "given_at": NOW,
            "state": "answered",
            "answer": f"Trả lời: {WORDS}",
            "answered_at": NOW,
            "answered_by": "x",
        }
        opinions.add(connection, row)
    back_up(store, data / "backups", NOW + HOUR)
    yield data, store
    store.close()


def test_no_word_is_left_in_any_file_and_that_it_was_given_stays(kept):
    data, store = kept
    found = find_opinion(store, "opinion", 1)

    done = erase_opinion(store, data, ("opinion", 1), "Trưởng phòng", NOW + 2 * HOUR)

    assert (found.by, found.at) == ("Hội Nông dân xã", NOW)
    assert len(done.backups) == 1
    assert done.compacted
    store.close()
    files = [path for path in data.rglob("*") if path.is_file()]
    assert not [path for path in files if WORDS.encode() in path.read_bytes()]
    with closing(sqlite3.connect(done.backups[0])) as copy:
        assert copy.execute("SELECT state, given_at IS NULL FROM opinion").fetchall() == [
            ("answered", 0)
        ]


def test_the_log_tells_of_it_without_its_words_and_twice_is_harmless(kept):
    data, store = kept
    for _ in range(2):
        erase_opinion(store, data, ("opinion", 1), "Trưởng phòng", NOW + HOUR)

    with store.read() as connection:
        assert opinions.every_asked(connection) == []
        last = audit.since(connection, 0)[-1]
    assert (last["verb"], last["subject"], last["detail"]) == ("erased", "opinion 1", "{}")


def test_what_is_not_there_is_said_so(kept):
    data, store = kept

    with pytest.raises(NotFound, match="no opinion 7"):
        find_opinion(store, "opinion", 7)
    with pytest.raises(NotFound, match="no opinion 7"):
        erase_opinion(store, data, ("opinion", 7), "x", NOW)
