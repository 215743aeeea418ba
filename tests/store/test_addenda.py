"""Addenda are numbered from 1 for each report; one submission makes one."""

from cchc_scheduler.store import addenda, submissions
from tests.store.rows import NOW, submission


def addendum(number, report="bao-cao"):
    return {
        "period": "2025-Q3",
        "report": report,
        "submission": number,
        "unit": "phong-kinh-te",
        "version": 1,
        "made_at": NOW,
    }


CHANGE = {
    "section": "I",
    "title": "I",
    "unit": "u",
    "before": "cũ",
    "after": "mới",
    "before_sources": "",
    "after_sources": "",
}


def test_addenda_are_numbered_and_unique_by_submission(connection):
    first, second = (submissions.add(connection, submission(name)) for name in ("a", "b"))

    numbers = [addenda.add(connection, addendum(each), [CHANGE]) for each in (first, second, first)]

    assert numbers == [1, 2, 0]
    changes = addenda.changes_of(connection, "2025-Q3", "bao-cao")
    assert [(row["number"], row["before"], row["after"]) for row in changes] == [
        (1, "cũ", "mới"),
        (2, "cũ", "mới"),
    ]


def test_each_report_counts_its_own(connection):
    handed = submissions.add(connection, submission())

    numbers = [addenda.add(connection, addendum(handed, each), []) for each in ("bao-cao", "khac")]

    assert numbers == [1, 1]
    assert [row["report"] for row in addenda.of_period(connection, "2025-Q3")] == [
        "bao-cao",
        "khac",
    ]
