"""/n/<token>/bao-cao: the unit's report as a form, and the same form as a Word file.

Saved as a draft, or handed in: then the report is made as a Word file and recorded as one.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from cchc_scheduler.actions.filled_reports import Filled
from cchc_scheduler.actions.record_submission import Handed
from cchc_scheduler.actions.report_forms import (
    WORD,
    Draft,
    read_report,
    save_draft,
    taken_from,
    version_answers,
)
from cchc_scheduler.core.answers import (
    NOTHING,
    Answers,
    answer_problems,
    joined,
    tells_something,
    understood,
)
from cchc_scheduler.core.errors import BadInput, Conflict, NotFound
from cchc_scheduler.core.outlines import Outline
from cchc_scheduler.core.submissions import LONGEST_NAME, text_problems
from cchc_scheduler.documents.page_facts import DepartmentPage
from cchc_scheduler.documents.report_facts import ReportFacts, label_of
from cchc_scheduler.mail.attachments import safe_name
from cchc_scheduler.store import files
from cchc_scheduler.web.department import Department
from cchc_scheduler.web.reading import TooLarge, new_nonce, typed
from cchc_scheduler.web.report_typed import TypedReport, typed_report

MOST_FIELDS: Final = 500
# Texts of the largest form the limits of answers allow, in bytes.
LARGEST_FORM: Final = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the form shows beside its facts; `kept` is what a colleague saved meanwhile."""

    by: str = ""
    wrong: dict[str, str] | None = None
    kept: Answers | None = None
    status: int = 200


class UnitReport:
    """The form: shown, saved, handed in, and downloaded as a Word file."""

    def __init__(self, department: Department, outline: Outline | None) -> None:
        """Work with what the pages of a department share; without an outline there is no form."""
        self._department: Final = department
        self._site: Final = department.site
        self._pieces: Final = department.site.pieces
        self._outline: Final = outline

    def routes(self) -> list[Route]:
        """Return the routes of this page."""
        path = "/n/{token}/bao-cao"
        return [
            self._site.route(path, self._department.shown(self._show)),
            self._site.route(path, self._department.sent(self._take), methods=("POST",)),
            self._site.route(f"{path}.docx", self._department.shown(self._send_word)),
        ]

    @property
    def offered(self) -> bool:
        """Whether there is a form at all."""
        return self._outline is not None

    async def filled_in(self, request: Request, content: bytes, file_type: str) -> Filled | None:
        """Return what a file that came holds if it is the form of the link's report."""
        facts = await self._facts(request) if file_type == WORD else None
        if facts is None:
            return None
        return await run_in_threadpool(taken_from, facts, content)

    async def _show(self, request: Request, page: DepartmentPage) -> Response:
        facts = await self._facts(request)
        if facts is None:
            return self._site.show("no-link.html", 404)
        return self._form(request, page, facts, _Shown())

    async def _send_word(self, request: Request, _page: DepartmentPage) -> Response:
        facts = await self._facts(request)
        if facts is None:
            return self._site.show("no-link.html", 404)
        content = await run_in_threadpool(_word_file, facts, self._pieces.clock.now())
        name = quote(_file_name(facts))
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(content, media_type=WORD, headers=headers)

    async def _take(self, request: Request, page: DepartmentPage) -> Response:
        facts = await self._facts(request)
        if facts is None:
            return self._site.show("no-link.html", 404)
        try:
            async with typed(request, LARGEST_FORM, MOST_FIELDS) as found:
                report = typed_report(found, facts.form)
        except TooLarge:
            return self._form(request, page, facts, _Shown(wrong={"form": "too-large"}, status=413))
        texts = [report.by, *(answer.text for answer in report.answers.values())]
        marked = await self._department.marked(texts)
        if marked is not None:
            return await self._department.refuse(request, page, marked)
        return await self._act(request, page, facts, report)

    async def _act(
        self, request: Request, page: DepartmentPage, facts: ReportFacts, report: TypedReport
    ) -> Response:
        """Join with what was kept since the form was shown, then save or hand in what is right."""
        filled, theirs = await self._joined(facts, report)
        answers = understood(facts.form, filled, facts.last)
        wrong = self._wrong(page, facts, report, answers)
        wrong |= dict.fromkeys(theirs, "clash")
        mine = facts.with_answers(answers)
        if wrong:
            kept = {key: facts.answers.get(key, NOTHING) for key in theirs}
            return self._form(request, page, mine, _Shown(report.by, wrong, kept, 422))
        try:
            if report.hand_in:
                return await self._hand_in(request, mine, report)
            return await self._save(request, facts, report, answers)
        except NotFound:
            return self._department.no_link()
        except (Conflict, BadInput):
            shown = _Shown(report.by, {"form": "changed"}, status=409)
            return self._form(request, page, mine, shown)

    async def _joined(self, facts: ReportFacts, report: TypedReport) -> tuple[Answers, list[str]]:
        """Return what was typed with what a colleague kept meanwhile, and where both differ."""
        newest = facts.version.number if facts.version else 0
        if report.after == newest or not report.whole:
            return report.answers, []
        base = await self._site.ask(
            lambda: self._department.at_desk(
                lambda desk: version_answers(desk, facts.obligation, report.after)
            )
        )
        return joined(base, facts.answers, report.answers)

    def _wrong(
        self, page: DepartmentPage, facts: ReportFacts, report: TypedReport, answers: Answers
    ) -> dict[str, str]:
        """Return what is wrong, by field; a draft may still have numbers that are none."""
        found: dict[str, str] = dict(answer_problems(facts.form, answers))
        if not report.whole:
            return {"form": "part"}
        if not page.open:
            return {"form": "closed"}
        if not report.hand_in:
            return {key: code for key, code in found.items() if code != "not-a-number"}
        for each in text_problems("by", report.by, LONGEST_NAME, needed=True):
            found["by"] = each.problem
        if not report.declared:
            found["declared"] = "undeclared"
        if not tells_something(facts.form, answers):
            found["form"] = "nothing"
        return found

    async def _save(
        self, request: Request, facts: ReportFacts, report: TypedReport, answers: Answers
    ) -> Response:
        draft = Draft(
            obligation=facts.obligation,
            carrier=f"form:{report.nonce}",
            by=report.by[:LONGEST_NAME] or "unit",
            filled=Filled(facts.form, "page", answers),
            after=facts.version.number if facts.version else 0,
        )
        pieces, now = self._pieces, self._pieces.clock.now()
        if answers != facts.answers:
            await self._site.ask(
                lambda: save_draft(pieces.db, pieces.records, pieces.outbox, draft, now)
            )
        return RedirectResponse(f"/n/{request.path_params['token']}/bao-cao", status_code=303)

    async def _hand_in(self, request: Request, facts: ReportFacts, report: TypedReport) -> Response:
        pieces, now = self._pieces, self._pieces.clock.now()
        content = await run_in_threadpool(_word_file, facts, now)
        handed = Handed(
            obligation=facts.obligation,
            kind="file",
            carrier=f"form:{report.nonce}",
            by=report.by,
            recorded_by="unit",
            file_name=_file_name(facts),
            file_size=len(content),
            file_sha256=hashlib.sha256(content).hexdigest(),
            file_type=WORD,
            report=Filled(facts.form, "page", facts.answers),
        )

        await self._site.ask(lambda: files.keep(pieces.data, [content]))
        token = str(request.path_params["token"])
        number = await self._site.reception.take(token, lambda _subject: handed)
        return RedirectResponse(f"/n/{token}/bien-nhan/{number}", status_code=303)

    async def _facts(self, request: Request) -> ReportFacts | None:
        outline = self._outline
        if outline is None:
            return None

        def read() -> ReportFacts | None:
            subject = self._department.subject_of(request) or ""
            return self._department.at_desk(lambda desk: read_report(desk, outline, subject))

        return await self._site.ask(read)

    def _form(
        self, request: Request, page: DepartmentPage, facts: ReportFacts, shown: _Shown
    ) -> Response:
        wrong = shown.wrong or {}
        about = {
            "page": page,
            "facts": facts,
            "by": shown.by,
            "wrong": _in_order(facts, wrong),
            "kept": shown.kept or {},
            "opened": _opened(facts, wrong),
            "names": {field.slug: label_of(field) for field in facts.form.fields},
            "token": request.path_params["token"],
            "nonce": new_nonce(),
        }
        return self._site.show("hand-in/report.html", shown.status, **about)


def _word_file(facts: ReportFacts, now: datetime) -> bytes:
    from cchc_scheduler.documents.report_form import report_form  # noqa: PLC0415 - 7 MB, rare

    return report_form(facts, now)


def _file_name(facts: ReportFacts) -> str:
    return safe_name(f"Báo cáo CCHC {facts.period_words} - {facts.unit}.docx")


def _in_order(facts: ReportFacts, wrong: dict[str, str]) -> dict[str, str]:
    """Return what is wrong in the order of the page, by the ids its fields have there."""
    slugs = {field.key: field.slug for field in facts.form.fields}
    keys = ["form", *slugs, "by", "declared"]
    return {slugs.get(key, key): wrong[key] for key in keys if key in wrong}


def _opened(facts: ReportFacts, wrong: dict[str, str]) -> set[str]:
    """Return the groups to unfold, by their first field: the first, and what holds anything."""
    groups = [group for part in facts.form.parts for group in part.groups if group.title]
    return {
        group.fields[0].slug
        for group in groups
        if group is groups[0]
        or any(field.key in wrong or not facts.shown(field).empty for field in group.fields)
    }
