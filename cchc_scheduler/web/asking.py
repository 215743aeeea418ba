"""/n/<token>/de-nghi: a unit asks to hand in later, or says that the duty is not its own."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from cchc_scheduler.actions.ask_later import Asked, ask_later
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.submissions import LONGEST_NAME, LONGEST_NOTE, text_problems
from cchc_scheduler.core.submissions import Problem as FieldWrong
from cchc_scheduler.documents.page_facts import DepartmentPage
from cchc_scheduler.web.department import Department
from cchc_scheduler.web.reading import TooLarge, Typed, typed
from cchc_scheduler.words import REQUEST_KINDS, RequestKind

FIELDS: Final = ("kind", "until", "reason", "by")
Problem = FieldWrong | Literal["not-later", "waiting"]


@dataclass(frozen=True, slots=True)
class _Form:
    """A request as it was understood."""

    kind: RequestKind
    until: date | None
    reason: str
    by: str
    problems: dict[str, Problem]


class Asking:
    """The form of a request; an answer comes by letter."""

    def __init__(self, department: Department) -> None:
        """Work with what the pages of a department share."""
        self._department: Final = department
        self._site: Final = department.site
        self._pieces: Final = department.site.pieces

    def routes(self) -> list[Route]:
        """Return the routes of this page."""
        path = "/n/{token}/de-nghi"
        return [
            self._site.route(path, self._department.shown(self._show)),
            self._site.route(path, self._department.sent(self._take), methods=("POST",)),
        ]

    async def _show(self, request: Request, page: DepartmentPage) -> Response:
        return self._form(request, page, dict.fromkeys(FIELDS, ""), {})

    async def _take(self, request: Request, page: DepartmentPage) -> Response:
        try:
            async with typed(request, 0) as found:
                texts = {name: found.text(name) for name in FIELDS}
                form = self._understand(found, page)
        except TooLarge:
            return self._form(request, page, dict.fromkeys(FIELDS, ""), {"reason": "too-long"}, 413)
        marked = await self._department.marked(texts.values())
        if marked is not None:
            return await self._department.refuse(request, page, marked)
        if form.problems:
            return self._form(request, page, texts, form.problems, 422)
        try:
            await self._site.ask(lambda: self._record(request, form))
        except BadInput:
            return self._form(request, page, texts, {"kind": "waiting"}, 409)
        return RedirectResponse(f"/n/{request.path_params['token']}", status_code=303)

    def _record(self, request: Request, form: _Form) -> None:
        pieces = self._pieces
        asked = Asked(
            obligation=self._department.subject_of(request) or "",
            kind=form.kind,
            until=form.until,
            reason=form.reason,
            by=form.by,
        )
        ask_later(pieces.db, pieces.records, pieces.outbox, asked, pieces.clock.now())

    def _understand(self, found: Typed, page: DepartmentPage) -> _Form:
        kind = next((each for each in REQUEST_KINDS if each == found.text("kind")), None)
        until, problem = self._day(found.text("until"), page)
        problems: dict[str, Problem] = {}
        if kind is None:
            problems["kind"] = "missing"
        if page.waiting is not None:
            problems["kind"] = "waiting"
        if page.why_closed == "period":
            problems = {"kind": "ended"}
        if kind == "later-day" and problem is not None:
            problems["until"] = problem
        for name, most in (("reason", LONGEST_NOTE), ("by", LONGEST_NAME)):
            for each in text_problems(name, found.text(name), most, needed=True):
                problems[name] = each.problem
        asked_until = until if kind == "later-day" else None
        return _Form(
            kind or "later-day", asked_until, found.text("reason"), found.line("by"), problems
        )

    def _day(self, text: str, page: DepartmentPage) -> tuple[date | None, Problem | None]:
        if not text:
            return None, "missing"
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return None, "not-a-day"
        if day <= max(office_date(self._pieces.clock.now()), page.last_day):
            return day, "not-later"
        return day, None

    def _form(
        self,
        request: Request,
        page: DepartmentPage,
        texts: dict[str, str],
        problems: dict[str, Problem],
        status: int = 200,
    ) -> Response:
        token = request.path_params["token"]
        facts = {"page": page, "typed": texts, "wrong": problems, "token": token}
        return self._site.show("hand-in/asking.html", status, **facts)
