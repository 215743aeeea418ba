"""Write the opening, the reminders and the letters to chiefs that are due."""

from datetime import timedelta

from cchc_scheduler.actions.pieces import Pieces
from cchc_scheduler.actions.write_due_letters import write_due_letters

EVERY = timedelta(seconds=20)


def run(service: Pieces) -> int:
    """Return how many obligations were looked at."""
    return write_due_letters(service.db, service.records, service.outbox, service.clock.now())
