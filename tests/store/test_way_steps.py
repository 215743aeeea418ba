"""The way of a report: steps are added, the same words twice are one."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from cchc_scheduler.store import way_steps
from tests.store.rows import NOW

STEP = {
    "period": "2025-Q3",
    "report": "bao-cao",
    "step": "draft",
    "day": date(2025, 9, 16),
    "by": "Hoa",
    "number": "",
    "note": "",
    "recorded_at": NOW,
}


def test_steps_stand_in_the_order_of_recording(connection):
    steps = ("draft", "head", "draft")
    days = (date(2025, 9, 16), date(2025, 9, 17), date(2025, 9, 18))

    added = [
        way_steps.add(connection, STEP | {"step": step, "day": day})
        for step, day in zip(steps, days, strict=True)
    ]

    assert added == [True, True, True]
    assert [row["step"] for row in way_steps.of_report(connection, "2025-Q3", "bao-cao")] == [
        "draft",
        "head",
        "draft",
    ]
    begun = way_steps.reports_begun(connection)
    assert [tuple(row.values()) for row in begun] == [("2025-Q3", "bao-cao")]


def test_the_same_step_twice_is_one_row(connection):
    assert [way_steps.add(connection, STEP) for _ in range(2)] == [True, False]


def test_a_step_that_is_none_is_refused(connection):
    with pytest.raises(IntegrityError):
        way_steps.add(connection, STEP | {"step": "sent upward"})
