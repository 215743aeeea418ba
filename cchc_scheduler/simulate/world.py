"""A simulated season: one service on a virtual clock that jumps to the next thing due."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal, Protocol

from cchc_scheduler.actions.deliver_letters import Wire
from cchc_scheduler.actions.go_live import go_live
from cchc_scheduler.actions.mend import mend_at_start
from cchc_scheduler.actions.pieces import Pieces
from cchc_scheduler.clock import VirtualClock, office_date
from cchc_scheduler.core.errors import CchcError
from cchc_scheduler.core.policies import Window
from cchc_scheduler.core.slots import slot_opens
from cchc_scheduler.core.workdays import WorkCalendar
from cchc_scheduler.plan.documents import Document
from cchc_scheduler.simulate.filled_forms import FindForms, no_forms
from cchc_scheduler.simulate.people import People
from cchc_scheduler.simulate.scenario import Deed
from cchc_scheduler.store import letters, markers, obligations
from cchc_scheduler.words import SLOTS

Cadence = Literal["next", "1m", "15m"]
STEP: Final[dict[Cadence, timedelta]] = {
    "1m": timedelta(minutes=1),
    "15m": timedelta(minutes=15),
}
MOST_ROUNDS: Final = 50
LEAST_STEP: Final = timedelta(minutes=1)
Job = Callable[[Any], Any]
Progress = Callable[[datetime], None]


def unheard(_now: datetime) -> None:
    """Tell nobody of a new moment."""


class FallibleWire(Wire, Protocol):
    """A wire that a scenario can take down."""

    def go_down(self, until: datetime) -> None:
        """Reach no server before an instant."""
        ...


@dataclass(frozen=True, slots=True)
class Span:
    """What is simulated: from switching on to the last instant, at which cadence."""

    start: datetime
    end: datetime
    cadence: Cadence = "next"


class World:
    """The service, its people and its mail server, on one clock."""

    def __init__(
        self,
        pieces: Pieces,
        clock: VirtualClock,
        wire: FallibleWire,
        jobs: Sequence[Job],
        forms: FindForms = no_forms,
    ) -> None:
        """Keep the parts; nothing happens before `play`."""
        self.pieces: Final = pieces
        self.clock: Final = clock
        self.wire: Final = wire
        self._jobs: Final = jobs
        self._people: Final = People(pieces, forms)
        self._off_until: datetime | None = None

    def play(
        self,
        span: Span,
        documents: Sequence[Document],
        deeds: Sequence[Deed] = (),
        progress: Callable[[datetime], None] | None = None,
    ) -> None:
        """Switch the service on and live the span; `progress` hears of each new moment."""
        asyncio.run(self._play(span, documents, list(deeds), progress or (lambda _: None)))

    def go_on(self, span: Span, progress: Callable[[datetime], None]) -> None:
        """Live the span from where the store stands, with whatever is in force; nobody acts."""
        self.clock.move_to(span.start)
        self._start()
        asyncio.run(self._live(span, [], progress))

    async def rest(self) -> None:
        """Let the jobs do everything that is due at the clock's present moment."""
        await self._tick(self.clock.now())

    async def step(self, span: Span, deeds: list[Deed], progress: Progress = unheard) -> bool:
        """Go to the next moment of a span and live it; False, going nowhere, when there is none.

        `progress` hears of the moment before anything happens in it.
        """
        coming = self._next_moment(span, deeds, self.clock.now())
        if coming > span.end:
            return False
        self.clock.move_to(coming)
        progress(coming)
        await self._moment(deeds, coming)
        return True

    async def _play(
        self,
        span: Span,
        documents: Sequence[Document],
        deeds: list[Deed],
        progress: Callable[[datetime], None],
    ) -> None:
        self.clock.move_to(span.start)
        go_live(self.pieces.db, self.pieces.records, documents, "simulation", span.start)
        self._start()
        await self._live(span, deeds, progress)

    async def _live(
        self, span: Span, deeds: list[Deed], progress: Callable[[datetime], None]
    ) -> None:
        progress(self.clock.now())
        await self._moment(deeds, self.clock.now())
        while await self.step(span, deeds, progress):
            pass

    async def _moment(self, deeds: list[Deed], now: datetime) -> None:
        """Let everything happen that belongs to this moment: deeds, then jobs until all rests."""
        await self._tick(now)
        while deeds and deeds[0].at <= now:
            self._do(deeds.pop(0), now)
            await self._tick(now)

    def _do(self, deed: Deed, now: datetime) -> None:
        if deed.do == "smtp-down":
            self.wire.go_down(deed.instant("until"))
        elif deed.do == "service-off":
            self._off_until = deed.instant("until")
        else:
            self._people.act(deed, now)

    async def _tick(self, now: datetime) -> None:
        if self._off_until is not None:
            if now < self._off_until:
                return
            self._off_until = None
            self._start()
        for _ in range(MOST_ROUNDS):
            if not await self._round():
                return
        raise CchcError(f"the jobs did not come to rest at {now}; this is a fault of the program")

    async def _round(self) -> bool:
        """Run every job once; tell whether any of them found something to do."""
        busy = False
        for job in self._jobs:
            outcome = job(self.pieces)
            if asyncio.iscoroutine(outcome):
                outcome = await outcome
            busy = busy or bool(outcome)
        return busy

    def _start(self) -> None:
        mend_at_start(self.pieces.db, self.pieces.records, self.pieces.outbox, self.clock.now())

    def _next_moment(self, span: Span, deeds: list[Deed], now: datetime) -> datetime:
        """Return the next moment of the chosen cadence, or of a deed: a deed wakes the service."""
        coming = [deed.at for deed in deeds[:1]]
        if span.cadence != "next":
            return min([*coming, now + STEP[span.cadence]])
        if self._off_until is not None:
            return min([*coming, self._off_until])
        return max(min([*coming, *self._due(now)]), now + LEAST_STEP / 60)

    def _due(self, now: datetime) -> list[datetime]:
        """Return the moments at which the store or the calendar has something due."""
        with self.pieces.db.read() as connection:
            in_force = self.pieces.records.read(connection)
            found = [obligations.next_due(connection), self._next_letter(connection)]
        stored = [at for at in found if at is not None and at > now]
        return [*stored, *_slots_after(now, in_force.calendar, in_force.policy.window)]

    def _next_letter(self, connection: Any) -> datetime | None:
        due = letters.next_due(connection)
        rests = markers.read_instant(connection, "relay-hold")
        if due is None or rests is None:
            return due
        return max(due, rests)


def _slots_after(now: datetime, calendar: WorkCalendar, window: Window) -> list[datetime]:
    """Return the next opening of the morning and of the afternoon slot after `now`."""
    day = office_date(now)
    coming = [slot_opens(day, slot, window) for slot in SLOTS] if calendar.is_working(day) else []
    following = [slot_opens(calendar.shift(day, 1), "morning", window)]
    return [at for at in coming if at > now] + following
