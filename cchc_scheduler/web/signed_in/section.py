"""/ban/soan/<period>/<report>/<section>: one section, its sources beside the text being written.

A text that somebody kept is never written over: not by what comes in later, and not by a second
person who began from an older one.
"""

from dataclasses import dataclass, replace
from functools import partial
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cchc_scheduler.actions.keep_text import (
    LONGEST,
    Editing,
    Place,
    back_to_compiled,
    keep_text,
)
from cchc_scheduler.actions.read_section import read_annex, read_section
from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.core.errors import BadInput, Conflict, NotFound
from cchc_scheduler.core.text_changes import changes
from cchc_scheduler.documents.marked import marked_in
from cchc_scheduler.documents.section_page import SectionPage
from cchc_scheduler.web.reading import TooLarge, Typed, typed
from cchc_scheduler.web.signed_in.compose import PATH, PERIOD, ComposePages
from cchc_scheduler.web.signed_in.door import Door, Facts

ONE: Final = f"{PERIOD}/{{report}}/{{section}}"
FROM_THE_PAGE: Final = ("take", "leave", "again")
STATUS: Final = {"": 200, "meanwhile": 409, "gone": 409}


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a form brought: which button, the text, what the page had shown."""

    do: str
    text: str
    after: int
    seen: tuple[int, ...]
    number: int
    source: int


class SectionPages:
    """One section at a time, and the annexes it speaks of."""

    def __init__(self, door: Door, compose: ComposePages) -> None:
        """Work with the door and with what the overview works with."""
        self._door: Final = door
        self._compose: Final = compose
        self._room: Final = compose.room

    def routes(self) -> list[Route]:
        """Return the routes of these pages."""
        return [
            self._door.shown(f"{PERIOD}/{{report}}/phu-luc/{{annex}}", self._annex, "coordinator"),
            self._door.shown(ONE, self._show, "coordinator"),
            self._door.taken(ONE, self._take, "coordinator"),
        ]

    async def _annex(self, request: Request, who: SignedIn) -> Response:
        asked = request.path_params
        place = (asked["period"], asked["report"], asked["annex"])
        try:
            words, annex = await self._door.at_desk(
                lambda desk: read_annex(self._room, desk, place)
            )
        except (BadInput, NotFound):
            return await self._compose.nothing(request, who, "no-section")
        facts: Facts = {"annex": annex, "words": words, "back": f"{PATH}/{place[0]}"}
        return await self._door.show(request, who, "signed-in/annex.html", report=place[1], **facts)

    async def _show(self, request: Request, who: SignedIn) -> Response:
        return await self._page(request, who)

    async def _read(self, request: Request) -> SectionPage | None:
        asked = request.path_params
        place = (asked["period"], asked["report"], asked["section"])
        try:
            return await self._door.at_desk(lambda desk: read_section(self._room, desk, *place))
        except (BadInput, NotFound):
            return None

    async def _page(
        self, request: Request, who: SignedIn, wrong: str = "", mine: str | None = None
    ) -> Response:
        page = await self._read(request)
        if page is None:
            return await self._compose.nothing(request, who, "no-section")
        facts: Facts = {
            "page": page,
            "path": PATH,
            "wrong": wrong,
            "text": page.text if mine is None else mine,
            "differs": changes(page.text, mine or "") if wrong == "meanwhile" else (),
        }
        status = STATUS.get(wrong, 422)
        return await self._door.show(request, who, "signed-in/section.html", status, **facts)

    async def _take(self, request: Request, who: SignedIn) -> Response:
        try:
            async with typed(request, 0) as found:
                sent = _sent(found)
        except TooLarge:
            return await self._page(request, who, "too-long")
        asked = request.path_params
        place = Place(asked["period"], asked["report"], asked["section"])
        if sent.do == "back":
            await self._back(place, who)
        else:
            editing = await self._editing(request, place, sent, who.name)
            if editing is None:
                return await self._page(request, who, "gone", sent.text or None)
            wrong = _wrong(editing.text) or await self._keep(editing)
            if wrong:
                return await self._page(request, who, wrong, _shown_again(wrong, editing))
        here = f"{PATH}/{quote(place.period)}/{quote(place.report)}/{quote(place.section)}"
        return self._door.done(here, sent.do)

    async def _editing(
        self, request: Request, place: Place, sent: _Sent, by: str
    ) -> Editing | None:
        """Return what is to be kept; None when what the button was about is no longer there."""
        if sent.do not in FROM_THE_PAGE:
            return _edited(place, sent, by)
        page = await self._read(request)
        found = _taken(page, sent) if page is not None else None
        return (
            None
            if found is None
            else _edited(place, replace(sent, text=found[0], seen=found[1]), by)
        )

    async def _back(self, place: Place, who: SignedIn) -> None:
        now = self._door.site.pieces.clock.now()
        await self._door.site.ask(partial(back_to_compiled, self._room, place, who.name, now))

    async def _keep(self, editing: Editing) -> str:
        """Keep a text; return the word for why it was not kept, or an empty text."""
        now = self._door.site.pieces.clock.now()
        try:
            await self._door.site.ask(lambda: keep_text(self._room, editing, now))
        except Conflict:
            return "meanwhile"
        except (BadInput, NotFound):
            return "gone"
        return ""


def _sent(found: Typed) -> _Sent:
    numbers = [each for each in found.line("seen").split() if each.isdecimal()]
    return _Sent(
        do=found.line("do") or "save",
        text=found.text("text"),
        after=_number(found.line("after")),
        seen=tuple(int(each) for each in numbers),
        number=_number(found.line("number")),
        source=_number(found.line("source")),
    )


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else -1  # noqa: PLR2004


def _edited(place: Place, sent: _Sent, by: str) -> Editing:
    told = (place.period, place.section, sent.text, by)
    return Editing(*told, report=place.report, after=sent.after, seen=sent.seen)


def _taken(page: SectionPage, sent: _Sent) -> tuple[str, tuple[int, ...]] | None:
    """Return the text that a button other than saving keeps, and what it is written over."""
    known = tuple(each.submission for each in page.sources)
    if sent.do == "again":
        old = next((e for e in page.history if (e.number, e.unit) == (sent.number, "")), None)
        return None if old is None or old.text is None else (old.text, known)
    newer = next((e for e in page.newer if e.source.submission == sent.source), None)
    if newer is None:
        return None
    text = newer.text if sent.do == "take" else page.text
    return text, (newer.source.submission, *known)


def _shown_again(wrong: str, editing: Editing) -> str:
    """Return what is shown again of a text that was not kept; a marking never is."""
    return "" if wrong == "locked" else editing.text


def _wrong(text: str) -> str:
    """Return the word for what is wrong with a text, or an empty text."""
    if not text.strip():
        return "missing"
    if len(text) > LONGEST:
        return "too-long"
    return "locked" if marked_in([text]) is not None else ""
