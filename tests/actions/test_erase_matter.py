"""The words of a matter go from the store, the digests that told of them, and every backup."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from cchc_scheduler.actions.erase_matter import erase_matter, find_matter
from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.store import audit, letters, matters, obligations
from cchc_scheduler.store.backups import back_up
from cchc_scheduler.store.blanking import BLANK
from cchc_scheduler.store.migrate import open_store
from tests.store.rows import KEY, NOW, letter, obligation

WORDS = "so lieu khong duoc giu o day"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def matter(**values):
    return {
        "obligation": KEY,
        "kind": "hand-over",
        "carrier": "form:1",
        "text": WORDS * 200,
        "by": "Chị Hà",
        "person": WORDS,
        "address": f"{WORDS.replace(' ', '.')}@xa.example",
        "raised_at": NOW,
        "state": "asked",
    } | values


def digest(day):
    return letter(
        day + 10,
        kind="digest",
        cause=f"{day}",
        created_at=NOW + day * DAY,
        bytes=f"Subject: x\r\n\r\n{WORDS * 500}".encode(),
    )


@pytest.fixture
def kept(tmp_path):
    """A data folder whose store and two backups hold a matter, and digests around it."""
    data = tmp_path / "data"
    store = open_store(data, NOW)
    with store.work() as connection:
        obligations.add(connection, [obligation()])
        matters.add(connection, matter())
        letters.add_many(connection, [digest(day) for day in (0, 1)])
    for hour in (1, 2):
        back_up(store, data / "backups", NOW + hour * HOUR)
    yield store, data
    store.close()


def holding(data):
    return [each.name for each in data.rglob("*") if each.is_file() and holds(each)]


def holds(path):
    return WORDS.encode() in path.read_bytes()


def test_what_was_written_is_nowhere_any_more_and_the_log_says_only_that(kept):
    store, data = kept

    done = erase_matter(store, data, (KEY, 1), "Chánh Văn phòng", NOW + DAY)

    assert holding(data) == []
    assert (len(done.backups), done.unfinished, done.compacted) == (2, 0, True)
    with store.read() as connection:
        row = matters.one(connection, 1)
        entry = audit.since(connection, 0)[-1]
    assert (row["text"], row["person"], row["address"], row["by"]) == ("", None, None, "Chị Hà")
    assert (entry["actor"], entry["verb"]) == ("Chánh Văn phòng", "erased")
    assert json.loads(entry["detail"]) == {"kind": "hand-over", "matter": 1}


def test_it_waits_for_no_answer_any_more_and_keeps_the_answer_it_had_out(kept):
    store, data = kept
    with store.work() as connection:
        told = {"answer": WORDS, "answered_at": NOW + HOUR, "answered_by": "Đầu mối"}
        matters.answer(connection, 1, state="answered", **told)

    erase_matter(store, data, (KEY, 1), "it", NOW + DAY)

    with store.read() as connection:
        row = matters.one(connection, 1)
        emptied = [letters.one(connection, n)["bytes"] == BLANK for n in (10, 11)]
    assert (row["state"], row["answer"], row["answered_by"]) == ("answered", None, "Đầu mối")
    # The second digest was written after the answer: it told nothing of it.
    assert emptied == [True, False]


def test_erased_again_nothing_is_rewritten(kept):
    store, data = kept
    erase_matter(store, data, (KEY, 1), "it", NOW + DAY)

    again = erase_matter(store, data, (KEY, 1), "it", NOW + DAY)

    assert again.backups == ()
    with store.read() as connection:
        assert matters.every_asked(connection) == []


def test_another_matter_under_the_same_number_in_a_backup_is_left_alone(kept):
    store, data = kept
    backup = min((data / "backups").iterdir())
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute("UPDATE matter SET carrier = 'form:other'")
        connection.commit()

    done = erase_matter(store, data, (KEY, 1), "it", NOW + DAY)

    assert backup not in done.backups
    assert holds(backup)


@pytest.mark.parametrize(
    ("obligation_id", "number", "said"),
    [(KEY, 7, "has no matter 7; it has: 1"), ("no/such/unit", 1, "no obligation no/such/unit")],
)
def test_what_is_not_there_is_refused_and_nothing_written(kept, obligation_id, number, said):
    store, data = kept

    with pytest.raises(NotFound, match=said):
        erase_matter(store, data, (obligation_id, number), "it", NOW)
    with pytest.raises(NotFound, match=said):
        find_matter(store, obligation_id, number)
