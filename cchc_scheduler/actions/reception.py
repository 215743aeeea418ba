"""Takes what comes by page: who waits at the same moment shares one commit, receipts follow.

Rows are the truth: what is remembered here of owed receipts only says that somebody should look.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from cchc_scheduler.actions.capability_links import Links
from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.gathered import Gathered, Worker
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.record_submission import (
    Handed,
    Outcome,
    Recorded,
    in_one_commit,
    record_together,
)
from cchc_scheduler.actions.records import Records
from cchc_scheduler.actions.write_receipts import follow_with_receipt
from cchc_scheduler.clock import Clock
from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.store.database import Database

# In a crowd, those who come within so short a time share a commit.
JOIN_S: Final = 0.002
# Receipts make way for those who hand in, until nobody came for so long,
QUIET_S: Final = 0.05
# or until they have waited as long as this: then both take turns.
LONGEST_S: Final = 2.0
NO_LINK: Final = "The link opens nothing."


@dataclass(frozen=True, slots=True)
class Room:
    """What taking in works with."""

    db: Database
    records: Records
    outbox: Outbox
    clock: Clock
    worker: Worker
    links: Links


# What is handed in, once its link has told for which obligation.
HandedFor = Callable[[str], Handed]
Answer = str | None | Outcome


@dataclass(frozen=True, slots=True)
class _Asked:
    """A link to open, and what is handed in through it, if anything is."""

    token: str
    handed: HandedFor | None = None


class Reception:
    """Opens links and records what is handed in through them."""

    def __init__(self, room: Room) -> None:
        """Begin with nobody waiting."""
        self._room: Final = room
        self._asked: Final = Gathered[_Asked, Answer](room.worker, self._answer, JOIN_S)
        self._owed: Final[deque[int]] = deque()
        self._inside = 0
        self._came = 0
        self._following: asyncio.Task[None] | None = None

    async def subject_of(self, token: str) -> str | None:
        """Return the obligation a link opens, or None when it opens nothing."""
        subject = await self._asked.ask(_Asked(token))
        return subject if isinstance(subject, str) else None

    async def take(self, token: str, handed: HandedFor) -> int:
        """Open a link and record what is handed in through it; return the submission's number.

        Returns after the commit. Raises NotFound when the link opens nothing, BadInput when nothing
        more is taken.
        """
        self._inside += 1
        self._came += 1
        try:
            recorded = _recorded(await self._asked.ask(_Asked(token, handed)))
            if recorded.new:
                await self._see_to_receipt(recorded.submission)
            return recorded.submission
        finally:
            self._inside -= 1

    def _answer(self, asked: Sequence[_Asked]) -> list[Answer]:
        """Open links, and record with one commit what came through good ones."""
        if any(each.handed for each in asked):
            return in_one_commit(self._room.db, asked, self._record)
        with self._room.db.read() as connection:
            return [*self._opened(connection, asked)]

    def _record(self, connection: Connection, asked: Sequence[_Asked]) -> list[Answer]:
        """Open all links first, in the very transaction that records what came through them."""
        opened = self._opened(connection, asked)
        answers: list[Answer] = [*opened]
        handed: dict[int, Handed] = {}
        for place, (each, subject) in enumerate(zip(asked, opened, strict=True)):
            if each.handed is not None and subject is not None:
                handed[place] = each.handed(subject)
        if handed:
            room = self._room
            desk = desk_at(connection, room.records, room.outbox, room.clock.now())
            outcomes = record_together(desk, [*handed.values()])
            for place, outcome in zip(handed, outcomes, strict=True):
                answers[place] = outcome
        return answers

    def _opened(self, connection: Connection, asked: Sequence[_Asked]) -> list[str | None]:
        tokens = [each.token for each in asked]
        return self._room.links.subjects_of(connection, "page", tokens)

    async def _see_to_receipt(self, submission: int) -> None:
        """Write a receipt before the answer where nobody else waits, otherwise after it."""
        if self._inside == 1 and not self._owed:
            await self._write_receipt(submission)
            return
        self._owed.append(submission)
        if self._following is None:
            self._following = asyncio.create_task(self._follow())

    async def _follow(self) -> None:
        """Write the receipts that are owed once nobody comes any more, or they have waited long."""
        clock = asyncio.get_running_loop().time
        longest = clock() + LONGEST_S
        try:
            while self._owed:
                came = self._came
                await asyncio.sleep(QUIET_S)
                while self._owed and (came == self._came or clock() > longest):
                    await self._write_receipt(self._owed.popleft())
        finally:
            self._following = None

    async def _write_receipt(self, submission: int) -> None:
        room = self._room
        await room.worker(
            lambda: follow_with_receipt(
                room.db, room.records, room.outbox, submission, room.clock.now()
            )
        )


def _recorded(answer: Answer) -> Recorded:
    if isinstance(answer, Recorded):
        return answer
    raise answer if isinstance(answer, Exception) else NotFound(NO_LINK)
