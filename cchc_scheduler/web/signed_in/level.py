"""/ban/hom-nay/cap: a level above that is about to be told, its letter, a person's word on it."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cchc_scheduler.actions.read_level import LevelPage, read_level
from cchc_scheduler.actions.steer_level import Word, steer_level
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.submissions import LONGEST_NOTE, FieldProblem, text_problems
from cchc_scheduler.documents.marked import marked_in
from cchc_scheduler.web.reading import Typed, day_of, typed
from cchc_scheduler.web.signed_in.door import Door
from cchc_scheduler.web.signed_in.today import PATH as TODAY
from cchc_scheduler.words import ApprovalState

PATH: Final = f"{TODAY}/cap"
CHOICES: Final[tuple[ApprovalState, ...]] = ("approved", "postponed", "to-page")
FIELDS: Final = ("choice", "until", "reason")
MOST_FIELDS: Final = 400


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said about a level: about which units, and what is wrong with it."""

    choice: ApprovalState | None
    until: date | None
    texts: dict[str, str]
    about: frozenset[str]
    problems: tuple[FieldProblem, ...] = ()


class SteeringPage:
    """The letter as it would go, and the choices: let it go, put it off, leave it to the page."""

    def __init__(self, door: Door) -> None:
        """Work with the door."""
        self._door: Final = door
        self._pieces: Final = door.site.pieces

    def routes(self) -> list[Route]:
        """Return the routes of this page."""
        return [
            self._door.shown(PATH, self._show, "coordinator"),
            self._door.taken(PATH, self._take, "coordinator"),
        ]

    async def _show(self, request: Request, who: SignedIn) -> Response:
        asked = request.query_params
        level = await self._level(asked.get("nac", ""), asked.get("ky", ""))
        if level is None:
            return await self._door.show(request, who, "signed-in/no-level.html", 404)
        everybody = frozenset(each.obligation for each in level.units if not each.own)
        said = Said(None, None, dict.fromkeys(FIELDS, ""), everybody)
        return await self._page(request, who, level, said)

    async def _level(self, rung: str, group: str) -> LevelPage | None:
        try:
            return await self._door.at_desk(lambda desk: read_level(desk, rung, group))
        except NotFound:
            return None

    async def _take(self, request: Request, who: SignedIn) -> Response:
        async with typed(request, 0, MOST_FIELDS) as found:
            level = await self._level(found.line("nac"), found.line("ky"))
            said = _said(found, office_date(self._pieces.clock.now()))
        if level is None:
            return await self._door.show(request, who, "signed-in/no-level.html", 404)
        if said.problems or said.choice is None:
            return await self._page(request, who, level, said, 422)
        words = _words(level, said, who.name)
        if not words:
            return await self._page(request, who, level, _wrong(said, "about", "missing"), 422)
        try:
            for word in words:
                await self._steer(word)
        except BadInput:
            return await self._page(request, who, level, _wrong(said, "choice", "changed"), 409)
        return self._door.done(TODAY, "steered")

    async def _steer(self, word: Word) -> None:
        pieces, now = self._pieces, self._pieces.clock.now()
        await self._door.site.ask(
            lambda: steer_level(pieces.db, pieces.records, pieces.outbox, word, now)
        )

    async def _page(
        self, request: Request, who: SignedIn, level: LevelPage, said: Said, status: int = 200
    ) -> Response:
        wrong = {each.field: each.problem for each in said.problems}
        return await self._door.show(
            request, who, "signed-in/level.html", status, level=level, said=said, wrong=wrong
        )


def _said(found: Typed, today: date) -> Said:
    choice = next((each for each in CHOICES if each == found.text("choice")), None)
    until, wrong = day_of(found.text("until"))
    texts = {name: found.text(name) for name in FIELDS}
    about = frozenset(
        name.removeprefix("ve-")
        for name, value in found.texts.items()
        if name.startswith("ve-") and value == "co"
    )
    problems = _problems(choice, (until, wrong), texts["reason"], today)
    return Said(choice, until, texts, about, tuple(problems))


def _problems(
    choice: ApprovalState | None, day: tuple[date | None, bool], reason: str, today: date
) -> list[FieldProblem]:
    if marked_in([reason]) is not None:
        return [FieldProblem("reason", "marked")]
    if choice is None:
        return [FieldProblem("choice", "missing")]
    found: list[FieldProblem] = []
    until, wrong = day
    if choice == "postponed" and (wrong or until is None):
        found.append(FieldProblem("until", "not-a-day" if wrong else "missing"))
    elif choice == "postponed" and until is not None and until <= today:
        found.append(FieldProblem("until", "future"))
    if choice != "approved":
        found += text_problems("reason", reason, LONGEST_NOTE, needed=True)
    return found


def _words(level: LevelPage, said: Said, by: str) -> list[Word]:
    """Return one word for each unit it is about; nobody puts off the coordinating unit's own."""
    if said.choice is None:
        return []
    until = said.until if said.choice == "postponed" else None
    return [
        Word(each.obligation, said.choice, by, until, said.texts["reason"])
        for each in level.units
        if each.obligation in said.about and not (each.own and said.choice != "approved")
    ]


def _wrong(said: Said, name: str, problem: str) -> Said:
    found = FieldProblem(name, "missing" if problem == "missing" else "changed")
    return Said(said.choice, said.until, said.texts, said.about, (found,))
