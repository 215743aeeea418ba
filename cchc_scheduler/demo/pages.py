"""The demonstration's one page: the season per unit, the obligations, every letter as it came.

Letters are shown in frames that may run nothing: a policy of the page, one of the letter, and the
frame's own sandbox say so three times.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from cchc_scheduler.demo.choosing import VIEWS, Asked, choose, read_asked
from cchc_scheduler.demo.phrases import GROUPS, KINDS
from cchc_scheduler.demo.story import Story
from cchc_scheduler.demo.timeline import ROW, TOP, WIDTH
from cchc_scheduler.documents.vietnamese import day_and_month, short_day

PAGE_POLICY: Final = (
    "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
LETTER_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)
DARKENED: Final = "<style>html{background:#fff;filter:invert(.9) hue-rotate(180deg)}</style>"


class Pages:
    """Serves the page and the letters; every address is read-only."""

    def __init__(self, story: Story, template_dirs: Sequence[Path]) -> None:
        """Compile the templates."""
        loader = FileSystemLoader([folder / "vi" / "pages" / "demo" for folder in template_dirs])
        self._story: Final = story
        self._templates: Final = Environment(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {"short_day": short_day, "day_and_month": day_and_month}
        self._templates.globals |= {
            "groups": GROUPS,
            "kinds": KINDS,
            "views": VIEWS,
            "anything": Asked(),
            "drawing": {"width": WIDTH, "top": TOP, "row": ROW},
        }

    def application(self) -> Starlette:
        """Return the web application."""
        return Starlette(
            routes=[
                Route("/", self._page),
                Route("/demo.css", self._style),
                Route("/letters/{number:int}/{view:str}", self._letter),
            ]
        )

    async def _page(self, request: Request) -> Response:
        asked = read_asked(request.query_params, [unit for unit, _ in self._story.units])
        choice = choose(self._story.letters, asked)
        page = self._templates.get_template("page.html").render(story=self._story, choice=choice)
        return _guarded(HTMLResponse(page), PAGE_POLICY)

    async def _style(self, _request: Request) -> Response:
        style = self._templates.get_template("demo.css").render()
        return _guarded(Response(style, media_type="text/css"), PAGE_POLICY)

    async def _letter(self, request: Request) -> Response:
        number, view = request.path_params["number"], request.path_params["view"]
        if not 1 <= number <= len(self._story.letters) or view not in VIEWS:
            return _guarded(PlainTextResponse("Không có thư này.", 404), LETTER_POLICY)
        letter = self._story.letters[number - 1]
        plain = {"text": letter.text, "raw": letter.raw}
        if view in plain:
            return _guarded(PlainTextResponse(plain[view]), LETTER_POLICY)
        html = letter.html
        if view == "dark":
            html = html.replace("</head>", f"{DARKENED}</head>", 1)
        return _guarded(HTMLResponse(html), LETTER_POLICY)


def _guarded(response: Response, policy: str) -> Response:
    """Return the response with what keeps a browser from doing more than show it."""
    framed = "SAMEORIGIN" if policy == LETTER_POLICY else "DENY"
    response.headers.update(
        {
            "Content-Security-Policy": policy,
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": framed,
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
        }
    )
    return response
