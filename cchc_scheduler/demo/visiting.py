"""The visitor's part: a unit's mailbox at a moment, and the product's own pages behind its button.

A link that the moment knows opens the moment's page; any other the page of the season's end, where
all is handed in. When a form was sent, the service of the moment does what is due before the answer
leaves, so that the receipt lies in the mailbox when the visitor looks.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cchc_scheduler.core.capabilities import fingerprint, is_token
from cchc_scheduler.demo.at_the_desk import PATHS, AtTheDesk, DeskBar
from cchc_scheduler.demo.live import Live, Stage, pieces_of
from cchc_scheduler.demo.replying import Replying
from cchc_scheduler.demo.scene import Scene
from cchc_scheduler.demo.showing import FORM_POLICY, guarded, show_letter, templates
from cchc_scheduler.service import Service
from cchc_scheduler.store import capabilities
from cchc_scheduler.web.application import application
from cchc_scheduler.web.site import SitePieces

THEN: Final = ("/lam-thu", "Bản trình diễn: trở lại hộp thư của đơn vị")
END: Final = ("/", "Bản trình diễn, lúc hết mùa báo cáo: trở lại trang chính")


class Visit:
    """Serves the visitor's page and every page that letters lead to."""

    def __init__(self, stage: Stage, ended: Service, template_dirs: Sequence[Path]) -> None:
        """Begin at the moment; what is handed in is removed when the visit is closed."""
        self._stage: Final = stage
        self._template_dirs: Final = template_dirs
        self._templates: Final = templates(template_dirs)
        standing = pieces_of(ended, stage.doors, stage.data, END)
        self._end: Final = _pages(standing, template_dirs)
        self.address: Final = stage.doors.links.base_url
        self._begin()

    def _begin(self) -> None:
        self._live = Live(self._stage)
        self._then = _pages(self._live.pieces(THEN), self._template_dirs)
        self._desk = AtTheDesk(self._live)

    def close(self) -> None:
        """End the moment's mail server and remove what was handed in."""
        self._live.close()

    def scene(self) -> Scene:
        """Return how it stands for the unit."""
        return self._live.scene()

    def routes(self) -> list[BaseRoute]:
        """Return the routes of the visitor's own page."""
        return [
            Route("/lam-thu", self._page),
            Route("/lam-thu", self._again, methods=["POST"]),
            Route("/lam-thu/{number:int}", self._letter),
            *Replying(lambda: self._live, self._templates).routes(),
            *DeskBar(lambda: self._desk).routes(),
        ]

    async def _page(self, request: Request) -> Response:
        asked = request.query_params.get("letter", "")
        scene = self.scene()
        number = int(asked) if asked.isascii() and asked.isdecimal() else 0
        page = self._templates.get_template("visit.html")
        opened = scene.letter(number)
        answered = opened is not None and self._live.reads_replies_to(opened)
        text = page.render(scene=scene, opened=opened, answered=answered, first=self._live.first)
        return guarded(HTMLResponse(text), FORM_POLICY)

    async def _again(self, _request: Request) -> Response:
        """Forget what the visitor did and stand at the moment anew."""
        self._live.close()
        self._begin()
        return guarded(RedirectResponse("/lam-thu", status_code=303), FORM_POLICY)

    async def _letter(self, request: Request) -> Response:
        number = request.path_params["number"]
        found = [each for each in self.scene().letters if each.number == number]
        return show_letter(found[0] if found else None, "html", self.address)

    async def department(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer everything that is not the demonstration's own as the product does."""
        chosen = self._of_path(scope["path"])
        if scope.get("method") != "POST":
            await chosen(scope, receive, send)
            return
        answer: list[Message] = []

        async def keep(message: Message) -> None:
            answer.append(message)

        await chosen(scope, receive, keep)
        await self._live.rest()
        for message in answer:
            await send(message)

    def _of_path(self, path: str) -> ASGIApp:
        if path.startswith(PATHS):
            return self._desk.answer
        return self._then if self._is_of_the_moment(path) else self._end

    def _is_of_the_moment(self, path: str) -> bool:
        tokens = [part for part in path.split("/") if is_token(part)]
        with self._live.service.db.read() as connection:
            return bool(capabilities.by_fingerprints(connection, map(fingerprint, tokens)))


def _pages(pieces: SitePieces, template_dirs: Sequence[Path]) -> Starlette:
    return application(list, list, pieces, template_dirs)
