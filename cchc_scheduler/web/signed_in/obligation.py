"""/ban/ky/<period>/<unit>: all that is known of one obligation, and what may be decided about it.

Each form is shown again as what it would do, with a button, before anything is done.
"""

from datetime import date
from functools import partial
from typing import Any, Final, Literal

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cchc_scheduler.actions.close_obligation import Closing, close_obligation
from cchc_scheduler.actions.decide_request import Answer, decide_request
from cchc_scheduler.actions.read_obligation import read_obligation
from cchc_scheduler.actions.steer_level import Word, steer_level
from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.core.errors import BadInput, Conflict, NotFound
from cchc_scheduler.core.submissions import LONGEST_NAME, LONGEST_NOTE, text_problems
from cchc_scheduler.documents.obligation_facts import ObligationShown
from cchc_scheduler.web.signed_in.door import Door
from cchc_scheduler.web.signed_in.forms import kept, later_day, texts_of, with_markings
from cchc_scheduler.web.signed_in.periods import LOOKING, ONE, nothing_here

Deed = Literal["tra-loi", "lui", "mien"]
DEEDS: Final[tuple[Deed, ...]] = ("tra-loi", "lui", "mien")
FIELDS: Final = ("task", "decision", "document", "reason", "until", "confirm")
DECISIONS: Final = ("later", "document", "refuse")
DONE: Final[dict[Deed, str]] = {"tra-loi": "answered", "lui": "postponed", "mien": "waived"}
NOTHING: Final[dict[str, str]] = dict.fromkeys(FIELDS, "")
UNIT: Final = f"{ONE}/{{unit}}"


class ObligationPage:
    """The page of one unit in one period; only the coordinator decides here."""

    def __init__(self, door: Door) -> None:
        """Work with the door."""
        self._door: Final = door

    def routes(self) -> list[Route]:
        """Return the routes of this page."""
        forms = [
            self._door.taken(f"{UNIT}/{deed}", partial(self._take, deed), "coordinator")
            for deed in DEEDS
        ]
        return [self._door.shown(UNIT, self._show, *LOOKING), *forms]

    async def _show(self, request: Request, who: SignedIn) -> Response:
        shown = await self._read(request, who, request.query_params.get("viec", ""))
        if shown is None:
            return await nothing_here(self._door, request, who)
        return await self._page((request, who), shown, NOTHING, {})

    async def _take(self, deed: Deed, request: Request, who: SignedIn) -> Response:
        texts = await texts_of(request, FIELDS)
        shown = await self._read(request, who, texts["task"])
        if shown is None:
            return await nothing_here(self._door, request, who)
        problems = with_markings(texts, _problems(deed, texts, shown))
        if problems:
            again = kept(texts, problems)
            return await self._page((request, who), shown, again, problems, 422)
        if texts["confirm"] != "yes":
            facts = {"shown": shown, "deed": deed, "typed": texts, "day": _day(texts)}
            return await self._confirm(request, who, facts)
        try:
            await self._door.site.ask(lambda: self._do(deed, shown, texts, who))
        except (BadInput, Conflict):
            return await self._page((request, who), shown, texts, {"state": "moved"}, 409)
        path = f"/ban/ky/{request.path_params['period']}/{shown.unit}"
        return self._door.done(path, DONE[deed], viec=shown.task)

    async def _confirm(self, request: Request, who: SignedIn, facts: dict[str, Any]) -> Response:
        template, period = "signed-in/obligation-confirm.html", request.path_params["period"]
        return await self._door.show(request, who, template, period=period, **facts)

    def _do(self, deed: Deed, shown: ObligationShown, texts: dict[str, str], who: SignedIn) -> None:
        pieces = self._door.site.pieces
        parts, now = (pieces.db, pieces.records, pieces.outbox), pieces.clock.now()
        key, by = shown.obligation, who.name
        if deed == "mien":
            close_obligation(*parts, Closing(key, "waived", by, texts["document"]), now)
        elif deed == "lui":
            steer_level(*parts, Word(key, "postponed", by, _day(texts), texts["reason"]), now)
        else:
            granted = texts["decision"] != "refuse"
            document = texts["document"] if texts["decision"] == "document" else None
            reason = None if granted else texts["reason"]
            decide_request(*parts, Answer(key, granted, by, document, reason), now)

    async def _read(self, request: Request, who: SignedIn, task: str) -> ObligationShown | None:
        period, unit = (str(request.path_params[name]) for name in ("period", "unit"))
        for_leaders = "coordinator" not in who.access
        try:
            return await self._door.at_desk(
                lambda desk: read_obligation(desk, period, (unit, task), for_leaders=for_leaders)
            )
        except NotFound:
            return None

    async def _page(
        self,
        by: tuple[Request, SignedIn],
        shown: ObligationShown,
        texts: dict[str, str],
        problems: dict[str, str],
        status: int = 200,
    ) -> Response:
        request, who = by
        facts: dict[str, Any] = {"shown": shown, "typed": texts, "wrong": problems}
        facts["period"] = request.path_params["period"]
        facts["may_decide"] = "coordinator" in who.access
        return await self._door.show(request, who, "signed-in/obligation.html", status, **facts)


def _day(texts: dict[str, str]) -> date | None:
    return date.fromisoformat(texts["until"]) if texts["until"] else None


def _problems(deed: Deed, texts: dict[str, str], shown: ObligationShown) -> dict[str, str]:
    """Return what is wrong with a form, field by field."""
    if deed == "mien":
        return _wanted(texts, "document") if shown.may_waive else {"state": "moved"}
    if deed == "lui":
        if not shown.may_postpone:
            return {"state": "moved"}
        _, day = later_day(texts["until"], shown.today)
        return {**({"until": day} if day else {}), **_wanted(texts, "reason")}
    return _answer_problems(texts, shown)


def _answer_problems(texts: dict[str, str], shown: ObligationShown) -> dict[str, str]:
    decision, pending = texts["decision"], shown.pending
    if pending is None:
        return {"state": "moved"}
    if decision not in DECISIONS:
        return {"decision": "missing"}
    if decision == "refuse":
        return _wanted(texts, "reason")
    if pending.kind == "not-ours":
        return {"decision": "not-ours"}
    if decision == "document":
        return _wanted(texts, "document")
    return {"decision": "beyond"} if pending.beyond else {}


def _wanted(texts: dict[str, str], field: str) -> dict[str, str]:
    most = LONGEST_NOTE if field == "reason" else LONGEST_NAME
    found = text_problems(field, texts[field], most, needed=True)
    return {each.field: each.problem for each in found}
