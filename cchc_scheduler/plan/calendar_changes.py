"""One change of a year's days off and make-up days, checked before anything is made of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from cchc_scheduler.core.workdays import SATURDAY, CalendarYear
from cchc_scheduler.plan.calendar_checks import check_calendar
from cchc_scheduler.plan.sources import Source

Doing = Literal["add-off", "remove-off", "add-work", "remove-work", "official", "provisional"]
DOINGS: Final[tuple[Doing, ...]] = (
    "add-off",
    "remove-off",
    "add-work",
    "remove-work",
    "official",
    "provisional",
)
OFF: Final = "days_off"
WORKED: Final = "make_up_days"
Problem = Literal[
    "missing", "not-a-day", "other-year", "there-already", "not-there", "weekday", "in-use"
]


@dataclass(frozen=True, slots=True)
class CalendarChange:
    """What is done to a year; `name` and `source` only where a day is added."""

    do: Doing
    day: date | None = None
    name: str = ""
    source: str = ""


def content_of(year: CalendarYear) -> dict[str, Any]:
    """Return a year as the content of its document."""
    return {
        "year": year.year,
        "official": year.official,
        OFF: [
            {"day": off.day.isoformat(), "name": off.name, "source": off.source}
            for off in year.days_off
        ],
        WORKED: [
            {"day": made.day.isoformat(), "instead_of": None, "source": made.source}
            for made in year.make_up_days
        ],
    }


def change_problems(content: Mapping[str, Any], change: CalendarChange) -> dict[str, Problem]:
    """Return what is wrong with a change, field by field; nothing when it can be made."""
    if change.do in ("official", "provisional"):
        return {}
    if change.day is None:
        return {"day": "missing"}
    if change.day.year != content["year"]:
        return {"day": "other-year"}
    problem = _of_day(content, change, change.day)
    if problem is not None:
        return {"day": problem}
    needed = {"add-off": ("name", "source"), "add-work": ("source",)}.get(change.do, ())
    return {field: "missing" for field in needed if not getattr(change, field).strip()}


def changed(content: Mapping[str, Any], change: CalendarChange) -> dict[str, Any]:
    """Return the content of a year after a change that has no problems."""
    if change.do in ("official", "provisional"):
        return {**content, "official": change.do == "official"}
    part = OFF if change.do.endswith("off") else WORKED
    day = change.day.isoformat() if change.day else ""
    rest = [entry for entry in content[part] if entry["day"] != day]
    if change.do == "add-off":
        rest.append({"day": day, "name": change.name, "source": change.source})
    if change.do == "add-work":
        rest.append({"day": day, "instead_of": None, "source": change.source})
    return {**content, part: sorted(rest, key=lambda entry: str(entry["day"]))}


def _of_day(content: Mapping[str, Any], change: CalendarChange, day: date) -> Problem | None:
    listed = {entry["day"] for part in (OFF, WORKED) for entry in content[part]}
    own = OFF if change.do.endswith("off") else WORKED
    if change.do.startswith("remove"):
        if day.isoformat() not in {entry["day"] for entry in content[own]}:
            return "not-there"
        return "in-use" if _faults(changed(content, change)) else None
    if day.isoformat() in listed:
        return "there-already"
    return "weekday" if change.do == "add-work" and day.weekday() < SATURDAY else None


def _faults(content: Mapping[str, Any]) -> bool:
    """Tell whether a year breaks a rule of its file, such as a swap for a day that is not off."""
    source = Source("calendar", data=dict(content))
    check_calendar(source, str(content["year"]))
    return bool(source.faults)
