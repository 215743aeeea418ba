"""The demonstration's one page: the season per unit, the obligations, every letter as it came."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from cchc_scheduler.demo.opened import OpenedLetter
from cchc_scheduler.demo.timeline import Timeline

VIEWS: Final = ("html", "phone", "dark", "text", "raw")
PAGE_POLICY: Final = (
    "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
LETTER_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; sandbox"
)


@dataclass(frozen=True, slots=True)
class ObligationLine:
    """One obligation as the page lists it."""

    unit: str
    period: str
    last_day: str
    came: str
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class Story:
    """All that the page tells."""

    office: str
    plan: str
    span: str
    people: int
    most_a_day: int
    timeline: Timeline
    obligations: Sequence[ObligationLine]
    letters: Sequence[OpenedLetter]


class Pages:
    """Serves the page and the letters; every address is read-only."""

    def __init__(self, story: Story, template_dirs: Sequence[Path]) -> None:
        """Compile the templates."""
        loader = FileSystemLoader([folder / "vi" / "pages" / "demo" for folder in template_dirs])
        self._story: Final = story
        self._templates: Final = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )

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
        letters = self._story.letters
        asked = _number(request.query_params.get("letter"), len(letters))
        view = request.query_params.get("view", "html")
        page = self._templates.get_template("page.html").render(
            story=self._story,
            chosen=letters[asked - 1] if letters else None,
            view=view if view in VIEWS else "html",
            views=VIEWS,
        )
        return _guarded(HTMLResponse(page), PAGE_POLICY)

    async def _style(self, _request: Request) -> Response:
        style = self._templates.get_template("demo.css").render()
        return Response(style, media_type="text/css")

    async def _letter(self, request: Request) -> Response:
        number = _number(str(request.path_params["number"]), len(self._story.letters))
        if not self._story.letters:
            return PlainTextResponse("Chưa có thư.", status_code=404)
        letter = self._story.letters[number - 1]
        view = request.path_params["view"]
        if view == "text":
            return _guarded(PlainTextResponse(letter.text), LETTER_POLICY)
        if view == "raw":
            return _guarded(PlainTextResponse(letter.raw), LETTER_POLICY)
        html = _darkened(letter.html) if view == "dark" else letter.html
        policy = LETTER_POLICY
        return _guarded(HTMLResponse(html), policy, framed=True)


def _number(text: str | None, most: int) -> int:
    number = int(text) if text and text.isdecimal() else 1
    return min(max(number, 1), max(most, 1))


def _darkened(html: str) -> str:
    """Return the letter as a mail program that darkens by itself would show it."""
    rule = "<style>html{background:#fff;filter:invert(1) hue-rotate(180deg)}</style>"
    return html.replace("</head>", f"{rule}</head>", 1)


def _guarded(response: Response, policy: str, *, framed: bool = False) -> Response:
    headers: dict[str, Any] = {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }
    if not framed:
        headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers.update(headers)
    return response
