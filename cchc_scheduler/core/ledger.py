"""The ledger (sổ theo dõi): what is watched until it is done, beside what units hand in.

Weaknesses to mend (dash 4 of I.2), inspections and self-checks with what they found (II.4), papers
that prove a criterion of the index (III.1.c). It states facts and days; it rates nobody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from cchc_scheduler.core.submissions import LONGEST_NAME, LONGEST_NOTE, FieldProblem, text_problems
from cchc_scheduler.words import LedgerKind

# The clause of the plan that asks for each kind.
CLAUSE_OF: Final[dict[LedgerKind, str]] = {
    "weakness": "I.2",
    "inspection": "II.4",
    "self-check": "II.4",
    "evidence": "III.1.c",
}


@dataclass(frozen=True, slots=True)
class Noted:
    """A new entry: found on `day`, to be done by `due` where a day was set.

    `unit` is empty when it concerns no single unit; `source` is a document's number, a criterion.
    """

    kind: LedgerKind
    unit: str
    text: str
    day: date
    due: date | None = None
    source: str = ""


def noted_problems(noted: Noted, units: frozenset[str], today: date) -> tuple[FieldProblem, ...]:
    """Return everything that is wrong with a new entry, field by field."""
    found: list[FieldProblem] = []
    if noted.unit and noted.unit not in units:
        found.append(FieldProblem("unit", "missing"))
    if noted.day > today:
        found.append(FieldProblem("day", "future"))
    if noted.due is not None and noted.due < noted.day:
        found.append(FieldProblem("due", "before"))
    found += text_problems("text", noted.text, LONGEST_NOTE, needed=True)
    found += text_problems("source", noted.source, LONGEST_NAME, needed=False)
    return tuple(found)


def outcome_problems(outcome: str) -> Iterator[FieldProblem]:
    """Yield what is wrong with the words that close an entry; they are needed."""
    return text_problems("outcome", outcome, LONGEST_NOTE, needed=True)
