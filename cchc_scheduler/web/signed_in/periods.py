"""/ban/ky: the reporting periods; who owes what in one, its days on a line, closing and opening."""

from functools import partial
from typing import Any, Final, Literal

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cchc_scheduler.actions.close_period import OfPeriod, close_period, reopen_period
from cchc_scheduler.actions.read_period import read_period, read_periods
from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.core.errors import BadInput, Conflict, NotFound
from cchc_scheduler.core.submissions import LONGEST_NOTE, text_problems
from cchc_scheduler.documents.list_tables import ListTable
from cchc_scheduler.documents.period_facts import PeriodShown
from cchc_scheduler.documents.period_tables import COLUMNS, period_table
from cchc_scheduler.web.signed_in.door import Door
from cchc_scheduler.web.signed_in.forms import kept, texts_of, with_markings
from cchc_scheduler.web.signed_in.listing import export_routes, listed
from cchc_scheduler.words import Access

PATH: Final = "/ban/ky"
ONE: Final = f"{PATH}/{{period}}"
LOOKING: Final[tuple[Access, ...]] = ("coordinator", "leader")
Turn = Literal["dong", "mo-lai"]
TURNS: Final[tuple[Turn, ...]] = ("dong", "mo-lai")


class PeriodPages:
    """The list of periods, the page of one, and its two forms; leaders only look."""

    def __init__(self, door: Door) -> None:
        """Work with the door."""
        self._door: Final = door
        door.listed(PATH, "Kỳ báo cáo", *LOOKING)

    def routes(self) -> list[Route]:
        """Return the routes of these pages; the forms stand before the page of a unit."""
        forms: list[Route] = []
        for turn in TURNS:
            path = f"{ONE}/{turn}"
            forms.append(self._door.shown(path, partial(self._ask, turn), "coordinator"))
            forms.append(self._door.taken(path, partial(self._turn, turn), "coordinator"))
        return [
            self._door.shown(PATH, self._list, *LOOKING),
            *export_routes(self._door, ONE, self._table, *LOOKING),
            self._door.shown(ONE, self._show, *LOOKING),
            *forms,
        ]

    async def _list(self, request: Request, who: SignedIn) -> Response:
        lines = await self._door.at_desk(read_periods)
        return await self._door.show(request, who, "signed-in/periods.html", lines=lines)

    async def _show(self, request: Request, who: SignedIn) -> Response:
        shown = await self._read(request, who)
        if shown is None:
            return await nothing_here(self._door, request, who)
        table = listed(request, period_table(shown))
        facts: dict[str, Any] = {"shown": shown, "list": table, "path": f"{PATH}/{shown.period}"}
        facts["may_close"] = "coordinator" in who.access
        return await self._door.show(request, who, "signed-in/period.html", **facts)

    async def _table(self, request: Request, who: SignedIn) -> ListTable:
        shown = await self._read(request, who)
        if shown is None:
            return ListTable("ky", "Kỳ báo cáo", COLUMNS, ())
        return period_table(shown)

    async def _read(self, request: Request, who: SignedIn) -> PeriodShown | None:
        return await read_shown(self._door, request, who)

    async def _ask(self, turn: Turn, request: Request, who: SignedIn) -> Response:
        return await self._form(turn, (request, who), {"reason": ""}, {})

    async def _turn(self, turn: Turn, request: Request, who: SignedIn) -> Response:
        texts = await texts_of(request, ("reason",))
        found = text_problems("reason", texts["reason"], LONGEST_NOTE, needed=True)
        problems = with_markings(texts, {each.field: each.problem for each in found})
        if problems:
            return await self._form(turn, (request, who), kept(texts, problems), problems, 422)
        period = str(request.path_params["period"])
        told = OfPeriod(period, who.name, texts["reason"])
        try:
            await self._door.site.ask(lambda: self._do(turn, told))
        except (BadInput, Conflict):
            return await self._form(turn, (request, who), texts, {"reason": "moved"}, 409)
        return self._door.done(f"{PATH}/{period}", "closed" if turn == "dong" else "reopened")

    def _do(self, turn: Turn, told: OfPeriod) -> None:
        pieces = self._door.site.pieces
        act = close_period if turn == "dong" else reopen_period
        act(pieces.db, pieces.records, told, pieces.clock.now())

    async def _form(
        self,
        turn: Turn,
        by: tuple[Request, SignedIn],
        texts: dict[str, str],
        problems: dict[str, str],
        status: int = 200,
    ) -> Response:
        request, who = by
        shown = await self._read(request, who)
        if shown is None or shown.main is None:
            return await nothing_here(self._door, request, who)
        facts: dict[str, Any] = {"shown": shown, "turn": turn, "typed": texts, "wrong": problems}
        return await self._door.show(request, who, "signed-in/period-turn.html", status, **facts)


async def read_shown(door: Door, request: Request, who: SignedIn) -> PeriodShown | None:
    """Return the period of a request as this person sees it; None when there is none."""
    period = str(request.path_params["period"])
    for_leaders = "coordinator" not in who.access
    try:
        return await door.at_desk(lambda d: read_period(d, period, for_leaders=for_leaders))
    except NotFound:
        return None


async def nothing_here(door: Door, request: Request, who: SignedIn) -> Response:
    """Return the answer to an address under which nothing is kept."""
    return await door.show(request, who, "signed-in/nothing-here.html", 404)
