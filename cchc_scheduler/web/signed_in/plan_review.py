"""/ban/ke-hoach/ban-nhap/<n>: an annex is settled row by row, shown as if in force, applied.

The file's own cells stand beside what they mean; questions come first. Nothing is in force before
the last button.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cchc_scheduler.actions.apply_draft import (
    DraftApplication,
    DraftPreview,
    apply_draft,
    preview_draft,
    read_draft,
)
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.mend_draft import (
    Mended,
    Mendings,
    MovedOn,
    drop_draft,
    mend_draft,
)
from cchc_scheduler.actions.plan_draft_room import DraftReview
from cchc_scheduler.actions.read_plan_review import ReviewShown, RowShown, shown
from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.core.errors import BadInput, Conflict, NotFound
from cchc_scheduler.core.mendings import ALL, Mending
from cchc_scheduler.core.offices import Office
from cchc_scheduler.web.reading import Typed, day_of, typed
from cchc_scheduler.web.signed_in.door import Door
from cchc_scheduler.web.signed_in.plan import PATH
from cchc_scheduler.words import DeadlineKind

DRAFT: Final = f"{PATH}/ban-nhap/{{number:int}}"
NOBODY: Final = "-"
AHEAD_DAYS: Final = 22  # working days: a month


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a form about one row said."""

    version: int
    row: str
    mending: Mending | None
    wrong: str


@dataclass(frozen=True, slots=True)
class _Wrong:
    """Why nothing was kept: about which row, and what others settled meanwhile."""

    why: str
    row: str = ""
    moved: MovedOn | None = None


class PlanReviewPages:
    """Settles, previews, applies or drops one draft."""

    def __init__(self, door: Door) -> None:
        """Work with the door."""
        self._door: Final = door

    def routes(self) -> list[Route]:
        """Return the routes of these pages."""
        door = self._door
        return [
            door.shown(DRAFT, self._show, "coordinator"),
            door.taken(DRAFT, self._mend, "coordinator"),
            door.shown(f"{DRAFT}/xem-truoc", self._preview, "coordinator"),
            door.taken(f"{DRAFT}/ap-dung", self._apply, "coordinator"),
            door.taken(f"{DRAFT}/bo", self._drop, "coordinator"),
        ]

    async def _show(self, request: Request, who: SignedIn) -> Response:
        return await self._page(request, who)

    async def _mend(self, request: Request, who: SignedIn) -> Response:
        async with typed(request, 0, most_fields=200) as found:
            sent = _understood(found)
        if sent.mending is None:
            return await self._page(request, who, _Wrong(sent.wrong, sent.row), 422)
        mendings = Mendings(_number(request), sent.version, who.name, (sent.mending,))
        pieces = self._door.site.pieces
        now = pieces.clock.now()
        try:
            kept = await self._door.site.ask(
                lambda: mend_draft(pieces.db, pieces.records, mendings, now)
            )
        except NotFound:
            return self._gone()
        except BadInput:
            return await self._page(request, who, _Wrong("fits-nothing", sent.row), 422)
        if isinstance(kept, MovedOn):
            return await self._page(request, who, _Wrong("moved-on", sent.row, kept), 409)
        return self._back(request, kept)

    def _back(self, request: Request, _kept: Mended) -> Response:
        return self._door.done(_path(request), "mended")

    async def _preview(self, request: Request, who: SignedIn) -> Response:
        found = await self._read(request)
        if found is None:
            return self._gone()
        review, office = found
        pieces = self._door.site.pieces
        wanted = DraftPreview(_number(request), AHEAD_DAYS)
        now = pieces.clock.now()
        try:
            preview = await self._door.site.ask(
                lambda: preview_draft(pieces.db, pieces.records, pieces.outbox, wanted, now)
            )
        except BadInput:
            return await self._page(request, who, _Wrong("still-open"), 409)
        names = {unit.id: unit.short for unit in office.units}
        posts = {post.id: post.title for post in office.posts}
        return await self._door.show(
            request,
            who,
            "signed-in/plan-preview.html",
            page=shown(review, office),
            preview=preview,
            names=names,
            posts=posts,
        )

    async def _apply(self, request: Request, who: SignedIn) -> Response:
        async with typed(request, 0) as found:
            version = found.line("version")
        pieces = self._door.site.pieces
        wanted = DraftApplication(
            _number(request), int(version) if version.isdecimal() else 0, who.name
        )
        now = pieces.clock.now()
        try:
            await self._door.site.ask(
                lambda: apply_draft(pieces.db, pieces.records, pieces.outbox, wanted, now)
            )
        except NotFound:
            return self._gone()
        except Conflict:
            return await self._page(request, who, _Wrong("moved-on"), 409)
        except BadInput:
            return await self._page(request, who, _Wrong("still-open"), 409)
        return self._door.done(PATH, "applied")

    async def _drop(self, request: Request, who: SignedIn) -> Response:
        pieces, number = self._door.site.pieces, _number(request)
        now = pieces.clock.now()
        try:
            await self._door.site.ask(lambda: drop_draft(pieces.db, number, who.name, now))
        except (BadInput, NotFound):
            return self._gone()
        return self._door.done(PATH, "dropped")

    async def _read(self, request: Request) -> tuple[DraftReview, Office] | None:
        pieces, number = self._door.site.pieces, _number(request)
        try:
            review = await self._door.site.ask(
                lambda: read_draft(pieces.db, pieces.records, number)
            )
        except NotFound:
            return None
        return review, await self._door.at_desk(_office)

    async def _page(
        self, request: Request, who: SignedIn, wrong: _Wrong | None = None, status: int = 200
    ) -> Response:
        found = await self._read(request)
        if found is None:
            return self._gone()
        page, told = shown(*found), wrong or _Wrong("")
        opened = _opened(page, told.row or request.query_params.get("sua", ""))
        return await self._door.show(
            request, who, "signed-in/plan-review.html", status, page=page, wrong=told, opened=opened
        )

    def _gone(self) -> Response:
        return self._door.done(PATH, "no-draft")


def _opened(page: ReviewShown, key: str) -> RowShown | None:
    """Return the settled row that a person wants to mend again, if there is such a one."""
    return next((row for row in page.rest if row.key == key), None)


def _understood(found: Typed) -> _Sent:
    """Return what a form says about its row; an empty field leaves what the file says."""
    row, told = found.line("row"), found.line("version")
    version = int(told) if told.isdecimal() else 0
    day, no_day = day_of(found.text("last_day"))
    if no_day:
        return _Sent(version, row, None, "no-day")
    if found.text("do") == "reset":
        return _Sent(version, row, Mending(row), "")
    if found.text("do") == "leave-out":
        return _Sent(version, row, Mending(row, left_out=True), "")
    parts = tuple(part.strip() for part in found.text("parts").split("\n") if part.strip())
    mending = Mending(
        row,
        text=found.text("text") or None,
        lead=_unit(found.text("lead")),
        support=_support(found),
        deadline=found.text("deadline") or None,
        means=_means(found.text("means"), day),
        last_day=day,
        parts=parts,
        joined_to=found.line("joined_to") or None,
        confirmed=(ALL,) if found.text("confirmed") else (),
    )
    return _Sent(version, row, mending, "")


def _unit(told: str) -> str | None:
    return "" if told == NOBODY else told or None


def _support(found: Typed) -> tuple[str, ...] | None:
    """Return the units that were ticked, None where the form leaves support as it is."""
    if not found.text("support-settled"):
        return None
    ticked = [name for name in found.texts if name.startswith("support:")]
    return tuple(name.removeprefix("support:") for name in ticked)


def _means(told: str, day: date | None) -> DeadlineKind | None:
    kinds: Sequence[DeadlineKind] = get_args(DeadlineKind)
    means = next((kind for kind in kinds if kind == told), None)
    return "once" if means is None and day is not None else means


def _number(request: Request) -> int:
    return int(request.path_params["number"])


def _path(request: Request) -> str:
    return f"{PATH}/ban-nhap/{_number(request)}"


def _office(desk: Desk) -> Office:
    return desk.in_force.office
