"""/dang-nhap: a link by mail, a page with one button, a session; and the way out again.

The same answer whether or not the office knows an address, and in the same time.
"""

from functools import partial
from typing import Final

import structlog
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from cchc_scheduler.actions.sign_in import end_session, good_link, open_session, send_sign_in
from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.core.errors import CchcError
from cchc_scheduler.core.matters import is_address
from cchc_scheduler.web.reading import TooLarge, typed
from cchc_scheduler.web.signed_in.door import SIGN_IN, Door
from cchc_scheduler.words import Access

SENT: Final = f"{SIGN_IN}/da-gui"
SIGN_OUT: Final = "/ban/dang-xuat"
EVERYBODY: Final[tuple[Access, ...]] = ("coordinator", "leader", "it")
# Where each may begin; the first that a person has counts.
FIRST_PAGES: Final[tuple[tuple[Access, str], ...]] = (
    ("coordinator", "/ban/hom-nay"),
    ("leader", "/ban/lanh-dao"),
    ("it", "/ban/he-thong"),
)


class SignInPages:
    """The pages before a session, and the one button that ends it."""

    def __init__(self, door: Door) -> None:
        """Work with the door that knows the cookie."""
        self._door: Final = door
        self._site: Final = door.site

    def routes(self) -> list[Route]:
        """Return the routes of these pages."""
        route = self._site.route
        return [
            route(SIGN_IN, self._ask),
            route(SIGN_IN, self._take_address, methods=("POST",)),
            route(SENT, self._sent),
            route(f"{SIGN_IN}/{{token}}", self._button),
            route(f"{SIGN_IN}/{{token}}", self._enter, methods=("POST",)),
            self._door.shown("/ban", self._begin, *EVERYBODY),
            self._door.taken(SIGN_OUT, self._leave, *EVERYBODY),
        ]

    async def _ask(self, request: Request) -> Response:
        if self._site.too_many(request, writes=False):
            return self._site.show("too-many.html", 429)
        return self._site.show("signed-in/sign-in.html", typed="", wrong=None)

    async def _sent(self, request: Request) -> Response:
        if self._site.too_many(request, writes=False):
            return self._site.show("too-many.html", 429)
        return self._site.show("signed-in/sign-in-sent.html")

    async def _take_address(self, request: Request) -> Response:
        try:
            async with typed(request, 0) as found:
                address = found.line("address")
        except TooLarge:
            return self._site.show("signed-in/sign-in.html", 413, typed="", wrong="no-address")
        if not is_address(address):
            wrong = "no-address" if address else "missing"
            return self._site.show("signed-in/sign-in.html", 422, typed=address, wrong=wrong)
        if self._site.too_many(request, writes=True, token=f"sign in {address.casefold()}"):
            return self._site.show("too-many.html", 429)
        later = BackgroundTask(partial(self._send, address))
        return RedirectResponse(SENT, status_code=303, background=later)

    async def _send(self, address: str) -> None:
        pieces = self._site.pieces
        now = pieces.clock.now()
        try:
            await self._site.ask(
                lambda: send_sign_in(pieces.db, pieces.records, pieces.outbox, address, now)
            )
        except CchcError as fault:
            structlog.get_logger("web").warning("sign_in_not_sent", why=type(fault).__name__)

    async def _button(self, request: Request) -> Response:
        if self._site.too_many(request, writes=False):
            return self._site.show("too-many.html", 429)
        pieces, token = self._site.pieces, str(request.path_params["token"])
        good = await self._site.ask(lambda: good_link(pieces.db, token, pieces.clock.now()))
        if not good:
            return self._site.show("signed-in/link-over.html", 404)
        return self._site.show("signed-in/enter.html", token=token)

    async def _enter(self, request: Request) -> Response:
        token = str(request.path_params["token"])
        if self._site.too_many(request, writes=True, token=token):
            return self._site.show("too-many.html", 429)
        if request.headers.get("sec-fetch-site", "same-origin") == "cross-site":
            return self._site.show("signed-in/elsewhere.html", 403)
        pieces = self._site.pieces
        browser = request.headers.get("user-agent", "")
        opened = await self._site.ask(
            lambda: open_session(pieces.db, pieces.records, token, browser, pieces.clock.now())
        )
        if opened is None:
            return self._site.show("signed-in/link-over.html", 404)
        response = RedirectResponse(first_page(opened.who), status_code=303)
        self._door.cookie.set(response, opened.cookie)
        return response

    async def _begin(self, _request: Request, who: SignedIn) -> Response:
        return RedirectResponse(first_page(who), status_code=303)

    async def _leave(self, _request: Request, who: SignedIn) -> Response:
        pieces = self._site.pieces
        now = pieces.clock.now()
        await self._site.ask(lambda: end_session(pieces.db, who.session, who.person.id, now))
        response = RedirectResponse(SIGN_IN, status_code=303)
        self._door.cookie.clear(response)
        # A page that the browser kept to ask about again shall not outlive the session.
        response.headers["Clear-Site-Data"] = '"cache"'
        return response


def first_page(who: SignedIn) -> str:
    """Return where a person begins."""
    return next(path for access, path in FIRST_PAGES if access in who.access)
