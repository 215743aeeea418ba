"""Make a backup of the store every hour, and thin out the old ones."""

from datetime import timedelta

from cchc_scheduler.actions.back_up import back_up_if_due
from cchc_scheduler.actions.pieces import Pieces

EVERY = timedelta(minutes=5)


def run(service: Pieces) -> int:
    """Return how many backups were made: one, or none while the last is fresh."""
    return back_up_if_due(service.db, service.clock.now())
