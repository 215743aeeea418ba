"""Send a person of the directory one test letter, through the outbox as any other letter goes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.outbox import Draft, Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.actions.trial_letter import trial_facts
from cchc_scheduler.core.addressees import Addressee
from cchc_scheduler.store import audit, letters
from cchc_scheduler.store.database import Database

BETWEEN: Final = timedelta(minutes=10)
EXPIRES: Final = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Testing:
    """Who is written to, in which post, and who asks for it."""

    post: str
    person: str
    by: str


def send_test(
    db: Database, records: Records, outbox: Outbox, testing: Testing, now: datetime
) -> int:
    """Write the letter; return its number, or 0 when one was written within ten minutes.

    During rehearsal it goes to the coordinator, as every letter does.
    """
    with db.work() as connection:
        desk = desk_at(connection, records, outbox, now)
        office = desk.in_force.office
        person = office.person(testing.person)
        last = letters.latest_of(connection, "test", person.address)
        if last is not None and now - last["created_at"] < BETWEEN:
            return 0
        to = Addressee(office.post(testing.post), person, "holder")
        facts = trial_facts(office, now)
        cause = f"test {now.isoformat()}"
        draft = Draft("test", "test", facts, to, cause=cause, expires_at=now + EXPIRES)
        number = outbox.put(connection, desk.in_force, draft, now)
        entry = (testing.by, "test sent", f"person {person.id}", {"letter": number})
        audit.write(connection, now, [entry])
    return number
