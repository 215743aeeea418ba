"""/lien-ket: one field, an address; the same answer whether or not the office knows it."""

from functools import partial
from typing import Final

import structlog
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from cchc_scheduler.actions.send_links import send_links
from cchc_scheduler.core.errors import CchcError
from cchc_scheduler.core.matters import is_address
from cchc_scheduler.web.reading import TooLarge, typed
from cchc_scheduler.web.site import Site

PATH: Final = "/lien-ket"
SENT: Final = "/lien-ket/da-nhan"


class LinksAgain:
    """The form and its answer; the letter is written after the answer, so that both take as long.

    A stranger can learn nothing here: neither from the words nor from the time they take.
    """

    def __init__(self, site: Site) -> None:
        """Work with the shared pieces."""
        self._site: Final = site

    def routes(self) -> list[Route]:
        """Return the routes of this page."""
        return [
            self._site.route(PATH, self._show),
            self._site.route(PATH, self._take, methods=("POST",)),
            self._site.route(SENT, self._sent),
        ]

    async def _show(self, request: Request) -> Response:
        if self._site.too_many(request, writes=False):
            return self._site.show("too-many.html", 429)
        return self._site.show("links-again.html", typed="", wrong=None)

    async def _sent(self, request: Request) -> Response:
        if self._site.too_many(request, writes=False):
            return self._site.show("too-many.html", 429)
        return self._site.show("links-sent.html")

    async def _take(self, request: Request) -> Response:
        try:
            async with typed(request, 0) as found:
                address = found.line("address")
        except TooLarge:
            return self._site.show("links-again.html", 413, typed="", wrong="no-address")
        if not is_address(address):
            wrong = "no-address" if address else "missing"
            return self._site.show("links-again.html", 422, typed=address, wrong=wrong)
        if self._site.too_many(request, writes=True, token=f"asked {address.casefold()}"):
            return self._site.show("too-many.html", 429)
        later = BackgroundTask(partial(self._send, address))
        return RedirectResponse(SENT, status_code=303, background=later)

    async def _send(self, address: str) -> None:
        pieces = self._site.pieces
        now = pieces.clock.now()
        try:
            await self._site.ask(
                lambda: send_links(pieces.db, pieces.records, pieces.outbox, address, now)
            )
        except CchcError as fault:
            structlog.get_logger("web").warning("links_not_sent", why=type(fault).__name__)
