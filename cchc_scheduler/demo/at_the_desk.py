"""The visitor at the coordinator's desk: the product's signed-in pages, and a bar that moves time.

The visitor need not sign in: whoever has no session of their own looks on as the person the bar
names. Everything else is the product, with its own rules.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from cchc_scheduler.actions.sign_in import open_session, sign_in_link, who_is
from cchc_scheduler.clock import office_date, office_time
from cchc_scheduler.core.access import access_of
from cchc_scheduler.core.offices import Office
from cchc_scheduler.demo.live import Live
from cchc_scheduler.demo.passing import JUMPS, Passed
from cchc_scheduler.demo.showing import FORM_POLICY, guarded
from cchc_scheduler.documents.vietnamese import full_day
from cchc_scheduler.web.application import application
from cchc_scheduler.web.signed_in.cookies import PLAIN_NAME
from cchc_scheduler.words import Access

FIRST_PAGE: Final = "/ban/hom-nay"
# What the desk's own application answers.
PATHS: Final = ("/ban", "/dang-nhap", "/l/", "/g/")
# As whom a visitor may look on.
SEEN_AS: Final[tuple[Access, ...]] = ("coordinator", "leader")
MOST_TOLD: Final = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """What the bar shows: the moment, as whom the visitor looks on, what the last jump brought."""

    now: str
    seen_as: Access
    happened: tuple[Passed, ...]
    more: int
    jumped: bool
    at_end: bool
    units: Mapping[str, str]


class AtTheDesk:
    """One visitor's desk over a living service; made anew when the visit begins again."""

    def __init__(self, live: Live) -> None:
        """Sign the persons in and build the pages."""
        self._live: Final = live
        self._seen_as: Access = "coordinator"
        self._happened: tuple[Passed, ...] = ()
        self._jumped = False
        self._units: Mapping[str, str] = {}
        self._cookies: Final[dict[Access, str]] = {}
        pieces = live.pieces(None, self._bar)
        self._pages: Final = application(list, list, pieces, live.service.template_dirs)
        self._sign_in()

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the product does, to the person the bar names unless somebody signed in."""
        request = Request(scope)
        if PLAIN_NAME not in request.cookies:
            headers = MutableHeaders(scope=scope)
            kept = headers.get("cookie", "")
            own = f"{PLAIN_NAME}={self._cookies[self._seen_as]}"
            headers["cookie"] = f"{kept}; {own}" if kept else own
        await self._pages(scope, receive, send)

    async def go(self, jump: str) -> None:
        """Let time go on by one of the bar's buttons; anything else changes nothing."""
        chosen = next((each for each in JUMPS if each == jump), None)
        if chosen is None:
            return
        self._happened = await self._live.go(chosen)
        self._jumped = True
        self._sign_in()

    def look_as(self, access: str) -> None:
        """Look on as another person from now on, also after that person signed out."""
        self._seen_as = next((each for each in SEEN_AS if each == access), self._seen_as)
        self._sign_in()

    def _bar(self) -> Bar:
        now = self._live.service.now()
        return Bar(
            now=f"{office_time(now):%H} giờ {office_time(now):%M}, {full_day(office_date(now))}",
            seen_as=self._seen_as,
            happened=self._happened[:MOST_TOLD],
            more=max(len(self._happened) - MOST_TOLD, 0),
            jumped=self._jumped,
            at_end=self._live.ended,
            units=self._units,
        )

    def _sign_in(self) -> None:
        """Open a session for each person who has none: sessions end, and time here runs fast."""
        service, now = self._live.service, self._live.service.now()
        with service.db.read() as connection:
            office = service.records.read(connection).office
            self._units = {unit.id: unit.short for unit in office.units}
            still = {
                access
                for access, cookie in self._cookies.items()
                if who_is(connection, service.records, cookie, now)
            }
        for access in SEEN_AS:
            person = _person_of(office, access)
            if access in still or person is None:
                continue
            link = sign_in_link(service.db, service.records, service.outbox, person, now)
            token = link.rpartition("/")[2]
            opened = open_session(service.db, service.records, token, "Bản trình diễn", now)
            if opened is not None:
                self._cookies[access] = opened.cookie


def _person_of(office: Office, access: Access) -> str | None:
    """Return who is shown for an access: the focal point, the chair; else whoever has it."""
    first = {"coordinator": office.coordinator.focal, "leader": office.chair}[access]
    able = [each.id for each in office.people if access in access_of(office, each.id)]
    holder = office.post(first).holder
    return holder if holder in able else next(iter(able), None)


class DeskBar:
    """The bar's two forms."""

    def __init__(self, desk: Callable[[], AtTheDesk]) -> None:
        """Ask for the present desk each time: a visit that begins again has another."""
        self._desk: Final = desk

    def routes(self) -> list[BaseRoute]:
        """Return the routes of the forms."""
        return [Route("/dong-ho", self._take, methods=["POST"])]

    async def _take(self, request: Request) -> Response:
        """Move time or change who looks on, and go back to the desk."""
        form = await request.form(max_files=0, max_fields=3)
        desk = self._desk()
        asked = str(form.get("xem", ""))
        if asked:
            desk.look_as(asked)
        else:
            await desk.go(str(form.get("den", "")))
        target = "/ban/lanh-dao" if asked == "leader" else FIRST_PAGE
        return guarded(RedirectResponse(target, status_code=303), FORM_POLICY)
