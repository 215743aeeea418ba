"""What the pages of a department share: the link that opens them, rates, and what they show."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from cchc_scheduler.actions.desk import Desk, desk_at
from cchc_scheduler.actions.read_page import read_page
from cchc_scheduler.actions.refuse_marked import refuse_marked
from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.documents.marked import PLACE_WORDS, Marked, NamedContent, marked_in
from cchc_scheduler.documents.page_facts import DepartmentPage
from cchc_scheduler.web.guards import Page
from cchc_scheduler.web.reading import is_short
from cchc_scheduler.web.site import Site, T

OfOne = Callable[[Request, DepartmentPage], Awaitable[Response]]


class Department:
    """Opens the page of one obligation by its link, or says that the link opens nothing."""

    def __init__(self, site: Site) -> None:
        """Work with the shared pieces."""
        self.site: Final = site

    def shown(self, page: OfOne) -> Page:
        """Return a page that is only looked at."""
        return self._opened(page, writes=False)

    def sent(self, page: OfOne) -> Page:
        """Return a page that takes a form; it has a stricter rate, also per link."""
        return self._opened(page, writes=True)

    def handed_in(self, page: Page) -> Page:
        """Return a page that takes a form and reads the rest only when it has to show it.

        Its link is opened before anything is done with the form: in the very transaction that
        records it; where the form is not short, before it is even read.
        """

        async def opened(request: Request) -> Response:
            token = str(request.path_params["token"])
            if self.site.too_many(request, writes=True, token=token):
                return self.site.show("too-many.html", 429)
            if not is_short(request) and await self.site.reception.subject_of(token) is None:
                return self.no_link()
            try:
                return await page(request)
            except NotFound:
                return self.no_link()

        return opened

    def no_link(self) -> Response:
        """Return the answer to a link that opens nothing."""
        return self.site.show("no-link.html", 404)

    async def page_of(self, request: Request) -> DepartmentPage:
        """Return what the link of a request opens; NotFound when it opens nothing any more."""
        found = await self.read(request)
        if found is None:
            raise NotFound("the link was revoked")
        return found

    def subject_of(self, request: Request) -> str | None:
        """Return the obligation a request's link opens; runs in the store's thread."""
        pieces = self.site.pieces
        token = str(request.path_params["token"])
        with pieces.db.read() as connection:
            return pieces.links.subject_of(connection, "page", token)

    def at_desk(self, read: Callable[[Desk], T]) -> T:
        """Return what is read at a desk of this moment; runs in the store's thread."""
        pieces = self.site.pieces
        with pieces.db.read() as connection:
            return read(desk_at(connection, pieces.records, pieces.outbox, pieces.clock.now()))

    async def read(self, request: Request) -> DepartmentPage | None:
        """Return what the link of a request opens, or None when it opens nothing."""

        def read() -> DepartmentPage | None:
            subject = self.subject_of(request)
            if subject is None:
                return None
            return self.at_desk(lambda desk: read_page(desk, self.site.pieces.bounds, subject))

        return await self.site.ask(read)

    async def marked(self, texts: Iterable[str], file: NamedContent | None = None) -> Marked | None:
        """Return the marking of a state secret in what was sent; files are read beside the loop."""
        if file is None:
            return marked_in(texts)
        return await run_in_threadpool(marked_in, list(texts), file)

    async def refuse(self, request: Request, page: DepartmentPage, marked: Marked) -> Response:
        """Tell the coordinator without any content, and the sender what to do; nothing is kept."""

        def tell() -> None:
            pieces = self.site.pieces
            refused = (self.subject_of(request) or "", marked)
            now = pieces.clock.now()
            refuse_marked(pieces.db, pieces.records, pieces.outbox, refused, now)

        await self.site.ask(tell)
        token = request.path_params["token"]
        facts = {"page": page, "place": PLACE_WORDS[marked.place], "token": token}
        return self.site.show("hand-in/marked.html", 422, **facts)

    def _opened(self, page: OfOne, *, writes: bool) -> Page:
        async def opened(request: Request) -> Response:
            token = str(request.path_params["token"])
            if self.site.too_many(request, writes=writes, token=token):
                return self.site.show("too-many.html", 429)
            found = await self.read(request)
            if found is None:
                return self.no_link()
            return await page(request, found)

        return opened
