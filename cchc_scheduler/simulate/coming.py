"""The coming letters of a store if nobody acts: by what is in force, or after a change.

A change is really made, looked at and rolled back, so that what is shown is what would be.
"""

from collections.abc import Sequence

from cchc_scheduler.actions.apply_documents import Application, put_in_force
from cchc_scheduler.actions.go_live import switch_live
from cchc_scheduler.actions.preview_apply import coming_after
from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.core.forecast import Coming
from cchc_scheduler.plan.documents import Document
from cchc_scheduler.service import Service


def coming_letters(service: Service, documents: Sequence[Document] | None = None) -> list[str]:
    """Return one line per coming notice of the next quarter if nobody acts, in order of time.

    With `documents`, as if they were applied now; without, by what is in force.
    """
    now, outbox = service.now(), service.outbox
    if documents is None:
        found = coming_after(service.db, lambda _connection, _records: None, now)
    else:
        application = Application(documents, "preview")
        found = coming_after(
            service.db, lambda c, r: put_in_force(c, r, outbox, application, now), now
        )
    return [coming_line(each) for each in found]


def coming_when_live(service: Service, documents: Sequence[Document]) -> list[str]:
    """Return the same as if the office went live now with these documents."""
    now = service.now()
    found = coming_after(
        service.db, lambda c, records: switch_live(c, records, documents, "preview", now), now
    )
    return [coming_line(each) for each in found]


def coming_line(coming: Coming) -> str:
    """Return a coming notice as one line."""
    at = coming.at.astimezone(OFFICE_ZONE)
    to = f"{coming.post} <{coming.address}>"
    return f"{at:%Y-%m-%d %H:%M}  {coming.rung:<9} {coming.obligation}  to {to}"
