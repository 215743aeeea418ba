"""Deadlines are read in the plan's period; what a sheet may have changed is asked about."""

from datetime import date

import pytest

from tests.core.annexes.drawn import HEADS, drawn, kinds, read


def deadline(*cells, **known):
    """Return the tasks of rows that differ in their deadline only."""
    rows = [(str(n), f"Việc {n}", "Phòng Kinh tế", "", cell, "") for n, cell in enumerate(cells, 1)]
    return read(drawn(HEADS, *rows, cells=known)).tasks


def test_wording_is_kept_and_read():
    (task,) = deadline("trước ngày 10 của tháng cuối quý")

    assert task.deadline_text == "trước ngày 10 của tháng cuối quý"
    assert [date(2025, 9, 9), date(2025, 12, 9)] == list(task.deadline.due)


def test_lines_that_begin_with_a_dash_are_parts_and_no_span_of_time():
    (task,) = deadline("- Quý III: trước ngày 15/9/2025\n- Quý IV: trước ngày 15/12/2025")

    assert [date(2025, 9, 14), date(2025, 12, 14)] == list(task.deadline.due)
    assert task.deadline_text == task.deadline.phrase


def test_what_is_not_sure_is_asked_with_the_reason():
    (task,) = deadline("theo kế hoạch riêng")

    assert [(question.kind, question.told) for question in task.questions] == [
        ("deadline", ("theo kế hoạch riêng", "elsewhere"))
    ]


def test_a_day_that_does_not_exist_is_asked():
    (task,) = deadline("31/9/2025")

    assert (task.deadline.reason, task.deadline.due) == ("impossible-day", ())


@pytest.mark.parametrize(
    ("written", "kind"),
    [("30/6/2025", "deadline-before-plan"), ("Quý I/2026", "deadline-after-plan")],
)
def test_a_day_outside_the_plan_is_asked(written, kind):
    (task,) = deadline(written)

    assert [kind] == kinds(task)


def test_a_sheets_day_is_that_day():
    (task,) = deadline("D", D={"text": "30/09/2025", "day": date(2025, 9, 30)})

    assert ([date(2025, 9, 30)], []) == (list(task.deadline.due), kinds(task))


def test_days_up_to_twelve_beside_text_past_twelve_may_be_turned_round():
    tasks = deadline("D", "25/9/2025", D={"text": "10/09/2025", "day": date(2025, 9, 10)})

    assert [(question.kind, question.told) for question in tasks[0].questions] == [
        ("day-or-month", ("10/09/2025", "09/10/2025"))
    ]
    assert kinds(tasks[1]) == []


def test_a_sheet_that_also_has_days_past_twelve_turned_nothing_round():
    tasks = deadline(
        "D",
        "E",
        "25/9/2025",
        D={"text": "10/09/2025", "day": date(2025, 9, 10)},
        E={"text": "20/09/2025", "day": date(2025, 9, 20)},
    )

    assert [kinds(task) for task in tasks] == [[], [], []]


def test_a_day_shown_with_its_month_first_is_asked():
    known = {"text": "10/09/2025", "day": date(2025, 9, 10), "month_first": True}
    (task,) = deadline("D", D=known)

    assert kinds(task) == ["day-or-month"]


def test_a_day_outside_the_plan_that_lies_inside_turned_round_is_asked():
    (task,) = deadline("D", D={"text": "09/01/2025", "day": date(2025, 1, 9)})

    assert "day-or-month" in kinds(task)


def test_the_month_typed_first_is_asked_with_the_day_it_may_mean():
    (task,) = deadline("9/25/2025")

    assert [(question.kind, question.told) for question in task.questions] == [
        ("month-first", ("9/25/2025", "25/09/2025"))
    ]


def test_a_bare_number_that_may_be_a_day_is_asked_and_never_taken():
    (task,) = deadline("N", N={"text": "45915", "number": 45915.0})

    assert [(question.kind, question.told) for question in task.questions] == [
        ("day-as-number", ("45915", "15/09/2025"))
    ]
    assert task.deadline.due == ()


def test_a_year_as_a_number_is_that_year():
    (task,) = deadline("N", N={"text": "2025", "number": 2025.0})

    assert ([date(2025, 12, 31)], []) == (list(task.deadline.due), kinds(task))


@pytest.mark.parametrize("flaw", ["formula-without-value", "error-value"])
def test_a_cell_without_a_value_is_asked(flaw):
    (task,) = deadline("F", F={"text": "#REF!" if flaw == "error-value" else "", "flaw": flaw})

    assert flaw in kinds(task)
    assert "cột 5" in task.questions[0].place
