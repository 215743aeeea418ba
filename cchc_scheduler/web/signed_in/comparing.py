"""/ban/hom-nay/doi-chieu: one tick list of all that is missing, filled by hand or by pasted lines.

Pasted lines only fill the list; what is recorded is what is ticked when the list is confirmed.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cchc_scheduler.actions.compare_register import Compared, Ticked, compare_register
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.to_compare import MissingUnit, ToCompare, groups_to_compare, missing_now
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.register_lines import RegisterLine, register_lines
from cchc_scheduler.core.submissions import LONGEST_NAME, FieldProblem, text_problems
from cchc_scheduler.documents.marked import marked_in
from cchc_scheduler.web.reading import Typed, day_of, is_nonce, new_nonce, typed
from cchc_scheduler.web.signed_in.door import Door
from cchc_scheduler.web.signed_in.today import PATH as TODAY

PATH: Final = f"{TODAY}/doi-chieu"
READ: Final = f"{PATH}/doc"
# Three fields for each row, and what a form holds besides.
MOST_ROWS: Final = 300
MOST_FIELDS: Final = 3 * MOST_ROWS + 100
AHEAD: Final = 5


@dataclass(frozen=True, slots=True)
class Tick:
    """One row of the list as it stands in the form."""

    name: str
    missing: MissingUnit
    ticked: bool = False
    number: str = ""
    arrived: str = ""


@dataclass(frozen=True, slots=True)
class TickGroup:
    """The rows of one task and period."""

    about: ToCompare
    rows: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """The whole list with what was pasted, and the lines that fitted nothing."""

    groups: tuple[TickGroup, ...]
    pasted: str = ""
    unmatched: tuple[RegisterLine, ...] = ()
    matched: int = 0

    @property
    def rows(self) -> list[Tick]:
        """Every row, in order."""
        return [row for group in self.groups for row in group.rows]


class ComparingPage:
    """The list, the lines that fill it, and its confirmation."""

    def __init__(self, door: Door) -> None:
        """Work with the door."""
        self._door: Final = door
        self._pieces: Final = door.site.pieces

    def routes(self) -> list[Route]:
        """Return the routes of this page."""
        return [
            self._door.shown(PATH, self._show, "coordinator"),
            self._door.taken(READ, self._read, "coordinator"),
            self._door.taken(PATH, self._confirm, "coordinator"),
        ]

    async def _show(self, request: Request, who: SignedIn) -> Response:
        groups = await self._door.at_desk(shown_groups)
        return await self._page(request, who, Listing(_ticks(groups)), ())

    async def _read(self, request: Request, who: SignedIn) -> Response:
        async with typed(request, 0, MOST_FIELDS) as found:
            pasted = found.text("pasted")
        if not pasted or marked_in([pasted]) is not None:
            listing = Listing(_ticks(await self._door.at_desk(shown_groups)))
            problem = FieldProblem("pasted", "marked" if pasted else "missing")
            return await self._page(request, who, listing, (problem,), 422)

        def read(desk: Desk) -> Listing:
            return _filled(shown_groups(desk), register_lines(pasted, desk.in_force.office), pasted)

        return await self._page(request, who, await self._door.at_desk(read), ())

    async def _confirm(self, request: Request, who: SignedIn) -> Response:
        groups = await self._door.at_desk(shown_groups)
        async with typed(request, 0, MOST_FIELDS) as found:
            listing = Listing(_typed_into(_ticks(groups), found))
            nonce = found.text("nonce")
        today = office_date(self._pieces.clock.now())
        problems = tuple(p for row in listing.rows if row.ticked for p in _problems(row, today))
        if problems:
            return await self._page(request, who, listing, problems, 422)
        compared = Compared(
            groups=tuple(group.about.group for group in listing.groups),
            ticked=tuple(_as_ticked(row) for row in listing.rows if row.ticked),
            by=who.name,
            carrier=f"desk:{nonce if is_nonce(nonce) else new_nonce()}",
        )
        pieces, now = self._pieces, self._pieces.clock.now()
        try:
            await self._door.site.ask(
                lambda: compare_register(pieces.db, pieces.records, pieces.outbox, compared, now)
            )
        except (BadInput, NotFound):
            problem = FieldProblem("list", "changed")
            return await self._page(request, who, listing, (problem,), 409)
        return self._door.done(TODAY, "compared")

    async def _page(
        self,
        request: Request,
        who: SignedIn,
        listing: Listing,
        problems: tuple[FieldProblem, ...],
        status: int = 200,
    ) -> Response:
        wrong = {each.field: each.problem for each in problems}
        return await self._door.show(
            request,
            who,
            "signed-in/comparing.html",
            status,
            listing=listing,
            wrong=wrong,
            nonce=new_nonce(),
        )


def shown_groups(desk: Desk) -> tuple[ToCompare, ...]:
    """Return what stands on the list: what is asked for, else all that ends within a week.

    Nobody has to wait for the day: what was found earlier may be noted earlier.
    """
    asked = groups_to_compare(desk)
    through = desk.in_force.calendar.shift(office_date(desk.now), AHEAD)
    return tuple(asked or missing_now(desk, through))


def _ticks(groups: tuple[ToCompare, ...]) -> tuple[TickGroup, ...]:
    found: list[TickGroup] = []
    number = 0
    for group in groups:
        kept = group.missing[: MOST_ROWS - number]
        rows = tuple(Tick(f"d{number + place}", each) for place, each in enumerate(kept))
        number += len(rows)
        if rows:
            found.append(TickGroup(group, rows))
    return tuple(found)


def _typed_into(groups: tuple[TickGroup, ...], found: Typed) -> tuple[TickGroup, ...]:
    """Return the list as it was sent; rows are known by what they are about, not by their place.

    What has come in the meantime is no row any more; its field stands for nothing then.
    """
    sent = {found.text(f"{name}-viec"): name for name in _names(found)}
    return tuple(
        TickGroup(
            group.about,
            tuple(_one_typed(row, found, sent.get(row.missing.obligation)) for row in group.rows),
        )
        for group in groups
    )


def _names(found: Typed) -> list[str]:
    return [each.removesuffix("-viec") for each in found.texts if each.endswith("-viec")]


def _one_typed(row: Tick, found: Typed, name: str | None) -> Tick:
    if name is None:
        return row
    number, arrived = found.line(f"{name}-so"), found.text(f"{name}-ngay")
    return Tick(row.name, row.missing, found.text(name) == "co", number, arrived)


def _filled(groups: tuple[ToCompare, ...], lines: tuple[RegisterLine, ...], pasted: str) -> Listing:
    """Fill the first row of each unit that a line with a number fits; keep the other lines."""
    ticks = _ticks(groups)
    first: dict[str, str] = {}
    for group in ticks:
        for row in group.rows:
            first.setdefault(row.missing.unit_id, row.name)
    taken: dict[str, RegisterLine] = {}
    unmatched: list[RegisterLine] = []
    for line in lines:
        name = first.get(line.unit or "")
        if name is None or line.number is None or name in taken:
            unmatched.append(line)
        else:
            taken[name] = line
    filled = tuple(
        TickGroup(group.about, tuple(_with_line(row, taken.get(row.name)) for row in group.rows))
        for group in ticks
    )
    return Listing(filled, pasted, tuple(unmatched), len(taken))


def _with_line(row: Tick, line: RegisterLine | None) -> Tick:
    if line is None:
        return row
    arrived = line.day.isoformat() if line.day else ""
    return Tick(row.name, row.missing, ticked=True, number=line.number or "", arrived=arrived)


def _problems(row: Tick, today: date) -> list[FieldProblem]:
    found = list(text_problems(f"{row.name}-so", row.number, LONGEST_NAME, needed=True))
    day, wrong = day_of(row.arrived)
    if wrong:
        found.append(FieldProblem(f"{row.name}-ngay", "not-a-day"))
    elif day is not None and day > today:
        found.append(FieldProblem(f"{row.name}-ngay", "future"))
    return found


def _as_ticked(row: Tick) -> Ticked:
    day, _ = day_of(row.arrived)
    return Ticked(row.missing.obligation, row.missing.unit, row.number, day)
