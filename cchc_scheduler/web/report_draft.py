"""/r/<token>: the coordinator's page of a period's compiled reports; looking changes nothing.

Files are made when they are asked for and always sent as attachments. A form records a step of the
report's way; nothing is ever sent upward from here.
"""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from cchc_scheduler.actions.draft_room import DraftRoom
from cchc_scheduler.actions.read_draft import Opened, read_draft
from cchc_scheduler.actions.report_files import make_file
from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.core.submissions import FieldProblem
from cchc_scheduler.web.guards import Page
from cchc_scheduler.web.made_files import sent_when_made
from cchc_scheduler.web.reading import TooLarge, typed
from cchc_scheduler.web.site import Site
from cchc_scheduler.web.way_form import EMPTY, FIELDS, record_step, step_typed

OfDraft = Callable[[Request, str, Opened], Awaitable[Response]]


class ReportDraft:
    """Shows, makes and records by the coordinator's own link; another link opens nothing here."""

    def __init__(self, site: Site, template_dirs: tuple[Path, ...]) -> None:
        """Work with the shared pieces."""
        self._site: Final = site
        pieces = site.pieces
        self._room: Final = DraftRoom(pieces.db, pieces.records, pieces.outbox, template_dirs)

    def routes(self) -> list[Route]:
        """Return the routes of the page, its files and its form."""
        route = self._site.route
        return [
            route("/r/{token}", self._opened(self._show, writes=False)),
            route("/r/{token}/tep/{name}", self._opened(self._send, writes=False)),
            route("/r/{token}", self._opened(self._take, writes=True), methods=("POST",)),
        ]

    def _opened(self, page: OfDraft, *, writes: bool) -> Page:
        async def opened(request: Request) -> Response:
            token = str(request.path_params["token"])
            if self._site.too_many(request, writes=writes, token=token):
                return self._site.show("too-many.html", 429)
            found = await self._site.ask(lambda: self._read(token))
            if found is None:
                return self._site.show("no-link.html", 404)
            return await page(request, *found)

        return opened

    def _read(self, token: str) -> tuple[str, Opened] | None:
        """Return the period a link opens, with its page; None when it opens nothing."""
        pieces = self._site.pieces
        with pieces.db.read() as connection:
            period = pieces.links.subject_of(connection, "report", token)
            if period is None:
                return None
            try:
                desk = self._room.desk(connection, pieces.clock.now())
                return period, read_draft(self._room, desk, period)
            except NotFound:
                return None

    async def _show(self, request: Request, _period: str, opened: Opened) -> Response:
        return self._page(request, opened, EMPTY, ())

    async def _send(self, request: Request, _period: str, opened: Opened) -> Response:
        name = str(request.path_params["name"])
        if name not in dict(opened.page.files):
            return self._site.show("no-link.html", 404)
        templates, data = self._room.template_dirs, self._site.pieces.data
        made = partial(make_file, opened.material, name, templates, data)
        return await sent_when_made(made, name) or self._site.show("no-link.html", 404)

    async def _take(self, request: Request, period: str, opened: Opened) -> Response:
        try:
            async with typed(request, 0) as found:
                texts = {name: found.text(name) for name in FIELDS}
                step, problems = step_typed(found)
        except TooLarge:
            return self._page(request, opened, EMPTY, (FieldProblem("note", "too-long"),), 413)
        if step is not None and not problems:
            recording = partial(record_step, self._site.pieces, self._room, period, step)
            problems = await self._site.ask(recording)
        if step is None or problems:
            return self._page(request, opened, texts, problems, 422)
        return RedirectResponse(f"/r/{request.path_params['token']}", status_code=303)

    def _page(
        self,
        request: Request,
        opened: Opened,
        texts: Mapping[str, str],
        problems: tuple[FieldProblem, ...],
        status: int = 200,
    ) -> Response:
        facts = {
            "page": opened.page,
            "typed": texts,
            "wrong": {each.field: each.problem for each in problems},
            "token": request.path_params["token"],
        }
        return self._site.show("reports/draft.html", status, **facts)
