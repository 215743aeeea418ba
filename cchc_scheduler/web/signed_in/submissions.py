"""/ban/bao-cao-nhan: what units handed in; one submission with its versions; accepting it.

Erasing for good is done on the command line only.
"""

from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from cchc_scheduler.actions.close_obligation import Closing, close_obligation
from cchc_scheduler.actions.read_outline import unit_outline
from cchc_scheduler.actions.read_received import read_received
from cchc_scheduler.actions.read_submission import read_submission
from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.core.submissions import FILE_TYPES
from cchc_scheduler.documents.list_tables import ListTable
from cchc_scheduler.documents.received_table import KIND_WORDS, STATE_WORDS, received_table
from cchc_scheduler.documents.submission_page import SubmissionPage
from cchc_scheduler.store import files, inbound, submissions
from cchc_scheduler.web.download import PLAIN, SANDBOX
from cchc_scheduler.web.reading import typed
from cchc_scheduler.web.signed_in.door import Door, Facts
from cchc_scheduler.web.signed_in.listing import export_routes, listed

PATH: Final = "/ban/bao-cao-nhan"
ONE: Final = f"{PATH}/{{number:int}}"
REFUSED: Final = 409
WORDS: Final = {"kinds": KIND_WORDS, "states": STATE_WORDS}


class SubmissionPages:
    """The list of what came, and each submission by itself."""

    def __init__(self, door: Door) -> None:
        """Work with the door."""
        self._door: Final = door
        self._outline: Final = unit_outline(door.site.template_dirs)

    def routes(self) -> list[Route]:
        """Return the routes of these pages."""
        self._door.listed(PATH, "Báo cáo đã nhận", "coordinator")
        return [
            self._door.shown(PATH, self._list, "coordinator"),
            *export_routes(self._door, PATH, self._table, "coordinator"),
            self._door.shown(ONE, self._show, "coordinator"),
            self._door.taken(ONE, self._accept, "coordinator"),
            self._door.shown(f"{ONE}/tep", self._send, "coordinator"),
        ]

    async def _table(self, _request: Request, _who: SignedIn) -> ListTable:
        return received_table(await self._door.at_desk(read_received))

    async def _list(self, request: Request, who: SignedIn) -> Response:
        table = await self._table(request, who)
        waiting = await self._door.at_desk(lambda desk: len(inbound.waiting(desk.connection)))
        facts: Facts = {"list": listed(request, table), "waiting": waiting}
        return await self._door.show(request, who, "signed-in/received.html", path=PATH, **facts)

    async def read(self, request: Request) -> SubmissionPage | None:
        """Return the submission that the address names, or None."""
        number = request.path_params["number"]
        try:
            return await self._door.at_desk(
                lambda desk: read_submission(desk, self._outline, number)
            )
        except NotFound:
            return None

    async def _show(self, request: Request, who: SignedIn) -> Response:
        page = await self.read(request)
        if page is None:
            return await self.unknown(request, who)
        return await self._page(request, who, page)

    async def _page(
        self, request: Request, who: SignedIn, page: SubmissionPage, status: int = 200
    ) -> Response:
        facts: Facts = {"page": page, "path": PATH, "refused": status == REFUSED, **WORDS}
        return await self._door.show(request, who, "signed-in/submission.html", status, **facts)

    async def unknown(self, request: Request, who: SignedIn) -> Response:
        """Return the page that says that there is no such submission."""
        return await self._door.show(request, who, "signed-in/no-submission.html", 404, path=PATH)

    async def _accept(self, request: Request, who: SignedIn) -> Response:
        async with typed(request, 0):
            page = await self.read(request)
        if page is None:
            return await self.unknown(request, who)
        here = f"{PATH}/{page.number}"
        if page.newest and page.state == "accepted":
            return self._door.done(here, "accepted")
        if not page.may_accept:
            return await self._page(request, who, page, REFUSED)
        pieces, now = self._door.site.pieces, self._door.site.pieces.clock.now()
        closing = Closing(page.obligation, "accepted", who.name)
        await self._door.site.ask(
            partial(close_obligation, pieces.db, pieces.records, pieces.outbox, closing, now)
        )
        return self._door.done(here, "accepted")

    async def _send(self, request: Request, who: SignedIn) -> Response:
        """Send the file of a submission, always as an attachment."""
        page = await self.read(request)
        if page is None or page.sha256 is None or page.erased_at is not None:
            return await self.unknown(request, who)
        path = files.path_of(self._door.site.pieces.data, page.sha256)
        if not path.is_file():
            return await self.unknown(request, who)
        number = page.number
        known = await self._door.at_desk(
            lambda desk: submissions.one(desk.connection, number)["file_type"]
        )
        return FileResponse(
            path,
            media_type=known if known in FILE_TYPES else PLAIN,
            filename=page.file_name or "bao-cao",
            headers={"Content-Security-Policy": SANDBOX, "Cache-Control": "no-store"},
        )
