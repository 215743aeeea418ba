"""What a unit raises on pages of its own: difficulties, its row of the table, another receiver."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from cchc_scheduler.actions.raise_matter import Raised, raise_matter
from cchc_scheduler.actions.read_unit import matters_of, own_row
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.matters import Raising, matter_problems
from cchc_scheduler.core.submissions import FieldProblem
from cchc_scheduler.documents.page_facts import DepartmentPage
from cchc_scheduler.web.department import Department
from cchc_scheduler.web.reading import TooLarge, Typed, is_nonce, new_nonce, typed
from cchc_scheduler.words import MatterKind


@dataclass(frozen=True, slots=True)
class MatterForm:
    """One page: its path below the unit's own, its template, its fields and what it may raise.

    `row` tells whether the page shows the unit's row of the timeliness table.
    """

    path: str
    template: str
    fields: tuple[str, ...]
    kinds: tuple[MatterKind, ...]
    row: bool = False


FORMS: Final = (
    MatterForm(
        "vuong-mac",
        "hand-in/difficulty.html",
        ("kind", "text", "by"),
        ("difficulty", "plan-change"),
    ),
    MatterForm(
        "theo-doi",
        "hand-in/own-row.html",
        ("kind", "text", "by"),
        ("row-right", "row-wrong"),
        row=True,
    ),
    MatterForm(
        "doi-nguoi-nhan",
        "hand-in/hand-over.html",
        ("person", "address", "text", "by"),
        ("hand-over",),
    ),
)


class MatterPage:
    """The page of one form: what was raised before with its answers, and the form."""

    def __init__(self, department: Department, form: MatterForm) -> None:
        """Work with what the pages of a department share."""
        self._department: Final = department
        self._site: Final = department.site
        self._pieces: Final = department.site.pieces
        self._form: Final = form

    def routes(self) -> list[Route]:
        """Return the routes of this page."""
        path = f"/n/{{token}}/{self._form.path}"
        return [
            self._site.route(path, self._department.shown(self._show)),
            self._site.route(path, self._department.sent(self._take), methods=("POST",)),
        ]

    async def _show(self, request: Request, page: DepartmentPage) -> Response:
        return await self._page(request, page, dict.fromkeys(self._form.fields, ""), ())

    async def _take(self, request: Request, page: DepartmentPage) -> Response:
        empty = dict.fromkeys(self._form.fields, "")
        try:
            async with typed(request, 0) as found:
                texts = {name: found.text(name) for name in self._form.fields}
                raising, problems = self._understand(found)
                nonce = found.text("nonce")
        except TooLarge:
            problem = FieldProblem("text", "too-long")
            return await self._page(request, page, empty, (problem,), 413)
        marked = await self._department.marked(texts.values())
        if marked is not None:
            return await self._department.refuse(request, page, marked)
        if raising is None or problems:
            return await self._page(request, page, texts, problems, 422)
        try:
            await self._site.ask(lambda: self._record(request, raising, nonce))
        except BadInput:
            problem = FieldProblem("kind", "missing")
            return await self._page(request, page, texts, (problem,), 409)
        token = request.path_params["token"]
        return RedirectResponse(f"/n/{token}/{self._form.path}", status_code=303)

    def _understand(self, found: Typed) -> tuple[Raising | None, tuple[FieldProblem, ...]]:
        kinds = self._form.kinds
        asked = found.text("kind") if len(kinds) > 1 else kinds[0]
        kind = next((each for each in kinds if each == asked), None)
        takes_person = kind == "hand-over"
        raising = Raising(
            kind=kind or kinds[0],
            text=found.text("text"),
            by=found.line("by"),
            person=found.line("person") if takes_person else None,
            address=found.line("address") if takes_person else None,
        )
        problems = matter_problems(raising)
        if kind is None:
            return None, (FieldProblem("kind", "missing"), *problems)
        return raising, problems

    def _record(self, request: Request, raising: Raising, nonce: str) -> None:
        pieces = self._pieces
        obligation = self._department.subject_of(request) or ""
        now = pieces.clock.now()
        carrier = f"form:{nonce if is_nonce(nonce) else new_nonce()}"
        raised = Raised(obligation, carrier, self._frozen(obligation, raising))
        raise_matter(pieces.db, pieces.records, pieces.outbox, raised, now)

    def _frozen(self, obligation: str, raising: Raising) -> Raising:
        """Return what is recorded: a confirmation keeps the words that it confirms."""
        if raising.kind != "row-right":
            return raising
        words = self._department.at_desk(lambda desk: own_row(desk, obligation).words)
        if not words:
            raise BadInput("Nothing complete came yet; there is no row to confirm.")
        return Raising("row-right", words, raising.by)

    async def _page(
        self,
        request: Request,
        page: DepartmentPage,
        texts: Mapping[str, str],
        problems: tuple[FieldProblem, ...],
        status: int = 200,
    ) -> Response:
        facts = await self._site.ask(lambda: self._facts(request))
        shared = {
            "page": page,
            "typed": texts,
            "wrong": {each.field: each.problem for each in problems},
            "token": request.path_params["token"],
            "nonce": new_nonce(),
        }
        return self._site.show(self._form.template, status, **shared, **facts)

    def _facts(self, request: Request) -> dict[str, Any]:
        obligation = self._department.subject_of(request) or ""

        def read(desk: Any) -> dict[str, Any]:
            raised = matters_of(desk, obligation, self._form.kinds)
            row = own_row(desk, obligation) if self._form.row else None
            return {"raised": raised, "row": row}

        return self._department.at_desk(read)
