"""Read the mailbox that replies come to, record what was handed in, answer."""

from datetime import timedelta

from cchc_scheduler.actions.collect_mail import collect_mail
from cchc_scheduler.actions.inbox import MailRoom
from cchc_scheduler.actions.pieces import Pieces

EVERY = timedelta(seconds=60)


async def run(service: Pieces) -> int:
    """Return how many mails were stored, understood or answered."""
    room = MailRoom(
        db=service.db,
        records=service.records,
        outbox=service.outbox,
        clock=service.clock,
        worker=service.worker,
        inbox=service.inbox,
        stopping=service.stopping,
    )
    return await collect_mail(room)
