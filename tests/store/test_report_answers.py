from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from cchc_scheduler.store import obligations, report_answers, submissions
from tests.store.rows import KEY, NOW, obligation, submission


def form(carrier="form-1", **values):
    return {
        "obligation": KEY,
        "submission": None,
        "carrier": carrier,
        "outline": "bao-cao-don-vi",
        "source": "page",
        "saved_at": NOW,
        "saved_by": "unit",
        "unread": None,
        **values,
    }


def answer(key="III.6.a", text="Đã làm", **values):
    return {
        "key": key,
        "clauses": key,
        "text": text,
        "state": None,
        "figure": None,
        "estimated": False,
        "unchanged": False,
        **values,
    }


def test_a_version_keeps_its_answers_in_the_forms_order(connection):
    number = report_answers.add(connection, form(), [answer("III.6.b"), answer("III.6.a")])

    rows = report_answers.answers_of(connection, number)

    assert [(row["key"], row["text"]) for row in rows] == [
        ("III.6.b", "Đã làm"),
        ("III.6.a", "Đã làm"),
    ]


def test_the_newest_version_stands_before_the_older_ones(connection):
    first = report_answers.add(connection, form(), [answer()])
    second = report_answers.add(connection, form("form-2", saved_at=NOW + timedelta(days=1)), [])

    assert report_answers.newest(connection, KEY)["id"] == second
    assert report_answers.one(connection, KEY, first)["carrier"] == "form-1"
    assert report_answers.one(connection, "another", first) is None
    assert report_answers.newest(connection, "another") is None


def test_the_same_carrier_is_one_version(connection):
    number = report_answers.add(connection, form(), [])

    assert report_answers.by_carrier(connection, "form-1")["id"] == number
    with pytest.raises(IntegrityError, match="carrier"):
        report_answers.add(connection, form(), [])


def test_a_source_outside_the_list_is_refused(connection):
    with pytest.raises(IntegrityError, match="ck_report_form_source"):
        report_answers.add(connection, form(source="hearsay"), [])


def test_each_period_has_its_newest_version_that_was_handed_in_and_counts(connection):
    later = obligation(id="bao-cao-quy/2025-Q4/phong-kinh-te", period="2025-Q4")
    obligations.add(connection, [later])
    first = submissions.add(connection, submission("a"))
    second = submissions.add(connection, submission("b"))
    kept = report_answers.add(connection, form("a", submission=first), [answer()])
    report_answers.add(connection, form("b", submission=second), [answer()])
    report_answers.add(connection, form("draft"), [answer()])
    submissions.mark_unusable(connection, second)

    found = report_answers.handed_in(
        connection, "bao-cao-quy", "phong-kinh-te", ["2025-Q2", "2025-Q3", "2025-Q4"]
    )

    assert [(row["period"], row["form"]) for row in found] == [("2025-Q3", kept), ("2025-Q4", None)]
    assert report_answers.of_submission(connection, first)["id"] == kept
