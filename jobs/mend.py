"""Keep the sign of life; once a day look again at everything that is still open."""

from datetime import timedelta

from cchc_scheduler.actions.mend import mend
from cchc_scheduler.actions.pieces import Pieces

EVERY = timedelta(seconds=30)


def run(service: Pieces) -> int:
    """Return how many receipts were still owed."""
    return mend(service.db, service.records, service.outbox, service.clock.now())
