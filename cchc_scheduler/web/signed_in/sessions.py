"""/ban/phien: in which browsers people are signed in; each can be signed out from here."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cchc_scheduler.actions.read_sessions import read_sessions
from cchc_scheduler.actions.sign_in import end_session
from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.web.reading import typed
from cchc_scheduler.web.signed_in.door import Door
from cchc_scheduler.web.signed_in.sign_in import EVERYBODY

PATH: Final = "/ban/phien"


class SessionsPage:
    """A person sees and ends their own sessions; the coordinator and IT those of everybody."""

    def __init__(self, door: Door) -> None:
        """Work with the door."""
        self._door: Final = door

    def routes(self) -> list[Route]:
        """Return the routes of this page."""
        return [
            self._door.shown(PATH, self._show, *EVERYBODY),
            self._door.taken(PATH, self._end, *EVERYBODY),
        ]

    async def _show(self, request: Request, who: SignedIn) -> Response:
        rows = await self._door.at_desk(lambda desk: read_sessions(desk, who))
        return await self._door.show(request, who, "signed-in/sessions.html", rows=rows)

    async def _end(self, request: Request, who: SignedIn) -> Response:
        async with typed(request, 0) as found:
            asked = found.line("session")
        rows = await self._door.at_desk(lambda desk: read_sessions(desk, who))
        if asked not in {str(row.number) for row in rows}:
            return await self._door.show(request, who, "signed-in/sessions.html", 404, rows=rows)
        pieces = self._door.site.pieces
        now = pieces.clock.now()
        await self._door.site.ask(lambda: end_session(pieces.db, int(asked), who.person.id, now))
        return self._door.done(PATH, "ended")
