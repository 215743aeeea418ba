"""Hand over the letters that are due: claim, mark before DATA, write the result; in small commits.

The network is waited for outside every transaction; up to 50 letters share each commit. A delivery
that is cut short (a stop, a time limit, a store that can't be written) leaves no letter `sending`.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from cchc_scheduler.actions.claim_letters import Claimed, claim_letters, mark_data
from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.gathered import Gathered, Worker
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.actions.settle_letters import settle_letters
from cchc_scheduler.actions.tell_held import tell_held
from cchc_scheduler.checkpoints import checkpoint
from cchc_scheduler.clock import Clock
from cchc_scheduler.mail.outcomes import Envelope, Outcome, Released
from cchc_scheduler.mail.outgoing import Courier
from cchc_scheduler.store.database import Database

LOOK_S: Final = 0.2


class Wire(Protocol):
    """Hands envelopes over; the courier over SMTP, or the simulation's own."""

    async def deliver(
        self,
        envelopes: Sequence[Envelope],
        before_data: Callable[[int], Awaitable[bool]],
        settled: Callable[[Outcome], Awaitable[None]],
    ) -> None:
        """Send each envelope once; ask `before_data` before DATA, report each outcome once.

        When cancelled, end what is in DATA, report the rest Released, then raise. What could not be
        reported is reported first by the next call, which may bring no envelope.
        """
        ...


@dataclass(frozen=True, slots=True)
class PostRoom:
    """What delivering works with; `wire` is None while no mail server is set."""

    db: Database
    records: Records
    outbox: Outbox
    clock: Clock
    wire: Wire | None
    worker: Worker
    stopping: Callable[[], bool] = lambda: False


async def deliver_letters(room: PostRoom) -> int:
    """Deliver everything due now; return how many letters were looked at.

    Without a mail server nothing is claimed: letters stay queued and every screen says so.
    """
    if room.wire is None:
        return 0
    delivery = _Delivery(room, room.wire)
    await delivery.send(())
    looked_at = 0
    while not room.stopping():
        claimed = await delivery.take()
        if not claimed.looked_at:
            return looked_at
        looked_at += claimed.looked_at
        if claimed.envelopes:
            checkpoint("letters.claimed")
            await delivery.send(claimed.envelopes)
    return looked_at


class _Delivery:
    """The three short transactions of delivering, and how letters are gathered into them."""

    def __init__(self, room: PostRoom, wire: Wire) -> None:
        self._room: Final = room
        self._wire: Final = wire
        self.marks: Final = Gathered[int, bool](room.worker, self._mark)
        self.results: Final = _Reports(Gathered[Outcome, bool](room.worker, self._settle))

    async def take(self) -> Claimed:
        """Claim letters; when cut short meanwhile, give back what the commit has taken."""
        claiming = asyncio.ensure_future(self._room.worker(self.claim))
        try:
            return await asyncio.shield(claiming)
        except asyncio.CancelledError:
            claimed = await claiming
            await asyncio.gather(
                *(self.results.report(Released(each.letter)) for each in claimed.envelopes)
            )
            raise

    async def send(self, envelopes: Sequence[Envelope]) -> None:
        """Hand letters over; when the service stops, those not begun are given back at once."""
        sending = asyncio.ensure_future(
            self._wire.deliver(envelopes, self.marks.ask, self.results.report)
        )
        try:
            while not sending.done():
                await asyncio.wait((sending,), timeout=LOOK_S)
                if self._room.stopping():
                    break
        finally:
            if not sending.done():
                sending.cancel()
                await asyncio.wait((sending,))
        if not sending.cancelled():
            sending.result()

    def claim(self) -> Claimed:
        room = self._room
        with room.db.work() as connection:
            in_force = room.records.read(connection)
            now, to_all = room.clock.now(), _takes_placeholders(room.wire)
            claimed = claim_letters(connection, in_force, now, placeholders=to_all)
            if claimed.looked_at:
                tell_held(desk_at(connection, room.records, room.outbox, now))
            return claimed

    def _mark(self, ids: Sequence[int]) -> list[bool]:
        with self._room.db.work() as connection:
            allowed = mark_data(connection, ids, self._room.clock.now())
        checkpoint("letters.marked")
        return [letter in allowed for letter in ids]

    def _settle(self, outcomes: Sequence[Outcome]) -> list[bool]:
        room = self._room
        checkpoint("letters.answered")
        with room.db.work() as connection:
            desk = desk_at(connection, room.records, room.outbox, room.clock.now())
            settle_letters(desk, outcomes)
        checkpoint("letters.settled")
        return [True] * len(outcomes)


class _Reports:
    """Reports outcomes through a gatherer whose answers nobody needs."""

    def __init__(self, gathered: "Gathered[Outcome, bool]") -> None:
        self._gathered: Final = gathered

    async def report(self, outcome: Outcome) -> None:
        await self._gathered.ask(outcome)


def _takes_placeholders(wire: Wire | None) -> bool:
    """Tell whether mail to placeholder addresses may go: to this machine only, never outside."""
    return not isinstance(wire, Courier) or wire.relay.loopback
