"""What the frame of every signed-in page says: whose office, and what stands still just now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.store import letters, markers

BEAT: Final = timedelta(minutes=2)
STUCK: Final = timedelta(minutes=30)
TroubleKind = Literal["no-beat", "held", "relay", "stuck"]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that keeps letters from going out; `since` where that is known."""

    kind: TroubleKind
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Shell:
    """The office's name, its coordinating unit, whether it rehearses, and every trouble."""

    office: str
    coordinator: str
    rehearsal: bool
    now: datetime
    troubles: tuple[Trouble, ...]


def read_shell(desk: Desk) -> Shell:
    """Return what the frame says at this moment."""
    office = desk.in_force.office
    return Shell(
        office=office.name,
        coordinator=office.coordinator.name,
        rehearsal=desk.in_force.rehearsal,
        now=desk.now,
        troubles=_troubles(desk),
    )


def _troubles(desk: Desk) -> tuple[Trouble, ...]:
    """Return what a person must know whatever page they look at, the worst first."""
    connection, now = desk.connection, desk.now
    found: list[Trouble] = []
    beat = markers.read_instant(connection, "alive-at")
    if beat is not None and now - beat > BEAT:
        found.append(Trouble("no-beat", beat))
    if markers.read(connection, "held-why") is not None:
        found.append(Trouble("held", markers.read_instant(connection, "held-since")))
    if markers.read(connection, "relay-hold") is not None:
        found.append(Trouble("relay"))
    waiting = letters.next_due(connection)
    if waiting is not None and now - waiting > STUCK:
        found.append(Trouble("stuck", waiting))
    return tuple(found)
