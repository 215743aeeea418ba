"""Whom to telephone about something to do: the post, its number, and what the unit owes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.core.offices import Office, Unit
from cchc_scheduler.documents.digests import ToDo
from cchc_scheduler.documents.vietnamese import post_of_unit
from cchc_scheduler.words import CHASED


@dataclass(frozen=True, slots=True)
class Contact:
    """A post with its telephone, None while the directory has none; what its unit owes, if any."""

    post: str
    phone: str | None
    obligation: str | None = None


def contacts_of(desk: Desk, todo: Sequence[ToDo], rows: Sequence[RowMapping]) -> dict[str, Contact]:
    """Return whom to call for what is to be done, by its key: a unit's focal point, or a holder."""
    office = desk.in_force.office
    units = {row["id"]: row["unit"] for row in rows}
    owed = {row["unit"]: row["id"] for row in reversed(rows) if row["state"] in CHASED}
    found: dict[str, Contact] = {}
    for each in todo:
        if each.kind == "address":
            found[each.key] = _at_address(office, each.key, owed)
        elif each.kind == "talk" and each.key in units:
            unit = office.unit(units[each.key])
            if not unit.coordinator:  # nobody telephones themselves
                found[each.key] = of_unit(office, unit, each.key)
    return found


def of_unit(office: Office, unit: Unit, obligation: str | None = None) -> Contact:
    """Return a unit's focal point, or its head where only that one can be called."""
    for post_id in (unit.focal, unit.head):
        post = office.post(post_id)
        phone = office.person(post.holder).phone if post.holder else None
        if phone:
            return Contact(post_of_unit(post.title, unit.name), phone, obligation)
    title = office.post(unit.focal).title
    return Contact(post_of_unit(title, unit.name), None, obligation)


def _at_address(office: Office, address: str, owed: dict[str, str]) -> Contact:
    """Return the post whose holder has an address, and what its unit owes."""
    person = next((each for each in office.people if each.address == address), None)
    if person is None:
        return Contact(address, None)
    post = next((p for p in office.posts if person.id in (p.holder, p.second)), None)
    if post is None:
        return Contact(address, person.phone)
    unit = next((each for each in office.units if post.id in (each.focal, each.head)), None)
    title = post_of_unit(post.title, unit.name) if unit else post.title
    return Contact(title, person.phone, owed.get(unit.id) if unit else None)
