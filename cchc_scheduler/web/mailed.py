"""/n/<token>/thu: a mail that came in is recorded for the report whose button was pressed."""

from dataclasses import replace
from typing import Final

from sqlalchemy import RowMapping
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from cchc_scheduler.actions.attach_mail import Claim, attach_mail, held_by, named_mail, offered
from cchc_scheduler.actions.inbox import Inbox
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.outlines import Outline
from cchc_scheduler.documents.page_facts import DepartmentPage
from cchc_scheduler.mail.arriving import Arrival
from cchc_scheduler.web.department import Department
from cchc_scheduler.web.reading import TooLarge, typed


class Mailed:
    """What the page offers of a mail, and the one button that records it."""

    def __init__(self, department: Department, outline: Outline | None) -> None:
        """Work with what the pages of a department share; `outline` reads filled-in forms."""
        pieces = department.site.pieces
        self._department: Final = department
        self._site: Final = department.site
        self._pieces: Final = pieces
        self._inbox: Final = Inbox(None, pieces.data, pieces.bounds, outline=outline)

    def routes(self) -> list[Route]:
        """Return the route of the button; looking at what it offers is the page's own."""
        taken = self._department.sent(self._take)
        return [self._site.route("/n/{token}/thu", taken, methods=("POST",))]

    async def with_mail(self, request: Request, page: DepartmentPage) -> DepartmentPage:
        """Return the page with the mail that the request names, if it names one."""
        told = request.query_params.get("thu", "")
        row = await self._site.ask(lambda: self._named(request, told)) if told else None
        if row is None:
            return page
        # A mail may be large; it is read beside the store's thread.
        return replace(page, mailed=await run_in_threadpool(offered, self._inbox, row, told))

    async def _take(self, request: Request, page: DepartmentPage) -> Response:
        token = request.path_params["token"]
        try:
            async with typed(request, 0) as found:
                told = found.text("thu")
            number = await self._attached(request, told)
        except (BadInput, TooLarge):
            return self._site.show("hand-in/mailed.html", 409, page=page, token=token)
        return RedirectResponse(f"/n/{token}/bien-nhan/{number}", status_code=303)

    async def _attached(self, request: Request, told: str) -> int:
        row = await self._site.ask(lambda: self._named(request, told))
        arrival = await run_in_threadpool(held_by, self._inbox, row) if row else None
        return await self._site.ask(lambda: self._attach(request, told, arrival))

    def _named(self, request: Request, told: str) -> RowMapping | None:
        return named_mail(self._pieces.db, self._pieces.links, self._claim(request, told))

    def _attach(self, request: Request, told: str, arrival: Arrival | None) -> int:
        pieces = self._pieces
        claimed = (self._claim(request, told), arrival, pieces.clock.now())
        return attach_mail(pieces.db, pieces.records, pieces.outbox, self._inbox, claimed)

    def _claim(self, request: Request, told: str) -> Claim:
        return Claim(self._department.subject_of(request) or "", told)
