"""/n/<token>: what one unit owes, and the form by which it hands in. GET changes nothing."""

import hashlib
from dataclasses import dataclass, field
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from cchc_scheduler.actions.filled_reports import Filled, filled_facts
from cchc_scheduler.actions.record_submission import Handed
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.submissions import FieldProblem, HandedFile, Handing, problems_of
from cchc_scheduler.documents.marked import NamedContent
from cchc_scheduler.documents.page_facts import DepartmentPage
from cchc_scheduler.mail.attachments import safe_name, type_of
from cchc_scheduler.store import files
from cchc_scheduler.web.department import Department
from cchc_scheduler.web.mailed import Mailed
from cchc_scheduler.web.reading import TooLarge, Typed, day_of, is_nonce, new_nonce, typed
from cchc_scheduler.web.unit_report import UnitReport
from cchc_scheduler.words import SUBMISSION_KINDS, SubmissionKind

# A type counts only when the content itself shows it, never because a browser said so.
UNKNOWN_TYPE: Final = "application/octet-stream"
# What of a form stands on the page again when something is wrong with it.
FIELDS: Final = ("kind", "by", "link", "number", "document_day", "note", "declared")


@dataclass(frozen=True, slots=True)
class _Form:
    """A form as it was understood."""

    handing: Handing
    content: bytes
    nonce: str
    problems: tuple[FieldProblem, ...]
    texts: dict[str, str] = field(default_factory=dict)


class HandIn:
    """The page, its form, and the receipt."""

    def __init__(self, department: Department, reports: UnitReport, mailed: Mailed) -> None:
        """Work with what the pages of a department share.

        `reports` reads filled-in forms, `mailed` what came by mail.
        """
        self._department: Final = department
        self._reports: Final = reports
        self._mailed: Final = mailed
        self._site: Final = department.site
        self._pieces: Final = department.site.pieces

    def routes(self) -> list[Route]:
        """Return the routes of this page."""
        return [
            self._site.route(
                "/n/{token}", self._department.handed_in(self._take), methods=("POST",)
            ),
            self._site.route("/n/{token}", self._department.shown(self._show)),
            self._site.route(
                "/n/{token}/bien-nhan/{number:int}", self._department.shown(self._receipt)
            ),
        ]

    async def _show(self, request: Request, page: DepartmentPage) -> Response:
        shown = await self._mailed.with_mail(request, page)
        return self._page(shown, request, texts=dict.fromkeys(FIELDS, ""), problems=())

    async def _take(self, request: Request) -> Response:
        try:
            async with typed(request, self._pieces.bounds.largest_file) as found:
                form = await self._understand(found)
        except TooLarge:
            texts = dict.fromkeys(FIELDS, "") | {"kind": "file"}
            return await self._again(request, texts, (FieldProblem("file", "too-large"),), 413)
        marked = await self._department.marked(form.texts.values(), _named(form))
        if marked is not None:
            page = await self._department.page_of(request)
            return await self._department.refuse(request, page, marked)
        if form.problems:
            return await self._again(request, form.texts, form.problems, 422)
        return await self._record(request, form)

    async def _record(self, request: Request, form: _Form) -> Response:
        token = str(request.path_params["token"])
        file, report = form.handing.file, None
        try:
            if file is not None:
                report = await self._reports.filled_in(request, form.content, file.type)
                await self._site.ask(lambda: files.keep(self._pieces.data, [form.content]))
            number = await self._site.reception.take(
                token, lambda subject: _handed(subject, form, report)
            )
        except BadInput:
            return await self._again(request, form.texts, (), 409)
        return RedirectResponse(f"/n/{token}/bien-nhan/{number}", status_code=303)

    async def _again(
        self,
        request: Request,
        texts: dict[str, str],
        problems: tuple[FieldProblem, ...],
        status: int,
    ) -> Response:
        """Return the page with what was typed and what is wrong; a closed one takes nothing."""
        page = await self._department.page_of(request)
        return self._page(page, request, texts, problems, status if page.open else 422)

    async def _receipt(self, request: Request, page: DepartmentPage) -> Response:
        number = request.path_params["number"]
        handed = next((each for each in page.handed_in if each.number == number), None)
        if handed is None:
            return self._department.no_link()
        token = request.path_params["token"]
        filled = await self._site.ask(
            lambda: self._department.at_desk(lambda desk: filled_facts(desk.connection, number))
        )
        facts = {"page": page, "handed": handed, "token": token, "filled": filled}
        return self._site.show("hand-in/receipt.html", **facts)

    def _page(
        self,
        page: DepartmentPage,
        request: Request,
        texts: dict[str, str],
        problems: tuple[FieldProblem, ...],
        status: int = 200,
    ) -> Response:
        wrong = {each.field: each.problem for each in problems}
        token = request.path_params["token"]
        nonce = new_nonce()
        form = page.periodic and self._reports.offered
        facts = {"page": page, "typed": texts, "wrong": wrong, "token": token, "nonce": nonce}
        return self._site.show("hand-in/page.html", status, **facts, form=form)

    async def _understand(self, found: Typed) -> _Form:
        content = await found.file.read() if found.file else b""
        texts = {name: found.text(name) for name in FIELDS}
        kind = _kind(texts["kind"])
        day, day_problem = day_of(texts["document_day"])
        handing = Handing(
            kind=kind or "file",
            by=found.line("by"),
            link=texts["link"] or None,
            file=_file(found, content) if kind == "file" else None,
            number=found.line("number") or None,
            document_day=day,
            note=texts["note"] or None,
        )
        problems = list(
            problems_of(handing, self._pieces.bounds, office_date(self._pieces.clock.now()))
        )
        if kind is None:
            problems = [FieldProblem("kind", "missing"), *(p for p in problems if p.field == "by")]
        if day_problem and kind == "elsewhere":
            problems.append(FieldProblem("document_day", "not-a-day"))
        if texts["declared"] != "yes":
            problems.append(FieldProblem("declared", "undeclared"))
        nonce = found.text("nonce")
        return _Form(
            handing, content, nonce if is_nonce(nonce) else new_nonce(), tuple(problems), texts
        )


def _handed(subject: str, form: _Form, report: Filled | None) -> Handed:
    handing, file = form.handing, form.handing.file
    return Handed(
        obligation=subject,
        kind=handing.kind,
        carrier=f"form:{form.nonce}",
        by=handing.by,
        recorded_by="unit",
        link=handing.link,
        file_name=file.name if file else None,
        file_size=file.size if file else None,
        file_sha256=file.sha256 if file else None,
        file_type=file.type if file else None,
        number=handing.number,
        document_day=handing.document_day,
        note=handing.note,
        report=report,
    )


def _named(form: _Form) -> NamedContent | None:
    file = form.handing.file
    return NamedContent(file.name, file.type, form.content) if file else None


def _kind(asked: str) -> SubmissionKind | None:
    return next((kind for kind in SUBMISSION_KINDS if kind == asked), None)


def _file(found: Typed, content: bytes) -> HandedFile | None:
    if found.file is None:
        return None
    return HandedFile(
        name=safe_name(found.file.filename or ""),
        type=type_of(content, UNKNOWN_TYPE),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
