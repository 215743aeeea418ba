"""/ban/lich: a year's days off and make-up days; a change is seen with its effect, then saved."""

import asyncio
from dataclasses import dataclass
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cchc_scheduler.actions.calendar_effect import Effect, calendar_effect
from cchc_scheduler.actions.change_documents import Change, change_document
from cchc_scheduler.actions.read_calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    CalendarPage,
    calendar_table,
    read_calendar,
)
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.core.errors import Conflict
from cchc_scheduler.core.submissions import LONGEST_NOTE, text_problems
from cchc_scheduler.documents.as_yaml import as_yaml
from cchc_scheduler.documents.list_tables import ListTable
from cchc_scheduler.documents.marked import marked_in
from cchc_scheduler.plan.calendar_changes import (
    DOINGS,
    CalendarChange,
    change_problems,
    changed,
)
from cchc_scheduler.plan.documents import Document
from cchc_scheduler.store.migrate import copied_in_memory
from cchc_scheduler.web.reading import Typed, day_of, typed
from cchc_scheduler.web.signed_in.door import Door
from cchc_scheduler.web.signed_in.listing import export_routes, sent_file
from cchc_scheduler.words import Access

PATH: Final = "/ban/lich"
PREVIEW: Final = f"{PATH}/xem-truoc"
FILE: Final = f"{PATH}/tep.yaml"
SEE: Final[tuple[Access, ...]] = ("coordinator", "leader")
FIELDS: Final = ("year", "do", "day", "name", "source", "seen")
HEAD: Final = "Lịch nghỉ đang áp dụng, tải từ trang Lịch. Đặt vào config/calendar/ của cơ quan."
LONGEST_LINE: Final = min(LONGEST_NOTE, 300)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a form asks for: the page it was made on, the new content, and what is wrong."""

    page: CalendarPage
    texts: dict[str, str]
    content: dict[str, Any] | None
    wrong: dict[str, str]


class CalendarPages:
    """Shows a year; takes a change in two steps."""

    def __init__(self, door: Door) -> None:
        """Work with the door."""
        self._door: Final = door
        door.listed(PATH, "Lịch", *SEE)

    def routes(self) -> list[Route]:
        """Return the routes of these pages."""
        return [
            self._door.shown(PATH, self._show, *SEE),
            self._door.shown(FILE, self._file, "coordinator"),
            self._door.taken(PREVIEW, self._preview, "coordinator"),
            self._door.taken(PATH, self._save, "coordinator"),
            *export_routes(self._door, PATH, self._table, *SEE),
        ]

    async def _show(self, request: Request, who: SignedIn) -> Response:
        page = await self._page(request.query_params.get("nam", ""))
        return await self._form(request, who, _Wanted(page, {}, None, {}))

    async def _table(self, request: Request, _who: SignedIn) -> ListTable:
        return calendar_table(await self._page(request.query_params.get("nam", "")))

    async def _file(self, request: Request, _who: SignedIn) -> Response:
        page = await self._page(request.query_params.get("nam", ""))
        text = await asyncio.to_thread(as_yaml, page.content, HEAD)
        return sent_file(text.encode(), "application/yaml; charset=utf-8", f"{page.year}.yaml")

    async def _preview(self, request: Request, who: SignedIn) -> Response:
        wanted = await self._wanted(request)
        if wanted.content is None:
            return await self._form(request, who, wanted, 422)
        effect = await self._effect(wanted)
        facts: dict[str, Any] = {"page": wanted.page, "typed": wanted.texts, "effect": effect}
        day, _ = day_of(wanted.texts["day"])
        today = office_date(self._door.site.pieces.clock.now())
        past = day is not None and day < today
        return await self._door.show(
            request, who, "signed-in/calendar-change.html", past=past, day=day, **facts
        )

    async def _save(self, request: Request, who: SignedIn) -> Response:
        wanted = await self._wanted(request)
        if wanted.content is None:
            return await self._form(request, who, wanted, 422)
        pieces, seen = self._door.site.pieces, wanted.texts["seen"]
        document = Document("calendar", str(wanted.page.year), wanted.content)
        number = int(seen) if seen.isdecimal() and len(seen) < 10 else -1  # noqa: PLR2004
        change, now = Change(document, number, who.person.id), pieces.clock.now()
        try:
            await self._door.site.ask(
                lambda: change_document(pieces.db, pieces.records, pieces.outbox, change, now)
            )
        except Conflict:
            moved = _Wanted(wanted.page, wanted.texts, None, {"form": "moved"})
            return await self._form(request, who, moved, 409)
        return self._door.done(PATH, "saved", nam=str(wanted.page.year))

    async def _effect(self, wanted: _Wanted) -> Effect:
        pieces = self._door.site.pieces
        document = Document("calendar", str(wanted.page.year), wanted.content or {})
        copy = await self._door.site.ask(lambda: copied_in_memory(pieces.db))
        now = pieces.clock.now()
        return await asyncio.to_thread(calendar_effect, copy, pieces.outbox, document, now)

    async def _wanted(self, request: Request) -> _Wanted:
        async with typed(request, 0) as form:
            texts = {name: form.line(name) for name in FIELDS}
            page = await self._page(texts["year"])
            return _understood(page, form, texts)

    async def _page(self, asked: str) -> CalendarPage:
        today = office_date(self._door.site.pieces.clock.now())
        known = asked.isdecimal() and len(asked) <= 4  # noqa: PLR2004
        year = int(asked) if known and FIRST_YEAR <= int(asked) <= LAST_YEAR else today.year
        return await self._door.at_desk(lambda desk: read_calendar(desk, year))

    async def _form(
        self, request: Request, who: SignedIn, wanted: _Wanted, status: int = 200
    ) -> Response:
        facts: dict[str, Any] = {"page": wanted.page, "wrong": wanted.wrong}
        texts = dict.fromkeys(FIELDS, "") | wanted.texts
        return await self._door.show(
            request, who, "signed-in/calendar.html", status, typed=texts, **facts
        )


def _understood(page: CalendarPage, form: Typed, texts: dict[str, str]) -> _Wanted:
    """Return what a form asks for, or every problem of its fields."""
    if texts["do"] == "undo" and page.before is not None:
        return _Wanted(page, texts, page.before, {})
    do = next((each for each in DOINGS if each == texts["do"]), None)
    if do is None:
        return _Wanted(page, texts, None, {"form": "unclear"})
    if marked_in([texts["name"], texts["source"]]) is not None:
        return _Wanted(page, texts | {"name": "", "source": ""}, None, {"source": "marked"})
    day, odd = day_of(form.text("day"))
    change = CalendarChange(do, day, texts["name"], texts["source"])
    wrong: dict[str, str] = (
        {"day": "not-a-day"} if odd else {**change_problems(page.content, change)}
    )
    for name in ("name", "source"):
        for each in text_problems(name, texts[name], LONGEST_LINE, needed=False):
            wrong[name] = each.problem
    if wrong:
        return _Wanted(page, texts, None, wrong)
    return _Wanted(page, texts, changed(page.content, change), {})
