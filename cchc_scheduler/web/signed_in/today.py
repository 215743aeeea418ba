"""/ban/hom-nay: what to do first, then a row for each unit; asked for often, seldom read anew."""

from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cchc_scheduler.actions.raise_matter import answer_matter
from cchc_scheduler.actions.read_today import read_today
from cchc_scheduler.actions.record_facts import record_mended
from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.submissions import LONGEST_NOTE, text_problems
from cchc_scheduler.documents.marked import marked_in
from cchc_scheduler.web.reading import Typed, typed
from cchc_scheduler.web.signed_in.door import Door

PATH: Final = "/ban/hom-nay"
TITLE: Final = "Hôm nay"
TEMPLATE: Final = "signed-in/today.html"


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """An answer to a matter that can't be taken: why, and what was typed."""

    number: str
    problem: str
    typed: str


class TodayPage:
    """The coordinator's first page, with what is done right on it."""

    def __init__(self, door: Door) -> None:
        """Put the page into the list of pages."""
        self._door: Final = door
        self._pieces: Final = door.site.pieces
        door.listed(PATH, TITLE, "coordinator")

    def routes(self) -> list[Route]:
        """Return the routes of this page."""
        return [
            self._door.remembered(PATH, self._show, "coordinator"),
            self._door.taken(f"{PATH}/tra-loi", self._answer, "coordinator"),
            self._door.taken(f"{PATH}/dia-chi", self._mend, "coordinator"),
        ]

    async def _show(
        self, request: Request, who: SignedIn, wrong: WrongAnswer | None = None, status: int = 200
    ) -> Response:
        today = await self._door.at_desk(read_today)
        pages = {each.title: each.path for each in self._door.places if each.access & who.access}
        return await self._door.show(
            request, who, TEMPLATE, status, today=today, wrong=wrong, pages=pages
        )

    async def _answer(self, request: Request, who: SignedIn) -> Response:
        async with typed(request, 0) as found:
            number, words = found.line("number"), found.text("words")
            problem = _problem(found)
        if problem is not None:
            return await self._show(request, who, WrongAnswer(number, problem, words), 422)
        pieces = self._pieces
        now = pieces.clock.now()
        try:
            await self._door.site.ask(
                lambda: answer_matter(pieces.db, _number(number), words, who.name, now)
            )
        except (BadInput, NotFound):
            return await self._show(request, who, WrongAnswer(number, "answered", words), 409)
        return self._door.done(PATH, "answered")

    async def _mend(self, request: Request, who: SignedIn) -> Response:
        async with typed(request, 0) as found:
            address = found.line("address")
        pieces = self._pieces
        now = pieces.clock.now()
        try:
            await self._door.site.ask(lambda: record_mended(pieces.db, address, who.name, now))
        except NotFound:
            return self._door.done(PATH, "")
        return self._door.done(PATH, "mended")


def _problem(found: Typed) -> str | None:
    """Return what is wrong with an answer, or None."""
    words = found.text("words")
    if marked_in([words]) is not None:
        return "marked"
    return next((p.problem for p in text_problems("words", words, LONGEST_NOTE, needed=True)), None)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < len("1000000000") else 0
