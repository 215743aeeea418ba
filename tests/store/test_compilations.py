"""Drafts of a period: unique by period and cause, with what they were made from."""

from cchc_scheduler.store import compilations, submissions
from tests.store.rows import KEY, NOW, submission

DRAFT = {
    "period": "2025-Q3",
    "cause": "after-due",
    "asked": "",
    "made_at": NOW,
    "made_by": "service",
    "expected": 5,
    "received": 1,
    "on_time": 1,
    "findings": 2,
}
PASSAGE = {
    "report": "bao-cao",
    "section": "I",
    "unit": "u",
    "title": "I",
    "kind": "given",
    "sources": "",
}


def test_a_draft_keeps_what_it_was_made_from_and_what_it_said(connection):
    handed = submissions.add(connection, submission())
    passages = [
        PASSAGE | {"place": 1, "text": "b"},
        PASSAGE | {"unit": "", "place": 0, "text": "a"},
    ]

    number = compilations.add(connection, DRAFT, [{"submission": handed, "version": 1}], passages)

    sources = compilations.sources_of(connection, number)
    assert [(row["submission"], row["version"], row["obligation"]) for row in sources] == [
        (handed, 1, KEY)
    ]
    said = compilations.passages_of(connection, number, "bao-cao")
    assert [row["text"] for row in said] == ["a", "b"]
    assert compilations.passages_of(connection, number, "another") == []


def test_the_same_cause_makes_one_draft_and_leaves_it_as_it_was(connection):
    first = compilations.add(connection, DRAFT, [], [PASSAGE | {"place": 0, "text": "a"}])

    again = compilations.add(connection, DRAFT | {"received": 2}, [], [PASSAGE | {"place": 0}])

    assert (first, again) == (1, 0)
    assert [row["received"] for row in compilations.of_period(connection, "2025-Q3")] == [1]
    assert len(compilations.passages_of(connection, 1, "bao-cao")) == 1


def test_two_that_were_asked_for_are_two(connection):
    numbers = [
        compilations.add(connection, DRAFT | {"cause": "asked", "asked": name}, [], [])
        for name in ("one", "two", "one")
    ]

    assert numbers == [1, 2, 0]
