"""The coming letters, lived ahead in a copy of the store, off the store's own thread."""

import asyncio
from datetime import time
from functools import partial
from typing import Final

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.foresight import Ahead, Foreseen
from cchc_scheduler.clock import office_date, office_instant
from cchc_scheduler.store import audit, letters
from cchc_scheduler.store.database import Database
from cchc_scheduler.store.migrate import copied_in_memory
from cchc_scheduler.web.signed_in.door import Door

WORKING_DAYS: Final = 10
LONGEST_S: Final = 15.0
# A larger store is not copied into memory beside the service.
LARGEST_STORE: Final = 256 * 1024 * 1024
DAY_ENDS: Final = time(23, 59)
Key = tuple[int, tuple[tuple[str, int], ...], str, bool]


class Preview:
    """Looks ahead one look at a time; what was found is kept until something happens."""

    def __init__(self, door: Door) -> None:
        """Work with the door; nothing is looked at yet."""
        self._door: Final = door
        self._one_at_a_time: Final = asyncio.Lock()
        self._kept: dict[bool, tuple[Key, Foreseen]] = {}

    @property
    def possible(self) -> bool:
        """Whether anything can be looked at ahead here."""
        pieces = self._door.site.pieces
        path = pieces.db.path
        small = path is None or path.stat().st_size <= LARGEST_STORE
        return pieces.foresee is not None and small

    async def look(self, *, released: bool = False) -> Foreseen | None:
        """Return the letters of the next ten working days; None where that is not possible."""
        pieces = self._door.site.pieces
        if pieces.foresee is None or not self.possible:
            return None
        async with self._one_at_a_time:
            key, ahead = await self._door.at_desk(partial(self._wanted, released=released))
            kept = self._kept.get(released)
            if kept is not None and kept[0] == key:
                return kept[1]
            copy: Database = await self._door.site.ask(lambda: copied_in_memory(pieces.db))
            found = await asyncio.to_thread(pieces.foresee, copy, ahead)
            self._kept[released] = (key, found)
            return found

    def _wanted(self, desk: Desk, *, released: bool) -> tuple[Key, Ahead]:
        today = office_date(desk.now)
        last = desk.in_force.calendar.shift(today, WORKING_DAYS)
        clock = self._door.site.pieces.clock
        begun = clock.monotonic()
        ahead = Ahead(
            now=desk.now,
            until=office_instant(last, DAY_ENDS),
            released=released,
            tired=lambda: clock.monotonic() - begun > LONGEST_S,
        )
        counts = tuple(sorted(letters.counts(desk.connection).items()))
        hour = f"{desk.now:%Y-%m-%d %H}"
        return (audit.last_number(desk.connection), counts, hour, released), ahead
