"""/ban/nhat-ky: the append-only log, in pages; searched, carried out, its chain looked at."""

import asyncio
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cchc_scheduler.actions.read_log import (
    MOST_CARRIED_OUT,
    PAGE,
    LogAsked,
    LogPage,
    log_table,
    read_log,
)
from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.documents.list_tables import as_csv, as_xlsx
from cchc_scheduler.store import audit
from cchc_scheduler.web.reading import day_of
from cchc_scheduler.web.signed_in.door import Door
from cchc_scheduler.web.signed_in.listing import LONGEST_ASKED, XLSX, sent_file
from cchc_scheduler.words import Access

PATH: Final = "/ban/nhat-ky"
WHO: Final[tuple[Access, ...]] = ("coordinator", "it")
# So many rows of the chain are looked at before others get the store.
ROWS_AT_ONCE: Final = 2000
LONGEST_NUMBER: Final = 12


class LogPages:
    """The log is only looked at: nothing here changes anything."""

    def __init__(self, door: Door) -> None:
        """Work with the door."""
        self._door: Final = door
        door.listed(PATH, "Nhật ký", *WHO)

    def routes(self) -> list[Route]:
        """Return the routes of this page."""
        return [
            self._door.shown(PATH, self._show, *WHO),
            self._door.shown(f"{PATH}.xlsx", self._as_xlsx, *WHO),
            self._door.shown(f"{PATH}.csv", self._as_csv, *WHO),
            self._door.shown(f"{PATH}/kiem-tra", self._check, *WHO),
        ]

    async def _show(self, request: Request, who: SignedIn) -> Response:
        page, asked = await self._page(request, PAGE)
        return await self._door.show(
            request, who, "signed-in/log.html", page=page, asked=asked, chain=None
        )

    async def _check(self, request: Request, who: SignedIn) -> Response:
        page, asked = await self._page(request, PAGE)
        chain = await self._chain()
        return await self._door.show(
            request, who, "signed-in/log.html", page=page, asked=asked, chain=chain
        )

    async def _as_xlsx(self, request: Request, _who: SignedIn) -> Response:
        page, _ = await self._page(request, MOST_CARRIED_OUT)
        now = self._door.site.pieces.clock.now()
        content = await asyncio.to_thread(as_xlsx, log_table(page), now)
        return sent_file(content, XLSX, "nhat-ky.xlsx")

    async def _as_csv(self, request: Request, _who: SignedIn) -> Response:
        page, _ = await self._page(request, MOST_CARRIED_OUT)
        return sent_file(as_csv(log_table(page)), "text/csv; charset=utf-8", "nhat-ky.csv")

    async def _page(self, request: Request, most: int) -> tuple[LogPage, LogAsked]:
        asked = _asked(request)
        return await self._door.at_desk(lambda desk: read_log(desk, asked, most)), asked

    async def _chain(self) -> audit.Checked:
        """Look at the whole chain, a stretch at a time, so that nobody waits for it."""
        so_far = audit.Checked()
        while True:
            before = so_far
            so_far = await self._door.at_desk(
                lambda desk: audit.check_on(desk.connection, before, ROWS_AT_ONCE)  # noqa: B023
            )
            if so_far is before or so_far.number == before.number:
                return so_far


def _asked(request: Request) -> LogAsked:
    """Return what the address asks for; what is no day or number asks for nothing."""
    query = request.query_params
    first, _ = day_of(query.get("tu", ""))
    last, _ = day_of(query.get("den", ""))
    before = query.get("truoc", "")
    return LogAsked(
        words=query.get("tim", "")[:LONGEST_ASKED],
        first=first,
        last=last,
        actor=query.get("ai", "")[:LONGEST_ASKED],
        subject=query.get("ve", "")[:LONGEST_ASKED],
        before=int(before) if before.isdecimal() and len(before) <= LONGEST_NUMBER else None,
    )
