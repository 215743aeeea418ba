"""The example plans: without a fault, with the days that a wall calendar gives, and playable.

Each line of a list was counted by hand from the calendar of its year: period, last permitted day,
the working day asked for, and the day after which a unit may be called late.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cchc_scheduler.core.cycles import days_of
from cchc_scheduler.core.obligations import owed_in
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.documents.vietnamese import long_period
from cchc_scheduler.home import find_home
from cchc_scheduler.plan.home_files import read_home_files
from cchc_scheduler.plan.of_home import files_of, paths_alone, paths_with
from cchc_scheduler.simulate.season import Season, simulate

ROOT = Path(__file__).resolve().parents[2]
HOME = find_home(ROOT, {})
MONTHLY, FOUR, AFTER = (
    ROOT / "config" / "examples" / f"{name}.yaml"
    for name in ("bao-cao-thang", "bon-ky-bao-cao", "sau-ky-va-tung-dot")
)
EXAMPLES = (MONTHLY, FOUR, AFTER)

# Days off that matter here: Tết 16-20/02/2026; Giỗ Tổ 16/4/2027 (computed).
BY_MONTH = """
2025-01 17/01 17/01 17/01
2025-02 17/02 17/02 17/02
2025-03 17/03 17/03 17/03
2025-04 17/04 17/04 17/04
2025-05 17/05 16/05 19/05
2025-06 17/06 17/06 17/06
2025-07 17/07 17/07 17/07
2025-08 17/08 15/08 18/08
2025-09 17/09 17/09 17/09
2025-10 17/10 17/10 17/10
2025-11 17/11 17/11 17/11
2025-12 17/12 17/12 17/12
2026-01 17/01 16/01 19/01
2026-02 17/02 13/02 23/02
2026-03 17/03 17/03 17/03
2026-04 17/04 17/04 17/04
2026-05 17/05 15/05 18/05
2026-06 17/06 17/06 17/06
2026-07 17/07 17/07 17/07
2026-08 17/08 17/08 17/08
2026-09 17/09 17/09 17/09
2026-10 17/10 16/10 19/10
2026-11 17/11 17/11 17/11
2026-12 17/12 17/12 17/12
2027-01 17/01 15/01 18/01
2027-02 17/02 17/02 17/02
2027-03 17/03 17/03 17/03
2027-04 17/04 15/04 19/04
2027-05 17/05 17/05 17/05
2027-06 17/06 17/06 17/06
2027-07 17/07 16/07 19/07
2027-08 17/08 17/08 17/08
2027-09 17/09 17/09 17/09
2027-10 17/10 15/10 18/10
2027-11 17/11 17/11 17/11
2027-12 17/12 17/12 17/12
"""
UPWARD_BY_MONTH = """
2026-01 20/01 20/01 20/01
2026-02 20/02 13/02 23/02
2026-03 20/03 20/03 20/03
2026-04 20/04 20/04 20/04
2026-05 20/05 20/05 20/05
2026-06 20/06 19/06 22/06
2026-07 20/07 20/07 20/07
2026-08 20/08 20/08 20/08
2026-09 20/09 18/09 21/09
2026-10 20/10 20/10 20/10
2026-11 20/11 20/11 20/11
2026-12 20/12 18/12 21/12
"""
FOUR_A_YEAR = """
2025-Q1 16/03 14/03 17/03
2025-H1 16/06 16/06 16/06
2025-Q3 16/09 16/09 16/09
2025-Y 16/12 16/12 16/12
2026-Q1 16/03 16/03 16/03
2026-H1 16/06 16/06 16/06
2026-Q3 16/09 16/09 16/09
2026-Y 16/12 16/12 16/12
2027-Q1 16/03 16/03 16/03
2027-H1 16/06 16/06 16/06
2027-Q3 16/09 16/09 16/09
2027-Y 16/12 16/12 16/12
"""
UPWARD_FOUR_A_YEAR = """
2025-Q1 20/03 20/03 20/03
2025-H1 20/06 20/06 20/06
2025-Q3 20/09 19/09 22/09
2025-Y 20/12 19/12 22/12
2026-Q1 20/03 20/03 20/03
2026-H1 20/06 19/06 22/06
2026-Q3 20/09 18/09 21/09
2026-Y 20/12 18/12 21/12
2027-Q1 20/03 19/03 22/03
2027-H1 20/06 18/06 21/06
2027-Q3 20/09 20/09 20/09
2027-Y 20/12 20/12 20/12
"""
AFTER_THE_PERIOD = """
2025-H1 05/07 04/07 07/07
2025-9M 05/10 03/10 06/10
2026-H1 05/07 03/07 06/07
2026-9M 05/10 05/10 05/10
2027-H1 05/07 05/07 05/07
2027-9M 05/10 05/10 05/10
"""
UPWARD_AFTER_THE_PERIOD = """
2025-H1 10/07 10/07 10/07
2025-9M 10/10 10/10 10/10
2026-H1 10/07 10/07 10/07
2026-9M 10/10 09/10 12/10
2027-H1 10/07 09/07 12/07
2027-9M 10/10 08/10 11/10
"""
YEARLY = """
2025-Y 10/12 10/12 10/12
2026-Y 10/12 10/12 10/12
2027-Y 10/12 10/12 10/12
"""
DAY_BY_DAY = """
2026-04-15 17/04 17/04 17/04
2026-08-20 25/08 25/08 25/08
2026-11-10 12/11 12/11 12/11
"""


def counted(path, item, first, last):
    """Return the lines of what one unit owes for a cycle, as if the plan held over these years."""
    files = files_of(HOME, path)
    plan = replace(files.plans[0], first_day=date(first, 1, 1), last_day=date(last, 12, 31))
    made = [one for one in owed_in(files.office, (plan,), files.calendar) if one.item == item]
    lines = {
        one.period: f"{one.period} {short(one.last_day)} {short(one.days.target)} "
        f"{short(one.days.late_counts_from)}"
        for one in made
    }
    return "\n" + "".join(f"{line}\n" for line in lines.values())


def short(day):
    return f"{day:%d/%m}"


@pytest.mark.parametrize(
    ("path", "item", "years", "expected"),
    [
        (MONTHLY, "vi-du-thang", (2025, 2027), BY_MONTH),
        (MONTHLY, "upstream", (2026, 2026), UPWARD_BY_MONTH),
        (FOUR, "vi-du-bon-ky", (2025, 2027), FOUR_A_YEAR),
        (FOUR, "upstream", (2025, 2027), UPWARD_FOUR_A_YEAR),
        (AFTER, "vi-du-sau-thang", (2025, 2027), AFTER_THE_PERIOD),
        (AFTER, "upstream", (2025, 2027), UPWARD_AFTER_THE_PERIOD),
        (AFTER, "vi-du-nam", (2025, 2027), YEARLY),
        (AFTER, "vi-du-tung-dot", (2025, 2027), DAY_BY_DAY),
    ],
)
def test_periods_and_days_are_those_of_the_wall_calendar(path, item, years, expected):
    assert counted(path, item, *years) == expected


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_has_no_fault_and_says_that_it_is_one(path):
    files, faults = read_home_files(paths_alone(HOME, path))

    assert faults == ()
    assert files.plans[0].decision.number.endswith("VÍ-DỤ")
    assert path.read_text("utf-8").startswith("# VÍ DỤ, không phải kế hoạch có thật")


def test_all_examples_stand_beside_the_real_plan():
    files, faults = read_home_files(paths_with(HOME, EXAMPLES))

    assert faults == ()
    assert len(files.plans) == 4


@pytest.mark.parametrize(
    ("path", "cycle", "period", "cutoff"),
    [
        (MONTHLY, 0, "2026-02", "2026-02-14"),
        (FOUR, 0, "2026-H1", "2026-06-14"),
        (AFTER, 0, "2026-9M", "2026-09-30"),
        (AFTER, 1, "2026-Y", "2026-12-10"),
        (AFTER, 2, "2026-08-20", "2026-08-20"),
        (AFTER, 2, "2026-11-10", None),
    ],
)
def test_figures_close_on_the_day_that_the_source_names(path, cycle, period, cutoff):
    regime = files_of(HOME, path).plans[0].cycles[cycle]

    found = days_of(regime, period_named(period)).cutoff

    assert (found and found.isoformat()) == cutoff


@pytest.mark.parametrize(
    ("path", "first", "last", "periods"),
    [
        (MONTHLY, "2026-02-02", "2026-02-27", {"2026-02"}),
        (FOUR, "2026-05-25", "2026-06-26", {"2026-H1"}),
        (AFTER, "2026-06-29", "2026-07-14", {"2026-H1"}),
    ],
    ids=lambda value: value.stem if isinstance(value, Path) else "",
)
def test_an_example_is_played_and_its_letters_name_the_period_in_vietnamese(
    path, first, last, periods
):
    span = (date.fromisoformat(first), date.fromisoformat(last))

    found = simulate(HOME, Season(*span, plan=path)).findings

    late = {one["period"] for one in found["obligations"] if one["state"] == "open"}
    assert periods <= late
    rungs = {item["rung"] for letter in found["letters"] for item in letter["items"]}
    assert {"late-1", "late-3"} <= rungs
    words = {long_period(period_named(period)) for period in periods}
    subjects = " ".join(letter["subject"] for letter in found["letters"] if letter["items"])
    assert any(word in subjects or word.replace(" năm ", "/") in subjects for word in words)
