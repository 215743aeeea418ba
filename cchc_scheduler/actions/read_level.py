"""Read one level above that is about to be told, or awaits a person's word, with its letter."""

from dataclasses import dataclass
from datetime import datetime

from cchc_scheduler.actions.case_files import load_cases
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.ladder_letters import (
    ladder_facts,
    reason_for,
    standing_of,
    template_of,
)
from cchc_scheduler.actions.letter_facts import about_rows
from cchc_scheduler.actions.outbox import Draft
from cchc_scheduler.actions.read_today import LevelDue, levels_due
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.addressees import Addressee
from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.core.policies import LATE_RUNGS, LEVEL_OF_RUNG
from cchc_scheduler.store import obligations
from cchc_scheduler.words import LetterKind, Rung


@dataclass(frozen=True, slots=True)
class LevelUnit:
    """One unit in the letter; the coordinating unit's own part can't be put off."""

    obligation: str
    name: str
    own: bool


@dataclass(frozen=True, slots=True)
class LevelPage:
    """The level, its units and the words of its letter as it would go now.

    `at` is None while a person's word is awaited; `text` is None when nobody can be written to.
    """

    rung: Rung
    group: str
    period: str
    at: datetime | None
    units: tuple[LevelUnit, ...]
    to: str | None
    subject: str | None
    text: str | None

    @property
    def asked(self) -> bool:
        """Whether it goes only when a person says so."""
        return self.at is None


def read_level(desk: Desk, rung: str, group: str) -> LevelPage:
    """Return it; NotFound when no such level is about to go or awaits anybody's word."""
    due = next((e for e in levels_due(desk) if (e.rung, e.group) == (rung, group)), None)
    if due is None or due.rung not in LATE_RUNGS:
        raise NotFound(f"No level {rung} of {group} is about to be told.")
    rows = [
        row for row in obligations.in_group(desk.connection, group) if row["id"] in due.obligations
    ]
    office = desk.in_force.office
    units = tuple(
        LevelUnit(row["id"], office.unit(row["unit"]).name, office.unit(row["unit"]).coordinator)
        for row in rows
    )
    to, words = _letter(desk, due)
    return LevelPage(due.rung, group, due.period, due.at, units, to, *words)


def _letter(desk: Desk, due: LevelDue) -> tuple[str | None, tuple[str | None, str | None]]:
    """Return whom the letter goes to, its subject and its text, as it would be written now."""
    rows = obligations.many(desk.connection, due.obligations)
    cases = load_cases(desk.connection, desk.in_force, rows)
    first = next(iter(cases.values()))
    level = LEVEL_OF_RUNG[due.rung]
    reach = desk.directory.reach(level, first.unit, office_date(desk.now))
    if not isinstance(reach, Addressee):
        return None, (None, None)
    subjects = about_rows(desk, [(row, due.rung) for row in rows], history=True)
    facts = ladder_facts(
        desk,
        reach,
        subjects,
        reason_for(desk, reach, due.rung, first.unit),
        standing_of(desk, due.group),
    )
    kind: LetterKind = "escalation"
    draft = Draft(kind, template_of(desk, due.rung, first.unit), facts, reach)
    words = desk.outbox.words(draft)
    return reach.post.title, (words.subject, words.text)
