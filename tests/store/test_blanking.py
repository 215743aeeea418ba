"""A mail's words are taken out of its row and of every letter that told of them, and no other."""

from datetime import timedelta

import pytest

from cchc_scheduler.store import (
    addenda,
    compilations,
    inbound,
    kept_texts,
    letters,
    submissions,
)
from cchc_scheduler.store.blanking import BLANK, Key, MailKey
from cchc_scheduler.store.erasing import blank_rows
from tests.store.rows import KEY, NOW, letter, submission

HASH = "a" * 64
DAY = timedelta(days=1)


def came(connection, **values):
    mail = {"sha256": HASH, "size": 9, "arrived_at": NOW, "stored_at": NOW}
    inbound.keep(connection, mail)
    words = {"subject": "so lieu", "excerpt": "so lieu", "message_id": "<a@b>", "content": "c"}
    inbound.change(connection, 1, **words, **values)


@pytest.fixture
def written(connection):
    """An answer, a letter and two digests about a mail; a letter and a digest of another time."""
    rows = [
        letter(1, kind="receipt", cause="mail 1"),
        letter(2, kind="system", cause=f"mail {KEY} 2025-08-15T07"),
        letter(3, kind="digest", cause="2025-08-16", created_at=NOW + DAY),
        letter(4, kind="digest", cause="2025-08-14", created_at=NOW - DAY),
        letter(5, kind="digest", cause="2025-08-20", created_at=NOW + 5 * DAY),
        letter(6, kind="system", cause="mail another 2025-08-15T07"),
        letter(7, kind="receipt", cause="mail 11"),
    ]
    letters.add_many(connection, rows)
    return connection


def emptied(connection):
    rows = letters.every_brief(connection)
    return [r["id"] for r in rows if letters.one(connection, r["id"])["bytes"] == BLANK]


def test_what_told_of_a_mail_that_waited_is_emptied(written):
    came(written, state="settled", subject_key=KEY, settled_at=NOW + 2 * DAY, settled_by="it")

    blank_rows(written, MailKey(1, HASH), NOW)

    row = inbound.one(written, 1)
    assert (row["subject"], row["excerpt"], row["sha256"]) == (None, None, HASH)
    assert emptied(written) == [1, 2, 3]


def test_what_told_of_a_mail_that_still_waits_is_emptied_as_in_a_backup_of_that_time(written):
    came(written, state="person", subject_key=KEY)

    blank_rows(written, MailKey(1, HASH), NOW)

    assert emptied(written) == [1, 2, 3, 5]


def test_a_mail_that_never_waited_stands_in_no_digest(written):
    number = submissions.add(written, submission("mail-1"))
    came(written, state="recorded", subject_key=KEY, submission=number)

    blank_rows(written, Key(number, KEY, "mail-1"), NOW)

    assert inbound.one(written, 1)["excerpt"] is None
    assert emptied(written) == [1, 2]


def test_the_same_mail_delivered_again_is_emptied_too(written):
    number = submissions.add(written, submission("mail-1"))
    came(written, state="recorded", subject_key=KEY, submission=number)
    again = {"sha256": "b" * 64, "size": 9, "arrived_at": NOW, "stored_at": NOW}
    inbound.keep(written, again)
    inbound.change(written, 2, state="repeat", message_id="<a@b>", content="c", excerpt="so lieu")

    blank_rows(written, Key(number, KEY, "mail-1"), NOW)

    assert [row["excerpt"] for row in inbound.every(written)] == [None, None]


def test_what_is_erased_owes_no_receipt_that_would_tell_of_it(connection):
    number = submissions.add(connection, submission("form-1", receipt_owed_since=NOW))

    blank_rows(connection, Key(number, KEY, "form-1"), NOW)

    assert submissions.owing_receipt(connection) == []


def test_another_mail_under_the_same_number_is_left_alone(written):
    came(written, state="person", subject_key=KEY)

    blank_rows(written, MailKey(1, "c" * 64), NOW)

    assert inbound.one(written, 1)["excerpt"] == "so lieu"
    assert emptied(written) == []


def test_what_was_compiled_from_a_submission_is_emptied_and_nothing_else(written):
    first, second = (submissions.add(written, submission(name)) for name in ("a", "b"))
    for number, each in enumerate((first, second)):
        compiled_from(written, each, f"{number}")

    blank_rows(written, Key(first, KEY, "a"), NOW)

    assert texts_of(written, "0") == (None, None, (None, None))
    assert texts_of(written, "1") == ("t", "k", (None, "n"))


def compiled_from(connection, number, unit):
    made = {"period": "2025-Q3", "report": "bc"}
    place = {"report": "bc", "section": "I", "unit": unit}
    draft = {"period": "2025-Q3", "cause": "asked", "asked": unit, "made_at": NOW, "made_by": "x"}
    passage = {**place, "place": 0, "title": "I", "text": "t", "kind": "given"}
    sources = f"|{number}|"
    compilations.add(
        connection,
        {**draft, "expected": 1, "received": 1, "on_time": 1},
        [],
        [{**passage, "sources": sources, "submission": number, "version": 1}],
    )
    kept = {**made, **place, "text": "k", "edited_by": "x", "edited_at": NOW}
    kept_texts.add(connection, {**kept, "sources": f"|99{sources}"})
    change = {"section": "I", "title": "I", "unit": unit, "before": "o", "after": "n"}
    addendum = {**made, "submission": number, "unit": unit, "version": 1, "made_at": NOW}
    changes = [{**change, "before_sources": "|1|", "after_sources": sources}]
    addenda.add(connection, addendum, changes)


def texts_of(connection, unit):
    drafts = {row["asked"]: row["id"] for row in compilations.of_period(connection, "2025-Q3")}
    passage = compilations.passages_of(connection, drafts[unit], "bc")[0]
    kept = [row for row in kept_texts.newest_of(connection, "2025-Q3") if row["unit"] == unit]
    changes = addenda.changes_of(connection, "2025-Q3", "bc")
    change = next(row for row in changes if row["unit"] == unit)
    return passage["text"], kept[0]["text"], (change["before"], change["after"])
