"""The one door to every page of those who sign in: session, access, rates, where a form is from.

A page is a function of the request and of who looks; it is never called for anybody else.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from cchc_scheduler.actions.desk import Desk, desk_at
from cchc_scheduler.actions.shell import read_shell
from cchc_scheduler.actions.sign_in import who_is
from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.web.guards import Page
from cchc_scheduler.web.signed_in.cookies import SessionCookie
from cchc_scheduler.web.signed_in.unchanged import Unchanged
from cchc_scheduler.web.site import Site, T
from cchc_scheduler.words import Access

SIGN_IN: Final = "/dang-nhap"
# Method and path of a page, and who may open it.
Guarded = dict[tuple[str, str], frozenset[Access]]
OfSignedIn = Callable[[Request, SignedIn], Awaitable[Response]]
# What a template is given by name.
Facts = dict[str, Any]
# A page of ours may tell our own pages where it was; nobody else hears of it.
WITHIN: Final = {"Referrer-Policy": "same-origin"}


@dataclass(frozen=True, slots=True)
class Place:
    """A page in the list of pages: where it is, what it is called, who may open it."""

    path: str
    title: str
    access: frozenset[Access]


class Door:
    """Opens pages for who is signed in and has access; keeps the list of pages shown on each."""

    def __init__(self, site: Site) -> None:
        """Work with what all pages share."""
        self.site: Final = site
        self.cookie: Final = SessionCookie(site.pieces.links.base_url)
        self.places: Final[list[Place]] = []
        self.guarded: Final[Guarded] = {}
        self._unchanged: Final = Unchanged(site.pieces.db, site.pieces.clock)

    def listed(self, path: str, title: str, *access: Access) -> None:
        """Put a page into the list shown at the top of every page, in the order of calls."""
        self.places.append(Place(path, title, frozenset(access)))

    def shown(self, path: str, page: OfSignedIn, *access: Access) -> Route:
        """Return the route of a page that is only looked at."""
        self.guarded["GET", path] = frozenset(access)
        return self.site.route(path, self._opened(page, frozenset(access), writes=False))

    def remembered(self, path: str, page: OfSignedIn, *access: Access) -> Route:
        """Return the route of a page that is only looked at, often, and seldom changes."""
        self.guarded["GET", path] = frozenset(access)
        opened = self._opened(page, frozenset(access), writes=False)

        async def looked(request: Request) -> Response:
            return await self._unchanged.answer(request, self.cookie.read(request), opened)

        return self.site.route(path, looked)

    def taken(self, path: str, page: OfSignedIn, *access: Access) -> Route:
        """Return the route of a form; it must come from a page of ours."""
        self.guarded["POST", path] = frozenset(access)
        opened = self._opened(page, frozenset(access), writes=True)
        return self.site.route(path, opened, methods=("POST",))

    async def show(
        self, request: Request, who: SignedIn, template: str, status: int = 200, **facts: Any
    ) -> Response:
        """Return a page from a template, within the frame that every such page has.

        The frame says who is signed in, lists the pages they may open and warns of what stands
        still. `done` is the word of the form before, from the address, for the template to tell.
        """
        shell = await self.at_desk(read_shell)
        frame = {
            "who": who,
            "shell": shell,
            "places": [each for each in self.places if each.access & who.access],
            "here": request.url.path,
            "done": request.query_params.get("xong", ""),
        }
        response = self.site.show(template, status, **frame, **facts)
        response.headers.update(WITHIN)
        return response

    def done(self, path: str, word: str, **more: str) -> Response:
        """Return the way back to a page after a form, with the word of what was done."""
        query = urlencode({**more, "xong": word})
        return RedirectResponse(f"{path}?{query}", status_code=303)

    async def at_desk(self, read: Callable[[Desk], T]) -> T:
        """Return what is read at a desk of this moment, in the store's thread."""
        pieces = self.site.pieces

        def work() -> T:
            with pieces.db.read() as connection:
                now = pieces.clock.now()
                return read(desk_at(connection, pieces.records, pieces.outbox, now))

        return await self.site.ask(work)

    async def who(self, request: Request) -> SignedIn | None:
        """Return who is signed in, or None."""
        pieces, value = self.site.pieces, self.cookie.read(request)
        if not value:
            return None

        def work() -> SignedIn | None:
            with pieces.db.read() as connection:
                return who_is(connection, pieces.records, value, pieces.clock.now())

        return await self.site.ask(work)

    def _opened(self, page: OfSignedIn, access: frozenset[Access], *, writes: bool) -> Page:
        async def opened(request: Request) -> Response:
            if writes and not self.cookie.from_our_page(request):
                return self.site.show("signed-in/elsewhere.html", 403)
            who = await self.who(request)
            if who is None:
                return self._to_sign_in(request, writes=writes)
            if not who.access & access:
                return self.site.show("signed-in/no-access.html", 403, who=who)
            return await page(request, who)

        return opened

    def _to_sign_in(self, request: Request, *, writes: bool) -> Response:
        """Send who is not signed in to where they can be; strangers are slowed down."""
        if self.site.too_many(request, writes=writes):
            return self.site.show("too-many.html", 429)
        if writes:
            return self.site.show("signed-in/signed-out.html", 401)
        return RedirectResponse(SIGN_IN, status_code=303)
