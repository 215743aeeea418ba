"""Gather due notices into letters: one per address and slot, the most urgent first."""

from collections.abc import Collection, Mapping, Sequence
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
from cchc_scheduler.actions.letter_links import with_links
from cchc_scheduler.actions.outbox import Draft, mailboxes
from cchc_scheduler.actions.reply_to_letters import door_of_items
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.addressees import Addressee
from cchc_scheduler.core.cases import Case
from cchc_scheduler.core.ladder import Wanted
from cchc_scheduler.core.slots import OpenSlot
from cchc_scheduler.documents.facts import Counted, LadderLetter
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


@dataclass(frozen=True, slots=True)
class Standing:
    """How a period stands when its letters are written; `compared_at` with the document system."""

    counted: Counted
    compared_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Known:
    """What one transaction reads once for all its letters: by obligation, by period, by address."""

    subjects: Mapping[str, About]
    standings: Mapping[str, Standing]
    tries: Mapping[str, int]
    threads: Mapping[str, str]


def ladder_drafts(
    desk: Desk, items: Sequence[Item], slot: OpenSlot
) -> list[tuple[Draft, tuple[Item, ...]]]:
    """Return one draft per address with the items it carries, in the plan's order of units."""
    order = desk.in_force.office.order_of
    gathered: dict[str, list[Item]] = {}
    for each in sorted(items, key=lambda one: (-RUNGS.index(one.rung), order(one.case.unit))):
        gathered.setdefault(each.address, []).append(each)
    known = _Known(
        subjects=_subjects(desk, gathered.values()),
        standings={group: standing_of(desk, group) for group in {one.case.group for one in items}},
        tries=letters.tries_of_slot(desk.connection, slot.day, slot.slot, gathered),
        threads=letters.first_of(desk.connection, [each.case.obligation for each in items]),
    )
    return [
        (_draft(desk, tuple(carried), slot, known), tuple(carried)) for carried in gathered.values()
    ]


def _subjects(desk: Desk, gathered: Collection[Sequence[Item]]) -> dict[str, About]:
    """Return what the letters say of each obligation; only late ones tell what was told before."""
    found: dict[str, About] = {}
    for history in (False, True):
        rows = [
            (each.row, each.rung)
            for carried in gathered
            if (carried[0].rung in WITH_HISTORY) is history
            for each in carried
        ]
        if rows:
            found |= {one.row["id"]: one for one in about_rows(desk, rows, history=history)}
    return found


def _draft(desk: Desk, carried: tuple[Item, ...], slot: OpenSlot, known: _Known) -> Draft:
    first = carried[0]
    to, cc = first.wanted.addressee, _cc(desk, carried)
    thread = known.threads.get(first.case.obligation)
    facts = ladder_facts(
        desk,
        to,
        [known.subjects[each.case.obligation] for each in carried],
        reason_for(desk, to, first.rung, first.case.unit),
        known.standings[first.case.group],
    )
    return Draft(
        kind=kind_of(first.rung),
        template=template_of(desk, first.rung, first.case.unit),
        facts=replace(facts, copied=bool(cc)),
        to=to,
        cc=cc,
        slot=slot,
        expires_at=min(each.wanted.expires_at for each in carried),
        tries=known.tries.get(first.address, 0),
        thread=(thread,) if thread else (),
        reply=door_of_items(desk, facts.items),
    )


def standing_of(desk: Desk, group: str) -> Standing:
    """Return how a period stands: what every letter of the period repeats."""
    return Standing(counted(desk, group), reconciliations.latest(desk.connection, group))


def ladder_facts(
    desk: Desk, to: Addressee, subjects: Sequence[About], reason: str, standing: Standing
) -> LadderLetter:
    """Return the facts of a ladder letter about these obligations, the first one leading."""
    first = subjects[0]
    plan = desk.in_force.plan_of(first.row["task"], first.row["period"])
    days = first.deadline.days
    return LadderLetter(
        common=common(desk, to, reason, first),
        items=with_links(desk, [item(desk, subject) for subject in subjects]),
        counted=standing.counted,
        plan_name=plan.title if plan else "",
        reconciled_at=_reconciled(standing, days.last_day),
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


def _reconciled(standing: Standing, last_day: date) -> datetime | None:
    """Return when the period was last compared with the document system, once it was due."""
    latest = standing.compared_at
    if latest is None or office_date(latest) < last_day:
        return None
    return latest
