"""Answer the mails that are owed an answer: at most one an hour about the same thing.

A loop between two programs ends here even if nothing else recognised it: what comes within the hour
is answered together, later.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.follow_up import send_receipt
from cchc_scheduler.actions.letter_facts import about, common, item
from cchc_scheduler.actions.letter_links import with_links
from cchc_scheduler.actions.match_mail import carried_by, contacts_of
from cchc_scheduler.actions.outbox import Draft
from cchc_scheduler.actions.reply_to_letters import door_of
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.addressees import Addressee
from cchc_scheduler.core.offices import Person, Post
from cchc_scheduler.core.replies import TAKES
from cchc_scheduler.documents.facts import Item, MailAnswer
from cchc_scheduler.store import inbound, letters, obligations
from cchc_scheduler.words import Rank

APART: Final = timedelta(hours=1)
# What may be named in a header of ours, of what another program wrote.
SAFE_ID: Final = re.compile(r"<[!-;=?-~]{1,200}>")
SAFE_ADDRESS: Final = re.compile(r"[!-;=?-~]{1,64}@[!-;=?-~]{1,190}")
TEMPLATES: Final = {"read": "reply-read", "which": "reply-which", "stranger": "reply-stranger"}
REASON: Final = "đồng chí đã gửi thư trả lời về nội dung này"
STRANGER: Final = Post("", "người gửi", Rank.STAFF, None)


def answer_mails(desk: Desk) -> int:
    """Write the answers that are owed and may go now; return how many mails were answered."""
    gathered: dict[str, list[RowMapping]] = {}
    for row in inbound.owed(desk.connection):
        gathered.setdefault(row["subject_key"] or f"mail {row['id']}", []).append(row)
    return sum(_answer(desk, key, rows) for key, rows in gathered.items())


def _answer(desk: Desk, key: str, rows: Sequence[RowMapping]) -> int:
    """Answer the newest of the mails about one thing; a receipt goes before everything else."""
    last = inbound.last_answered(desk.connection, key)
    if last is not None and desk.now - last < APART:
        return 0
    receipts = [row for row in rows if row["answer"] == "receipt"]
    row = (receipts or list(rows))[-1]
    if row["answer"] == "receipt":
        send_receipts(desk, row)
    else:
        _send_words(desk, row)
    for each in rows:
        inbound.change(desk.connection, each["id"], answered_at=desk.now)
    return len(rows)


def send_receipts(desk: Desk, row: RowMapping) -> None:
    """Send the receipt to the unit, and to the sender where that is somebody else."""
    answers = _safe_id(row)
    unit = desk.directory.reach("unit", row["unit"], office_date(desk.now))
    send_receipt(desk, row["obligation"], row["submission"], answers=answers)
    sender = _sender(desk, row)
    at_unit = isinstance(unit, Addressee) and unit.person.address.lower() == row["sender"]
    if sender is not None and not at_unit:
        send_receipt(desk, row["obligation"], row["submission"], sender, answers)


def _send_words(desk: Desk, row: RowMapping) -> None:
    to = _stranger(row) if row["answer"] == "stranger" else _sender(desk, row)
    if to is None:
        return
    # Someone unknown is told once, and nothing of what the unit owes.
    stranger = row["answer"] == "stranger"
    ids = [] if stranger else _asked_about(desk, row)
    facts = MailAnswer(
        common=common(desk, to, REASON),
        subject=row["subject"] or "",
        at=row["arrived_at"],
        why=row["why"] or "",
        items=_items(desk, row, ids),
    )
    draft = Draft(
        "receipt",
        TEMPLATES[row["answer"]],
        facts,
        to,
        cause="stranger" if stranger else f"mail {row['id']}",
        reply=door_of(desk, ids) if ids else None,
        answers=_safe_id(row),
        returns=False,
    )
    desk.outbox.put(desk.connection, desk.in_force, draft, desk.now)


def _asked_about(desk: Desk, row: RowMapping) -> list[str]:
    """Return what the mail may have answered, still asked for or not."""
    if row["obligation"] is not None:
        return [row["obligation"]]
    found = letters.brief(desk.connection, [row["letter"]] if row["letter"] else [])
    carried = [each for letter in found for each in carried_by(desk, letter)]
    rows = obligations.many(desk.connection, carried) if carried else []
    if not rows:
        rows = obligations.unfinished(desk.connection)
    mine = [each for each in rows if each["unit"] == row["unit"] and each["state"] in TAKES]
    return sorted(each["id"] for each in mine)


def _items(desk: Desk, row: RowMapping, ids: Sequence[str]) -> tuple[Item, ...]:
    """Return what the mail may have been for; a button of each names the mail where that is asked.

    The page it opens offers what the mail held, so that nothing has to be sent again.
    """
    items = with_links(desk, [item(desk, about(desk, each)) for each in ids])
    links = desk.outbox.links
    if row["answer"] != "which" or links is None:
        return items
    mail, sha256 = row["id"], row["sha256"]
    return tuple(
        replace(each, link=links.naming_mail(each.link, mail, sha256, each.obligation))
        if each.link
        else each
        for each in items
    )


def _sender(desk: Desk, row: RowMapping) -> Addressee | None:
    """Return the sender as a contact of the unit, at the post by which they are one."""
    office, sender = desk.in_force.office, row["sender"]
    if row["unit"] is None or sender not in contacts_of(desk, row["unit"]):
        return None
    person = next(each for each in office.people if each.address.lower() == sender)
    unit = office.unit(row["unit"])
    head = office.post(unit.head)
    post = head if person.id in (head.holder, head.second) else office.post(unit.focal)
    return Addressee(post, person, "holder")


def _stranger(row: RowMapping) -> Addressee | None:
    sender = row["sender"] or ""
    if SAFE_ADDRESS.fullmatch(sender) is None:
        return None
    return Addressee(STRANGER, Person("", None, sender, None), "holder")


def _safe_id(row: RowMapping) -> str | None:
    own_id = row["message_id"]
    return own_id if own_id is not None and SAFE_ID.fullmatch(own_id) else None
