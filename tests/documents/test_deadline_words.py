from datetime import UTC, date, datetime

import pytest

from cchc_scheduler.core.deadlines import Deadline, resolve
from cchc_scheduler.core.workdays import WorkCalendar
from cchc_scheduler.documents.deadline_words import agreed_words, due_words


def deadline(reason):
    days = resolve(date(2025, 9, 9), WorkCalendar([]))
    return Deadline(1, reason, days, datetime(2025, 8, 1, tzinfo=UTC))


def test_the_plans_own_words_are_kept_where_it_says_before_a_day():
    assert due_words(deadline("plan"), "exclusive") == "trước ngày 10/9/2025"
    assert due_words(deadline("amendment"), "exclusive") == "trước ngày 10/9/2025"


def test_any_other_deadline_names_its_last_day():
    assert due_words(deadline("plan"), "inclusive") == "đến hết ngày 09/9/2025"
    assert due_words(deadline("plan"), None) == "đến hết ngày 09/9/2025"
    assert due_words(deadline("later-day"), "exclusive") == "đến hết ngày 09/9/2025"


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("plan", None),
        ("amendment", None),
        ("later-day", "đã thống nhất nhận đến hết ngày 09/9/2025"),
        ("extension", "đã được gia hạn đến hết ngày 09/9/2025"),
        ("return", "thời gian bổ sung đến hết ngày 09/9/2025"),
    ],
)
def test_what_was_agreed_is_said_as_what_it_is(reason, words):
    assert agreed_words(deadline(reason)) == words
