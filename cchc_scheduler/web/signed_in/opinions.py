"""/ban/gop-y: the register of opinions of organisations that follow the work, and the answers."""

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cchc_scheduler.actions.give_opinion import answer_opinion, opinion_problems
from cchc_scheduler.actions.read_supervision import OpinionShown, opinions_table, read_opinions
from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.documents.list_tables import ListTable
from cchc_scheduler.web.signed_in.door import Door
from cchc_scheduler.web.signed_in.forms import kept, texts_of, with_markings
from cchc_scheduler.web.signed_in.listing import export_routes, listed
from cchc_scheduler.web.signed_in.periods import nothing_here
from cchc_scheduler.words import Access

PATH: Final = "/ban/gop-y"
LOOKING: Final[tuple[Access, ...]] = ("coordinator", "leader")


class OpinionsPage:
    """The register; the coordinator answers, leaders look."""

    def __init__(self, door: Door) -> None:
        """Work with the door."""
        self._door: Final = door
        door.listed(PATH, "Ý kiến giám sát", *LOOKING)

    def routes(self) -> list[Route]:
        """Return the routes of this page."""
        return [
            self._door.shown(PATH, self._show, *LOOKING),
            *export_routes(self._door, PATH, self._table, *LOOKING),
            self._door.shown(f"{PATH}/{{number}}", self._one, *LOOKING),
            self._door.taken(f"{PATH}/{{number}}", self._answer, "coordinator"),
        ]

    async def _show(self, request: Request, who: SignedIn) -> Response:
        shown = await self._door.at_desk(read_opinions)
        facts: dict[str, Any] = {
            "waiting": [each for each in shown if each.answer is None],
            "list": listed(request, opinions_table(shown)),
            "path": PATH,
        }
        return await self._door.show(request, who, "signed-in/opinions.html", **facts)

    async def _table(self, _request: Request, _who: SignedIn) -> ListTable:
        return opinions_table(await self._door.at_desk(read_opinions))

    async def _one(self, request: Request, who: SignedIn) -> Response:
        found = await self._found(request)
        if found is None:
            return await nothing_here(self._door, request, who)
        return await self._page((request, who), found, found.answer or "", {})

    async def _answer(self, request: Request, who: SignedIn) -> Response:
        found = await self._found(request)
        if found is None:
            return await nothing_here(self._door, request, who)
        texts = await texts_of(request, ("answer",))
        wrong = {e.field: str(e.problem) for e in opinion_problems(texts["answer"], "answer")}
        problems = with_markings(texts, wrong)
        if problems:
            typed = kept(texts, problems)["answer"]
            return await self._page((request, who), found, typed, problems, 422)
        pieces = self._door.site.pieces
        told, now = (found.number, texts["answer"]), pieces.clock.now()
        await self._door.site.ask(lambda: answer_opinion(pieces.db, told, who.name, now))
        return self._door.done(PATH, "answered")

    async def _found(self, request: Request) -> OpinionShown | None:
        number = str(request.path_params["number"])
        shown = await self._door.at_desk(read_opinions)
        return next((each for each in shown if str(each.number) == number), None)

    async def _page(
        self,
        by: tuple[Request, SignedIn],
        found: OpinionShown,
        typed: str,
        problems: dict[str, str],
        status: int = 200,
    ) -> Response:
        request, who = by
        facts: dict[str, Any] = {"opinion": found, "typed": typed, "wrong": problems}
        facts["may_answer"] = "coordinator" in who.access
        return await self._door.show(request, who, "signed-in/opinion.html", status, **facts)
