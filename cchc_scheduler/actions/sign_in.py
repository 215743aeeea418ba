"""Sign a person in: a link by mail (or from the command line), used once, opens a session.

Looking at the link changes nothing; its button uses it. The store keeps hashes of tokens only.
"""

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from cchc_scheduler.actions.desk import Desk, desk_at
from cchc_scheduler.actions.letter_facts import common
from cchc_scheduler.actions.outbox import Draft, Outbox
from cchc_scheduler.actions.records import InForce, Records
from cchc_scheduler.checkpoints import checkpoint
from cchc_scheduler.core.access import (
    SESSION_LASTS,
    SIGN_IN_LASTS,
    SignedIn,
    access_of,
    person_at,
    title_of,
)
from cchc_scheduler.core.addressees import Addressee
from cchc_scheduler.core.capabilities import TOKEN_BYTES, fingerprint, is_token
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.offices import Person, Post
from cchc_scheduler.documents.facts import SignInLetter
from cchc_scheduler.store import audit, sessions
from cchc_scheduler.store.database import Database
from cchc_scheduler.words import Rank

REASON: Final = "đồng chí được quyền đăng nhập và có đề nghị liên kết cho địa chỉ này"
# One letter a minute is enough; the limits of the page come on top.
REST: Final = timedelta(minutes=1)
LONGEST_BROWSER: Final = 200


@dataclass(frozen=True, slots=True)
class Opened:
    """A session that was just opened: the cookie's value, and who is signed in."""

    cookie: str
    who: SignedIn


def send_sign_in(
    db: Database, records: Records, outbox: Outbox, address: str, now: datetime
) -> int:
    """Write one letter with a link to sign in, if somebody with access has this address.

    It goes to the address of the directory, never to what was typed. While the office rehearses,
    letters go to the coordinator's box only, so that others get their link from `cchc login-link`.
    Returns the letter's number; 0 when none was written.
    """
    with db.work() as connection:
        desk = desk_at(connection, records, outbox, now)
        office = desk.in_force.office
        person = person_at(office, address)
        if person is None or outbox.links is None or not access_of(office, person.id):
            return 0
        last = sessions.newest_link(connection, person.id)
        if (last is not None and now - last < REST) or _others_box(desk, person):
            return 0
        return _write(desk, person, outbox.links.base_url)


def _others_box(desk: Desk, person: Person) -> bool:
    """Tell whether the letter would come to another person's box: that of the coordinator."""
    focal = desk.in_force.office.post(desk.in_force.office.coordinator.focal)
    return desk.in_force.rehearsal and person.id != focal.holder


def _write(desk: Desk, person: Person, base_url: str) -> int:
    token = _new_link(desk.connection, person, person.id, desk.now)
    post = Post("", title_of(desk.in_force.office, person.id), Rank.STAFF, person.id)
    to = Addressee(post, person, "holder")
    facts = SignInLetter(
        common(desk, to, REASON), f"{base_url}/dang-nhap/{token}", desk.now + SIGN_IN_LASTS
    )
    draft = Draft("login", "sign-in", facts, to, cause=f"sign-in {desk.now.isoformat()}")
    number = desk.outbox.put(desk.connection, desk.in_force, draft, desk.now)
    entry = ("service", "sign-in sent", f"person {person.id}", {"letter": number})
    audit.write(desk.connection, desk.now, [entry])
    return number


def sign_in_link(db: Database, records: Records, outbox: Outbox, who: str, now: datetime) -> str:
    """Return a link to sign in for a person by id or address: for when mail does not work.

    Raises BadInput when nobody with access is meant, or the pages have no public address.
    """
    if outbox.links is None:
        raise BadInput("The pages have no address: set CCHC_BASE_URL and CCHC_SECRET_KEY in .env.")
    with db.work() as connection:
        office = records.read(connection).office
        person = person_at(office, who) or next((p for p in office.people if p.id == who), None)
        able = [p.id for p in office.people if access_of(office, p.id)]
        if person is None or person.id not in able:
            known = ", ".join(able)
            raise BadInput(f"{who!r} is nobody who may sign in. These may: {known}.")
        token = _new_link(connection, person, "command line", now)
        audit.write(connection, now, [("command line", "sign-in made", f"person {person.id}", {})])
    return f"{outbox.links.base_url}/dang-nhap/{token}"


def good_link(db: Database, token: str, now: datetime) -> bool:
    """Tell whether a link would sign somebody in now; nothing is changed."""
    if not is_token(token):
        return False
    with db.read() as connection:
        return sessions.link(connection, fingerprint(token), now) is not None


def open_session(
    db: Database, records: Records, token: str, browser: str, now: datetime
) -> Opened | None:
    """Use a link and open a session; None when the link signs nobody in (any more)."""
    if not is_token(token):
        return None
    mark = fingerprint(token)
    with db.work() as connection:
        link = sessions.link(connection, mark, now)
        in_force = records.read(connection)
        if link is None or not access_of(in_force.office, link["person"]):
            return None
        if not sessions.use_link(connection, mark, now):
            return None
        cookie = _new_token()
        number = sessions.add(connection, _session(cookie, link["person"], browser, now))
        entry = (link["person"], "signed in", f"session {number}", {"link by": link["made_by"]})
        audit.write(connection, now, [entry])
        who = _signed_in(in_force, link["person"], number)
    checkpoint("session.opened")
    return Opened(cookie, who) if who else None


def who_is(connection: Connection, records: Records, cookie: str, now: datetime) -> SignedIn | None:
    """Return who is signed in with a cookie; None for nobody, or who lost every access since."""
    if not is_token(cookie):
        return None
    row = sessions.in_force(connection, fingerprint(cookie), now)
    if row is None:
        return None
    return _signed_in(records.read(connection), row["person"], row["id"])


def end_session(db: Database, session: int, by: str, now: datetime) -> bool:
    """End a session; False when it was ended before or never was."""
    with db.work() as connection:
        ended = sessions.end(connection, session, by, now)
        if ended:
            audit.write(connection, now, [(by, "session ended", f"session {session}", {})])
    return ended


def _signed_in(in_force: InForce, person: str, session: int) -> SignedIn | None:
    office = in_force.office
    access = access_of(office, person)
    if not access:
        return None
    return SignedIn(office.person(person), title_of(office, person), access, session)


def _session(cookie: str, person: str, browser: str, now: datetime) -> dict[str, object]:
    return {
        "fingerprint": fingerprint(cookie),
        "person": person,
        "begun_at": now,
        "ends_at": now + SESSION_LASTS,
        "browser": browser[:LONGEST_BROWSER],
    }


def _new_link(connection: Connection, person: Person, by: str, now: datetime) -> str:
    token = _new_token()
    sessions.add_link(
        connection,
        {
            "fingerprint": fingerprint(token),
            "person": person.id,
            "made_at": now,
            "made_by": by,
            "ends_at": now + SIGN_IN_LASTS,
        },
    )
    return token


def _new_token() -> str:
    """Return 160 random bits in the letters of every token here."""
    return base64.b32encode(secrets.token_bytes(TOKEN_BYTES)).decode().lower()
