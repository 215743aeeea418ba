"""/ban/thu-den: mails that wait for a person, each filed or put aside at the press of a button."""

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.inbox import Inbox
from cchc_scheduler.actions.read_outline import unit_outline
from cchc_scheduler.actions.read_waiting_mail import read_waiting_mail
from cchc_scheduler.actions.settle_mail import (
    Settlement,
    arrival_in,
    found_in,
    settle_in,
    waiting_one,
)
from cchc_scheduler.actions.write_receipts import follow_with_receipt
from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.documents.marked import NamedContent, marked_in
from cchc_scheduler.mail.arriving import Arrival
from cchc_scheduler.web.reading import TooLarge, typed
from cchc_scheduler.web.signed_in.door import Door, Facts

PATH: Final = "/ban/thu-den"
DONE: Final = ("filed", "aside")


class WaitingMailPage:
    """The list of mails nobody could file without a person, with their buttons."""

    def __init__(self, door: Door) -> None:
        """Work with the door; what a mail holds is read as it is when it comes by itself."""
        pieces = door.site.pieces
        self._door: Final = door
        outline = unit_outline(door.site.template_dirs)
        self._inbox: Final = Inbox(None, pieces.data, pieces.bounds, outline=outline)

    def routes(self) -> list[Route]:
        """Return the routes of this page."""
        return [
            self._door.shown(PATH, self._show, "coordinator"),
            self._door.taken(f"{PATH}/{{number:int}}", self._file, "coordinator"),
        ]

    async def _show(self, request: Request, who: SignedIn) -> Response:
        return await self._page(request, who)

    async def _page(
        self, request: Request, who: SignedIn, wrong: tuple[int, str] = (0, ""), status: int = 200
    ) -> Response:
        page = await self._door.at_desk(read_waiting_mail)
        facts: Facts = {"page": page, "path": PATH, "wrong": wrong}
        return await self._door.show(request, who, "signed-in/waiting-mail.html", status, **facts)

    async def _file(self, request: Request, who: SignedIn) -> Response:
        number = int(request.path_params["number"])
        try:
            async with typed(request, 0) as found:
                do, chosen = found.line("do"), found.line("obligation")
        except TooLarge:
            return await self._page(request, who, (number, "choose"), 413)
        if do != "none" and not chosen:
            return await self._page(request, who, (number, "choose"), 422)
        filed = Settlement(number, who.name, chosen if do != "none" else None, do == "nil")
        word = await self._settle(filed)
        if word in DONE:
            return self._door.done(PATH, word)
        return await self._page(request, who, (number, word), 404 if word == "unknown" else 409)

    async def _settle(self, filed: Settlement) -> str:
        """Settle a mail and return how; it may be large and is read beside the store's thread."""
        try:
            row = await self._door.at_desk(lambda desk: waiting_one(desk.connection, filed.mail))
        except NotFound:
            return "unknown"
        except BadInput:
            return "settled"
        arrival = None
        if filed.obligation is not None:
            arrival = await run_in_threadpool(arrival_in, self._inbox, row)
            refused = "marked" if row["why"] == "marked" else self._refused(arrival, filed)
            if refused:
                return refused
        try:
            number = await self._door.site.ask(lambda: self._settled(filed, arrival))
        except (BadInput, NotFound):
            return "closed"
        return "filed" if number else "aside"

    def _refused(self, arrival: Arrival, filed: Settlement) -> str:
        """Return why what a mail holds can't be recorded, or an empty text."""
        if _is_marked(arrival):
            return "marked"
        if filed.nil:
            return "" if arrival.read.text.strip() else "no-words"
        return "" if any(found_in(self._inbox, arrival)) else "nothing-inside"

    def _settled(self, filed: Settlement, arrival: Arrival | None) -> int | None:
        pieces = self._door.site.pieces
        now = pieces.clock.now()
        with pieces.db.work() as connection:
            row = waiting_one(connection, filed.mail)
            desk = desk_at(connection, pieces.records, pieces.outbox, now)
            number = settle_in(desk, self._inbox, (row, arrival), filed)
        if number is not None:
            follow_with_receipt(pieces.db, pieces.records, pieces.outbox, number, now)
        return number


def _is_marked(arrival: Arrival) -> bool:
    """Tell whether a mail bears a marking of a state secret; such a one is never filed."""
    found = [marked_in([arrival.read.subject, arrival.read.text])]
    found += [
        marked_in((), NamedContent(each.name, each.type, each.data))
        for each in arrival.read.attachments
    ]
    return any(each is not None for each in found)
