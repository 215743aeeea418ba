"""Mail that came back: which letter it was, and what that says about the address."""

import json
from typing import Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.record_facts import Bounce, bounce_in
from cchc_scheduler.mail.arriving import Arrival
from cchc_scheduler.mail.bounces import FailedRecipient
from cchc_scheduler.store import inbound, letters

HANDED_OVER: Final = ("sent", "unknown", "bounced")
LONGEST_WHY: Final = 200


def apply_bounce(desk: Desk, row: RowMapping, arrival: Arrival) -> None:
    """Act on a returned mail, if it is one of ours: anybody can write what looks like one.

    A delay is only noted. An address that is not on the letter (an alias of the receiver's server)
    stands for the letter's own.
    """
    bounce = arrival.read.bounce
    letter = _letter(desk, arrival)
    if bounce is None or letter is None or letter["state"] not in HANDED_OVER:
        inbound.change(desk.connection, row["id"], state="automatic", why="bounce of no letter")
        return
    failed = [each for each in bounce.recipients if each.action != "delayed"]
    for each in failed:
        address = _on_letter(letter, each.address)
        told = Bounce(address, each.permanent, _why(each), letter)
        bounce_in(desk, told)
    why = "returned" if failed else "delayed"
    inbound.change(desk.connection, row["id"], state="bounce", why=why, letter=letter["id"])


def _letter(desk: Desk, arrival: Arrival) -> RowMapping | None:
    """Find the letter by the address it was sent from, else by its Message-ID."""
    replies, bounce = desk.outbox.replies, arrival.read.bounce
    if replies is not None:
        for address in replies.returned_to(arrival.recipients):
            found = letters.by_envelope(desk.connection, [address])
            if found is not None and replies.is_envelope(address, found["message_id"]):
                return found
    original = bounce.original_id if bounce is not None else None
    ids = [each for each in (original, *arrival.answered) if each is not None]
    known = letters.by_message_ids(desk.connection, ids)
    return next((known[each] for each in ids if each in known), None)


def _on_letter(letter: RowMapping, address: str) -> str:
    """Return the address as it stands on the letter, whatever case the server gave it."""
    cc: list[str] = json.loads(letter["cc"])
    known = {each.lower(): each for each in (letter["to_address"], *cc)}
    return str(known.get(address.lower(), letter["to_address"]))


def _why(failed: FailedRecipient) -> str:
    told = failed.status or "không rõ mã"
    return f"thư bị trả lại ({told})"[:LONGEST_WHY]
