"""Make what the plan in force lays on each unit, and open what begins today."""

from datetime import timedelta

from cchc_scheduler.actions.open_periods import open_periods
from cchc_scheduler.actions.pieces import Pieces

EVERY = timedelta(minutes=1)


def run(service: Pieces) -> int:
    """Return how many obligations were made or opened."""
    return open_periods(service.db, service.records, service.clock.now())
