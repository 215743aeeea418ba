"""The letters to come if nobody acts: the real jobs live on in a copy of the store.

Links in these letters are made with a key of no worth: they open nothing.
"""

import json
from dataclasses import replace
from datetime import datetime
from threading import Event
from typing import Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.foresight import Ahead, ComingLetter, Foreseen
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.actions.release_backlog import release_backlog
from cchc_scheduler.clock import VirtualClock
from cchc_scheduler.core.capabilities import masked
from cchc_scheduler.documents.letters import LetterTexts
from cchc_scheduler.engine.worker import run_inline
from cchc_scheduler.home import Home
from cchc_scheduler.mail.opening import opened
from cchc_scheduler.mail.outcomes import Envelope
from cchc_scheduler.service import Service, links_of, replies_of
from cchc_scheduler.settings import Settings
from cchc_scheduler.simulate.season import world_of
from cchc_scheduler.simulate.sim_wire import SimWire
from cchc_scheduler.simulate.world import Span, World
from cchc_scheduler.store import letters, markers
from cchc_scheduler.store.database import Database

OPENS_NOTHING: Final = "chi-de-xem-truoc-khong-mo-duoc-gi"


class Foresight:
    """Lives ahead with the texts and jobs of a home."""

    def __init__(self, home: Home, settings: Settings) -> None:
        """Compile nothing yet."""
        self._home: Final = home
        keyless = replace(settings, secret_key=OPENS_NOTHING)
        self._settings: Final = keyless
        self._outbox: Final = Outbox(
            LetterTexts(home.template_dirs()), links_of(keyless), replies_of(keyless)
        )

    def __call__(self, copy: Database, ahead: Ahead) -> Foreseen:
        """Return what goes out, in order of time; the copy is spent and closed."""
        clock = VirtualClock(ahead.now)
        wire = SimWire(clock)
        world = world_of(self._service(copy, clock, wire), clock, wire)
        try:
            held = self._release(copy, ahead)
            until = _live(world, ahead)
            with copy.read() as connection:
                rows = letters.brief(connection, [each.letter for _, each in wire.accepted])
        finally:
            copy.close()
        known = {row["id"]: row for row in rows}
        found = (
            _coming(at, envelope, known[envelope.letter], held=envelope.letter in held)
            for at, envelope in wire.accepted
        )
        return Foreseen(tuple(found), until)

    def _release(self, copy: Database, ahead: Ahead) -> set[int]:
        """Return which letters are held; let them go in the copy if that is asked for."""
        with copy.read() as connection:
            held = {row["id"] for row in letters.held(connection)}
            stands = markers.read(connection, "held-since") is not None
        if ahead.released and stands:
            release_backlog(copy, "preview", ahead.now)
        return held

    def _service(self, copy: Database, clock: VirtualClock, wire: SimWire) -> Service:
        return Service(
            home=self._home,
            settings=self._settings,
            clock=clock,
            db=copy,
            records=Records(),
            outbox=self._outbox,
            wire=wire,
            worker=run_inline,
            stop=Event(),
        )


class _Tired(Exception):
    """Ends a look that takes too long."""


def _live(world: World, ahead: Ahead) -> datetime:
    """Live ahead; return until when that came."""
    reached = ahead.now

    def look(moment: datetime) -> None:
        nonlocal reached
        reached = moment
        if ahead.tired():
            raise _Tired

    try:
        world.go_on(Span(ahead.now, ahead.until), look)
    except _Tired:
        return reached
    return ahead.until


def _coming(at: datetime, envelope: Envelope, row: RowMapping, *, held: bool) -> ComingLetter:
    return ComingLetter(
        at=at,
        kind=row["kind"],
        to=row["to_address"],
        cc=tuple(json.loads(row["cc"])),
        subject=masked(row["subject"]),
        text=masked(opened(envelope.data).text),
        held=held,
    )
