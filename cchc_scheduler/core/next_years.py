"""What is asked when next year's plan is proposed from this year's."""

from dataclasses import dataclass
from typing import Any, Final, Literal

AskedKind = Literal[
    "decision-number",  # the new document's number
    "decision-day",  # and its day
    "decision-title",  # proposed with the year moved
    "title",  # likewise the plan's own
    "span",  # the whole year is proposed
    "basis",  # which documents the new plan rests on
    "year-in-text",  # a text that names a year is copied as it is
    "once",  # a task with a date of its own
    "recurring",  # a deadline that comes again, worded with a year
    "own-days",  # dates that a document named for single reports
    "cycle-days",  # cut-off, upstream and compile day
    "unit-gone",  # a unit that does not exist in the new year
    "annex",  # the new plan's annex
    "to-confirm",  # an open point of the old plan
    "calendar",  # the new year's days off are not official yet
]
MUST_ANSWER: Final[frozenset[AskedKind]] = frozenset(("decision-number", "decision-day"))


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: where it stands in the file, and what its sentence names.

    `proposed` is what could be written there, as a value of the file; None where nothing is known.
    """

    kind: AskedKind
    path: tuple[str | int, ...]
    told: tuple[str, ...] = ()
    proposed: Any = None

    @property
    def must(self) -> bool:
        """Whether the file can't be applied before it is answered."""
        return self.kind in MUST_ANSWER or (self.kind == "own-days" and self.proposed is not None)
