"""/ban/ke-hoach: the plan in force with its clauses, annexes to review, the last apply undone."""

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from cchc_scheduler.actions.apply_draft import list_drafts
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.read_applied import list_applies
from cchc_scheduler.actions.read_plan_page import plan_page, plan_table
from cchc_scheduler.actions.undo_apply import undo_apply
from cchc_scheduler.actions.upload_annex import Upload, Uploaded, upload_annex
from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.core.errors import BadInput, Conflict
from cchc_scheduler.core.offices import Office
from cchc_scheduler.core.plans import Plan, plan_named
from cchc_scheduler.documents.annex_excel import annex_excel
from cchc_scheduler.documents.annex_words import fault_words
from cchc_scheduler.documents.list_tables import ListTable
from cchc_scheduler.documents.plan_rows import EMPTY_TITLE, annex_rows, annex_title
from cchc_scheduler.web.reading import TooLarge, typed
from cchc_scheduler.web.signed_in.door import Door
from cchc_scheduler.web.signed_in.listing import XLSX, export_routes, listed, sent_file

PATH: Final = "/ban/ke-hoach"
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LARGEST: Final = 20 * 1024 * 1024


class PlanPages:
    """Shows the plan, carries it out, takes an annex in for review, takes the last apply back."""

    def __init__(self, door: Door) -> None:
        """Work with the door."""
        self._door: Final = door
        door.listed(PATH, "Kế hoạch", "coordinator", "leader")

    def routes(self) -> list[Route]:
        """Return the routes of this page."""
        door = self._door
        return [
            door.shown(PATH, self._show, "coordinator", "leader"),
            door.taken(PATH, self._upload, "coordinator"),
            door.taken(f"{PATH}/hoan-tac", self._undo, "coordinator"),
            door.shown(f"{PATH}/phu-luc.docx", self._word, "coordinator", "leader"),
            door.shown(f"{PATH}/phu-luc.xlsx", self._excel, "coordinator", "leader"),
            door.shown(f"{PATH}/mau-trong.xlsx", self._empty, "coordinator"),
            *export_routes(door, f"{PATH}/nhiem-vu", self._table, "coordinator", "leader"),
        ]

    async def _show(self, request: Request, who: SignedIn) -> Response:
        return await self._page(request, who, ())

    async def _upload(self, request: Request, who: SignedIn) -> Response:
        try:
            async with typed(request, LARGEST) as found:
                if found.file is None:
                    return await self._page(request, who, ("Chọn tệp phụ lục để đọc.",), 422)
                table = found.text("table")
                upload = Upload(
                    name=found.file.filename or "",
                    content=await found.file.read(),
                    by=who.name,
                    table=int(table) if table.isdecimal() else None,
                )
        except TooLarge:
            return await self._page(request, who, ("Tệp lớn hơn 20 MB.",), 413)
        try:
            uploaded = await self._door.site.ask(lambda: self._kept(upload))
        except BadInput as fault:
            told = "Tệp có dấu độ mật nên không được lưu; nội dung bí mật nhà nước không gửi ở đây."
            known = (told,) if "state secret" in str(fault) else ("Chưa có kế hoạch để nhập vào.",)
            return await self._page(request, who, known, 422)
        if uploaded.annex.faults:
            told_faults = tuple(fault_words(each) for each in uploaded.annex.faults)
            return await self._page(request, who, told_faults, 422)
        return RedirectResponse(f"{PATH}/ban-nhap/{uploaded.draft}", status_code=303)

    def _kept(self, upload: Upload) -> Uploaded:
        pieces = self._door.site.pieces
        return upload_annex(pieces.db, pieces.records, pieces.data, upload, pieces.clock.now())

    async def _undo(self, request: Request, who: SignedIn) -> Response:
        async with typed(request, 0) as found:
            asked = found.line("apply")
        pieces = self._door.site.pieces
        now, expected = pieces.clock.now(), int(asked) if asked.isdecimal() else 0
        try:
            await self._door.site.ask(
                lambda: undo_apply(pieces.db, pieces.records, who.name, now, expected)
            )
        except (BadInput, Conflict):
            told = "Lần áp dụng này không hoàn tác được nữa: đã có thư gửi đi hoặc thay đổi sau đó."
            return await self._page(request, who, (told,), 409)
        return self._door.done(PATH, "undone")

    async def _table(self, request: Request, _who: SignedIn) -> ListTable:
        plan_id = request.query_params.get("ke-hoach") or None
        return await self._door.at_desk(lambda desk: plan_table(desk, plan_id))

    async def _word(self, _request: Request, _who: SignedIn) -> Response:
        from cchc_scheduler.documents.annex_word import annex_word  # noqa: PLC0415 - loads python-docx

        plan, office = await self._door.at_desk(_newest)
        now = self._door.site.pieces.clock.now()
        rows = tuple(annex_rows(office, plan))
        content = await run_in_threadpool(annex_word, annex_title(plan), rows, now)
        return sent_file(content, WORD, f"phu-luc-{plan.id}.docx")

    async def _excel(self, _request: Request, _who: SignedIn) -> Response:
        plan, office = await self._door.at_desk(_newest)
        units = [unit.name for unit in office.units]
        rows = tuple(annex_rows(office, plan))
        content = await run_in_threadpool(annex_excel, annex_title(plan), rows, units)
        return sent_file(content, XLSX, f"phu-luc-{plan.id}.xlsx")

    async def _empty(self, _request: Request, _who: SignedIn) -> Response:
        _, office = await self._door.at_desk(_newest)
        units = [unit.name for unit in office.units]
        content = await run_in_threadpool(annex_excel, EMPTY_TITLE, (), units)
        return sent_file(content, XLSX, "phu-luc-mau-trong.xlsx")

    async def _page(
        self, request: Request, who: SignedIn, wrong: tuple[str, ...], status: int = 200
    ) -> Response:
        plan_id = request.query_params.get("ke-hoach") or None
        try:
            page, table = await self._door.at_desk(
                lambda desk: (plan_page(desk, plan_id), plan_table(desk, plan_id))
            )
        except BadInput:
            return RedirectResponse(PATH, status_code=303)
        db = self._door.site.pieces.db
        drafts, applies = await self._door.site.ask(lambda: (list_drafts(db), list_applies(db)))
        return await self._door.show(
            request,
            who,
            "signed-in/plan.html",
            status,
            page=page,
            list=listed(request, table),
            drafts=drafts,
            applies=applies,
            wrong=wrong,
        )


def _newest(desk: Desk) -> tuple[Plan, Office]:
    return plan_named(desk.in_force.plans, None), desk.in_force.office
