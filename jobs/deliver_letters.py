"""Hand over to the mail server every letter whose time has come."""

from datetime import timedelta

from cchc_scheduler.actions.deliver_letters import PostRoom, deliver_letters
from cchc_scheduler.actions.pieces import Pieces

EVERY = timedelta(seconds=10)


async def run(service: Pieces) -> int:
    """Return how many letters were looked at."""
    room = PostRoom(
        db=service.db,
        records=service.records,
        outbox=service.outbox,
        clock=service.clock,
        wire=service.wire,
        worker=service.worker,
        stopping=service.stopping,
    )
    return await deliver_letters(room)
