"""The demonstration's pages: the season per unit with every letter as it came; a unit to act for.

Letters are shown in frames that may run nothing: a policy of the page, one of the letter, and the
frame's own sandbox say so three times.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from cchc_scheduler.demo.choosing import choose, read_asked
from cchc_scheduler.demo.reporting import Reporting
from cchc_scheduler.demo.showing import PAGE_POLICY, guarded, show_letter, templates
from cchc_scheduler.demo.story import Story
from cchc_scheduler.demo.visiting import Visit


class Pages:
    """Serves the page, the letters and the compiled report, all read-only.

    Beside them stands what a visitor acts on.
    """

    def __init__(
        self,
        story: Story,
        template_dirs: Sequence[Path],
        visit: Visit | None = None,
        reporting: Reporting | None = None,
    ) -> None:
        """Compile the templates."""
        self._reporting: Final = reporting
        self._story: Final = story
        self._templates: Final = templates(template_dirs)
        self._visit: Final = visit

    def application(self) -> Starlette:
        """Return the web application."""
        routes = [
            Route("/", self._page),
            Route("/demo.css", self._style),
            Route("/letters/{number:int}/{view:str}", self._letter),
            *(self._reporting.routes() if self._reporting else ()),
        ]
        if self._visit is None:
            return Starlette(routes=routes)
        found = Starlette(routes=[*routes, *self._visit.routes()])
        found.router.default = self._visit.department
        return found

    async def _page(self, request: Request) -> Response:
        asked = read_asked(request.query_params, [unit for unit, _ in self._story.units])
        choice = choose(self._story.letters, asked)
        scene = self._visit.scene() if self._visit else None
        page = self._templates.get_template("page.html")
        reported = self._reporting.reported if self._reporting else None
        text = page.render(story=self._story, choice=choice, scene=scene, reported=reported)
        return guarded(HTMLResponse(text), PAGE_POLICY)

    async def _style(self, _request: Request) -> Response:
        style = self._templates.get_template("demo.css").render()
        return guarded(Response(style, media_type="text/css"), PAGE_POLICY)

    async def _letter(self, request: Request) -> Response:
        number, view = request.path_params["number"], request.path_params["view"]
        known = 1 <= number <= len(self._story.letters)
        letter = self._story.letters[number - 1] if known else None
        return show_letter(letter, view, self._visit.address if self._visit else None)
