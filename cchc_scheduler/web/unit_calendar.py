"""/n/<token>/lich: a unit's days and receipts; /lich/<token>.ics: every private calendar feed."""

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.read_unit import calendar_of, unit_of
from cchc_scheduler.core.submissions import LONGEST_NAME, FieldProblem, text_problems
from cchc_scheduler.documents.page_facts import DepartmentPage
from cchc_scheduler.web.department import Department
from cchc_scheduler.web.reading import TooLarge, typed

FEED_PATH: Final = "/lich/{token}.ics"


class UnitCalendarPages:
    """The page, the form that makes a link to the feed, and the feed itself."""

    def __init__(self, department: Department) -> None:
        """Work with what the pages of a department share."""
        self._department: Final = department
        self._site: Final = department.site
        self._pieces: Final = department.site.pieces

    def routes(self) -> list[Route]:
        """Return the routes of this page and of the feed."""
        path = "/n/{token}/lich"
        return [
            self._site.route(path, self._department.shown(self._show)),
            self._site.route(path, self._department.sent(self._take), methods=("POST",)),
            self._site.route(FEED_PATH, self._feed),
        ]

    async def _show(self, request: Request, _page: DepartmentPage) -> Response:
        return await self._page(request, "", ())

    async def _take(self, request: Request, page: DepartmentPage) -> Response:
        """Make a new link to the feed; the one before, if any, opens nothing from now on."""
        try:
            async with typed(request, 0) as found:
                by = found.line("by")
        except TooLarge:
            return await self._page(request, "", (FieldProblem("by", "too-long"),), 413)
        marked = await self._department.marked((by,))
        if marked is not None:
            return await self._department.refuse(request, page, marked)
        problems = tuple(text_problems("by", by, LONGEST_NAME, needed=True))
        if problems:
            return await self._page(request, by, problems, 422)
        await self._site.ask(lambda: self._make(request, by))
        return RedirectResponse(f"/n/{request.path_params['token']}/lich", status_code=303)

    def _make(self, request: Request, by: str) -> None:
        pieces = self._pieces
        obligation = self._department.subject_of(request) or ""
        unit = self._department.at_desk(lambda desk: unit_of(desk, obligation).id)
        pieces.links.new_feed(pieces.db, unit, by, pieces.clock.now())

    async def _page(
        self, request: Request, by: str, problems: tuple[FieldProblem, ...], status: int = 200
    ) -> Response:
        facts = await self._site.ask(lambda: self._facts(request))
        wrong = {each.field: each.problem for each in problems}
        token = request.path_params["token"]
        return self._site.show(
            "hand-in/calendar.html", status, token=token, typed=by, wrong=wrong, **facts
        )

    def _facts(self, request: Request) -> dict[str, Any]:
        obligation = self._department.subject_of(request) or ""

        def read(desk: Desk) -> dict[str, Any]:
            unit = unit_of(desk, obligation).id
            feed = self._pieces.links.feed_of(desk.connection, unit)
            return {"calendar": calendar_of(desk, unit), "feed": feed}

        return self._department.at_desk(read)

    async def _feed(self, request: Request) -> Response:
        if self._site.too_many(request, writes=False):
            return self._site.show("too-many.html", 429)
        content = await self._site.ask(lambda: self._read_feed(request))
        if content is None:
            return self._site.show("no-link.html", 404)
        headers = {"Content-Disposition": 'inline; filename="lich-cchc.ics"'}
        return Response(content, media_type="text/calendar", headers=headers)

    def _read_feed(self, request: Request) -> bytes | None:
        pieces = self._pieces

        def read(desk: Desk) -> bytes | None:
            # iCalendar takes 3 MB; most offices' feeds are asked for rarely.
            from cchc_scheduler.actions.read_feed import feed_bytes  # noqa: PLC0415

            token = str(request.path_params["token"])
            subject = pieces.links.subject_of(desk.connection, "feed", token)
            return feed_bytes(desk, subject) if subject is not None else None

        return self._department.at_desk(read)
