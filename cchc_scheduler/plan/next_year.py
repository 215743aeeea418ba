"""Next year's plan, proposed from this year's: what goes on is copied, what has a date is asked.

Nothing is invented: number and day of the new decision stand empty, and a task with a date of its
own stays `unknown` until a person has read the new document; the day it would have is only shown.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.next_years import Asked, AskedKind
from cchc_scheduler.core.offices import Office
from cchc_scheduler.core.workdays import WorkCalendar
from cchc_scheduler.plan.faults import Path

YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
PART_OF_YEAR: Final = re.compile(
    r"(?:(?:6|9) tháng|quý [IVX1-4]+)(?: đầu| cuối)? năm ", re.IGNORECASE
)
YEAR_ID: Final = re.compile(r"(?P<before>.*?)(?P<year>(?:19|20)\d\d)(?:-[hq][1-4])?(?P<after>.*)")
TEXTS: Final = ("targets", "duties", "asks")


@dataclass(frozen=True, slots=True)
class NextPlan:
    """The proposed document of a year, and everything that is asked about it, in its order."""

    year: int
    content: dict[str, Any]
    asked: tuple[Asked, ...]


def next_year(content: Mapping[str, Any], office: Office, calendar: WorkCalendar) -> NextPlan:
    """Return the plan of the year after a plan's last day; `content` is the old plan's document.

    Raises BadInput when that plan lasts beyond a year's end, so that its next year is unclear.
    """
    old = deepcopy(dict(content))
    first, last = (date.fromisoformat(old[key]) for key in ("first_day", "last_day"))
    if first.year != last.year:
        raise BadInput(f"{old['id']} runs from {first} to {last}; a plan of one year is needed.")
    year = last.year + 1
    made = _Proposing(old, year)
    made.head()
    made.texts()
    for number, area in enumerate(old["areas"]):
        made.area(("areas", number), area)
    for number, cycle in enumerate(old["cycles"]):
        made.cycle(("cycles", number), cycle)
    made.rest()
    made.units(office)
    if not calendar.is_official(year):
        made.ask("calendar", (), str(year))
    return NextPlan(year, made.content, tuple(made.asked))


class _Proposing:
    """Changes a copy of the old document in place and gathers what is asked."""

    def __init__(self, content: dict[str, Any], year: int) -> None:
        self.content: Final = content
        self.year: Final = year
        self.asked: Final[list[Asked]] = []

    def ask(self, kind: AskedKind, path: Path, *told: str, proposed: Any = None) -> None:
        self.asked.append(Asked(kind, path, told, proposed))

    def head(self) -> None:
        """Move id, title and span to the new year; leave the decision to be filled in."""
        new, decided = self.content, self.content["decision"]
        new["id"] = _next_id(new["id"], self.year)
        self._retitle(new, ("title",), "title")
        self.ask("decision-number", ("decision", "number"), decided["number"])
        self.ask("decision-day", ("decision", "day"), decided["day"])
        decided["number"] = decided["day"] = None
        self._retitle(decided, ("decision", "title"), "decision-title")
        self.ask("span", ("first_day",), new["first_day"], new["last_day"])
        new["first_day"], new["last_day"] = f"{self.year}-01-01", f"{self.year}-12-31"
        if new["basis"]:
            self.ask("basis", ("basis",), *new["basis"])
        new["basis"] = []

    def _retitle(self, holder: dict[str, Any], path: Path, kind: AskedKind) -> None:
        was = holder["title"]
        holder["title"] = _moved(PART_OF_YEAR.sub("năm ", was), self.year)
        self.ask(kind, path, was)

    def texts(self) -> None:
        """Ask about every target, duty and general clause that names a year."""
        for part in TEXTS:
            for number, entry in enumerate(self.content[part]):
                self._years_in((part, number), entry["text"])

    def _years_in(self, path: Path, text: str) -> None:
        named = [each for each in YEAR.findall(text) if int(each) == self.year - 1]
        if named:
            self.ask("year-in-text", path, named[0])

    def area(self, path: Path, area: dict[str, Any]) -> None:
        """Copy an area's tasks; only deadlines with a date or a year are asked about."""
        for number, task in enumerate(area["tasks"]):
            here = (*path, "tasks", number)
            self._years_in(here, task["text"])
            self._deadline((*here, "deadline"), task["deadline"])

    def _deadline(self, path: Path, deadline: dict[str, Any]) -> None:
        text = deadline.get("text") or ""
        if deadline["kind"] == "once":
            day = next_years_day(deadline["last_day"])
            proposed = {**deadline, "last_day": day} if day else None
            if proposed and text:
                proposed["text"] = _moved(text, self.year)
            self.ask("once", path, text, deadline["last_day"], day or "", proposed=proposed)
            deadline.update(kind="unknown", bound=None, last_day=None)
        elif YEAR.search(text):
            self.ask("recurring", path, text, _moved(text, self.year))

    def cycle(self, path: Path, cycle: dict[str, Any]) -> None:
        """Copy a regime; dates of the old year are taken out and shown."""
        self._years_in(path, cycle["wording"])
        own = cycle.get("own_days", [])
        kept = [each for each in own if not YEAR.match(each["period"])]
        dated = [_shown(each) for each in own if each not in kept]
        if dated:
            only = True if cycle["frequency"] == "irregular" else None
            self.ask("own-days", path, *dated, proposed=only)
        if own:
            cycle["own_days"] = kept
        days = {name: cycle[name] for name in ("cutoff_day", "upstream_day", "compile_day")}
        known = [f"{name}: {day}" for name, day in days.items() if day is not None]
        if known:
            self.ask("cycle-days", path, *known)

    def rest(self) -> None:
        """Ask for the annex, and keep what was open about the old plan open."""
        annex = self.content["annex"]
        if annex["wording"] is not None or annex["imported"]:
            told = ("imported",) if annex["imported"] else ()
            self.ask("annex", ("annex",), *told)
        annex["imported"] = False
        for number, point in enumerate(self.content["to_confirm"]):
            self.ask("to-confirm", ("to_confirm", number), point)

    def units(self, office: Office) -> None:
        """Ask about units that do not exist on some day of the new year."""
        first, last = date(self.year, 1, 1), date(self.year, 12, 31)
        gone = {
            unit.id: unit.name
            for unit in office.units
            if not (unit.exists_on(first) and unit.exists_on(last))
        }
        for path, unit in _named_units(self.content):
            if unit in gone:
                self.ask("unit-gone", path, unit, gone[unit])


def next_years_day(day: str) -> str | None:
    """Return the same day of the next year; None for 29 February, which that year lacks."""
    was = date.fromisoformat(day)
    try:
        return was.replace(year=was.year + 1).isoformat()
    except ValueError:
        return None


def _next_id(plan_id: str, year: int) -> str:
    found = YEAR_ID.fullmatch(plan_id)
    if found is None:
        return f"{plan_id}-{year}"
    return f"{found['before']}{year}{found['after']}"


def _moved(text: str, year: int) -> str:
    """Return a text with the year before this one moved to it; other years stay."""
    return YEAR.sub(lambda found: str(year) if int(found[0]) == year - 1 else found[0], text)


def _shown(own: Mapping[str, Any]) -> str:
    days = [f"{name} {day}" for name, day in own.items() if day is not None and name != "period"]
    return f"{own['period']}: {', '.join(str(each) for each in days)}"


def _named_units(content: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for number, area in enumerate(content["areas"]):
        for unit in area["lead"]:
            yield ("areas", number), unit
        for place, task in enumerate(area["tasks"]):
            for unit in dict.fromkeys((*(task.get("lead") or ()), *task["support"])):
                yield ("areas", number, "tasks", place), unit
    for number, cycle in enumerate(content["cycles"]):
        for unit in cycle["units"]:
            yield ("cycles", number), unit
    for number, duty in enumerate(content["duties"]):
        yield ("duties", number), duty["unit"]
