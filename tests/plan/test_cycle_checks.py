"""Regimes that can't be kept as they are written; each swap changes one place of a sound file."""

import pytest

FILE = "plans/ke-hoach.yaml"
RULE = "deadline: {bound: exclusive, day: 10}"
QUARTER = "frequency: quarter"
UNITS = "units: [tong-hop, kinh-te]"
FOUR = "frequency: several\n    periods: [Q1, H1, Q3, Y]"
DATED = "frequency: irregular"
OWN = "compile_day:\n    own_days:\n      - "
OWN_RULE = OWN + "{period: Y, deadline: {bound: inclusive, day: 1}}"


def told(home, *swaps):
    for old, new in swaps:
        home.swap(FILE, old, new)
    return [fault.partition(": ")[2] for fault in home.faults()]


@pytest.mark.parametrize(
    "swaps",
    [
        [(QUARTER, FOUR)],
        [(QUARTER, "frequency: nine-month")],
        [(QUARTER, "frequency: month"), ("cutoff_day:", "cutoff_day: last")],
        [("cutoff_day:", "cutoff_day: 14"), ("upstream_day:", "upstream_day: 20")],
        [("compile_day:", OWN + "{period: 2025-Q3, last_day: 2025-09-05}")],
        [(QUARTER, FOUR), ("compile_day:", OWN_RULE)],
        [
            (QUARTER, DATED),
            (RULE, "deadline: {bound: inclusive, day: null}"),
            ("compile_day:", OWN + "{period: 2025-08-15, last_day: 2025-08-19}"),
        ],
    ],
)  # fmt: skip
def test_every_kind_of_regime_can_be_written(home, swaps):
    assert told(home, *swaps) == []


@pytest.mark.parametrize(
    ("swaps", "expected"),
    [
        (
            [(QUARTER, "frequency: quarterly")],
            ("cycles.0.frequency: 'quarterly' is not one of month, quarter, half-year, nine-month, "
            "year, several, irregular; did you mean 'quarter'?"),
        ),
        (
            [("id: bao-cao", "id: upstream")],
            "cycles.0.id: 'upstream' is the office's own duty upward; give the cycle another id",
        ),
        (
            [(QUARTER, "frequency: several")],
            "cycles.0.frequency: 'several' needs `periods` when it is several, and has none else",
        ),
        (
            [(QUARTER, f"{QUARTER}\n    periods: [Q1]")],
            "cycles.0.frequency: 'quarter' needs `periods` when it is several, and has none else",
        ),
        (
            [(QUARTER, "frequency: several\n    periods: [Q1, Q5]")],
            ("cycles.0.periods.1: 'Q5' is no period of every year; write Q1 to Q4, H1, H2, 9M, Y, "
            "or 01 to 12"),
        ),
        (
            [(QUARTER, "frequency: several\n    periods: [Q1, Q1]")],
            "cycles.0.periods.1: 'Q1' stands twice; first on line 26",
        ),
        (
            [(QUARTER, f"{FOUR}\n    with_year: true")],
            "cycles.0.with_year: 'true' joins the year's report, which is among the periods too",
        ),
        (
            [("cutoff_day:", "cutoff_day: cuối")],
            "cycles.0.cutoff_day: 'cuối' is no day of a month; write 1 to 31, or last",
        ),
        (
            [("cutoff_day:", "cutoff_day: 0")],
            "cycles.0.cutoff_day: '0' must be at least 1",
        ),
        (
            [("day: 10}", "day: 10, months_after: -5}")],
            ("cycles.0.deadline.months_after: '-5' asks for 2025-Q3 on 2025-04-09, before that "
            "period begins"),
        ),
        (
            [("upstream_day:", "upstream_day: 5")],
            "cycles.0.upstream_day: '5' lies before the units' own last day 2025-09-09 in 2025-Q3",
        ),
        (
            [("upstream_day:", "upstream_day: 20"), ("compile_day:", "compile_day: 25")],
            "cycles.0.upstream_day: '20' lies before its compile_day 2025-09-25 in 2025-Q3",
        ),
        (
            [("compile_day:", OWN + "{period: 2025-H1, last_day: 2025-06-05}")],
            "cycles.0.own_days.0.period: '2025-H1' is no period of this cycle",
        ),
        (
            [("compile_day:", OWN + "{period: 2025-13, last_day: 2025-06-05}")],
            ("cycles.0.own_days.0.period: '2025-13' is no period; write it as 2025-Q3, 2025-09, "
            "2025-08-15, or Q3 for every year"),
        ),
        (
            [("compile_day:", OWN + "{period: Q3, last_day: 2025-09-05}")],
            ("cycles.0.own_days.0.period: 'Q3' stands for every year, and its days for one; name "
            "the period as 2025-Q3"),
        ),
        (
            [(QUARTER, DATED), (RULE, "deadline: {bound: inclusive, day: null}")],
            "cycles.0.frequency: 'irregular' needs own_days: one entry for each report",
        ),
        (
            [
                (QUARTER, DATED),
                ("compile_day:", OWN + "{period: 2025-08-15, last_day: 2025-08-19}"),
            ],
            "cycles.0.frequency: 'irregular' has no rule: name every day of it in own_days",
        ),
    ],
)  # fmt: skip
def test_a_regime_that_cannot_be_kept_is_told(home, swaps, expected):
    assert expected in told(home, *swaps)
