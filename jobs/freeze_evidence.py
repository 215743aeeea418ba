"""Freeze the year's evidence of timeliness at the end of 12 December."""

from datetime import timedelta

from cchc_scheduler.actions.freeze_evidence import freeze_evidence
from cchc_scheduler.actions.pieces import Pieces

EVERY = timedelta(minutes=5)


def run(service: Pieces) -> int:
    """Return how many rows were frozen: those of one year, once."""
    return freeze_evidence(service.db, service.records, service.outbox, service.clock.now())
