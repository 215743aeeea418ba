"""Hand over the letters that are due: claim, mark before DATA, write the result; in small commits.

The network is waited for outside every transaction; up to 50 letters share each commit.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from cchc_scheduler.actions.claim_letters import Claimed, claim_letters, mark_data
from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.gathered import Gathered, Worker
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.actions.settle_letters import settle_letters
from cchc_scheduler.checkpoints import checkpoint
from cchc_scheduler.clock import Clock
from cchc_scheduler.mail.outcomes import Envelope, Outcome
from cchc_scheduler.store.database import Database


class Wire(Protocol):
    """Hands envelopes over; the courier over SMTP, or the simulation's own."""

    async def deliver(
        self,
        envelopes: Sequence[Envelope],
        before_data: Callable[[int], Awaitable[bool]],
        settled: Callable[[Outcome], Awaitable[None]],
    ) -> None:
        """Send each envelope once; ask `before_data` before DATA, report each outcome once."""
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
    delivery = _Delivery(room)
    looked_at = 0
    while not room.stopping():
        claimed = await room.worker(delivery.claim)
        if not claimed.looked_at:
            return looked_at
        looked_at += claimed.looked_at
        if claimed.envelopes:
            checkpoint("letters.claimed")
            await room.wire.deliver(claimed.envelopes, delivery.marks.ask, delivery.results.report)
    return looked_at


class _Delivery:
    """The three short transactions of delivering, and how letters are gathered into them."""

    def __init__(self, room: PostRoom) -> None:
        self._room: Final = room
        self.marks: Final = Gathered[int, bool](room.worker, self._mark)
        self.results: Final = _Reports(Gathered[Outcome, bool](room.worker, self._settle))

    def claim(self) -> Claimed:
        room = self._room
        with room.db.work() as connection:
            return claim_letters(connection, room.records.read(connection), room.clock.now())

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
