"""What may be wrong with a return before it is sent: no comment, no day, a day out of bounds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from cchc_scheduler.core.submissions import FieldProblem, text_problems

LONGEST_COMMENT: Final = 4_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, by which day; None where none was written, or none that is a day.

    `usable` tells a formal return from one that takes the first stamp away; None while not chosen.
    """

    comment: str
    until: date | None
    usable: bool | None
    no_day: bool = False


def return_problems(asked: Asked, today: date, most: date) -> tuple[FieldProblem, ...]:
    """Return everything that is wrong, field by field; `most` is the last day possible."""
    return (
        *text_problems("comment", asked.comment, LONGEST_COMMENT, needed=True),
        *_day(asked, today, most),
        *([FieldProblem("kind", "missing")] if asked.usable is None else []),
    )


def _day(asked: Asked, today: date, most: date) -> Iterator[FieldProblem]:
    if asked.until is None:
        yield FieldProblem("until", "not-a-day" if asked.no_day else "missing")
    elif asked.until < today:
        yield FieldProblem("until", "past")
    elif asked.until > most:
        yield FieldProblem("until", "beyond")
