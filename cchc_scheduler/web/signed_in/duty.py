"""/ban/hom-nay/viec/...: all about one thing that a unit owes, and what is done about it.

Calls, the reminder that goes earlier, the text for Zalo, recording for a unit, requests, accepting.
"""

from collections.abc import Awaitable, Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cchc_scheduler.actions.close_obligation import Closing, close_obligation
from cchc_scheduler.actions.decide_request import Answer, decide_request
from cchc_scheduler.actions.log_call import Spoken, log_call
from cchc_scheduler.actions.read_duty import Duty, read_duty, read_unit_duties
from cchc_scheduler.actions.record_submission import record_submission
from cchc_scheduler.actions.remind_now import Wish, remind_now
from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.reminding import Reminder
from cchc_scheduler.core.submissions import FieldProblem, Problem
from cchc_scheduler.store import files
from cchc_scheduler.web.reading import TooLarge, typed
from cchc_scheduler.web.signed_in import duty_forms
from cchc_scheduler.web.signed_in.door import Door
from cchc_scheduler.web.signed_in.duty_forms import Filled
from cchc_scheduler.web.signed_in.today import PATH as TODAY

PATH: Final = f"{TODAY}/viec/{{task}}/{{period}}/{{unit}}"
OF_UNIT: Final = f"{TODAY}/don-vi/{{unit}}"
Taken = Callable[[Request, SignedIn, Duty], Awaitable[Response]]


class DutyPage:
    """One page with its forms; each form is a path below it."""

    def __init__(self, door: Door) -> None:
        """Work with the door."""
        self._door: Final = door
        self._pieces: Final = door.site.pieces

    def routes(self) -> list[Route]:
        """Return the routes of this page."""
        forms: dict[str, Taken] = {
            "goi": self._call,
            "nhac": self._remind,
            "ghi": self._record,
            "tra-loi": self._answer,
            "xac-nhan": self._accept,
        }
        return [
            self._door.shown(PATH, self._show, "coordinator"),
            self._door.shown(OF_UNIT, self._show_unit, "coordinator"),
            *(
                self._door.taken(f"{PATH}/{name}", self._of_one(take), "coordinator")
                for name, take in forms.items()
            ),
        ]

    def _of_one(self, take: Taken) -> Callable[[Request, SignedIn], Awaitable[Response]]:
        """Return a form that knows what it is about; nothing is done for what is not there."""

        async def taken(request: Request, who: SignedIn) -> Response:
            duty = await self._duty(request)
            if duty is None:
                return await self._nothing(request, who)
            return await take(request, who, duty)

        return taken

    async def _show(self, request: Request, who: SignedIn) -> Response:
        duty = await self._duty(request)
        if duty is None:
            return await self._nothing(request, who)
        return await self._page(request, who, duty, duty_forms.empty())

    async def _show_unit(self, request: Request, who: SignedIn) -> Response:
        unit = str(request.path_params["unit"])
        rows = await self._door.at_desk(lambda desk: read_unit_duties(desk, unit))
        if not rows:
            return await self._nothing(request, who)
        return await self._door.show(request, who, "signed-in/unit-duties.html", rows=rows)

    async def _page(
        self, request: Request, who: SignedIn, duty: Duty, filled: Filled, status: int = 200
    ) -> Response:
        pages = {each.title: each.path for each in self._door.places if each.access & who.access}
        return await self._door.show(
            request,
            who,
            "signed-in/duty.html",
            status,
            duty=duty,
            form=filled.form,
            typed=filled.texts,
            wrong={each.field: each.problem for each in filled.problems},
            nonce=filled.nonce,
            path=_path(duty),
            pages=pages,
        )

    async def _nothing(self, request: Request, who: SignedIn) -> Response:
        return await self._door.show(request, who, "signed-in/no-duty.html", 404)

    async def _duty(self, request: Request) -> Duty | None:
        name = "/".join(str(request.path_params[part]) for part in ("task", "period", "unit"))
        try:
            return await self._door.at_desk(lambda desk: read_duty(desk, name))
        except NotFound:
            return None

    async def _call(self, request: Request, who: SignedIn, duty: Duty) -> Response:
        now = self._pieces.clock.now()
        async with typed(request, 0) as found:
            filled = duty_forms.of_call(found, now)
        if filled.problems or filled.moment is None:
            return await self._page(request, who, duty, filled, 422)
        spoken = Spoken(
            obligation=duty.row.obligation,
            carrier=f"desk:{filled.nonce}",
            spoke_with=" ".join(filled.texts["spoke_with"].split()),
            words=filled.texts["words"],
            called_at=filled.moment,
            by=who.name,
            rung=duty.telling.rung if duty.telling and filled.texts["proves"] else None,
        )
        pieces = self._pieces
        return await self._try(
            request,
            who,
            (duty, filled, "called"),
            lambda: log_call(pieces.db, pieces.records, pieces.outbox, spoken, now),
        )

    async def _remind(self, _request: Request, who: SignedIn, duty: Duty) -> Response:
        pieces, wish = self._pieces, Wish(duty.row.obligation, who.name)
        now = pieces.clock.now()
        found = await self._door.site.ask(
            lambda: remind_now(pieces.db, pieces.records, pieces.outbox, wish, now)
        )
        return self._door.done(
            _path(duty), "reminding" if isinstance(found, Reminder) else "not-reminding"
        )

    async def _record(self, request: Request, who: SignedIn, duty: Duty) -> Response:
        pieces = self._pieces
        now = pieces.clock.now()
        try:
            async with typed(request, pieces.bounds.largest_file) as found:
                filled = await duty_forms.on_behalf(found, pieces.bounds, now)
        except TooLarge:
            return await self._page(request, who, duty, _too_large(), 413)
        if filled.problems:
            return await self._page(request, who, duty, filled, 422)
        handed = duty_forms.handed_of(filled, duty.row.obligation, who.name, now)

        def record() -> None:
            if filled.file is not None:
                files.keep(pieces.data, [filled.content])
            record_submission(pieces.db, pieces.records, pieces.outbox, handed, now)

        return await self._try(request, who, (duty, filled, "recorded"), record)

    async def _answer(self, request: Request, who: SignedIn, duty: Duty) -> Response:
        async with typed(request, 0) as found:
            filled = duty_forms.of_answer(found)
        choice = filled.texts["choice"]
        if not filled.problems and choice == "grant" and duty.asked and duty.asked.beyond:
            filled = _with_problem(filled, "choice", "beyond")
        if filled.problems:
            return await self._page(request, who, duty, filled, 422)
        pieces, now = self._pieces, self._pieces.clock.now()
        name, texts = duty.row.obligation, filled.texts
        answer = Answer(
            name, choice != "refuse", who.name, texts["document"] or None, texts["reason"] or None
        )
        if choice == "grant":
            answer = Answer(name, granted=True, by=who.name)

        def decide() -> None:
            if choice == "waive":
                closing = Closing(name, "waived", who.name, texts["document"])
                close_obligation(pieces.db, pieces.records, pieces.outbox, closing, now)
            else:
                decide_request(pieces.db, pieces.records, pieces.outbox, answer, now)

        return await self._try(request, who, (duty, filled, "decided"), decide)

    async def _accept(self, request: Request, who: SignedIn, duty: Duty) -> Response:
        async with typed(request, 0) as found:
            seen = found.text("version")
        filled = Filled("xem", duty_forms.empty().texts, (), "")
        newest = str(duty.came[-1].version) if duty.came else ""
        if seen != newest:
            changed = _with_problem(filled, "version", "changed")
            return await self._page(request, who, duty, changed, 409)
        pieces, now = self._pieces, self._pieces.clock.now()
        closing = Closing(duty.row.obligation, "accepted", who.name)
        return await self._try(
            request,
            who,
            (duty, filled, "accepted"),
            lambda: close_obligation(pieces.db, pieces.records, pieces.outbox, closing, now),
        )

    async def _try(
        self,
        request: Request,
        who: SignedIn,
        about: tuple[Duty, Filled, str],
        act: Callable[[], object],
    ) -> Response:
        """Do it; what has moved on meanwhile is shown anew, with what was typed."""
        duty, filled, word = about
        try:
            await self._door.site.ask(act)
        except BadInput:
            again = await self._duty(request) or duty
            moved = _with_problem(filled, "state", "changed")
            return await self._page(request, who, again, moved, 409)
        return self._door.done(_path(duty), word)


def _path(duty: Duty) -> str:
    return f"{TODAY}/viec/{duty.row.obligation}"


def _with_problem(filled: Filled, name: str, problem: Problem) -> Filled:
    return Filled(filled.form, filled.texts, (FieldProblem(name, problem),), filled.nonce)


def _too_large() -> Filled:
    texts = duty_forms.empty().texts | {"kind": "file"}
    return Filled("ghi", texts, (FieldProblem("file", "too-large"),), duty_forms.empty().nonce)
