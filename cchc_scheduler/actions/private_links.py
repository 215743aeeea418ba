"""Private links that are read only: a leader's page, an organisation's view of the work (V.2.g).

A link is made by a person on the desk, shown to the coordinator or to the leader it is for, and
opens nothing once it was revoked. Renewing one revokes the one before.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from sqlalchemy import Connection

from cchc_scheduler.actions.capability_links import Links
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.records import Records
from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.offices import Office, Post
from cchc_scheduler.core.submissions import LONGEST_NAME, FieldProblem, text_problems
from cchc_scheduler.store import audit, capabilities, organisations
from cchc_scheduler.store.database import Database
from cchc_scheduler.words import Rank

PrivatePurpose = Literal["leader", "supervision"]
PATHS: Final[dict[PrivatePurpose, str]] = {"leader": "l", "supervision": "g"}


@dataclass(frozen=True, slots=True)
class PrivateLink:
    """Whose link it is, and the link with its day while one is in force.

    `contact` is whom to reach at an organisation; leaders have none here.
    """

    purpose: PrivatePurpose
    subject: str
    title: str
    contact: str | None
    url: str | None
    made_at: datetime | None


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation that is invited to follow the work, and whom to reach there."""

    name: str
    contact: str


def read_private_links(desk: Desk, links: Links, who: SignedIn) -> tuple[PrivateLink, ...]:
    """Return the links a person may see: all for the coordinator, their own for a leader."""
    office = desk.in_force.office
    posts = [post for post in leading_posts(office) if _may_hold(who, "leader", post.id, office)]
    found = [_link(desk, links, ("leader", post.id), (post.title, None)) for post in posts]
    if "coordinator" in who.access:
        found += [
            _link(desk, links, ("supervision", str(row["id"])), (row["name"], row["contact"]))
            for row in organisations.every(desk.connection)
        ]
    return tuple(found)


def make_link(
    db: Database,
    records: Records,
    links: Links,
    which: tuple[PrivatePurpose, str, SignedIn],
    now: datetime,
) -> str:
    """Make a link anew for somebody; an earlier one opens nothing from now on.

    Raises NotFound when there is nobody of that name, or the person may not have it made.
    """
    purpose, subject, who = which
    with db.work() as connection:
        _check(connection, records, which)
        token = links.renew(connection, purpose, subject, now)
        about = f"{purpose} {subject}"
        audit.write(connection, now, [(who.name, "private link made", about, {})])
    return f"{links.base_url}/{PATHS[purpose]}/{token}"


def revoke_link(
    db: Database,
    records: Records,
    which: tuple[PrivatePurpose, str, SignedIn],
    now: datetime,
) -> bool:
    """Revoke somebody's link; False when none was in force. Raises NotFound as making does."""
    purpose, subject, who = which
    with db.work() as connection:
        _check(connection, records, which)
        revoked = capabilities.revoke(connection, purpose, subject, now) > 0
        if revoked:
            about = f"{purpose} {subject}"
            audit.write(connection, now, [(who.name, "private link revoked", about, {})])
    return revoked


def naming_problems(named: Named) -> tuple[FieldProblem, ...]:
    """Return what is wrong with an organisation's name and contact, field by field."""
    return (
        *text_problems("name", named.name, LONGEST_NAME, needed=True),
        *text_problems("contact", named.contact, LONGEST_NAME, needed=True),
    )


def name_organisation(db: Database, named: Named, by: str, now: datetime) -> int:
    """Record an organisation that is invited to follow the work; the same name only once.

    Returns its number. Raises BadInput when something needed is missing.
    """
    if naming_problems(named):
        raise BadInput("An organisation needs its name and whom to reach there.")
    with db.work() as connection:
        known = [r for r in organisations.every(connection) if r["name"] == named.name]
        if known:
            return int(known[0]["id"])
        row = {"name": named.name, "contact": named.contact, "added_at": now, "added_by": by}
        number = organisations.add(connection, row)
        # The log can't be cleaned, so it holds no person's name or number.
        audit.write(connection, now, [(by, "organisation named", f"organisation {number}", {})])
    return number


def leading_posts(office: Office) -> list[Post]:
    """Return the posts of rank vice chair or above, in the office's order."""
    return [post for post in office.posts if post.rank >= Rank.VICE_CHAIR]


def leader_of(desk: Desk, links: Links, token: str) -> Post | None:
    """Return the post whose private link a token is; None when it opens nothing (any more)."""
    subject = links.subject_of(desk.connection, "leader", token)
    posts = leading_posts(desk.in_force.office)
    return next((post for post in posts if post.id == subject), None)


def _check(
    connection: Connection, records: Records, which: tuple[PrivatePurpose, str, SignedIn]
) -> None:
    purpose, subject, who = which
    office = records.read(connection).office
    if not _exists(connection, office, purpose, subject):
        raise NotFound("There is nobody of that name to have a link.")
    if not _may_hold(who, purpose, subject, office):
        raise NotFound("That link is not for this person to make.")


def _exists(connection: Connection, office: Office, purpose: str, subject: str) -> bool:
    if purpose == "leader":
        return any(post.id == subject for post in leading_posts(office))
    known = (str(row["id"]) for row in organisations.every(connection))
    return subject in known


def _may_hold(who: SignedIn, purpose: str, subject: str, office: Office) -> bool:
    if "coordinator" in who.access:
        return True
    own = [post.id for post in office.posts if post.holder == who.person.id]
    return purpose == "leader" and subject in own


def _link(
    desk: Desk,
    links: Links,
    which: tuple[PrivatePurpose, str],
    told: tuple[str, str | None],
) -> PrivateLink:
    purpose, subject = which
    token = links.in_force(desk.connection, purpose, subject)
    row = capabilities.newest(desk.connection, purpose, subject)
    url = f"{links.base_url}/{PATHS[purpose]}/{token}" if token else None
    made_at = row["made_at"] if row is not None and token else None
    return PrivateLink(purpose, subject, told[0], told[1], url, made_at)
