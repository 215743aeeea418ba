"""/n/<token>/ban-ky: number and day of the signed paper, after the text for compiling came."""

from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from cchc_scheduler.actions.record_submission import Handed
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.submissions import FieldProblem, Handing, problems_of
from cchc_scheduler.documents.page_facts import DepartmentPage
from cchc_scheduler.web.department import Department
from cchc_scheduler.web.reading import TooLarge, Typed, day_of, is_nonce, new_nonce, typed

FIELDS: Final = ("number", "document_day", "by")


@dataclass(frozen=True, slots=True)
class _Form:
    """The form as it was understood."""

    handing: Handing
    nonce: str
    texts: dict[str, str]
    problems: tuple[FieldProblem, ...]


class SignedPaper:
    """A short form that adds the paper to what was sent; it asks for nothing a second time."""

    def __init__(self, department: Department) -> None:
        """Work with what the pages of a department share."""
        self._department: Final = department
        self._site: Final = department.site
        self._pieces: Final = department.site.pieces

    def routes(self) -> list[Route]:
        """Return the routes of this page."""
        path = "/n/{token}/ban-ky"
        return [
            self._site.route(path, self._department.shown(self._show)),
            self._site.route(path, self._department.sent(self._take), methods=("POST",)),
        ]

    async def _show(self, request: Request, page: DepartmentPage) -> Response:
        return self._page(request, page, dict.fromkeys(FIELDS, ""), ())

    async def _take(self, request: Request, page: DepartmentPage) -> Response:
        try:
            async with typed(request, 0) as found:
                form = self._understand(found)
        except TooLarge:
            problem = FieldProblem("number", "too-long")
            return self._page(request, page, dict.fromkeys(FIELDS, ""), (problem,), 413)
        marked = await self._department.marked(form.texts.values())
        if marked is not None:
            return await self._department.refuse(request, page, marked)
        if form.problems or not page.open:
            return self._page(request, page, form.texts, form.problems, 422)
        try:
            number = await self._record(request, form)
        except NotFound:
            return self._department.no_link()
        except BadInput:
            again = await self._department.read(request)
            return self._page(request, again or page, form.texts, (), 409)
        token = request.path_params["token"]
        return RedirectResponse(f"/n/{token}/bien-nhan/{number}", status_code=303)

    def _understand(self, found: Typed) -> _Form:
        day, wrong = day_of(found.text("document_day"))
        handing = Handing(
            kind="elsewhere",
            by=found.line("by"),
            number=found.line("number") or None,
            document_day=day,
        )
        today = office_date(self._pieces.clock.now())
        problems = [*problems_of(handing, self._pieces.bounds, today)]
        if wrong:
            problems.append(FieldProblem("document_day", "not-a-day"))
        nonce = found.text("nonce")
        return _Form(
            handing,
            nonce if is_nonce(nonce) else new_nonce(),
            {name: found.text(name) for name in FIELDS},
            tuple(problems),
        )

    async def _record(self, request: Request, form: _Form) -> int:
        def handed(subject: str) -> Handed:
            return Handed(
                obligation=subject,
                kind="elsewhere",
                carrier=f"form:{form.nonce}",
                by=form.handing.by,
                recorded_by="unit",
                number=form.handing.number,
                document_day=form.handing.document_day,
            )

        return await self._site.reception.take(str(request.path_params["token"]), handed)

    def _page(
        self,
        request: Request,
        page: DepartmentPage,
        texts: dict[str, str],
        problems: tuple[FieldProblem, ...],
        status: int = 200,
    ) -> Response:
        facts = {
            "page": page,
            "typed": texts,
            "wrong": {each.field: each.problem for each in problems},
            "token": request.path_params["token"],
            "nonce": new_nonce(),
        }
        return self._site.show("hand-in/signed-paper.html", status, **facts)
