"""Show the coordinator's digest of this moment; nothing is written, recorded or sent."""

from datetime import datetime

from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.digest_facts import digest_facts, signs_of
from cchc_scheduler.actions.letter_facts import common
from cchc_scheduler.actions.outbox import Draft, Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.actions.tell_coordinator import REASON, coordinator
from cchc_scheduler.core.errors import NotConfigured
from cchc_scheduler.documents.letters import Rendered
from cchc_scheduler.store.database import Database


def show_digest(db: Database, records: Records, outbox: Outbox, now: datetime) -> Rendered:
    """Return the words of the digest as it would be now, also on a quiet day.

    Raises NotConfigured while no plan is in force, or when nobody can be written to for the
    coordinating unit.
    """
    with db.read() as connection:
        desk = desk_at(connection, records, outbox, now)
        to = coordinator(desk)
        if to is None:
            raise NotConfigured(
                "The coordinating unit has no address that takes mail: "
                "see its focal point and head in config/office.yaml."
            )
        facts = digest_facts(desk, common(desk, to, REASON), signs_of(desk))
        return outbox.words(Draft("digest", "digest", facts, to))
