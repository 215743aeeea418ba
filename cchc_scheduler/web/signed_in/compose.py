"""/ban/soan: a period's report being written: what to do first, its files, its way.

Files and papers are made when they are asked for; nothing is ever sent upward from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cchc_scheduler.actions.draft_room import DraftRoom
from cchc_scheduler.actions.read_compose import ComposePage, newest_period, read_compose
from cchc_scheduler.actions.read_draft import Opened, read_draft
from cchc_scheduler.actions.report_files import PDF, make_file, make_pdf, pdf_of
from cchc_scheduler.actions.write_paper import Asked, draft
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.submissions import FieldProblem
from cchc_scheduler.documents.official_papers import TEMPLATES, PaperKind
from cchc_scheduler.web.made_files import sent_when_made
from cchc_scheduler.web.reading import TooLarge, typed
from cchc_scheduler.web.signed_in.door import Door, Facts
from cchc_scheduler.web.way_form import EMPTY, FIELDS, record_step, step_typed

PATH: Final = "/ban/soan"
PERIOD: Final = f"{PATH}/{{period}}"


@dataclass(frozen=True, slots=True)
class _Way:
    """The form of a step as it is shown: what was typed, and what is wrong with it."""

    typed: Mapping[str, str]
    problems: tuple[FieldProblem, ...] = ()
    status: int = 200


class ComposePages:
    """The overview of a period, its files, its papers and the steps of its way."""

    def __init__(self, door: Door) -> None:
        """Work with the door; drafting works with the same pieces as `cchc compile`."""
        pieces = door.site.pieces
        self._door: Final = door
        dirs = door.site.template_dirs
        self.room: Final = DraftRoom(pieces.db, pieces.records, pieces.outbox, dirs)

    def routes(self) -> list[Route]:
        """Return the routes of these pages."""
        self._door.listed(PATH, "Soạn tổng hợp", "coordinator")
        return [
            self._door.shown(PATH, self._newest, "coordinator"),
            self._door.shown(PERIOD, self._show, "coordinator"),
            self._door.taken(PERIOD, self._take, "coordinator"),
            self._door.shown(f"{PERIOD}/tep/{{name}}", self._send, "coordinator"),
            self._door.shown(f"{PERIOD}/van-ban/{{kind}}", self._send_paper, "coordinator"),
        ]

    async def nothing(self, request: Request, who: SignedIn, why: str = "") -> Response:
        """Return the page that says that there is nothing of this kind to write or fetch."""
        return await self._door.show(
            request, who, "signed-in/nothing-to-compose.html", 404, path=PATH, why=why
        )

    async def _newest(self, request: Request, who: SignedIn) -> Response:
        period = await self._door.at_desk(newest_period)
        if period is None:
            return await self._door.show(
                request, who, "signed-in/nothing-to-compose.html", path=PATH, why="none-yet"
            )
        return await self._page(request, who, period, self._fresh())

    async def _show(self, request: Request, who: SignedIn) -> Response:
        return await self._page(request, who, request.path_params["period"], self._fresh())

    def _fresh(self) -> _Way:
        today = office_date(self._door.site.pieces.clock.now())
        return _Way({**EMPTY, "day": today.isoformat()})

    async def _read(self, request: Request, period: str) -> ComposePage | str:
        """Return the overview, or the word for why there is none."""
        asked = request.query_params.get("bao-cao", "")
        try:
            return await self._door.at_desk(
                lambda desk: read_compose(self.room, desk, period, asked)
            )
        except NotFound:
            return "no-period"
        except BadInput:
            return "outline"

    async def _page(self, request: Request, who: SignedIn, period: str, way: _Way) -> Response:
        page = await self._read(request, period)
        if isinstance(page, str):
            return await self.nothing(request, who, page)
        facts: Facts = {
            "page": page,
            "path": PATH,
            "pdf": pdf_of(page.opened.material),
            "typed": way.typed,
            "wrong": {each.field: each.problem for each in way.problems},
        }
        return await self._door.show(request, who, "signed-in/compose.html", way.status, **facts)

    async def _take(self, request: Request, who: SignedIn) -> Response:
        period = request.path_params["period"]
        try:
            async with typed(request, 0) as found:
                texts = {name: found.text(name) for name in FIELDS}
                step, problems = step_typed(found, who.name)
        except TooLarge:
            too_long = (FieldProblem("note", "too-long"),)
            return await self._page(request, who, period, _Way(EMPTY, too_long, 413))
        try:
            if step is not None and not problems:
                doing = partial(record_step, self._door.site.pieces, self.room, period, step)
                problems = await self._door.site.ask(doing)
        except NotFound:
            return await self.nothing(request, who, "no-period")
        if step is None or problems:
            return await self._page(request, who, period, _Way(texts, problems, 422))
        return self._door.done(f"{PATH}/{period}", "step")

    async def _send(self, request: Request, who: SignedIn) -> Response:
        name, period = str(request.path_params["name"]), request.path_params["period"]
        opened = await self._opened(period)
        if opened is None:
            return await self.nothing(request, who, "no-period")
        pdf = pdf_of(opened.material)
        if name not in dict(opened.page.files) and (pdf is None or name != pdf.name):
            return await self.nothing(request, who, "no-file")
        make = make_pdf if name.endswith(PDF) else make_file
        data = self._door.site.pieces.data
        made = partial(make, opened.material, name, self.room.template_dirs, data)
        return await sent_when_made(made, name) or await self.nothing(request, who, "no-pdf")

    async def _opened(self, period: str) -> Opened | None:
        try:
            return await self._door.at_desk(lambda desk: read_draft(self.room, desk, period))
        except (BadInput, NotFound):
            return None

    async def _send_paper(self, request: Request, who: SignedIn) -> Response:
        """Send a paper that a person signs, filled in from the record."""
        kinds: tuple[PaperKind, ...] = tuple(TEMPLATES)
        kind = next((each for each in kinds if each == request.path_params["kind"]), None)
        if kind is None:
            return await self.nothing(request, who, "no-file")
        unit = request.query_params.get("don-vi") or None
        asked = Asked(kind, request.path_params["period"], unit=unit)
        dirs, now = self.room.template_dirs, self._door.site.pieces.clock.now()
        try:
            paper = await self._door.at_desk(lambda desk: draft(desk, asked, dirs))
        except (BadInput, NotFound):
            return await self.nothing(request, who, "no-paper")
        name = f"{kind}-{asked.period}.docx"

        def make(folder: Path) -> Path:
            # Here, because what writes Word files takes 8 MB that an idle service never needs.
            from cchc_scheduler.documents.official_papers import (  # noqa: PLC0415
                official_paper,
            )

            (folder / name).write_bytes(official_paper(paper, dirs, now))
            return folder / name

        return await sent_when_made(make, name) or await self.nothing(request, who, "no-file")
