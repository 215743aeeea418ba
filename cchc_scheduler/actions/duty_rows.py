"""What one unit owes, as a row of the desk: its state, what it was told, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.letter_facts import About, about_rows, report_words
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.forecast import Coming
from cchc_scheduler.core.obligations import UPSTREAM
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.core.policies import LEVEL_OF_RUNG
from cchc_scheduler.core.timeliness import timeliness
from cchc_scheduler.documents.deadline_words import agreed_words
from cchc_scheduler.documents.vietnamese import sentence_case
from cchc_scheduler.store import calls, deadlines, letters, notices, requests
from cchc_scheduler.words import LetterState, Level

# Where a unit stands, as the desk colours it.
DutyState = Literal[
    "ahead",
    "last-day",
    "grace",
    "late",
    "asked",
    "submitted",
    "returned",
    "returned-late",
    "accepted",
    "waived",
    "cancelled",
    "scheduled",
]
WENT: Final = ("sent",)
FinalState = Literal["submitted", "accepted", "waived", "cancelled", "scheduled"]
AS_STORED: Final[dict[str, FinalState]] = {
    "submitted": "submitted",
    "accepted": "accepted",
    "waived": "waived",
    "cancelled": "cancelled",
    "scheduled": "scheduled",
}


@dataclass(frozen=True, slots=True)
class LastLetter:
    """The newest letter about it: to which level, when it was written or accepted, its fate."""

    level: Level
    at: datetime
    state: LetterState


@dataclass(frozen=True, slots=True)
class NextLetter:
    """What goes next if nobody acts, and when."""

    level: Level
    at: datetime


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One row. `told` counts the letters that servers took; `of` what the unit owes besides.

    `on_time` is judged by the day in force, None while nothing came.
    """

    obligation: str
    unit: str
    title: str
    state: DutyState
    last_day: date
    days_left: int | None
    agreed: str | None
    received_at: datetime | None
    on_time: bool | None
    told: int
    last: LastLetter | None
    coming: NextLetter | None
    called_at: datetime | None
    awaits_word: bool
    of: int = 1

    @property
    def came(self) -> bool:
        """Whether something was handed in, now or before."""
        return self.received_at is not None or self.state in ("submitted", "accepted")


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is read once for all rows."""

    coming: dict[str, Coming]
    told: dict[str, int]
    last: dict[str, LastLetter]
    pending: dict[str, list[RowMapping]]
    called: dict[str, Sequence[RowMapping]]
    asked: frozenset[str]
    on_time: dict[str, bool | None]


def duty_rows(
    desk: Desk,
    rows: Sequence[RowMapping],
    coming: dict[str, Coming],
    asked: frozenset[str] = frozenset(),
) -> dict[str, DutyRow]:
    """Return the row of each obligation by its id; `asked` are those that await a person's word."""
    ids = [row["id"] for row in rows]
    told, last = _letters_about(desk, ids)
    beside = _Beside(
        coming=coming,
        told=told,
        last=last,
        pending=requests.pending(desk.connection, ids),
        called=calls.of_obligations(desk.connection, ids),
        asked=asked,
        on_time=_judged(desk, [row for row in rows if row["first_complete_at"] is not None]),
    )
    subjects = about_rows(desk, [(row, None) for row in rows], history=False)
    return {each.row["id"]: _row(desk, each, beside) for each in subjects}


def _judged(desk: Desk, came: Sequence[RowMapping]) -> dict[str, bool | None]:
    versions = deadlines.all_versions(desk.connection, [row["id"] for row in came])
    return {
        row["id"]: timeliness(row["first_complete_at"], versions[row["id"]]).in_force
        for row in came
    }


def _letters_about(desk: Desk, ids: Sequence[str]) -> tuple[dict[str, int], dict[str, LastLetter]]:
    """Return how many letters about each were taken by a server, and the newest one's fate."""
    carried: dict[str, dict[int, RowMapping]] = {}
    for notice in notices.of_obligations(desk.connection, ids):
        if notice["letter"] is not None:
            carried.setdefault(notice["obligation"], {})[notice["letter"]] = notice
    numbers = {letter for each in carried.values() for letter in each}
    known = {row["id"]: row for row in letters.fates(desk.connection, numbers)}
    told = {
        key: sum(known[letter]["state"] in WENT for letter in each) for key, each in carried.items()
    }
    return told, {key: _last(each, known) for key, each in carried.items()}


def _last(carried: dict[int, RowMapping], known: dict[int, RowMapping]) -> LastLetter:
    number = max(carried)
    letter = known[number]
    at = letter["sent_at"] or letter["created_at"]
    return LastLetter(LEVEL_OF_RUNG[carried[number]["rung"]], at, letter["state"])


def _row(desk: Desk, subject: About, beside: _Beside) -> DutyRow:
    row, days, key = subject.row, subject.deadline.days, subject.row["id"]
    today = office_date(desk.now)
    coming = beside.coming.get(key)
    called = beside.called.get(key)
    left = desk.in_force.calendar.count(today, days.target) if today <= days.target else None
    return DutyRow(
        obligation=key,
        unit=desk.in_force.office.unit(row["unit"]).name,
        title=_title(desk, row),
        state=_state(desk, subject, asked=key in beside.pending),
        last_day=days.last_day,
        days_left=left,
        agreed=agreed_words(subject.deadline),
        received_at=row["first_complete_at"],
        on_time=beside.on_time.get(key),
        told=beside.told.get(key, 0),
        last=beside.last.get(key),
        coming=NextLetter(LEVEL_OF_RUNG[coming.rung], coming.at) if coming else None,
        called_at=called[-1]["called_at"] if called else None,
        awaits_word=key in beside.asked,
        of=row.get("of", 1),
    )


def _title(desk: Desk, row: RowMapping) -> str:
    """Return a report with its period; a task in the plan's own words."""
    cycle = desk.in_force.cycle(row["task"])
    if cycle is None and row["task"] != UPSTREAM:
        return str(row["title"])
    return sentence_case(report_words(row, cycle, period_named(row["period"])))


def _state(desk: Desk, subject: About, *, asked: bool) -> DutyState:
    stored = AS_STORED.get(subject.row["state"])
    if stored is not None:
        return stored
    days = subject.deadline.days
    late = desk.now >= days.late_after
    if subject.row["state"] == "returned":
        return "returned-late" if late else "returned"
    if asked:
        return "asked"
    if late:
        return "late"
    today = office_date(desk.now)
    if today > days.last_day:
        return "grace"
    return "last-day" if today == days.target else "ahead"
