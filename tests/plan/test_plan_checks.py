"""Plans that can't be kept as they are written."""

import pytest

from tests.plan.small_home import PLAN

FILE = "plans/ke-hoach.yaml"
LACKS = "is a day that the month lacks, for the period that ends on"
HINT = "a month's last day is bound period_end with the day left empty"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "units: [tong-hop, kinh-te]",
            "units: [tong-hop, kinh-tee]",
            f"{FILE}:27: cycles.0.units.1: 'kinh-tee' is no unit; did you mean 'kinh-te'?",
        ),
        (
            "lead: [tong-hop]",
            "lead: [tonghop]",
            f"{FILE}:12: areas.0.lead.0: 'tonghop' is no unit; did you mean 'tong-hop'?",
        ),
        (
            "unit: kinh-te, text",
            "unit: kinhte, text",
            f"{FILE}:33: duties.0.unit: 'kinhte' is no unit; did you mean 'kinh-te'?",
        ),
        (
            "units: [tong-hop, kinh-te]",
            "units: [tong-hop, tong-hop]",
            f"{FILE}:27: cycles.0.units.1: 'tong-hop' stands twice; first on line 27",
        ),
        (
            "clause: III.1.b",
            "clause: III.1.a",
            f"{FILE}:16: areas.0.tasks.1.clause: 'III.1.a' stands twice; first on line 15",
        ),
        (
            "last_day: 2025-12-31",
            "last_day: 2025-06-30",
            f"{FILE}:5: last_day: '2025-06-30' lies before first_day (2025-07-01)",
        ),
        (
            "recipient: tong-hop",
            "recipient: kinh-te",
            (
                f"{FILE}:26: cycles.0.recipient: 'kinh-te' is not the coordinator (tong-hop), "
                "which alone receives reports"
            ),
        ),
        (
            "{bound: exclusive, day: 10}",
            "{bound: period_end, day: 10}",
            (
                f"{FILE}:28: cycles.0.deadline.day: '10' must be empty with bound period_end, "
                "and given with any other"
            ),
        ),
        (
            ", last_day: 2025-10-14",
            "",
            (
                f"{FILE}:19: areas.0.tasks.1.deadline.kind: 'once' needs a last_day; "
                "while it is unclear, write unknown"
            ),
        ),
        (
            "{kind: continuous}",
            "{kind: continuous, last_day: 2025-10-14}",
            (
                f"{FILE}:15: areas.0.tasks.0.deadline.last_day: '2025-10-14' belongs to a deadline "
                "of kind once only"
            ),
        ),
        (
            "day: 10}",
            "day: 31}",
            f"{FILE}:28: cycles.0.deadline.day: '31' {LACKS} 2025-09-30; {HINT}",
        ),
        (
            "upstream_day:",
            "upstream_day: 31",
            f"{FILE}:30: cycles.0.upstream_day: '31' {LACKS} 2025-09-30",
        ),
        (
            "day: 10}",
            "day: 32}",
            f"{FILE}:28: cycles.0.deadline.day: '32' must be at most 31",
        ),
    ],
)
def test_a_plan_that_cannot_be_kept_is_told(home, old, new, told):
    home.swap(FILE, old, new)

    assert home.faults() == [told]


def test_day_31_of_a_monthly_cycle_is_refused_for_each_short_month(home):
    home.swap(FILE, "frequency: quarter", "frequency: month")
    home.swap(FILE, "day: 10}", "day: 31}")

    assert home.faults() == [
        f"{FILE}:28: cycles.0.deadline.day: '31' {LACKS} {month_end}; {HINT}"
        for month_end in ("2025-09-30", "2025-11-30")
    ]


def test_the_last_day_of_a_month_can_be_asked_for_without_its_number(home):
    home.swap(FILE, "frequency: quarter", "frequency: month")
    home.swap(FILE, "{bound: exclusive, day: 10}", "{bound: period_end, day: null}")

    assert home.faults() == []


def test_two_plans_that_owe_the_same_are_refused(home):
    home.put("plans/khac.yaml", PLAN.replace("id: ke-hoach", "id: khac").replace("III.1", "III.9"))

    assert home.faults() == [
        f"plans/khac.yaml:20: cycles: makes 'bao-cao/2025-{quarter}/{unit}', as {FILE} does; "
        "keep it in one of them"
        for quarter in ("Q3", "Q4")
        for unit in ("kinh-te", "tong-hop")
    ]


def test_two_plans_may_not_share_an_id(home):
    other = PLAN.replace("III.1", "III.9").replace("id: bao-cao", "id: bao-cao-khac")
    home.put("plans/khac.yaml", other)

    assert home.faults() == [
        f"plans/khac.yaml:1: id: makes 'ke-hoach', as {FILE} does; keep it in one of them",
    ]
