"""A page that is asked for again and again: where nothing changed, it is not even read.

Its tag is that of its very bytes, so it changes with anything it shows, for each person apart. What
saves the work is a memory: while no row of the store changed and the clock shows the same minute,
the same session would be shown the same bytes. Nothing of the page itself is kept.
"""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from cchc_scheduler.clock import Clock
from cchc_scheduler.store.database import Database
from cchc_scheduler.web.guards import Page

MOST_KNOWN: Final = 256
# A browser may keep the page, but asks each time; nobody between keeps it.
KEPT: Final = {"Cache-Control": "private, no-cache", "Vary": "Cookie"}
OK: Final = 200
NOT_MODIFIED: Final = 304
A_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a session was shown: its tag, the store's state then, and until when that holds."""

    tag: str
    state: int
    until: datetime


class Unchanged:
    """Remembers what each session was last shown of a page."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Begin with nothing known."""
        self._db: Final = db
        self._clock: Final = clock
        self._known: Final[OrderedDict[tuple[str, str], _Known]] = OrderedDict()

    async def answer(self, request: Request, cookie: str, page: Page) -> Response:
        """Answer with 304 where the browser has what it would be shown, else with the page."""
        place = (cookie, request.scope["path"])
        asked = request.headers.get("if-none-match", "")
        plain = not request.scope["query_string"]
        now, state = self._clock.now(), self._db.state()
        known = self._known.get(place)
        if plain and known and known.tag == asked and known.state == state and now < known.until:
            return _not_modified(asked)
        response = await page(request)
        if response.status_code != OK or not plain:
            return response
        tag = f'"{hashlib.sha256(bytes(response.body)).hexdigest()[:32]}"'
        if state is not None:
            self._remember(place, _Known(tag, state, _end_of_minute(now)))
        if asked == tag:
            return _not_modified(tag)
        response.headers.update({"ETag": tag, **KEPT})
        return response

    def _remember(self, place: tuple[str, str], known: _Known) -> None:
        self._known[place] = known
        self._known.move_to_end(place)
        while len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)


def _end_of_minute(now: datetime) -> datetime:
    """Return when the clock shows another minute: whatever falls due, falls on a minute."""
    return now.replace(second=0, microsecond=0) + A_MINUTE


def _not_modified(tag: str) -> Response:
    return Response(status_code=NOT_MODIFIED, headers={"ETag": tag, **KEPT})
