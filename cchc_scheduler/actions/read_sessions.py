"""The sessions in force that a person may see: their own; of everybody for who keeps the place."""

from dataclasses import dataclass
from datetime import datetime

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.core.access import SignedIn, access_of, title_of
from cchc_scheduler.store import sessions


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session: who is signed in, since when, until when, in what; `own` is the present one."""

    number: int
    title: str
    begun_at: datetime
    ends_at: datetime
    browser: str
    own: bool


def read_sessions(desk: Desk, who: SignedIn) -> tuple[SessionLine, ...]:
    """Return the sessions, the newest first."""
    office = desk.in_force.office
    everybody = bool(who.access & {"coordinator", "it"})
    return tuple(
        SessionLine(
            number=row["id"],
            title=title_of(office, row["person"]),
            begun_at=row["begun_at"],
            ends_at=row["ends_at"],
            browser=row["browser"],
            own=row["id"] == who.session,
        )
        for row in sessions.open_now(desk.connection, desk.now)
        if access_of(office, row["person"]) and (everybody or row["person"] == who.person.id)
    )
