"""/ban/lien-ket: private links that are read only, made and revoked by who may hold them."""

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.private_links import (
    PATHS,
    Named,
    PrivateLink,
    PrivatePurpose,
    make_link,
    name_organisation,
    naming_problems,
    read_private_links,
    revoke_link,
)
from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.web.signed_in.door import Door
from cchc_scheduler.web.signed_in.forms import kept, texts_of, with_markings
from cchc_scheduler.words import Access

PATH: Final = "/ban/lien-ket"
HOLDERS: Final[tuple[Access, ...]] = ("coordinator", "leader")
NAMING: Final = ("name", "contact")


class PrivateLinksPage:
    """The links of leaders and of organisations; a leader sees and makes only their own."""

    def __init__(self, door: Door) -> None:
        """Work with the door."""
        self._door: Final = door
        door.listed(PATH, "Liên kết riêng", *HOLDERS)

    def routes(self) -> list[Route]:
        """Return the routes of this page."""
        return [
            self._door.shown(PATH, self._show, *HOLDERS),
            self._door.taken(PATH, self._make, *HOLDERS),
            self._door.taken(f"{PATH}/thu-hoi", self._revoke, *HOLDERS),
            self._door.taken(f"{PATH}/to-chuc", self._name, "coordinator"),
        ]

    async def _show(self, request: Request, who: SignedIn) -> Response:
        return await self._page(request, who, dict.fromkeys(NAMING, ""), {})

    async def _make(self, request: Request, who: SignedIn) -> Response:
        pieces = self._door.site.pieces
        which = await self._which(request)
        if which is None:
            return await self._unknown(request, who)
        asked, now = (*which, who), pieces.clock.now()
        try:
            await self._door.site.ask(
                lambda: make_link(pieces.db, pieces.records, pieces.links, asked, now)
            )
        except NotFound:
            return await self._unknown(request, who)
        return self._door.done(PATH, "made")

    async def _revoke(self, request: Request, who: SignedIn) -> Response:
        pieces = self._door.site.pieces
        which = await self._which(request)
        if which is None:
            return await self._unknown(request, who)
        asked, now = (*which, who), pieces.clock.now()
        try:
            await self._door.site.ask(lambda: revoke_link(pieces.db, pieces.records, asked, now))
        except NotFound:
            return await self._unknown(request, who)
        return self._door.done(PATH, "revoked")

    async def _name(self, request: Request, who: SignedIn) -> Response:
        texts = await texts_of(request, NAMING)
        named = Named(*(" ".join(texts[name].split()) for name in NAMING))
        found = {each.field: str(each.problem) for each in naming_problems(named)}
        problems = with_markings(texts, found)
        if problems:
            return await self._page(request, who, kept(texts, problems), problems, 422)
        pieces = self._door.site.pieces
        now = pieces.clock.now()
        await self._door.site.ask(lambda: name_organisation(pieces.db, named, who.name, now))
        return self._door.done(PATH, "named")

    async def _which(self, request: Request) -> tuple[PrivatePurpose, str] | None:
        texts = await texts_of(request, ("purpose", "subject"))
        purpose = next((each for each in PATHS if each == texts["purpose"]), None)
        return (purpose, texts["subject"]) if purpose else None

    async def _unknown(self, request: Request, who: SignedIn) -> Response:
        return await self._page(request, who, dict.fromkeys(NAMING, ""), {}, 404)

    async def _page(
        self,
        request: Request,
        who: SignedIn,
        texts: dict[str, str],
        problems: dict[str, str],
        status: int = 200,
    ) -> Response:
        links = self._door.site.pieces.links

        def read(desk: Desk) -> tuple[PrivateLink, ...]:
            return read_private_links(desk, links, who)

        found = await self._door.at_desk(read)
        facts: dict[str, Any] = {"links": found, "typed": texts, "wrong": problems}
        facts["may_name"] = "coordinator" in who.access
        return await self._door.show(request, who, "signed-in/private-links.html", status, **facts)
