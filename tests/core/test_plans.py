import pytest

from cchc_scheduler.core.deadlines import DeadlineRule
from cchc_scheduler.core.plans import (
    Area,
    Cycle,
    Decision,
    Duty,
    Plan,
    StatedDeadline,
    Task,
    oldest_first,
)
from tests.core.cast import day

CYCLE = Cycle(
    id="report",
    clause="V.1.c",
    wording="trước ngày 10 của tháng cuối quý",
    title="Báo cáo",
    frequency="quarter",
    units=("culture", "economy"),
    deadline=DeadlineRule("exclusive", 10),
)


def stated(kind):
    """Return a task whose deadline is of this kind."""
    return Task("III.2.a", "III.2.a", "III.2", "a", (), (), StatedDeadline("văn bản", kind))


def plan(**more):
    known = {
        "id": "plan",
        "title": "Kế hoạch",
        "decision": Decision("1/QĐ-UBND", day("2025-07-28"), "Chủ tịch", "Quyết định"),
        "first_day": day("2025-07-28"),
        "last_day": day("2025-12-31"),
        "areas": (
            Area("III.1", "III.1", "A", ("culture",)),
            Area("III.2", "III.2", "B", ("office",)),
        ),
        "tasks": (
            Task("III.1.a", "III.1.a", "III.1", "a", (), (), StatedDeadline(None, "unknown")),
        ),
        "targets": (),
        "duties": (Duty("V.2.a.1", "culture", "x"), Duty("V.2.b.1", "office", "y")),
        "asks": (),
        "cycles": (CYCLE,),
        "recipients": (),
        "annex_wording": None,
        "annex_imported": False,
        "to_confirm": (),
    }
    return Plan(**(known | more))


def test_a_cycle_is_found_by_its_id_or_not_at_all():
    assert plan().cycle("report") == CYCLE
    assert plan().cycle("other") is None


def test_areas_and_duties_are_found_by_their_unit():
    assert [area.id for area in plan().areas_led_by("office")] == ["III.2"]
    assert [duty.clause for duty in plan().duties_of("culture")] == ["V.2.a.1"]
    assert plan().areas_led_by("economy") == ()


def test_days_that_no_document_names_stand_empty():
    assert (CYCLE.cutoff_day, CYCLE.upstream_day, CYCLE.compile_day) == (None, None, None)


def test_the_newest_plan_comes_last_whatever_its_name():
    old = plan(id="z", last_day=day("2025-06-30"))
    new = plan(id="a", last_day=day("2025-12-31"))

    assert oldest_first([new, old]) == (old, new)


@pytest.mark.parametrize("kind", ["unknown", "event-bound", "recurring"])
def test_a_deadline_that_no_rule_can_follow_waits_for_a_person(kind):
    unclear = stated(kind)

    assert plan(tasks=(unclear,)).unclear_tasks == (unclear,)


@pytest.mark.parametrize("kind", ["once", "continuous"])
def test_a_date_and_continuous_work_are_clear(kind):
    assert plan(tasks=(stated(kind),)).unclear_tasks == ()
