"""From facts to a frozen row: renders a letter, builds its bytes and puts it in the outbox.

Bytes are made once, in the transaction of the decision, and never change (invariants 6 and 7).
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from cchc_scheduler.actions.capability_links import Links
from cchc_scheduler.actions.records import InForce
from cchc_scheduler.actions.reply_doors import Replies, ReplyDoor
from cchc_scheduler.core.addressees import Addressee
from cchc_scheduler.core.offices import Person
from cchc_scheduler.core.slots import OpenSlot, next_window
from cchc_scheduler.documents.letters import LetterTexts, Rendered
from cchc_scheduler.mail.messages import Mailbox, Message, build, message_id
from cchc_scheduler.mail.quotes import MARKER
from cchc_scheduler.store import letters
from cchc_scheduler.words import AT_ONCE_KINDS, LetterKind


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter before it is frozen.

    `cause` makes a letter outside the ladder unique together with kind and address; a ladder
    letter has a `slot` instead, and `tries` counts the letters already written for that slot.
    `reply` is where answers go, None for the coordinator's own box; `answers` the Message-ID of the
    mail that this letter answers by itself. `returns` false: nobody is to be told when it can't be
    delivered, so its envelope names no sender (RFC 3834 section 3.3). `words` are set where the
    letter was rendered before, to see how long it is.
    """

    kind: LetterKind
    template: str
    facts: object
    to: Addressee
    cc: tuple[Mailbox, ...] = ()
    cause: str | None = None
    slot: OpenSlot | None = None
    expires_at: datetime | None = None
    not_before: datetime | None = None
    tries: int = 0
    thread: tuple[str, ...] = field(default=())
    reply: ReplyDoor | None = None
    answers: str | None = None
    returns: bool = True
    words: Rendered | None = None


class Outbox:
    """Freezes drafts into rows, with the office's texts and the sender's domain.

    `links` makes the links that letters show; None while the pages have no public address.
    `replies` makes the addresses that letters are answered to; None while no mailbox is read.
    """

    def __init__(
        self, texts: LetterTexts, links: Links | None = None, replies: Replies | None = None
    ) -> None:
        """Keep the compiled templates."""
        self._texts: Final = texts
        self.links: Final = links
        self.replies: Final = replies

    def put(self, connection: Connection, in_force: InForce, draft: Draft, now: datetime) -> int:
        """Write one letter unless its cause was written before; return its id, or 0."""
        address = draft.to.person.address
        if draft.cause is not None and letters.known_cause(
            connection, draft.kind, address, draft.cause
        ):
            return 0
        return letters.add(connection, self.freeze(in_force, draft, now))

    def words(self, draft: Draft) -> Rendered:
        """Return the words of a letter that is only shown."""
        if draft.words is not None:
            return draft.words
        rendered = self._texts.render(draft.template, _with_marker(draft))
        if draft.reply is None or draft.reply.tag is None:
            return rendered
        return replace(rendered, subject=f"{rendered.subject} {draft.reply.tag}")

    def freeze(self, in_force: InForce, draft: Draft, now: datetime) -> dict[str, Any]:
        """Return the row of a letter: rendered, built and hashed."""
        sender = Mailbox(in_force.office.sender_name, in_force.office.sender_address)
        rendered = self.words(draft)
        to = _mailbox(self._receiver(in_force, draft))
        cc = () if in_force.rehearsal else draft.cc
        own_id = _message_id(in_force, draft)
        data = build(
            Message(
                sender=sender,
                to=to,
                cc=cc,
                reply_to=_reply_to(in_force, draft.reply),
                subject=rendered.subject,
                text=rendered.text,
                html=rendered.html,
                message_id=own_id,
                date=now,
                in_reply_to=draft.answers or (draft.thread[-1] if draft.thread else None),
                references=(*draft.thread, *((draft.answers,) if draft.answers else ())),
                auto="auto-replied" if draft.answers else "auto-generated",
                list_id=f"digest.{_domain(sender.address)}" if draft.kind == "digest" else None,
            )
        )
        return {
            "kind": draft.kind,
            "template": draft.template,
            "cause": draft.cause,
            "addressee": draft.to.person.address,
            "post": draft.to.post.id or None,
            "to_address": to.address,
            "cc": json.dumps([each.address for each in cc]),
            "subject": rendered.subject,
            "message_id": own_id,
            "sender": self._comes_back_to(own_id, sender) if draft.returns else "",
            "state": "queued",
            "slot_day": draft.slot.day if draft.slot else None,
            "slot": draft.slot.slot if draft.slot else None,
            "rehearsal": in_force.rehearsal,
            "created_at": now,
            "next_attempt_at": self._leaves_at(in_force, draft, now),
            "expires_at": draft.expires_at,
            "sha256": hashlib.sha256(data).hexdigest(),
            "bytes": data,
        }

    def _comes_back_to(self, own_id: str, sender: Mailbox) -> str:
        """Return the sender of the envelope: where the letter goes if it can't be delivered."""
        return (self.replies.envelope(own_id) if self.replies else None) or sender.address

    def _receiver(self, in_force: InForce, draft: Draft) -> Addressee:
        """Return who gets the letter: during rehearsal the coordinator, whoever it is meant for.

        While nobody holds the coordinator's posts, the office's own box gets it (invariant 12).
        """
        if not in_force.rehearsal:
            return draft.to
        office = in_force.office
        for post_id in (office.coordinator.focal, office.coordinator.head):
            post = office.post(post_id)
            if post.holder is not None:
                return Addressee(post, office.person(post.holder), "holder")
        own_box = Person("own-box", office.sender_name, office.sender_address, None)
        return Addressee(draft.to.post, own_box, "holder")

    def _leaves_at(self, in_force: InForce, draft: Draft, now: datetime) -> datetime:
        if draft.kind in AT_ONCE_KINDS:
            return now
        earliest = max(now, draft.not_before or now)
        return next_window(earliest, in_force.calendar, in_force.policy.window)


def mailboxes(addressees: Sequence[Addressee]) -> tuple[Mailbox, ...]:
    """Return addressees as mailboxes of a header."""
    return tuple(_mailbox(each) for each in addressees)


def _mailbox(addressee: Addressee) -> Mailbox:
    return Mailbox(addressee.person.name or addressee.post.title, addressee.person.address)


def _with_marker(draft: Draft) -> object:
    """Return a letter's facts; if its replies are read here, it says where to write them."""
    facts: Any = draft.facts
    if draft.reply is None:
        return facts
    return replace(facts, common=replace(facts.common, marker=MARKER))


def _reply_to(in_force: InForce, door: ReplyDoor | None) -> Mailbox | None:
    office = in_force.office
    if door is not None:
        return Mailbox(office.coordinator.name, door.address)
    post = office.post(office.coordinator.focal)
    if post.holder is None:
        return None
    return Mailbox(office.coordinator.name, office.person(post.holder).address)


def _message_id(in_force: InForce, draft: Draft) -> str:
    """Return the id that the same letter always has; a rehearsed one has another than the real."""
    domain, address = _domain(in_force.office.sender_address), draft.to.person.address
    apart = ("rehearsal",) if in_force.rehearsal else ()
    if draft.slot is None:
        return message_id(draft.kind, address, draft.cause or "", *apart, domain=domain)
    slot = f"{draft.slot.day.isoformat()}/{draft.slot.slot}/{draft.tries}"
    return message_id(draft.kind, address, slot, *apart, domain=domain)


def _domain(address: str) -> str:
    return address.rpartition("@")[2]
