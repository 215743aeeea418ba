"""The visitor's part: a unit's mailbox at a moment, and the product's own pages behind its button.

A link that the moment knows opens the moment's page; any other the page of the season's end, where
all is handed in. After a form was sent, the service of the moment does what is due.
"""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import Receive, Scope, Send

from cchc_scheduler.actions.capability_links import Links
from cchc_scheduler.core.capabilities import fingerprint, is_token
from cchc_scheduler.demo.live import Live, pieces_of
from cchc_scheduler.demo.scene import Scene
from cchc_scheduler.demo.showing import PAGE_POLICY, guarded, show_letter, templates
from cchc_scheduler.service import Service
from cchc_scheduler.store import capabilities
from cchc_scheduler.web.application import application
from cchc_scheduler.web.site import SitePieces

THEN: Final = ("/lam-thu", "Bản trình diễn: trở lại hộp thư của đơn vị")
END: Final = ("/", "Bản trình diễn, lúc hết mùa báo cáo: trở lại trang chính")


class Visit:
    """Serves the visitor's page and every page that letters lead to."""

    def __init__(
        self, live: Live, ended: Service, links: Links, template_dirs: Sequence[Path]
    ) -> None:
        """Put the two applications together; what is handed in is removed at the end."""
        self._live: Final = live
        self._templates: Final = templates(template_dirs)
        self._files: Final = TemporaryDirectory(prefix="cchc-demo-")
        self._then: Final = _pages(live.pieces(THEN), template_dirs)
        standing = pieces_of(ended, links, Path(self._files.name), END)
        self._end: Final = _pages(standing, template_dirs)
        self.address: Final = links.base_url

    def close(self) -> None:
        """Remove what was handed in at the season's end."""
        self._files.cleanup()

    def scene(self) -> Scene:
        """Return how it stands for the unit."""
        return self._live.scene()

    def routes(self) -> list[BaseRoute]:
        """Return the routes; everything that is not the demonstration's own is a unit's page."""
        return [
            Route("/lam-thu", self._page),
            Route("/lam-thu/{number:int}", self._letter),
            Mount("/", app=self._department),
        ]

    async def _page(self, request: Request) -> Response:
        asked = request.query_params.get("letter", "")
        scene = self.scene()
        number = int(asked) if asked.isascii() and asked.isdecimal() else 0
        page = self._templates.get_template("visit.html")
        text = page.render(scene=scene, opened=scene.letter(number), first=self._live.first)
        return guarded(HTMLResponse(text), PAGE_POLICY)

    async def _letter(self, request: Request) -> Response:
        number = request.path_params["number"]
        found = [each for each in self.scene().letters if each.number == number]
        return show_letter(found[0] if found else None, "html", self.address)

    async def _department(self, scope: Scope, receive: Receive, send: Send) -> None:
        chosen = self._then if self._is_of_the_moment(scope["path"]) else self._end
        await chosen(scope, receive, send)
        if scope["method"] == "POST":
            await self._live.rest()

    def _is_of_the_moment(self, path: str) -> bool:
        tokens = [part for part in path.split("/") if is_token(part)]
        with self._live.service.db.read() as connection:
            return any(capabilities.by_fingerprint(connection, fingerprint(t)) for t in tokens)


def _pages(pieces: SitePieces, template_dirs: Sequence[Path]) -> Starlette:
    return application(list, list, pieces, template_dirs)
