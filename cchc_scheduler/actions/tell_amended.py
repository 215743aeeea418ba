"""Tell each unit once what an apply changed for it: days that moved, what is owed no longer."""

from collections.abc import Iterable, Sequence
from datetime import date

from cchc_scheduler.actions.apply_effects import Effect
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.follow_up import correct_those_told
from cchc_scheduler.actions.letter_facts import about, common, item, reason_for_unit
from cchc_scheduler.actions.letter_links import with_link
from cchc_scheduler.actions.outbox import Draft
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.addressees import Addressee
from cchc_scheduler.documents.facts import AmendedLetter, Item, MovedItem


def tell_amended(desk: Desk, number: int, effects: Sequence[Effect]) -> tuple[int, ...]:
    """Write one letter to each unit that must know, and corrections to those told it was late.

    Returns the letters to units. What is new is told by its opening letter, and what moved without
    a new last day (the calendar) by nobody. Nothing is said of what a unit was never asked for,
    but for days that moved.
    """
    for effect in effects:
        if effect.effect == "withdrawn":
            correct_those_told(desk, effect.obligation)
    told = [effect for effect in effects if _must_know(effect)]
    units = dict.fromkeys(effect.unit for effect in told)
    written = (_tell(desk, number, unit, [e for e in told if e.unit == unit]) for unit in units)
    return tuple(letter for letter in written if letter)


def _must_know(effect: Effect) -> bool:
    if effect.effect == "moved":
        return effect.was != effect.is_now
    return effect.asked and effect.effect in ("withdrawn", "brought-back")


def _tell(desk: Desk, number: int, unit_id: str, effects: Sequence[Effect]) -> int:
    to = desk.directory.reach("unit", unit_id, office_date(desk.now))
    if not isinstance(to, Addressee):
        return 0
    unit = desk.in_force.office.unit(unit_id)
    facts = AmendedLetter(
        common=common(desk, to, reason_for_unit(to, unit)),
        unit=unit.name,
        unit_short=unit.short,
        moved=tuple(MovedItem(_item(desk, each.obligation), was) for each, was in _moved(effects)),
        withdrawn=tuple(_items(desk, effects, "withdrawn")),
        brought_back=tuple(_items(desk, effects, "brought-back")),
    )
    draft = Draft("information", "plan-amended", facts, to, cause=f"amended {number} {unit_id}")
    return desk.outbox.put(desk.connection, desk.in_force, draft, desk.now)


def _moved(effects: Sequence[Effect]) -> Iterable[tuple[Effect, date]]:
    for each in effects:
        if each.effect == "moved" and each.was is not None:
            yield each, each.was


def _items(desk: Desk, effects: Sequence[Effect], kind: str) -> Iterable[Item]:
    return (_item(desk, each.obligation) for each in effects if each.effect == kind)


def _item(desk: Desk, obligation: str) -> Item:
    return with_link(desk, item(desk, about(desk, obligation)))
