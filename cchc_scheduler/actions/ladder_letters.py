"""Gather due notices into letters: one per address and slot, the most urgent first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.letter_facts import (
    About,
    about_rows,
    common,
    counted,
    item,
    reason_for_unit,
)
from cchc_scheduler.actions.outbox import Draft, mailboxes
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.addressees import Addressee
from cchc_scheduler.core.cases import Case
from cchc_scheduler.core.ladder import Wanted
from cchc_scheduler.core.slots import OpenSlot
from cchc_scheduler.documents.facts import LadderLetter
from cchc_scheduler.mail.messages import Mailbox
from cchc_scheduler.store import letters, reconciliations
from cchc_scheduler.words import RUNGS, LetterKind, Rung

CC_HEAD: Final = ("remind-1", "due-day")
WITH_HISTORY: Final = ("late-1", "late-3", "late-5")
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Item:
    """One notice to be written: its obligation, its case and what the ladder wants."""

    row: RowMapping
    case: Case
    wanted: Wanted

    @property
    def rung(self) -> Rung:
        """The rung of the notice."""
        return self.wanted.rung

    @property
    def address(self) -> str:
        """The address the letter is meant for."""
        return self.wanted.addressee.person.address


def ladder_drafts(
    desk: Desk, items: Sequence[Item], slot: OpenSlot
) -> list[tuple[Draft, tuple[Item, ...]]]:
    """Return one draft per address with the items it carries, in the plan's order of units."""
    order = {unit.id: number for number, unit in enumerate(desk.in_force.office.units)}
    gathered: dict[str, list[Item]] = {}
    for each in sorted(items, key=lambda one: (-RUNGS.index(one.rung), order[one.case.unit])):
        gathered.setdefault(each.address, []).append(each)
    tries = letters.tries_of_slot(desk.connection, slot.day, slot.slot, gathered)
    first_ids = letters.first_of(desk.connection, [each.case.obligation for each in items])
    drafts: list[tuple[Draft, tuple[Item, ...]]] = []
    for address, carried in gathered.items():
        thread = first_ids.get(carried[0].case.obligation)
        draft = _draft(desk, tuple(carried), slot, tries.get(address, 0))
        drafts.append((replace(draft, thread=(thread,) if thread else ()), tuple(carried)))
    return drafts


def _draft(desk: Desk, carried: tuple[Item, ...], slot: OpenSlot, tries: int) -> Draft:
    first = carried[0]
    history = first.rung in WITH_HISTORY
    subjects = about_rows(desk, [(each.row, each.rung) for each in carried], history=history)
    to, cc = first.wanted.addressee, _cc(desk, carried)
    facts = ladder_facts(desk, to, subjects, reason_for(desk, to, first.rung, first.case.unit))
    return Draft(
        kind=kind_of(first.rung),
        template=template_of(desk, first.rung, first.case.unit),
        facts=replace(facts, copied=bool(cc)),
        to=to,
        cc=cc,
        slot=slot,
        expires_at=min(each.wanted.expires_at for each in carried),
        tries=tries,
    )


def ladder_facts(desk: Desk, to: Addressee, subjects: Sequence[About], reason: str) -> LadderLetter:
    """Return the facts of a ladder letter about these obligations, the first one leading."""
    first = subjects[0]
    group = first.row["task_group"]
    plan = desk.in_force.plan_of(first.row["task"])
    days = first.deadline.days
    return LadderLetter(
        common=common(desk, to, reason, first),
        items=tuple(item(desk, subject) for subject in subjects),
        counted=counted(desk, group),
        plan_name=plan.title if plan else "",
        reconciled_at=_reconciled(desk, group, days.last_day),
        page_day=desk.in_force.calendar.shift(days.late_counts_from, 2),
        tomorrow=days.target == office_date(desk.now) + ONE_DAY,
    )


def kind_of(rung: Rung) -> LetterKind:
    """Return the kind of letter a rung is carried by."""
    if rung == "opening":
        return "opening"
    return "escalation" if rung in WITH_HISTORY else "reminder"


def template_of(desk: Desk, rung: Rung, unit: str) -> str:
    """Return the template of a letter whose most urgent notice is this rung of this unit."""
    if rung != "late-1":
        return rung
    if desk.in_force.office.unit(unit).coordinator:
        return "late-1-own"
    return "vice-chair" if desk.directory.head_needs_draft(unit) else "late-1"


def reason_for(desk: Desk, to: Addressee, rung: Rung, unit: str) -> str:
    """Return why a letter of this rung goes to its addressee, for the foot of the letter."""
    if rung == "late-3":
        return f"đồng chí là {to.post.title}, phối hợp theo dõi, đôn đốc các đơn vị"
    if rung == "late-5":
        return "đồng chí là lãnh đạo UBND xã được báo cáo về tình hình nhận báo cáo"
    return reason_for_unit(to, desk.in_force.office.unit(unit))


def _cc(desk: Desk, carried: Sequence[Item]) -> tuple[Mailbox, ...]:
    """Return the head of the unit from remind-1 on; nobody when the letter names two units."""
    units = {each.case.unit for each in carried}
    if len(units) > 1 or carried[0].rung not in CC_HEAD:
        return ()
    head = desk.directory.reach("head", units.pop(), office_date(desk.now))
    if not isinstance(head, Addressee) or head.person.address == carried[0].address:
        return ()
    return mailboxes([head])


def _reconciled(desk: Desk, group: str, last_day: date) -> datetime | None:
    """Return when the period was last compared with the document system, once it was due."""
    latest = reconciliations.latest(desk.connection, group)
    if latest is None or office_date(latest) < last_day:
        return None
    return latest
