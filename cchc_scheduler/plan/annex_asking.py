"""What the reader of an annex is asked, and what a review of it knows, for one plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cchc_scheduler.core.annexes.directory import directory_of
from cchc_scheduler.core.annexes.reading import Asked, read_annex
from cchc_scheduler.core.annexes.values import Annex, AnnexFault, Origin
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.offices import Office
from cchc_scheduler.core.phrases.values import Surroundings
from cchc_scheduler.core.plan_reviews import Known
from cchc_scheduler.core.plans import Plan
from cchc_scheduler.core.workdays import WorkCalendar
from cchc_scheduler.plan.annex_faults import UnreadableAnnex
from cchc_scheduler.plan.annex_file import read_paper
from cchc_scheduler.plan.calendars import feasts


@dataclass(frozen=True, slots=True)
class Place:
    """Where an annex belongs: the office, its plans, the one plan, the calendar."""

    office: Office
    plans: tuple[Plan, ...]
    plan: Plan
    calendar: WorkCalendar


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose beside the file: which table, the period to read days in."""

    table: int | None = None
    first: date | None = None
    last: date | None = None


def asked_of(place: Place, choice: Choice) -> Asked:
    """Return what the reader is asked; BadInput for a period that is none."""
    if (choice.first is None) != (choice.last is None):
        raise BadInput("Give both --from and --to, or neither.")
    first, last = choice.first or place.plan.first_day, choice.last or place.plan.last_day
    if last < first:
        raise BadInput("The period ends before it begins: --to must not lie before --from.")
    return Asked(
        directory_of(place.office),
        _around(place, Origin(None, place.plan.decision.day, first, last)),
        period_given=choice.first is not None,
        plans={each.decision.number: (each.first_day, each.last_day) for each in place.plans},
        table=choice.table,
    )


def annex_in(content: bytes, asked: Asked) -> Annex:
    """Return what a file proposes; a file that can't be read is a fault like any other."""
    try:
        return read_annex(read_paper(content), asked)
    except UnreadableAnnex as error:
        return Annex(faults=(AnnexFault(error.kind, "", (error.told,)),))


def known_for(place: Place, annex: Annex) -> Known:
    """Return what a review of an annex knows: days are read in the period they were read in."""
    return Known(
        units=frozenset(unit.id for unit in place.office.units),
        tasks=frozenset(task.id for task in place.plan.tasks),
        around=_around(place, annex.origin),
    )


def _around(place: Place, origin: Origin) -> Surroundings:
    first, last = origin.first or place.plan.first_day, origin.last or place.plan.last_day
    issued = origin.day or place.plan.decision.day
    return Surroundings(first, last, issued, place.calendar, feasts(first.year - 1, last.year + 2))


def plan_of_document(plans: Iterable[Plan], plan_id: str) -> Plan:
    """Return the plan with this id; BadInput when it is not in force any more."""
    found = next((plan for plan in plans if plan.id == plan_id), None)
    if found is None:
        raise BadInput(f"The plan {plan_id!r} is not in force.")
    return found
