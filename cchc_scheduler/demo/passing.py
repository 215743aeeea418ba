"""Time goes on at a visitor's word: a day, a week, to the next event; the other units do theirs.

What the units of the season's scenario do, they do here too, as long as it still makes sense; what
the coordinator did there is left to the visitor.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from typing import Final, Literal

from cchc_scheduler.core.errors import CchcError
from cchc_scheduler.demo.mailbox import Mailbox
from cchc_scheduler.simulate.people import People
from cchc_scheduler.simulate.scenario import Deed
from cchc_scheduler.simulate.world import Span, World
from cchc_scheduler.store import obligations
from cchc_scheduler.store.database import Database

Jump = Literal["event", "day", "week"]
JUMPS: Final[dict[Jump, timedelta]] = {
    "event": timedelta(days=60),
    "day": timedelta(days=1),
    "week": timedelta(days=7),
}
# What units do by themselves; the rest of a scenario is the coordinator's.
HAND_IN: Final = ("submit", "nil", "elsewhere")
OF_UNITS: Final = (*HAND_IN, "ask-extension", "not-ours", "absent", "bounce")


@dataclass(frozen=True, slots=True)
class Passed:
    """One thing that happened while time went on: a letter that went out, or what a unit did.

    `what` is a kind of deed, or "letter"; `about` its subject, unit or number.
    """

    at: datetime
    what: str
    unit: str = ""
    about: str = ""


class Passing:
    """Moves the clock of a service and lives every moment on the way."""

    def __init__(self, world: World, mailbox: Mailbox, people: People) -> None:
        """Keep the parts; `go` moves."""
        self._world: Final = world
        self._clock: Final = world.clock
        self._mailbox: Final = mailbox
        self._people: Final = people

    async def go(self, jump: Jump, deeds: list[Deed], last: datetime) -> tuple[Passed, ...]:
        """Go on and return what happened; done deeds are taken off the list.

        To the next event means until anything happens at all; never beyond `last`.
        """
        start = self._clock.now()
        end = min(start + JUMPS[jump], last)
        happened: list[Passed] = []
        while not (jump == "event" and happened):
            before = len(self._mailbox.received)
            moved = await self._next(end, deeds, happened)
            happened += self._letters(before)
            if not moved:
                break
        if jump != "event" and self._clock.now() < end:
            self._clock.move_to(end)
            await self._world.rest()
        return tuple(happened)

    async def _next(self, end: datetime, deeds: list[Deed], happened: list[Passed]) -> bool:
        """Live the next moment or do the next deed, whichever is first; False when none is left."""
        coming = min([end, *(deed.at for deed in deeds[:1])])
        if await self._world.step(Span(self._clock.now(), coming), []):
            return True
        if not deeds or deeds[0].at > end:
            return False
        deed = deeds.pop(0)
        self._clock.move_to(max(deed.at, self._clock.now()))
        happened += self._do(deed)
        await self._world.rest()
        return True

    def _do(self, deed: Deed) -> Sequence[Passed]:
        """Let a unit do what it did in the season; nothing when that makes no sense any more."""
        now = self._clock.now()
        told = Passed(now, deed.do, deed.text("unit"), deed.text("number") or deed.text("until"))
        if not self._still_owed(deed):
            return ()
        if deed.do == "elsewhere":
            return (told,)  # the service can't see it; the coordinator finds it in the register
        try:
            self._people.act(deed, now)
        except CchcError:
            return ()
        return (told,)

    def _still_owed(self, deed: Deed) -> bool:
        if deed.do not in HAND_IN:
            return True
        with self._database.read() as connection:
            rows = obligations.of_unit(connection, deed.text("unit"))
        asked = [row for row in rows if row["period"] == deed.text("period")]
        return any(row["state"] in ("open", "returned") for row in asked)

    @property
    def _database(self) -> Database:
        found: Database = self._world.pieces.db
        return found

    def _letters(self, before: int) -> Sequence[Passed]:
        now = self._clock.now()
        subjects = [subject_of(each.data) for each in self._mailbox.received[before:]]
        return [Passed(now, "letter", about=subject) for subject in subjects]


def subject_of(data: bytes) -> str:
    """Return the subject of a message as a person reads it."""
    return str(message_from_bytes(data, policy=default)["Subject"] or "")


def of_units(deeds: Sequence[Deed], after: datetime) -> list[Deed]:
    """Return what units do by themselves after an instant, in order of time."""
    return [deed for deed in deeds if deed.at > after and deed.do in OF_UNITS]
