"""/ban/bao-cao-nhan/<number>/tra-lai: a report goes back for completion.

What is typed is checked, then the letter is shown as the unit gets it, then it is sent.
"""

from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cchc_scheduler.actions.preview_return import preview_return
from cchc_scheduler.actions.return_submission import Return, return_submission
from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.returns import Asked, return_problems
from cchc_scheduler.core.submissions import FieldProblem
from cchc_scheduler.documents.marked import marked_in
from cchc_scheduler.documents.submission_page import SubmissionPage
from cchc_scheduler.web.reading import TooLarge, Typed, day_of, typed
from cchc_scheduler.web.signed_in.door import Door, Facts
from cchc_scheduler.web.signed_in.submissions import ONE, PATH, SubmissionPages

FIELDS: Final = ("comment", "until", "kind")
EMPTY: Final = dict.fromkeys(FIELDS, "")
USABLE: Final = {"formal": True, "unusable": False}


@dataclass(frozen=True, slots=True)
class _Form:
    """What was typed, what it means, what is wrong with it, and which button was pressed."""

    texts: dict[str, str]
    asked: Asked | None = None
    problems: tuple[FieldProblem, ...] = ()
    step: str = ""


class ReturningPage:
    """The form of a return with its preview; nothing is recorded before the letter was shown."""

    def __init__(self, door: Door, submissions: SubmissionPages) -> None:
        """Work with the door and with what reads a submission."""
        self._door: Final = door
        self._submissions: Final = submissions

    def routes(self) -> list[Route]:
        """Return the routes of this page."""
        path = f"{ONE}/tra-lai"
        return [
            self._door.shown(path, self._ask, "coordinator"),
            self._door.taken(path, self._take, "coordinator"),
        ]

    async def _ask(self, request: Request, who: SignedIn) -> Response:
        page = await self._submissions.read(request)
        if page is None:
            return await self._submissions.unknown(request, who)
        return await self._form(request, who, page, _Form(EMPTY))

    async def _take(self, request: Request, who: SignedIn) -> Response:
        page = await self._submissions.read(request)
        if page is None:
            return await self._submissions.unknown(request, who)
        form = await _read(request, page)
        if page.state == "returned" and page.newest:
            return self._door.done(f"{PATH}/{page.number}", "returned")
        if not page.may_return or form.problems or form.asked is None or form.step == "change":
            return await self._form(request, who, page, form)
        back = _back(page, form.asked, who)
        if form.step != "send":
            return await self._preview(request, who, (page, form), back)
        return await self._sent(request, who, (page, form), back)

    async def _sent(
        self, request: Request, who: SignedIn, typed_in: tuple[SubmissionPage, _Form], back: Return
    ) -> Response:
        page, form = typed_in
        problems = await self._send(back)
        if problems:
            return await self._form(request, who, page, replace(form, problems=problems))
        return self._door.done(f"{PATH}/{page.number}", "returned")

    async def _send(self, back: Return) -> tuple[FieldProblem, ...]:
        pieces = self._door.site.pieces
        now = pieces.clock.now()
        doing = partial(return_submission, pieces.db, pieces.records, pieces.outbox, back, now)
        try:
            await self._door.site.ask(doing)
        except BadInput:
            return (FieldProblem("comment", "ended"),)
        return ()

    async def _preview(
        self, request: Request, who: SignedIn, typed_in: tuple[SubmissionPage, _Form], back: Return
    ) -> Response:
        page, form = typed_in
        letter = await self._door.at_desk(lambda desk: preview_return(desk, back))
        facts: Facts = {"page": page, "typed": form.texts, "letter": letter, "path": PATH}
        return await self._door.show(request, who, "signed-in/return-letter.html", **facts)

    async def _form(
        self, request: Request, who: SignedIn, page: SubmissionPage, form: _Form
    ) -> Response:
        status = 422 if form.problems else 200 if page.may_return else 409
        facts: Facts = {
            "page": page,
            "typed": form.texts,
            "wrong": {each.field: each.problem for each in form.problems},
            "path": PATH,
        }
        return await self._door.show(request, who, "signed-in/returning.html", status, **facts)


async def _read(request: Request, page: SubmissionPage) -> _Form:
    try:
        async with typed(request, 0) as found:
            return _understood(found, page)
    except TooLarge:
        return _Form(EMPTY, problems=(FieldProblem("comment", "too-long"),))


def _understood(found: Typed, page: SubmissionPage) -> _Form:
    texts = {name: found.text(name) for name in FIELDS}
    day, no_day = day_of(texts["until"])
    asked = Asked(texts["comment"], day, USABLE.get(texts["kind"]), no_day=no_day)
    problems = return_problems(asked, page.today, page.latest_return)
    if marked_in([texts["comment"]]) is not None:
        # A marking is told, never shown again.
        texts["comment"] = ""
        problems = (FieldProblem("comment", "locked"), *problems)
    return _Form(texts, asked, problems, found.text("step"))


def _back(page: SubmissionPage, asked: Asked, who: SignedIn) -> Return:
    until = asked.until or page.latest_return
    usable = bool(asked.usable)
    return Return(page.obligation, until, asked.comment, usable=usable, by=who.name)
