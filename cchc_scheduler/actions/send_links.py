"""Send a post's links again to the address it has in the directory, at most once an hour."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk, desk_at
from cchc_scheduler.actions.letter_facts import about_rows, common, item, reason_for_unit
from cchc_scheduler.actions.outbox import Draft, Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.core.addressees import Addressee
from cchc_scheduler.core.offices import Person, Unit
from cchc_scheduler.documents.unit_facts import LinksLetter
from cchc_scheduler.store import audit, obligations
from cchc_scheduler.store.database import Database

REST: Final = timedelta(hours=1)
ASKED_FOR: Final = ("open", "returned", "submitted")


def send_links(db: Database, records: Records, outbox: Outbox, address: str, now: datetime) -> int:
    """Write one letter with the links of the open reports of whoever has this address.

    It goes to the address of the directory, never to what was typed. Returns the letter's number;
    0 when nobody has the address, nothing is open, or one was written within the last hour.
    """
    with db.work() as connection:
        desk = desk_at(connection, records, outbox, now)
        person = _person_at(desk, address)
        if person is None or outbox.links is None or _rests(desk, person):
            return 0
        return _write(desk, person)


def _person_at(desk: Desk, address: str) -> Person | None:
    wanted = address.strip().casefold()
    people = desk.in_force.office.people
    return next((each for each in people if each.address.casefold() == wanted), None)


def _rests(desk: Desk, person: Person) -> bool:
    last = audit.latest(desk.connection, f"person {person.id}", ("links sent",))
    return last is not None and desk.now - last["at"] < REST


def _write(desk: Desk, person: Person) -> int:
    found = _unit_of(desk, person)
    rows = _open_rows(desk, found[1]) if found else []
    if found is None or not rows:
        return 0
    to, unit = found
    subjects = about_rows(desk, [(row, None) for row in rows], history=False)
    items = tuple(replace(item(desk, each), link=_link(desk, each.row["id"])) for each in subjects)
    shared = common(desk, to, reason_for_unit(to, unit), subjects[0])
    facts = LinksLetter(shared, items)
    draft = Draft("login", "links", facts, to, cause=f"links {desk.now.isoformat()}")
    number = desk.outbox.put(desk.connection, desk.in_force, draft, desk.now)
    entry = ("service", "links sent", f"person {person.id}", {"letter": number})
    audit.write(desk.connection, desk.now, [entry])
    return number


def _link(desk: Desk, obligation: str) -> str | None:
    links = desk.outbox.links
    return links.page_of(desk.connection, obligation, desk.now) if links else None


def _unit_of(desk: Desk, person: Person) -> tuple[Addressee, Unit] | None:
    """Return in which post a person stands for a unit, as its focal point before its head."""
    office = desk.in_force.office
    for unit in office.units:
        for post_id in (unit.focal, unit.head):
            post = office.post(post_id)
            if person.id in (post.holder, post.second):
                return Addressee(post, person, "holder"), unit
    return None


def _open_rows(desk: Desk, unit: Unit) -> Sequence[RowMapping]:
    rows = obligations.of_unit(desk.connection, unit.id)
    return [row for row in rows if row["state"] in ASKED_FOR]
