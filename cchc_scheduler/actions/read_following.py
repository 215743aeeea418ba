"""What the page "Theo dõi" shows: matters with their answers, the ledger, weaknesses to take up."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.documents.vietnamese import short_period
from cchc_scheduler.store import ledger, matters, obligations, report_answers, submissions
from cchc_scheduler.words import LedgerKind, MatterKind

# The field of a unit's report in which it names its weaknesses.
WEAKNESSES = "ton-tai"
RAISED: tuple[MatterKind, ...] = ("difficulty", "plan-change", "hand-over", "row-wrong")


@dataclass(frozen=True, slots=True)
class MatterLine:
    """A matter as the coordinator reads it; `answer` is None while it waits."""

    number: int
    kind: MatterKind
    unit: str
    period: str
    text: str
    by: str
    raised_at: datetime
    answer: str | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """An entry; `late` when its day is over and it is not closed."""

    number: int
    kind: LedgerKind
    unit: str
    clause: str
    text: str
    source: str
    day: date
    due: date | None
    late: bool
    outcome: str | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Proposed:
    """A weakness that a unit's newest report names and the ledger does not hold yet."""

    carrier: str
    unit_id: str
    unit: str
    period: str
    text: str
    day: date


@dataclass(frozen=True, slots=True)
class Following:
    """The whole page; `units` are ids with names, for the form."""

    matters: tuple[MatterLine, ...]
    ledger: tuple[LedgerLine, ...]
    proposed: tuple[Proposed, ...]
    units: tuple[tuple[str, str], ...]
    today: date


def read_following(desk: Desk) -> Following:
    """Return everything that is followed, what waits first."""
    office, today = desk.in_force.office, office_date(desk.now)
    names = {unit.id: unit.short for unit in office.every_unit}
    return Following(
        matters=_matters(desk, names),
        ledger=tuple(_line(row, names, today) for row in ledger.every(desk.connection)),
        proposed=_proposed(desk, names),
        units=tuple((unit.id, unit.name) for unit in office.units if unit.exists_on(today)),
        today=today,
    )


def _matters(desk: Desk, names: dict[str, str]) -> tuple[MatterLine, ...]:
    rows = [row for row in matters.every(desk.connection) if row["kind"] in RAISED]
    about = {row["id"]: row for row in obligations.many(desk.connection, _owed(rows))}
    lines = [_matter(row, about[row["obligation"]], names) for row in rows]
    return tuple(sorted(lines, key=lambda line: (line.answer is not None, -line.number)))


def _owed(rows: list[RowMapping]) -> list[str]:
    return sorted({row["obligation"] for row in rows})


def _matter(row: RowMapping, owed: RowMapping, names: dict[str, str]) -> MatterLine:
    return MatterLine(
        number=row["id"],
        kind=row["kind"],
        unit=names.get(owed["unit"], owed["unit"]),
        period=short_period(period_named(owed["period"])),
        text=_raised(row),
        by=row["by"],
        raised_at=row["raised_at"],
        answer=row["answer"],
        answered_at=row["answered_at"],
    )


def _raised(row: RowMapping) -> str:
    """Return the words; a hand-over names the proposed receiver before them."""
    if row["kind"] != "hand-over":
        return str(row["text"])
    return f"{row['person']}, {row['address']}. {row['text']}"


def _line(row: RowMapping, names: dict[str, str], today: date) -> LedgerLine:
    is_open = row["closed_at"] is None
    return LedgerLine(
        number=row["id"],
        kind=row["kind"],
        unit=names.get(row["unit"], row["unit"]),
        clause=row["clause"],
        text=row["text"],
        source=row["source"],
        day=row["day"],
        due=row["due"],
        late=is_open and row["due"] is not None and row["due"] < today,
        outcome=row["outcome"],
        closed_at=row["closed_at"],
    )


def _proposed(desk: Desk, names: dict[str, str]) -> tuple[Proposed, ...]:
    """Return the weaknesses of each report's newest usable version that are not in the ledger."""
    known = ledger.carriers(desk.connection)
    newest: dict[str, RowMapping] = {}
    for row in submissions.every(desk.connection):
        if row["usable"]:
            newest[row["obligation"]] = row
    found = [_named(desk, row, names) for row in newest.values()]
    return tuple(each for each in found if each is not None and each.carrier not in known)


def _named(desk: Desk, row: RowMapping, names: dict[str, str]) -> Proposed | None:
    form = report_answers.of_submission(desk.connection, row["id"])
    if form is None:
        return None
    answers = {each["key"]: each for each in report_answers.answers_of(desk.connection, form["id"])}
    answer = answers.get(WEAKNESSES)
    if answer is None or not answer["text"].strip() or answer["unchanged"]:
        return None
    _, period, unit = row["obligation"].split("/")
    day = office_date(row["handed_in_at"])
    carrier = f"weakness {row['id']}"
    words = short_period(period_named(period))
    return Proposed(carrier, unit, names.get(unit, unit), words, answer["text"], day)
