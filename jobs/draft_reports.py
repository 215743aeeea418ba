"""Draft the compiled reports that are due; add what came in after one was laid before leaders."""

from datetime import timedelta

from cchc_scheduler.actions.draft_reports import draft_reports
from cchc_scheduler.actions.draft_room import DraftRoom
from cchc_scheduler.actions.pieces import Pieces

EVERY = timedelta(minutes=1)


def run(service: Pieces) -> int:
    """Return how many drafts and addenda were made; each has its letter in the next window."""
    room = DraftRoom(service.db, service.records, service.outbox, service.template_dirs)
    return draft_reports(room, service.clock.now())
