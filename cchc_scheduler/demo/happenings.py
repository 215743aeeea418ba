"""What happened to each unit, read from the store after the season: letters and what came in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from sqlalchemy import Connection, RowMapping

from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.demo.phrases import CAME_AS
from cchc_scheduler.documents.vietnamese import day_and_month
from cchc_scheduler.store import inbound, letters, notices, obligations, requests, submissions
from cchc_scheduler.words import Rung

MarkKind = Literal["opening", "reminder", "head", "office", "leaders", "answer", "submission"]
ABOVE: Final[dict[Rung, MarkKind]] = {
    "opening": "opening",
    "late-1": "head",
    "late-3": "office",
    "late-5": "leaders",
}
ANSWERS: Final = ("extension", "return", "information", "correction")
OBLIGATION_ID: Final = re.compile(r"[^\s/]+/[^\s/]+(/[^\s/]+)?")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a unit at an instant; `letter` is the mail to open, 0 if none."""

    unit: str
    at: datetime
    kind: MarkKind
    label: str
    letter: int = 0


def units_of_letters(connection: Connection) -> dict[int, tuple[str, ...]]:
    """Return the ids of the units each letter is about, by the letter's row."""
    rows = letters.every_brief(connection)
    carried = notices.of_letters(connection, [row["id"] for row in rows])
    found: dict[int, tuple[str, ...]] = {}
    for row in rows:
        units = [notice["unit"] for notice in carried.get(row["id"], ())]
        unit = _unit_of(connection, row["cause"])
        units += [unit] if unit else []
        found[row["id"]] = tuple(dict.fromkeys(units))
    return found


def happenings(connection: Connection, numbers: Mapping[int, int]) -> list[Event]:
    """Return every event in order of time; `numbers` gives the mailbox number of each row."""
    events = [*_asked(connection, numbers), *_answered(connection, numbers)]
    return sorted([*events, *_came_in(connection, numbers)], key=lambda event: event.at)


def _asked(connection: Connection, numbers: Mapping[int, int]) -> list[Event]:
    """Return one event per unit and ladder letter, at the moment the server accepted it."""
    rows = {row["id"]: row for row in letters.brief(connection, list(numbers))}
    events: list[Event] = []
    for key, carried in notices.of_letters(connection, list(numbers)).items():
        for notice in carried:
            kind = ABOVE.get(notice["rung"], "reminder")
            events.append(_event(notice["unit"], rows[key], kind, numbers[key]))
    return events


def _answered(connection: Connection, numbers: Mapping[int, int]) -> list[Event]:
    """Return the letters that answered a unit or told those above of it."""
    units = units_of_letters(connection)
    return [
        _event(unit, row, "answer", numbers[row["id"]])
        for row in letters.brief(connection, list(numbers))
        if row["kind"] in ANSWERS
        for unit in units[row["id"]]
    ]


def _came_in(connection: Connection, numbers: Mapping[int, int]) -> list[Event]:
    """Return what was handed in; its mail is the receipt."""
    receipts = {row["cause"]: row["id"] for row in letters.every_brief(connection) if row["cause"]}
    events: list[Event] = []
    for row in submissions.every(connection):
        at = row["handed_in_at"]
        words = CAME_AS[row["kind"]] + (f", số {row['number']}" if row["number"] else "")
        letter = numbers.get(receipts.get(f"submission {row['id']}", 0), 0)
        unit = _unit_owing(connection, row["obligation"]) or ""
        events.append(Event(unit, at, "submission", f"{_moment(at)}: {words}", letter))
    return events


def _event(unit: str, row: RowMapping, kind: MarkKind, number: int) -> Event:
    at: datetime = row["sent_at"]
    return Event(unit, at, kind, f"{_moment(at)}: {row['subject']}", number)


def _unit_of(connection: Connection, cause: str | None) -> str | None:
    """Return the unit about which a letter outside the ladder was written, if it was one."""
    kind, _, number = (cause or "").partition(" ")
    named = OBLIGATION_ID.search(cause or "")
    obligation = named[0] if named else ""
    if kind == "submission":
        obligation = submissions.one(connection, int(number))["obligation"]
    elif kind == "request":
        obligation = requests.one(connection, int(number))["obligation"]
    elif kind == "mail" and number.isdecimal():
        answered = inbound.one(connection, int(number))
        return answered["unit"] if answered else None
    return _unit_owing(connection, obligation)


def _unit_owing(connection: Connection, obligation: str) -> str | None:
    """Return who owes an obligation; the office's own duty upward does not name it in its id."""
    row = obligations.one(connection, obligation)
    return row["unit"] if row else None


def _moment(at: datetime) -> str:
    local = at.astimezone(OFFICE_ZONE)
    return f"{day_and_month(local.date())}, {local:%H:%M}"
