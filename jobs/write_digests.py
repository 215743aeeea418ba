"""Write the coordinator's digest and tick list, and the leaders' page, on their days."""

from datetime import timedelta

from cchc_scheduler.actions.pieces import Pieces
from cchc_scheduler.actions.write_digest import write_digest
from cchc_scheduler.actions.write_leaders_page import write_leaders_page

EVERY = timedelta(seconds=30)


def run(service: Pieces) -> int:
    """Return how many letters were written."""
    now = service.clock.now()
    pages = write_leaders_page(service.db, service.records, service.outbox, now)
    return pages + write_digest(service.db, service.records, service.outbox, now)
