"""Which letters the mailbox of replies answers for: those about one unit, to that unit."""

from collections.abc import Sequence

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.letter_links import ABOVE_THE_UNIT
from cchc_scheduler.actions.reply_doors import ReplyDoor
from cchc_scheduler.documents.facts import Item
from cchc_scheduler.store import obligations


def door_of_items(desk: Desk, items: Sequence[Item]) -> ReplyDoor | None:
    """Return where replies to a ladder letter go; None for the coordinator's own box."""
    if any(item.rung in ABOVE_THE_UNIT for item in items):
        return None
    return door_of(desk, [item.obligation for item in items])


def door_of(desk: Desk, ids: Sequence[str]) -> ReplyDoor | None:
    """Return where replies to a letter about these obligations go.

    One that bundles several of one unit is answered about the unit; one about two units, and every
    letter of the rehearsal, to the coordinator.
    """
    replies = desk.outbox.replies
    if replies is None or desk.in_force.rehearsal:
        return None
    units = {row["unit"] for row in obligations.many(desk.connection, ids)}
    if len(units) != 1:
        return None
    subject = ids[0] if len(ids) == 1 else units.pop()
    return replies.door(desk.connection, desk.in_force.office, subject, desk.now)
