"""Read the evidence of timeliness row by row: as it was frozen, else as the record stands now."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.letter_facts import About, about_rows
from cchc_scheduler.actions.read_unit import AGREED, own_row
from cchc_scheduler.core.evidence import Evidence, freezes_at
from cchc_scheduler.store import deadlines, evidence, matters, obligations, submissions

ENDED: Final = ("waived", "cancelled")


def evidence_of_period(desk: Desk, period: str) -> tuple[Evidence, ...]:
    """Return the rows of everything owed for a period, in the plan's order of units."""
    return evidence_of(
        desk, [r for r in obligations.every(desk.connection) if r["period"] == period]
    )


def evidence_of_year(desk: Desk, year: int) -> tuple[Evidence, ...]:
    """Return the rows of a year of evaluation, which ends with its 12 December."""
    return evidence_of(desk, rows_of_year(desk, year))


def evidence_of(desk: Desk, rows: Iterable[RowMapping]) -> tuple[Evidence, ...]:
    """Return the row of each obligation: as it was frozen, else as the record stands now.

    What was waived or cancelled has none. They stand in order of period and of the plan's units.
    """
    order = desk.in_force.office.order_of
    wanted = [row for row in rows if row["state"] not in ENDED]
    wanted.sort(key=lambda row: (row["period"], row["task"], order(row["unit"])))
    ids = [row["id"] for row in wanted]
    kept = evidence.frozen(desk.connection, ids)
    beside = evidence.corrections(desk.connection, kept)
    open_rows = [(row, None) for row in wanted if row["id"] not in kept]
    subjects = {each.row["id"]: each for each in about_rows(desk, open_rows, history=True)}
    return tuple(
        evidence.as_value(kept[key], beside.get(key, []))
        if key in kept
        else _standing(desk, subjects[key])
        for key in ids
    )


def unconfirmed(desk: Desk, year: int) -> tuple[Evidence, ...]:
    """Return the rows of a year that came and that their units have not confirmed."""
    return tuple(
        each
        for each in evidence_of_year(desk, year)
        if each.complete_at is not None and each.confirmed_at is None
    )


def rows_of_year(desk: Desk, year: int) -> list[RowMapping]:
    """Return what a plan's day put into a year of evaluation: after the last one's end."""
    rows = obligations.every(desk.connection)
    versions = deadlines.all_versions(desk.connection, [row["id"] for row in rows])
    first, end = freezes_at(year - 1), freezes_at(year)
    return [row for row in rows if first < versions[row["id"]][0].days.late_after <= end]


def _standing(desk: Desk, subject: About) -> Evidence:
    """Return an obligation's row as the record stands now."""
    key, row = subject.row["id"], subject.row
    own = own_row(desk, key)
    days = subject.plan_deadline.days
    raised = matters.of_obligation(desk.connection, key)
    confirmed = [r for r in raised if r["kind"] == "row-right" and r["text"] == own.words]
    return Evidence(
        obligation=key,
        unit=row["unit"],
        unit_name=desk.in_force.office.unit(row["unit"]).name,
        period=row["period"],
        title=row["title"],
        plan_day=days.last_day,
        late_after=days.late_after,
        complete_at=row["first_complete_at"],
        by_plan=own.by_plan,
        agreed_day=own.agreed_day,
        agreed_by=_agreed_by(desk, key),
        by_agreed=own.by_agreed,
        told=len(subject.told),
        opinion=_opinion(raised) or subject.opinion,
        confirmed_at=confirmed[-1]["raised_at"] if confirmed else None,
        confirmed_by=confirmed[-1]["by"] if confirmed else None,
        **_came(desk, key),
    )


def _came(desk: Desk, obligation: str) -> dict[str, Any]:
    """Return when the text came first, and the newest signed paper with when it was recorded."""
    usable = [r for r in submissions.of_obligation(desk.connection, obligation) if r["usable"]]
    texts = [row["handed_in_at"] for row in usable if row["kind"] != "elsewhere"]
    papers = [row for row in usable if row["number"] is not None]
    paper = papers[-1] if papers else None
    return {
        "text_at": min(texts, default=None),
        "paper_number": paper["number"] if paper else None,
        "paper_day": paper["document_day"] if paper else None,
        "paper_at": paper["recorded_at"] if paper else None,
    }


def _agreed_by(desk: Desk, obligation: str) -> str | None:
    found = deadlines.set_by_whom(desk.connection, obligation, AGREED)
    return found[-1] if found else None


def _opinion(raised: Sequence[RowMapping]) -> str | None:
    """Return what the unit says against its row; what it said is quoted whole, with the answer."""
    against = [row for row in raised if row["kind"] == "row-wrong"]
    if not against:
        return None
    last = against[-1]
    return f"{last['text']} (trả lời: {last['answer']})" if last["answer"] else str(last["text"])
