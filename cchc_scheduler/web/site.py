"""The pages a department and others reach from outside, put together as one application."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from cchc_scheduler.actions.capability_links import Links
from cchc_scheduler.actions.foresight import Foresee
from cchc_scheduler.actions.gathered import Worker
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.read_system import Examine
from cchc_scheduler.actions.reception import Reception, Room
from cchc_scheduler.actions.records import Records
from cchc_scheduler.clock import Clock
from cchc_scheduler.core.submissions import Bounds
from cchc_scheduler.documents.letters import FILTERS
from cchc_scheduler.documents.list_tables import shown
from cchc_scheduler.home import Home
from cchc_scheduler.store.database import Database
from cchc_scheduler.web.guards import Page, kept_calm
from cchc_scheduler.web.limits import Limiter, Rate

T = TypeVar("T")
ShowBar = Callable[[], object]
READING: Final = Rate(burst=60, seconds_each=1.0)
WRITING: Final = Rate(burst=10, seconds_each=6.0)
A_YEAR: Final = 365 * 24 * 3600
# Everybody's, and that of the pages behind the sign-in.
STYLES: Final = ("site.css", "signed-in/desk.css")


@dataclass(frozen=True, slots=True)
class SitePieces:
    """What the pages work with; `data` is the folder in which files are kept.

    `way_back` is where a demonstration's pages lead back to, and the words that say so; `bar` gives
    what its bar above the signed-in pages shows just now. `home` is where the office's own
    templates stand; None where none may be changed. `foresee` lives ahead in a copy of the store;
    without it no coming letters are shown. `examine` finds what is wrong with home and store;
    without it the page of the system shows no findings.
    """

    db: Database
    records: Records
    outbox: Outbox
    clock: Clock
    worker: Worker
    links: Links
    data: Path
    bounds: Bounds
    way_back: tuple[str, str] | None = None
    bar: ShowBar | None = None
    home: Home | None = None
    foresee: Foresee | None = None
    examine: Examine | None = None


class Site:
    """Templates, style, rates and the way to the store, shared by every page."""

    def __init__(self, pieces: SitePieces, template_dirs: Sequence[Path]) -> None:
        """Compile nothing yet; read the style once."""
        loader = FileSystemLoader([folder / "vi" / "pages" for folder in template_dirs])
        self.pieces: Final = pieces
        self.template_dirs: Final = tuple(template_dirs)
        self._templates: Final = Environment(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters.update(FILTERS)
        self._templates.globals |= {"way_back": pieces.way_back, "bar": pieces.bar}
        self._templates.filters["cell"] = shown
        self._styles: Final = dict(self._style(name) for name in STYLES)
        self.style_path, self._templates.globals["desk_style"] = self._styles
        self.reception: Final = Reception(
            Room(
                pieces.db, pieces.records, pieces.outbox, pieces.clock, pieces.worker, pieces.links
            )
        )
        self._reading: Final = Limiter(READING)
        self._writing: Final = Limiter(WRITING)

    def route(self, path: str, page: Page, *, methods: Sequence[str] = ("GET",)) -> Route:
        """Return a route whose faults are told in words."""
        return Route(path, kept_calm(page, self.fault, self.unread), methods=list(methods))

    def style_routes(self) -> list[Route]:
        """Return the routes of the styles; their names change with their content."""
        return [Route(path, self._send_style) for path in self._styles]

    def _style(self, name: str) -> tuple[str, bytes]:
        """Return where a style is found, and the style."""
        content = self._templates.get_template(name).render().encode()
        mark = hashlib.sha256(content).hexdigest()[:12]
        return f"/static/{Path(name).stem}-{mark}.css", content

    def show(self, template: str, status: int = 200, **facts: Any) -> Response:
        """Return a page from a template."""
        text = self._templates.get_template(template).render(style=self.style_path, **facts)
        return HTMLResponse(text, status_code=status)

    def fault(self, number: str, status: int) -> Response:
        """Return the page that says that something went wrong on our side."""
        return self.show("fault.html", status, number=number)

    def unread(self) -> Response:
        """Return the page that says that what was sent could not be read."""
        return self.show("unread.html", 400)

    def too_many(self, request: Request, *, writes: bool, token: str = "") -> bool:
        """Take a permit of the asker and, for a form, of the link; tell whether none was left."""
        now = self.pieces.clock.monotonic()
        address = request.client.host if request.client else ""
        limiter = self._writing if writes else self._reading
        if not limiter.allows(f"address {address}", now):
            return True
        return bool(token and writes) and not limiter.allows(f"token {token}", now)

    async def ask(self, work: Callable[[], T]) -> T:
        """Run something that reads or writes the store in its one thread."""
        return await self.pieces.worker(work)

    async def _send_style(self, request: Request) -> Response:
        headers = {"Cache-Control": f"public, max-age={A_YEAR}, immutable"}
        return Response(self._styles[request.url.path], media_type="text/css", headers=headers)
