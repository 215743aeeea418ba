"""What a year's calendar must keep besides its fields: days of that year, swaps that meet."""

from cchc_scheduler.core.workdays import SATURDAY
from cchc_scheduler.plan.checks import day_at, no_repeats
from cchc_scheduler.plan.sources import Source


def check_calendar(calendar: Source, file_name: str) -> None:
    """Record days of another year, days listed twice, days both off and worked, swaps for no day.

    `file_name` is the file's name without its ending: the year.
    """
    year = calendar.value_at(("year",))
    if isinstance(year, int) and file_name != str(year):
        calendar.add(("year",), f"is not the year in the file's name ({file_name})")
    off = [(*path, "day") for path, _ in calendar.entries("days_off")]
    worked = [(*path, "day") for path, _ in calendar.entries("make_up_days")]
    for path in (*off, *worked):
        day = day_at(calendar, *path)
        if day is not None and isinstance(year, int) and day.year != year:
            calendar.add(path, f"is a day of another year than {year}")
    no_repeats(calendar, (*off, *worked))
    for path in worked:
        day = day_at(calendar, *path)
        if day is not None and day.weekday() < SATURDAY:
            calendar.add(path, "is a weekday; only a Saturday or Sunday can be made up")
    named = {calendar.text(*path) for path in off}
    for path, made in calendar.entries("make_up_days"):
        if isinstance(made.get("instead_of"), str) and made["instead_of"] not in named:
            calendar.add((*path, "instead_of"), "is not among days_off; list it there too")
