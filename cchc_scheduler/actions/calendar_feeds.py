"""Make and revoke the private links of calendar feeds; what a page shows of them."""

from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.core.errors import BadInput, NotConfigured, NotFound
from cchc_scheduler.core.feeds import FeedSubject, feed_subject, feed_subjects
from cchc_scheduler.core.offices import Office
from cchc_scheduler.core.submissions import LONGEST_NAME, text_problems
from cchc_scheduler.store.database import Database


@dataclass(frozen=True, slots=True)
class FeedShown:
    """One feed an office may have: whose it is in words, and its link, None while it has none."""

    subject: str
    name: str
    link: str | None


def make_feed(
    db: Database, records: Records, outbox: Outbox, subject: str, said: tuple[str, datetime]
) -> str:
    """Make a feed's link anew and return it; the one before opens nothing from now on.

    `said` is who makes it and when. Raises NotConfigured while pages have no address, NotFound for
    a subject this office does not have, BadInput without a name.
    """
    by, now = said
    _check_name(by)
    _check_subject(db, records, subject)
    if outbox.links is None:
        raise NotConfigured(
            "Feeds need the public address of the pages and a secret: set CCHC_BASE_URL and "
            "CCHC_SECRET_KEY."
        )
    return outbox.links.new_feed(db, subject, by, now)


def revoke_feed(
    db: Database, records: Records, outbox: Outbox, subject: str, said: tuple[str, datetime]
) -> None:
    """Revoke a feed's link. Raises NotFound when there is no such feed, or none that is open."""
    by, now = said
    _check_name(by)
    # A subject the office has forgotten, as a dissolved post, can still be revoked.
    if outbox.links is not None and outbox.links.end_feed(db, subject, by, now):
        return
    _check_subject(db, records, subject)
    raise NotFound(f"There is no open feed of {subject}.")


def feeds_of(desk: Desk) -> tuple[FeedShown, ...]:
    """Return every feed of the office, with its link where one was made. Writes nothing."""
    office, links = desk.in_force.office, desk.outbox.links
    return tuple(
        FeedShown(
            subject,
            _name(office, feed_subject(office, subject)),
            links.feed_of(desk.connection, subject) if links is not None else None,
        )
        for subject in feed_subjects(office)
    )


def _name(office: Office, subject: FeedSubject | None) -> str:
    if subject is None or subject.kind == "coordinator":
        return f"{office.coordinator.name} (tổng hợp)"
    if subject.kind == "leader":
        return office.post(subject.id).title
    return office.unit(subject.id).name


def _check_name(by: str) -> None:
    if any(text_problems("by", by, LONGEST_NAME, needed=True)):
        raise BadInput("Say who makes or revokes the link, in one line.")


def _check_subject(db: Database, records: Records, subject: str) -> None:
    with db.read() as connection:
        known = feed_subjects(records.read(connection).office)
    if subject not in known:
        close = get_close_matches(subject, known, 1)
        meant = f"did you mean {close[0]}?" if close else f"there are {', '.join(known)}."
        raise NotFound(f"There is no feed of {subject}; {meant}")
