"""/g/<token>: an organisation follows the work without personal data and gives its opinion."""

from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.give_opinion import Given, give_opinion, opinion_problems
from cchc_scheduler.actions.read_supervision import Supervision, read_supervision
from cchc_scheduler.actions.refuse_marked import refuse_marked_opinion
from cchc_scheduler.documents.marked import PLACE_WORDS, Marked, marked_in
from cchc_scheduler.web.reading import TooLarge, is_nonce, new_nonce, typed
from cchc_scheduler.web.site import Site

PATH: Final = "/g/{token}"
RECEIPT: Final = f"{PATH}/y-kien/{{number}}"


class SupervisionPages:
    """The page behind an organisation's link, its form, and the receipt of an opinion."""

    def __init__(self, site: Site) -> None:
        """Work with the shared pieces."""
        self._site: Final = site

    def routes(self) -> list[Route]:
        """Return the routes of these pages."""
        return [
            self._site.route(PATH, self._show),
            self._site.route(PATH, self._take, methods=("POST",)),
            self._site.route(RECEIPT, self._receipt),
        ]

    async def _show(self, request: Request) -> Response:
        if self._site.too_many(request, writes=False):
            return self._site.show("too-many.html", 429)
        page = await self._read(request)
        return self._page(request, page, "", None) if page else self._over()

    async def _receipt(self, request: Request) -> Response:
        if self._site.too_many(request, writes=False):
            return self._site.show("too-many.html", 429)
        page = await self._read(request)
        opinion = page.opinion(str(request.path_params["number"])) if page else None
        if page is None or opinion is None:
            return self._over()
        token = request.path_params["token"]
        return self._site.show("supervision/receipt.html", page=page, opinion=opinion, token=token)

    async def _take(self, request: Request) -> Response:
        token = str(request.path_params["token"])
        if self._site.too_many(request, writes=True, token=token):
            return self._site.show("too-many.html", 429)
        page = await self._read(request)
        if page is None:
            return self._over()
        try:
            async with typed(request, 0) as found:
                text, nonce = found.text("text"), found.text("nonce")
        except TooLarge:
            return self._page(request, page, "", "too-long", 413)
        marked = marked_in([text])
        if marked is not None:
            return await self._refuse(request, page, marked)
        wrong = next((each.problem for each in opinion_problems(text)), None)
        if wrong is not None:
            return self._page(request, page, text, wrong, 422)
        number = await self._site.ask(lambda: self._record(page, text, nonce))
        return RedirectResponse(f"/g/{token}/y-kien/{number}", status_code=303)

    def _record(self, page: Supervision, text: str, nonce: str) -> int:
        pieces = self._site.pieces
        carrier = f"form:{nonce if is_nonce(nonce) else new_nonce()}"
        return give_opinion(pieces.db, Given(page.number, carrier, text), pieces.clock.now())

    async def _refuse(self, request: Request, page: Supervision, marked: Marked) -> Response:
        pieces = self._site.pieces

        def tell() -> None:
            refused = (page.number, page.organisation, marked)
            now = pieces.clock.now()
            refuse_marked_opinion(pieces.db, pieces.records, pieces.outbox, refused, now)

        await self._site.ask(tell)
        facts = {"page": page, "place": PLACE_WORDS[marked.place]}
        token = request.path_params["token"]
        return self._site.show("supervision/marked.html", 422, token=token, **facts)

    async def _read(self, request: Request) -> Supervision | None:
        pieces = self._site.pieces
        token = str(request.path_params["token"])

        def read() -> Supervision | None:
            with pieces.db.read() as connection:
                desk = desk_at(connection, pieces.records, pieces.outbox, pieces.clock.now())
                return read_supervision(desk, pieces.links, token)

        return await self._site.ask(read)

    def _over(self) -> Response:
        return self._site.show("supervision/over.html", 404)

    def _page(
        self,
        request: Request,
        page: Supervision,
        text: str,
        wrong: str | None,
        status: int = 200,
    ) -> Response:
        facts = {"page": page, "typed": text, "wrong": wrong, "nonce": new_nonce()}
        token = request.path_params["token"]
        return self._site.show("supervision/page.html", status, token=token, **facts)
