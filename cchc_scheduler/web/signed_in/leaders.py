"""/ban/lanh-dao and /l/<token>: how the newest period stands, on one screen and one sheet of A4."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.leaders_board import Screen, leaders_screen
from cchc_scheduler.actions.private_links import leader_of
from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.core.offices import Post
from cchc_scheduler.web.signed_in.door import Door

PATH: Final = "/ban/lanh-dao"
BY_LINK: Final = "/l/{token}"


class LeadersPages:
    """The same screen for who is signed in and for who holds a leader's private link."""

    def __init__(self, door: Door) -> None:
        """Work with the door."""
        self._door: Final = door
        door.listed(PATH, "Lãnh đạo", "leader", "coordinator")

    def routes(self) -> list[Route]:
        """Return the routes of these pages."""
        return [
            self._door.shown(PATH, self._show, "leader", "coordinator"),
            self._door.site.route(BY_LINK, self._by_link),
        ]

    async def _show(self, request: Request, who: SignedIn) -> Response:
        screen = await self._door.at_desk(leaders_screen)
        return await self._door.show(request, who, "signed-in/leaders.html", screen=screen)

    async def _by_link(self, request: Request) -> Response:
        site = self._door.site
        if site.too_many(request, writes=False):
            return site.show("too-many.html", 429)
        token = str(request.path_params["token"])

        def read(desk: Desk) -> tuple[Post, Screen] | None:
            post = leader_of(desk, site.pieces.links, token)
            return (post, leaders_screen(desk)) if post else None

        found = await self._door.at_desk(read)
        if found is None:
            return site.show("supervision/over.html", 404)
        return site.show("leader-link.html", title=found[0].title, screen=found[1])
