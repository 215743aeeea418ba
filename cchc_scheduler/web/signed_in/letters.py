"""/ban/thu: what waits, what was sent, what did not arrive, what is coming; pause and go on."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from cchc_scheduler.actions.read_letters import (
    GROUPS,
    LetterGroup,
    LettersPage,
    OneLetter,
    held_letters,
    read_held,
    read_letter,
    read_letters,
)
from cchc_scheduler.actions.release_backlog import release_backlog
from cchc_scheduler.actions.watch_outage import pause
from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.core.errors import BadInput, Conflict, NotFound
from cchc_scheduler.core.submissions import LONGEST_NOTE, text_problems
from cchc_scheduler.documents.letter_words import KINDS
from cchc_scheduler.documents.list_tables import ListTable
from cchc_scheduler.documents.marked import marked_in
from cchc_scheduler.web.reading import typed
from cchc_scheduler.web.signed_in.door import Door
from cchc_scheduler.web.signed_in.listing import Listed, export_routes, listed
from cchc_scheduler.web.signed_in.preview import Preview
from cchc_scheduler.words import Access

PATH: Final = "/ban/thu"
PAUSE: Final = f"{PATH}/tam-dung"
RELEASE: Final = f"{PATH}/cho-gui-tiep"
COMING: Final = f"{PATH}/sap-gui"
WHO: Final[tuple[Access, ...]] = ("coordinator", "it")
LONGEST_REASON: Final = min(LONGEST_NOTE, 500)
MOST_SHOWN: Final = 200
# A letter shown by itself: it runs nothing, fetches nothing, sends nothing and leads nowhere.
LETTER_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; sandbox"
)


class LetterPages:
    """Lists of letters by what became of them, one letter, the coming ones, pause and release."""

    def __init__(self, door: Door) -> None:
        """Work with the door."""
        self._door: Final = door
        self._preview: Final = Preview(door)
        door.listed(PATH, "Thư", *WHO)

    def routes(self) -> list[Route]:
        """Return the routes of these pages."""
        shown, taken = self._door.shown, self._door.taken
        found = [
            shown(PATH, self._first, *WHO),
            shown(COMING, self._coming, "coordinator"),
            shown(PAUSE, self._ask_pause, "coordinator"),
            taken(PAUSE, self._pause, "coordinator"),
            shown(RELEASE, self._ask_release, "coordinator"),
            taken(RELEASE, self._release, "coordinator"),
            shown(f"{PATH}/{{number:int}}", self._one, *WHO),
            shown(f"{PATH}/{{number:int}}/html", self._html, "coordinator"),
        ]
        for group in GROUPS:
            path = f"{PATH}/{group.path}"
            found += [
                shown(path, partial(self._list, group), *WHO),
                *export_routes(self._door, path, self._table_of(group), *WHO),
            ]
        return found

    async def _first(self, _request: Request, _who: SignedIn) -> Response:
        return RedirectResponse(f"{PATH}/{GROUPS[0].path}", status_code=303)

    async def _list(self, group: LetterGroup, request: Request, who: SignedIn) -> Response:
        page = await self._page(group)
        found = listed(request, page.table)
        few = Listed(_first_rows(found.table), found.asked, found.by, found.of)
        facts: dict[str, Any] = {
            "page": page,
            "list": few,
            "hits": len(found.table.rows),
            "group": group,
        }
        template = "signed-in/letters.html"
        return await self._door.show(request, who, template, groups=GROUPS, **facts)

    def _table_of(self, group: LetterGroup) -> Callable[[Request, SignedIn], Awaitable[ListTable]]:
        async def table(_request: Request, _who: SignedIn) -> ListTable:
            return (await self._page(group)).table

        return table

    async def _page(self, group: LetterGroup) -> LettersPage:
        return await self._door.at_desk(lambda desk: read_letters(desk, group))

    async def _one(self, request: Request, who: SignedIn) -> Response:
        letter = await self._letter(request, who)
        if letter is None:
            return await self._door.show(request, who, "signed-in/letter.html", 404, letter=None)
        return await self._door.show(request, who, "signed-in/letter.html", letter=letter)

    async def _html(self, request: Request, who: SignedIn) -> Response:
        letter = await self._letter(request, who)
        if letter is None or not letter.html:
            return await self._door.show(request, who, "signed-in/letter.html", 404, letter=letter)
        return HTMLResponse(letter.html, headers={"Content-Security-Policy": LETTER_POLICY})

    async def _letter(self, request: Request, who: SignedIn) -> OneLetter | None:
        number = int(request.path_params["number"])
        bodies = "coordinator" in who.access
        try:
            return await self._door.at_desk(lambda desk: read_letter(desk, number, bodies=bodies))
        except (NotFound, OverflowError):
            return None

    async def _coming(self, request: Request, who: SignedIn) -> Response:
        found = await self._preview.look()
        held = await self._door.at_desk(read_held)
        facts: dict[str, Any] = {"found": found, "held": held, "kinds": KINDS, "groups": GROUPS}
        return await self._door.show(request, who, "signed-in/coming.html", **facts)

    async def _ask_pause(self, request: Request, who: SignedIn) -> Response:
        return await self._pausing(request, who, "", None)

    async def _pause(self, request: Request, who: SignedIn) -> Response:
        async with typed(request, 0) as form:
            reason = form.line("reason")
        problems = [p.problem for p in text_problems("reason", reason, LONGEST_REASON, needed=True)]
        if problems or marked_in([reason]):
            wrong = problems[0] if problems else "marked"
            kept = "" if wrong == "marked" else reason
            return await self._pausing(request, who, kept, wrong, 422)
        pieces = self._door.site.pieces
        now = pieces.clock.now()
        try:
            await self._door.site.ask(lambda: pause(pieces.db, reason, who.name, now))
        except Conflict:
            return self._door.done(PATH + "/cho-gui", "held-already")
        return self._door.done(PATH + "/cho-gui", "paused")

    async def _pausing(
        self, request: Request, who: SignedIn, reason: str, wrong: str | None, status: int = 200
    ) -> Response:
        facts = {"reason": reason, "wrong": wrong}
        return await self._door.show(request, who, "signed-in/pause.html", status, **facts)

    async def _ask_release(self, request: Request, who: SignedIn) -> Response:
        return await self._releasing(request, who, moved=False)

    async def _releasing(self, request: Request, who: SignedIn, *, moved: bool) -> Response:
        held, rows = await self._door.at_desk(lambda desk: (read_held(desk), held_letters(desk)))
        found = await self._preview.look(released=True) if held else None
        facts = {"held": held, "rows": rows, "found": found, "kinds": KINDS, "moved": moved}
        return await self._door.show(
            request, who, "signed-in/release.html", 409 if moved else 200, **facts
        )

    async def _release(self, request: Request, who: SignedIn) -> Response:
        async with typed(request, 0) as form:
            seen = form.line("seen")
        pieces = self._door.site.pieces
        now = pieces.clock.now()
        try:
            await self._door.site.ask(lambda: release_backlog(pieces.db, who.name, now, seen))
        except (BadInput, Conflict):
            return await self._releasing(request, who, moved=True)
        return self._door.done(PATH + "/cho-gui", "released")


def _first_rows(table: ListTable) -> ListTable:
    """Return the first rows of a long table; the rest is found by searching."""
    return ListTable(table.name, table.title, table.columns, table.rows[:MOST_SHOWN])
