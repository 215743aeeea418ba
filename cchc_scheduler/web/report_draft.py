"""/r/<token>: the coordinator's page of a period's compiled reports; looking changes nothing.

Files are made when they are asked for and always sent as attachments. A form records a step of the
report's way; nothing is ever sent upward from here.
"""

import shutil
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Final

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from cchc_scheduler.actions.draft_room import DraftRoom
from cchc_scheduler.actions.read_draft import Opened, read_draft
from cchc_scheduler.actions.read_way import TO_THE_CITY, steps_of
from cchc_scheduler.actions.record_way import Recording, record_way
from cchc_scheduler.actions.report_files import make_file
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.report_way import Step, step_problems
from cchc_scheduler.core.submissions import FieldProblem
from cchc_scheduler.documents.marked import marked_in
from cchc_scheduler.web.download import PLAIN, SANDBOX
from cchc_scheduler.web.guards import Page
from cchc_scheduler.web.reading import TooLarge, Typed, day_of, typed
from cchc_scheduler.web.site import Site
from cchc_scheduler.words import WAY_STEPS

FIELDS: Final = ("step", "day", "by", "number", "note")
EMPTY: Final = dict.fromkeys(FIELDS, "")
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
        """Make one file in a folder of its own, which is gone once the file is sent."""
        name = str(request.path_params["name"])
        if name not in dict(opened.page.files):
            return self._site.show("no-link.html", 404)
        folder = Path(tempfile.mkdtemp(prefix="cchc-report-"))
        cleared = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
        templates, data = self._room.template_dirs, self._site.pieces.data
        try:
            path = await run_in_threadpool(
                make_file, opened.material, name, templates, data, folder
            )
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return FileResponse(
            path or folder,
            media_type=PLAIN,
            filename=name,
            headers={"Content-Security-Policy": SANDBOX, "Cache-Control": "no-store"},
            background=cleared,
        )

    async def _take(self, request: Request, period: str, opened: Opened) -> Response:
        try:
            async with typed(request, 0) as found:
                texts = {name: found.text(name) for name in FIELDS}
                step, problems = self._understand(found)
        except TooLarge:
            return self._page(request, opened, EMPTY, (FieldProblem("note", "too-long"),), 413)
        if step is not None and not problems:
            problems = await self._site.ask(lambda: self._record(period, step))
        if step is None or problems:
            return self._page(request, opened, texts, problems, 422)
        return RedirectResponse(f"/r/{request.path_params['token']}", status_code=303)

    def _understand(self, found: Typed) -> tuple[Step | None, tuple[FieldProblem, ...]]:
        step = next((each for each in WAY_STEPS if each == found.text("step")), None)
        day, no_day = day_of(found.text("day"))
        problems = [FieldProblem("step", "missing")] if step is None else []
        if day is None:
            problems.append(FieldProblem("day", "not-a-day" if no_day else "missing"))
        if marked_in([found.text(name) for name in FIELDS]) is not None:
            problems.append(FieldProblem("note", "locked"))
        if step is None or day is None:
            return None, tuple(problems)
        words = (found.line("by"), found.line("number"), found.text("note"))
        return Step(step, day, *words), tuple(problems)

    def _record(self, period: str, step: Step) -> tuple[FieldProblem, ...]:
        """Record a step; return what is wrong with it instead, field by field."""
        pieces = self._site.pieces
        now = pieces.clock.now()
        with pieces.db.read() as connection:
            before = steps_of(connection, period, TO_THE_CITY)
        problems = step_problems(step, before, office_date(now))
        if problems:
            return problems
        try:
            record_way(self._room, Recording(period, step), now)
        except BadInput:
            return (FieldProblem("step", "ended"),)
        return ()

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
