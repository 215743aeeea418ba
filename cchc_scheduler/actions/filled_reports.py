"""What was filled into a report's form, as it is kept: with a submission, or as a draft."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, RowMapping

from cchc_scheduler.core.answers import Answer, Answers
from cchc_scheduler.core.outlines import UnitForm
from cchc_scheduler.store import report_answers
from cchc_scheduler.words import ReportSource


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled-in form; `unread` names what of a Word file could not be read into its field."""

    form: UnitForm
    source: ReportSource
    answers: Answers
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FilledFacts:
    """What a receipt tells of a form: how many fields were answered, which not or not anew."""

    source: ReportSource
    answered: int
    unchanged: int
    estimated: int
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Keeping:
    """What a kept version belongs to: `carrier` is unique, a draft has no submission."""

    obligation: str
    carrier: str
    by: str
    at: datetime
    submission: int | None = None


def keep_filled(connection: Connection, filled: Filled, keeping: Keeping) -> int:
    """Keep a filled-in form as the obligation's next version; return its number."""
    row = {
        "obligation": keeping.obligation,
        "submission": keeping.submission,
        "carrier": keeping.carrier,
        "outline": filled.form.outline,
        "source": filled.source,
        "saved_at": keeping.at,
        "saved_by": keeping.by,
        "unread": "\n".join(filled.unread) or None,
    }
    return report_answers.add(connection, row, _rows(filled))


def answers_from(rows: Sequence[RowMapping]) -> dict[str, Answer]:
    """Return kept answers as values."""
    return {
        row["key"]: Answer(
            text=row["text"],
            state=row["state"],
            value=Decimal(row["figure"]) if row["figure"] is not None else None,
            estimated=row["estimated"],
            unchanged=row["unchanged"],
        )
        for row in rows
    }


def filled_facts(connection: Connection, submission: int) -> FilledFacts | None:
    """Return what a submission's receipt tells of its form, or None when it has none."""
    form = report_answers.of_submission(connection, submission)
    if form is None:
        return None
    answers = answers_from(report_answers.answers_of(connection, form["id"])).values()
    return FilledFacts(
        source=form["source"],
        answered=len(answers),
        unchanged=sum(answer.unchanged for answer in answers),
        estimated=sum(answer.estimated for answer in answers),
        unread=tuple((form["unread"] or "").splitlines()),
    )


def _rows(filled: Filled) -> Iterator[dict[str, Any]]:
    for field in filled.form.fields:
        answer = filled.answers.get(field.key)
        if answer is None or answer.empty:
            continue
        yield {
            "key": field.key,
            "clauses": "\n".join(field.clauses),
            "text": answer.text,
            "state": answer.state,
            "figure": str(answer.value) if answer.value is not None else None,
            "estimated": answer.estimated,
            "unchanged": answer.unchanged,
        }
