"""/ban/he-thong: how the service stands and what to do about it; only looked at."""

import asyncio
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cchc_scheduler.actions.read_system import read_system
from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.web.signed_in.door import Door
from cchc_scheduler.words import Access

PATH: Final = "/ban/he-thong"
WHO: Final[tuple[Access, ...]] = ("it", "coordinator")


class SystemPages:
    """No connection is made and nothing is changed; a command does what has to be done."""

    def __init__(self, door: Door) -> None:
        """Work with the door."""
        self._door: Final = door
        # Looking at the store's pages and its backup takes a while: one look at a time.
        self._one_at_a_time: Final = asyncio.Lock()
        door.listed(PATH, "Hệ thống", *WHO)

    def routes(self) -> list[Route]:
        """Return the route of this page."""
        return [self._door.shown(PATH, self._show, *WHO)]

    async def _show(self, request: Request, who: SignedIn) -> Response:
        pieces = self._door.site.pieces
        page = await self._door.at_desk(lambda desk: read_system(desk, pieces.db.path))
        found = None
        if pieces.examine is not None:
            async with self._one_at_a_time:
                found = await asyncio.to_thread(pieces.examine, pieces.clock.now())
        return await self._door.show(request, who, "signed-in/system.html", page=page, found=found)
