"""/ban/danh-ba: posts, the people in them, absences, addresses in trouble, a test letter."""

import asyncio
from dataclasses import dataclass, field
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cchc_scheduler.actions.change_documents import Change, change_document
from cchc_scheduler.actions.read_directory import (
    PostPage,
    directory_table,
    office_content,
    read_directory,
    read_post,
)
from cchc_scheduler.actions.record_facts import end_absence, record_absence, record_mended
from cchc_scheduler.actions.send_test import Testing, send_test
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.core.errors import Conflict, NotFound
from cchc_scheduler.core.offices import Absence
from cchc_scheduler.core.submissions import LONGEST_NAME, text_problems
from cchc_scheduler.documents.as_yaml import as_yaml
from cchc_scheduler.documents.list_tables import ListTable
from cchc_scheduler.documents.marked import marked_in
from cchc_scheduler.plan.documents import Document
from cchc_scheduler.plan.office_changes import (
    PersonEdit,
    PostEdit,
    person_problems,
    post_problems,
    with_person,
    with_post,
)
from cchc_scheduler.web.reading import day_of, typed
from cchc_scheduler.web.signed_in.door import Door
from cchc_scheduler.web.signed_in.listing import export_routes, listed, sent_file
from cchc_scheduler.words import Access

PATH: Final = "/ban/danh-ba"
FILE: Final = f"{PATH}/office.yaml"
POST: Final = f"{PATH}/{{post}}"
WHO: Final[tuple[Access, ...]] = ("coordinator",)
HEAD: Final = "Danh bạ đang áp dụng, tải từ trang Danh bạ. Đặt vào config/ của cơ quan."
FIELDS: Final = (
    "do",
    "person",
    "part",
    "name",
    "address",
    "phone",
    "holder",
    "second",
    "first",
    "last",
    "deputy",
    "absence",
    "seen",
)
LONGEST_NUMBER: Final = 9


@dataclass(frozen=True, slots=True)
class _Taken:
    """A form of a post's page: who sent it, what it says."""

    page: PostPage
    who: SignedIn
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of a form: the word of what was done, or what is wrong."""

    done: str = ""
    wrong: dict[str, str] = field(default_factory=dict)


class DirectoryPages:
    """The directory, and one page for each post with everything that is done about it."""

    def __init__(self, door: Door) -> None:
        """Work with the door."""
        self._door: Final = door
        self._doings: Final = {
            "person": self._person,
            "hold": self._hold,
            "absent": self._absent,
            "back": self._back,
            "mended": self._mended,
            "test": self._test,
        }
        door.listed(PATH, "Danh bạ", *WHO)

    def routes(self) -> list[Route]:
        """Return the routes of these pages."""
        return [
            self._door.shown(PATH, self._show, *WHO),
            self._door.shown(FILE, self._file, *WHO),
            self._door.shown(POST, self._post, *WHO),
            self._door.taken(POST, self._take, *WHO),
            *export_routes(self._door, PATH, self._table, *WHO),
        ]

    async def _show(self, request: Request, who: SignedIn) -> Response:
        lines = await self._door.at_desk(read_directory)
        table = listed(request, directory_table(lines))
        ids = {(line.unit, line.title): line for line in lines}
        return await self._door.show(
            request, who, "signed-in/directory.html", list=table, lines=ids, path=PATH
        )

    async def _table(self, _request: Request, _who: SignedIn) -> ListTable:
        return directory_table(await self._door.at_desk(read_directory))

    async def _file(self, _request: Request, _who: SignedIn) -> Response:
        content = await self._door.at_desk(office_content)
        text = await asyncio.to_thread(as_yaml, content, HEAD)
        return sent_file(text.encode(), "application/yaml; charset=utf-8", "office.yaml")

    async def _post(self, request: Request, who: SignedIn) -> Response:
        page = await self._page(request)
        return await self._form(request, who, page, ({}, {}), 404 if page is None else 200)

    async def _take(self, request: Request, who: SignedIn) -> Response:
        page = await self._page(request)
        if page is None:
            return await self._form(request, who, None, ({}, {}), 404)
        async with typed(request, 0) as form:
            texts = {name: form.line(name) for name in FIELDS}
        doing = self._doings.get(texts["do"])
        if doing is None:
            return await self._form(request, who, page, (texts, {"form": "unclear"}), 422)
        outcome = await doing(_Taken(page, who, texts))
        if outcome.wrong:
            status = 409 if outcome.wrong.get("form") == "moved" else 422
            return await self._form(request, who, page, (texts, outcome.wrong), status)
        return self._door.done(f"{PATH}/{page.post.id}", outcome.done)

    async def _person(self, taken: _Taken) -> _Outcome:
        texts, page = taken.texts, taken.page
        own = {each.id for each in (page.post.holder, page.post.second) if each}
        if texts["person"] and texts["person"] not in own:
            return _Outcome(wrong={"form": "moved"})
        wrong = _texts_wrong(texts)
        edit = PersonEdit(texts["person"] or None, texts["name"], texts["address"], texts["phone"])
        wrong |= person_problems(page.content, edit)
        if wrong:
            return _Outcome(wrong=wrong)
        part: Any = "second" if texts["part"] == "second" else "holder"
        return await self._save(taken, with_person(page.content, edit, page.post.id, part))

    async def _hold(self, taken: _Taken) -> _Outcome:
        texts, page = taken.texts, taken.page
        edit = PostEdit(page.post.id, texts["holder"] or None, texts["second"] or None)
        wrong = post_problems(page.content, edit)
        if wrong:
            return _Outcome(wrong={**wrong})
        return await self._save(taken, with_post(page.content, edit))

    async def _save(self, taken: _Taken, content: dict[str, Any]) -> _Outcome:
        pieces, seen = self._door.site.pieces, _number(taken.texts["seen"])
        document = Document("office", "office", content)
        change, now = Change(document, seen, taken.who.person.id), pieces.clock.now()
        try:
            await self._door.site.ask(
                lambda: change_document(pieces.db, pieces.records, pieces.outbox, change, now)
            )
        except Conflict:
            return _Outcome(wrong={"form": "moved"})
        return _Outcome("saved")

    async def _absent(self, taken: _Taken) -> _Outcome:
        pieces, texts = self._door.site.pieces, taken.texts
        now = pieces.clock.now()
        first, odd_first = day_of(texts["first"])
        last, odd_last = day_of(texts["last"])
        if first is None or odd_first:
            return _Outcome(wrong={"first": "not-a-day"})
        if last is None or odd_last:
            return _Outcome(wrong={"last": "not-a-day"})
        if last < first or last < office_date(now):
            return _Outcome(wrong={"last": "before-first" if last < first else "past"})
        people = dict(taken.page.people)
        holder = taken.page.post.holder
        if texts["deputy"] and (
            texts["deputy"] not in people or (holder and holder.id == texts["deputy"])
        ):
            return _Outcome(wrong={"deputy": "same-person"})
        absence = Absence(taken.page.post.id, first, last, texts["deputy"] or None)
        by = taken.who.person.id
        await self._door.site.ask(lambda: record_absence(pieces.db, absence, by, now))
        return _Outcome("absent")

    async def _back(self, taken: _Taken) -> _Outcome:
        pieces, number = self._door.site.pieces, _number(taken.texts["absence"])
        if number not in {each.number for each in taken.page.post.absences}:
            return _Outcome(wrong={"form": "moved"})
        now, by = pieces.clock.now(), taken.who.person.id
        await self._door.site.ask(lambda: end_absence(pieces.db, number, by, now))
        return _Outcome("back")

    async def _mended(self, taken: _Taken) -> _Outcome:
        pieces, person = self._door.site.pieces, self._somebody(taken)
        if person is None:
            return _Outcome(wrong={"form": "moved"})
        now, by = pieces.clock.now(), taken.who.person.id
        try:
            await self._door.site.ask(lambda: record_mended(pieces.db, person[1], by, now))
        except NotFound:
            return _Outcome(wrong={"form": "moved"})
        return _Outcome("mended")

    async def _test(self, taken: _Taken) -> _Outcome:
        pieces, person = self._door.site.pieces, self._somebody(taken)
        if person is None:
            return _Outcome(wrong={"form": "moved"})
        testing = Testing(taken.page.post.id, person[0], taken.who.person.id)
        now = pieces.clock.now()
        number = await self._door.site.ask(
            lambda: send_test(pieces.db, pieces.records, pieces.outbox, testing, now)
        )
        return _Outcome("test") if number else _Outcome(wrong={"form": "soon"})

    def _somebody(self, taken: _Taken) -> tuple[str, str] | None:
        """Return id and address of the person of this post that a form names, or None."""
        both = (taken.page.post.holder, taken.page.post.second)
        found = (each for each in both if each and each.id == taken.texts["person"])
        return next(((each.id, each.address) for each in found), None)

    async def _page(self, request: Request) -> PostPage | None:
        post = str(request.path_params["post"])
        try:
            return await self._door.at_desk(lambda desk: read_post(desk, post))
        except NotFound:
            return None

    async def _form(
        self,
        request: Request,
        who: SignedIn,
        page: PostPage | None,
        told: tuple[dict[str, str], dict[str, str]],
        status: int,
    ) -> Response:
        texts, wrong = told
        if wrong.get("name") == "marked":
            texts = texts | {"name": "", "phone": ""}
        facts: dict[str, Any] = {"page": page, "typed": dict.fromkeys(FIELDS, "") | texts}
        return await self._door.show(
            request, who, "signed-in/post.html", status, wrong=wrong, **facts
        )


def _texts_wrong(texts: dict[str, str]) -> dict[str, str]:
    """Return what is wrong with the free texts of a person."""
    if marked_in([texts["name"], texts["phone"]]) is not None:
        return {"name": "marked"}
    return {
        each.field: str(each.problem)
        for name in ("name", "phone")
        for each in text_problems(name, texts[name], LONGEST_NAME, needed=False)
    }


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else -1
