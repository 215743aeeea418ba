"""Understand the mail that is kept: record, ask, keep apart or note; each mail in one transaction.

The raw mail was stored before. What can't be understood three times is set aside for a person, so
that one mail never holds up the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import structlog
from sqlalchemy import RowMapping

from cchc_scheduler.actions.apply_bounce import apply_bounce
from cchc_scheduler.actions.desk import Desk, desk_at
from cchc_scheduler.actions.inbox import Inbox
from cchc_scheduler.actions.match_mail import Match, match_mail
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.record_submission import Handed, record_in
from cchc_scheduler.actions.records import Records
from cchc_scheduler.actions.report_forms import with_report
from cchc_scheduler.actions.tell_of_mail import tell_of_mail
from cchc_scheduler.checkpoints import checkpoint
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.errors import NotConfigured, StoreUnusable
from cchc_scheduler.core.replies import Seen, Verdict, judge, main_file, report_links
from cchc_scheduler.core.submissions import FILE_TYPES, HandedFile, Handing, problems_of
from cchc_scheduler.documents.marked import NamedContent, marked_in
from cchc_scheduler.mail.arriving import Arrival
from cchc_scheduler.mail.attachments import Attachment
from cchc_scheduler.mail.reading_apart import arrival_within
from cchc_scheduler.store import audit, files, inbound
from cchc_scheduler.store.database import Database

BATCH: Final = 50
MOST_TRIES: Final = 3
LONGEST_NOTE: Final = 1_000
LONGEST_EXCERPT: Final = 500
LONGEST_WORDS: Final = 200


@dataclass(frozen=True, slots=True)
class _Mail:
    """One kept mail with what it says and what the record knows about it."""

    row: RowMapping
    arrival: Arrival
    match: Match
    reports: tuple[Attachment, ...]
    links: tuple[str, ...]
    marked: bool


@dataclass(frozen=True, slots=True)
class Understood:
    """What a kept mail holds, and whether a marking of a state secret stands anywhere in it."""

    arrival: Arrival
    marked: bool


def apply_kept(db: Database, records: Records, outbox: Outbox, inbox: Inbox, now: datetime) -> int:
    """Understand up to 50 mails that are kept; return how many were looked at.

    Raises NotConfigured while nothing is in force, and leaves them as they are.
    """
    rows = kept_mail(db)
    for row in rows:
        apply_understood(db, records, outbox, inbox, (row["id"], understood(inbox, row), now))
    return len(rows)


def kept_mail(db: Database) -> Sequence[RowMapping]:
    """Return up to 50 mails that are kept and not yet understood."""
    with db.read() as connection:
        return inbound.kept(connection, BATCH)


def understood(inbox: Inbox, row: RowMapping) -> Understood | str:
    """Return what a kept mail holds, or the name of the fault that kept it from being read.

    It may take half a minute, and more for many files: not to be done in the store's thread.
    """
    try:
        raw = files.path_of(inbox.data, row["sha256"]).read_bytes()
        arrival = arrival_within(raw, inbox.authserv_id)
        return Understood(arrival, _is_marked(arrival))
    except Exception as fault:  # noqa: BLE001 - one mail never holds up the others
        return type(fault).__name__


def apply_understood(
    db: Database,
    records: Records,
    outbox: Outbox,
    inbox: Inbox,
    mail: tuple[int, Understood | str, datetime],
) -> None:
    """Act on one mail in one transaction: its number, what it holds, the present instant.

    A fault counts as a try. Raises NotConfigured or StoreUnusable and leaves the mail as it is.
    """
    number, came, now = mail
    if isinstance(came, str):
        _count_try(db, number, came)
        return
    try:
        with db.work() as connection:
            row = inbound.one(connection, number)
            if row is not None and row["state"] == "kept":
                _apply(desk_at(connection, records, outbox, now), inbox, row, came)
            checkpoint("mail.applying")
        checkpoint("mail.applied")
    except (NotConfigured, StoreUnusable):
        raise
    except Exception as fault:  # noqa: BLE001 - one mail never holds up the others
        _count_try(db, number, type(fault).__name__)


def _count_try(db: Database, number: int, why: str) -> None:
    structlog.get_logger("mail").warning("mail_not_understood", fault=why)
    with db.work() as connection:
        row = inbound.one(connection, number)
        if row is None:
            return
        tries = row["tries"] + 1
        state = "poisoned" if tries >= MOST_TRIES else row["state"]
        inbound.change(connection, number, tries=tries, state=state, why=why)


def _apply(desk: Desk, inbox: Inbox, row: RowMapping, came: Understood) -> None:
    arrival, marked = came.arrival, came.marked
    read = arrival.read
    # What may be secret stands in no row, so that no backup holds it.
    subject = None if marked else read.subject[:LONGEST_WORDS] or None
    excerpt = None if marked else read.text.strip()[:LONGEST_EXCERPT] or None
    about: dict[str, Any] = {
        "kind": read.kind,
        "sender": read.sender[:LONGEST_WORDS] or None,
        "subject": subject,
        "message_id": read.message_id,
        "content": arrival.content,
        "excerpt": excerpt,
    }
    inbound.change(desk.connection, row["id"], **about)
    if _repeats(desk, row, arrival):
        inbound.change(desk.connection, row["id"], state="repeat", why="delivered before")
    elif read.bounce is not None:
        apply_bounce(desk, row, arrival)
    else:
        _answer_or_ask(desk, inbox, row, came)


def _is_marked(arrival: Arrival) -> bool:
    """Tell whether subject, text, a file's name or what stands in it bears a secret's marking."""
    read = arrival.read
    files_in = [NamedContent(each.name, each.type, each.data) for each in read.attachments]
    if marked_in((read.subject, read.text)) is not None:
        return True
    return any(marked_in((), each) is not None for each in files_in)


def _repeats(desk: Desk, row: RowMapping, arrival: Arrival) -> bool:
    """Tell whether the same mail came before, however it was delivered this time."""
    own_id = arrival.read.message_id
    if own_id is None:
        return inbound.same_content(desk.connection, arrival.content, row["id"]) is not None
    before = inbound.same_id(desk.connection, own_id, row["id"])
    return any(each["content"] == arrival.content for each in before)


def _answer_or_ask(desk: Desk, inbox: Inbox, row: RowMapping, came: Understood) -> None:
    arrival, marked = came.arrival, came.marked
    mail = _Mail(
        row=row,
        arrival=arrival,
        match=match_mail(desk, arrival),
        reports=tuple(each for each in arrival.read.attachments if _is_report(inbox, each)),
        links=report_links(arrival.read.links, inbox.bounds.own_host),
        marked=marked,
    )
    verdict = judge(_seen(desk, mail), mail.match.known)
    submission = None
    if verdict.fate == "recorded" and verdict.obligation is not None:
        handed = _handed(desk, inbox, mail, verdict.obligation)
        if handed is None:
            verdict = Verdict("person", "not-allowed", verdict.obligation, "read")
        else:
            for each in mail.reports:
                files.keep(inbox.data, [each.data])
            handed = with_report(desk, inbox.outline, handed, mail.reports)
            submission = record_in(desk, handed, receipt=False).submission
    _note(desk, mail, verdict, submission)


def _note(desk: Desk, mail: _Mail, verdict: Verdict, submission: int | None) -> None:
    """Write down what became of a mail, and tell the coordinator where a person must look."""
    units = {each.unit for each in mail.match.known.candidates}
    unit = next(iter(units)) if len(units) == 1 else None
    inbound.change(
        desk.connection,
        mail.row["id"],
        state=verdict.fate,
        why=verdict.why,
        unit=unit,
        obligation=verdict.obligation,
        submission=submission,
        letter=mail.match.letter["id"] if mail.match.letter else None,
        subject_key=verdict.obligation or mail.match.key,
        answer=verdict.answer,
    )
    if verdict.fate == "person":
        tell_of_mail(desk, mail.row["id"])
    detail = {"mail": mail.row["id"], "why": verdict.why}
    subject = verdict.obligation or unit or "mailbox"
    audit.write(desk.connection, desk.now, [("mail", f"mail {verdict.fate}", subject, detail)])


def _seen(desk: Desk, mail: _Mail) -> Seen:
    read, row = mail.arrival.read, mail.row
    names = [each.name for each in read.attachments]
    # A reply bears the subject of our own letter, which names the first of several things.
    subject = "" if mail.arrival.answered or read.kind == "reply" else read.subject
    words = "\n".join([subject, read.text, *names])
    changed = read.message_id is not None and bool(
        inbound.same_id(desk.connection, read.message_id, row["id"])
    )
    return Seen(
        sender=read.sender,
        automatic=mail.arrival.automatic,
        away=read.kind == "auto-reply",
        authentication=mail.arrival.authentication,
        proof=mail.match.proof,
        words=words,
        links=mail.links,
        files=tuple(_as_handed(each) for each in mail.reports),
        other_files=len(read.attachments) - len(mail.reports),
        marked=mail.marked,
        changed=changed,
        whole=row["why"] != "too-large",
        readable=mail.arrival.whole,
    )


def _handed(desk: Desk, inbox: Inbox, mail: _Mail, obligation: str) -> Handed | None:
    """Return what the mail hands in; None when the rules of handing in do not allow it."""
    read, row = mail.arrival.read, mail.row
    file = main_file([_as_handed(each) for each in mail.reports])
    link = None if file else mail.links[0]
    by, note = _by(desk, mail), _others(mail, file, link)
    handing = Handing("file" if file else "link", by, link=link, file=file, note=note)
    if problems_of(handing, inbox.bounds, office_date(desk.now)):
        return None
    return Handed(
        obligation=obligation,
        kind=handing.kind,
        carrier=f"mail:{read.message_id or ''}:{mail.arrival.content}",
        by=by,
        recorded_by="mail",
        link=link,
        file_name=file.name if file else None,
        file_size=file.size if file else None,
        file_sha256=file.sha256 if file else None,
        file_type=file.type if file else None,
        note=note,
        handed_in_at=min(row["arrived_at"], desk.now),
    )


def _by(desk: Desk, mail: _Mail) -> str:
    sender = mail.arrival.read.sender
    people = desk.in_force.office.people
    person = next((each for each in people if each.address.lower() == sender), None)
    name = (person.name if person else None) or mail.arrival.sender_name or sender
    return " ".join("".join(c for c in name if c.isprintable()).split())[:LONGEST_WORDS]


def _others(mail: _Mail, file: HandedFile | None, link: str | None) -> str | None:
    """Return what else the mail held, in words; all of it lies in the kept mail."""
    rest = [each.name for each in mail.reports if not file or each.sha256 != file.sha256]
    rest += [each for each in mail.links if each != link]
    return f"Trong thư còn có: {'; '.join(rest)}"[:LONGEST_NOTE] if rest else None


def _is_report(inbox: Inbox, each: Attachment) -> bool:
    return each.type in FILE_TYPES and 0 < each.size <= inbox.bounds.largest_file


def _as_handed(each: Attachment) -> HandedFile:
    return HandedFile(each.name, each.type, each.size, each.sha256)
