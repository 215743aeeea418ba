from dataclasses import replace

import pytest

from cchc_scheduler.core.deadlines import DeadlineRule, resolve
from cchc_scheduler.core.obligations import obligation_id, owed, owed_in
from cchc_scheduler.core.plans import Cycle, Decision, Plan, StatedDeadline, Task
from tests.core.cast import CALENDAR, OFFICE, UNITS, day

REPORT = Cycle(
    id="report",
    clause="V.1.c",
    wording="trước ngày 10 của tháng cuối quý",
    title="Báo cáo",
    frequency="quarter",
    units=("culture", "economy"),
    deadline=DeadlineRule("exclusive", 10),
)


def plan(*, cycles=(REPORT,), tasks=()):
    return Plan(
        id="plan",
        title="Kế hoạch",
        decision=Decision("1/QĐ-UBND", day("2025-07-28"), "Chủ tịch", "Quyết định"),
        first_day=day("2025-07-28"),
        last_day=day("2025-12-31"),
        areas=(),
        tasks=tasks,
        targets=(),
        duties=(),
        asks=(),
        cycles=cycles,
        recipients=(),
        annex_wording=None,
        annex_imported=False,
        to_confirm=(),
    )


def task(kind, last_day=None):
    stated = StatedDeadline("văn bản", kind, "inclusive", last_day and day(last_day))
    return Task("III.2.a", "III.2.a", "III.2", "Rà soát", ("economy", "office"), (), stated)


def test_a_cycle_makes_one_obligation_a_unit_and_period():
    assert [each.id for each in owed(plan(), CALENDAR)] == [
        "report/2025-Q3/culture",
        "report/2025-Q3/economy",
        "report/2025-Q4/culture",
        "report/2025-Q4/economy",
    ]


def test_each_carries_the_days_that_follow_from_the_rule():
    first, *_, last = owed(plan(), CALENDAR)

    assert first.days == resolve(day("2025-09-09"), CALENDAR)
    assert last.last_day == day("2025-12-09")
    assert (first.clause, first.title, first.roll) == ("V.1.c", "Báo cáo", "forward")


def test_days_no_document_names_stay_empty():
    each = owed(plan(), CALENDAR)[0]

    assert (each.cutoff, each.upstream_day, each.compile_day) == (None, None, None)


def test_days_of_the_cycle_fall_in_the_last_month_of_the_period():
    cycle = replace(REPORT, cutoff_day=14, upstream_day=20, compile_day=17)

    each = owed(plan(cycles=(cycle,)), CALENDAR)[0]

    assert (each.cutoff, each.compile_day, each.upstream_day) == (
        day("2025-09-14"),
        day("2025-09-17"),
        day("2025-09-20"),
    )


def test_the_cycles_own_roll_reaches_the_days():
    rule = DeadlineRule("inclusive", 6, roll="back")  # 06/9/2025 is a Saturday

    each = owed(plan(cycles=(replace(REPORT, deadline=rule),)), CALENDAR)[0]

    assert each.days == resolve(day("2025-09-06"), CALENDAR, "back")


def test_a_dated_task_makes_one_obligation_for_each_unit_that_leads_it():
    made = owed(plan(cycles=(), tasks=(task("once", "2025-11-30"),)), CALENDAR)

    assert [each.id for each in made] == ["III.2.a/2025-Q4/economy", "III.2.a/2025-Q4/office"]
    assert {each.last_day for each in made} == {day("2025-11-30")}


@pytest.mark.parametrize("kind", ["continuous", "event-bound", "unknown", "recurring"])
def test_a_task_without_one_dated_deadline_makes_none(kind):
    assert owed(plan(cycles=(), tasks=(task(kind, "2025-11-30"),)), CALENDAR) == ()
    assert owed(plan(cycles=(), tasks=(task("once"),)), CALENDAR) == ()


def test_a_day_that_the_month_lacks_is_refused():
    cycle = replace(REPORT, deadline=DeadlineRule("inclusive", 31))

    with pytest.raises(ValueError):
        owed(plan(cycles=(cycle,)), CALENDAR)


def test_an_id_reads_as_item_period_unit():
    assert obligation_id("bao-cao-quy", "2025-Q3", "phong-kinh-te") == (
        "bao-cao-quy/2025-Q3/phong-kinh-te"
    )


def test_a_unit_owes_nothing_for_a_day_on_which_it_does_not_exist():
    units = tuple(
        replace(unit, to_day=day("2025-10-31")) if unit.id == "economy" else unit for unit in UNITS
    )

    made = owed_in(replace(OFFICE, units=units), (plan(),), CALENDAR)

    assert [each.id for each in made if each.unit == "economy"] == ["report/2025-Q3/economy"]


def test_a_unit_the_office_does_not_know_is_refused():
    with pytest.raises(KeyError):
        owed_in(replace(OFFICE, units=UNITS[:1]), (plan(),), CALENDAR)
