"""/ban/theo-doi: what units raised and its answers, the ledger of what is watched until done."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cchc_scheduler.actions.following_tables import ledger_table, matters_table
from cchc_scheduler.actions.keep_ledger import close_in_ledger, note_in_ledger, reopen_in_ledger
from cchc_scheduler.actions.raise_matter import answer_matter
from cchc_scheduler.actions.read_following import read_following
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.ledger import Noted, noted_problems, outcome_problems
from cchc_scheduler.core.submissions import LONGEST_NOTE, FieldProblem, text_problems
from cchc_scheduler.documents.list_tables import ListTable
from cchc_scheduler.documents.marked import marked_in
from cchc_scheduler.web.reading import Typed, day_of, is_nonce, new_nonce, typed
from cchc_scheduler.web.signed_in.door import Door
from cchc_scheduler.web.signed_in.listing import export_routes
from cchc_scheduler.words import LEDGER_KINDS

PATH: Final = "/ban/theo-doi"
LEDGER: Final = f"{PATH}/so-theo-doi"
RAISED: Final = f"{PATH}/kien-nghi"
FIELDS: Final = ("kind", "unit", "text", "day", "due", "source", "carrier")
EMPTY: Final = dict.fromkeys((*FIELDS, "answer", "outcome", "number"), "")
Wrong = dict[str, str]


class FollowingPage:
    """Answers a matter, notes and closes an entry; each form once, however often it is sent."""

    def __init__(self, door: Door) -> None:
        """Work with the door."""
        self._door: Final = door
        door.listed(PATH, "Theo dõi", "coordinator")

    def routes(self) -> list[Route]:
        """Return the routes of this page."""
        door = self._door
        return [
            door.shown(PATH, self._show, "coordinator"),
            door.taken(RAISED, self._answer, "coordinator"),
            door.taken(LEDGER, self._note, "coordinator"),
            door.taken(f"{LEDGER}/{{number:int}}", self._close, "coordinator"),
            *export_routes(door, LEDGER, self._ledger_table, "coordinator"),
            *export_routes(door, RAISED, self._matters_table, "coordinator"),
        ]

    async def _show(self, request: Request, who: SignedIn) -> Response:
        return await self._page(request, who, EMPTY, {})

    async def _answer(self, request: Request, who: SignedIn) -> Response:
        texts = await _texts(request, ("number", "answer"))
        wrong = _problems(text_problems("answer", texts["answer"], LONGEST_NOTE, needed=True))
        if marked_in([texts["answer"]]) is not None:
            texts, wrong = {**texts, "answer": ""}, {"answer": "locked"}
        number = int(texts["number"]) if texts["number"].isdecimal() else 0
        if wrong:
            return await self._page(request, who, texts, wrong, 422)
        pieces, now = self._door.site.pieces, self._door.site.pieces.clock.now()
        try:
            await self._door.site.ask(
                lambda: answer_matter(pieces.db, number, texts["answer"], who.name, now)
            )
        except (BadInput, NotFound):
            return await self._page(request, who, texts, {"answer": "ended"}, 409)
        return self._door.done(PATH, "answered")

    async def _note(self, request: Request, who: SignedIn) -> Response:
        texts = await _texts(request, FIELDS)
        noted, wrong = self._understand(texts)
        if marked_in([texts["text"], texts["source"]]) is not None:
            texts, wrong = {**texts, "text": "", "source": ""}, {"text": "locked"}
        if noted is None or wrong:
            return await self._page(request, who, texts, wrong, 422)
        pieces, now = self._door.site.pieces, self._door.site.pieces.clock.now()
        told = (noted, texts["carrier"], who.name)
        try:
            await self._door.site.ask(lambda: note_in_ledger(pieces.db, pieces.records, told, now))
        except BadInput:
            return await self._page(request, who, texts, {"unit": "missing"}, 422)
        return self._door.done(PATH, "noted")

    def _understand(self, texts: dict[str, str]) -> tuple[Noted | None, Wrong]:
        today = office_date(self._door.site.pieces.clock.now())
        kind = next((each for each in LEDGER_KINDS if each == texts["kind"]), None)
        day, no_day = day_of(texts["day"])
        due, no_due = day_of(texts["due"])
        wrong: Wrong = {} if kind else {"kind": "missing"}
        if day is None:
            wrong["day"] = "not-a-day" if no_day else "missing"
        if no_due:
            wrong["due"] = "not-a-day"
        if not (is_nonce(texts["carrier"]) or texts["carrier"].startswith("weakness ")):
            wrong["kind"] = "missing"
        noted = Noted(
            kind or "weakness",
            texts["unit"],
            texts["text"],
            day or date.min,
            due,
            texts["source"],
        )
        units = frozenset([texts["unit"]])  # the action knows which units there are
        return noted, {**_problems(noted_problems(noted, units, today)), **wrong}

    async def _close(self, request: Request, who: SignedIn) -> Response:
        texts = await _texts(request, ("do", "outcome"))
        number = int(request.path_params["number"])
        wrong = _problems(outcome_problems(texts["outcome"])) if texts["do"] == "close" else {}
        if marked_in([texts["outcome"]]) is not None:
            texts, wrong = {**texts, "outcome": ""}, {"outcome": "locked"}
        if wrong:
            told = {**texts, "number": str(number)}
            return await self._page(request, who, told, wrong, 422)
        try:
            await self._door.site.ask(lambda: self._settle(number, texts, who.name))
        except NotFound:
            return await self._page(request, who, EMPTY, {"outcome": "ended"}, 404)
        return self._door.done(PATH, "closed" if texts["do"] == "close" else "reopened")

    def _settle(self, number: int, texts: dict[str, str], by: str) -> None:
        pieces = self._door.site.pieces
        now = pieces.clock.now()
        if texts["do"] == "close":
            close_in_ledger(pieces.db, number, texts["outcome"], by, now)
        else:
            reopen_in_ledger(pieces.db, number, by, now)

    async def _ledger_table(self, _request: Request, _who: SignedIn) -> ListTable:
        return await self._door.at_desk(lambda desk: ledger_table(read_following(desk)))

    async def _matters_table(self, _request: Request, _who: SignedIn) -> ListTable:
        return await self._door.at_desk(lambda desk: matters_table(read_following(desk)))

    async def _page(
        self,
        request: Request,
        who: SignedIn,
        texts: dict[str, str],
        wrong: Wrong,
        status: int = 200,
    ) -> Response:
        page = await self._door.at_desk(read_following)
        facts = {
            "page": page,
            "typed": {**EMPTY, **texts},
            "wrong": wrong,
            "carrier": texts.get("carrier") or new_nonce(),
        }
        return await self._door.show(request, who, "signed-in/following.html", status, **facts)


async def _texts(request: Request, names: tuple[str, ...]) -> dict[str, str]:
    async with typed(request, 0) as found:
        form: Typed = found
        return {name: form.text(name) for name in names}


def _problems(found: Iterable[FieldProblem]) -> Wrong:
    return {each.field: each.problem for each in found}
