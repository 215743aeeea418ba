"""One played half-year for all tests of the demonstration."""

import socket
import time
from dataclasses import dataclass

import pytest

from cchc_scheduler.demo.mailbox import Mailbox
from cchc_scheduler.demo.play import Played, play
from cchc_scheduler.demo.story import Story
from cchc_scheduler.home import find_home
from tests.demo.browsing import doors_of, visited


@dataclass(frozen=True)
class Session:
    """What the mail server saw of one letter: whether it began with EHLO, from where, to whom."""

    extended: bool
    peer: str
    recipients: tuple


@dataclass(frozen=True)
class Season:
    """What came of playing, its processor time in seconds, progress told, sessions seen."""

    played: Played
    seconds: float
    moments: list
    sessions: list

    @property
    def story(self) -> Story:
        return self.played.story


@pytest.fixture(scope="session")
def door():
    with socket.create_server(("127.0.0.1", 0)) as found:
        yield found


@pytest.fixture(scope="session")
def season(door):
    moments, sessions = [], []
    taken = Mailbox.handle_DATA

    async def watched(self, server, session, envelope):
        recipients = tuple(envelope.rcpt_tos)
        sessions.append(Session(session.extended_smtp, session.peer[0], recipients))
        return await taken(self, server, session, envelope)

    began = time.process_time()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Mailbox, "handle_DATA", watched)
        played = play(find_home(None), moments.append, doors_of(door))
    return Season(played, time.process_time() - began, moments, sessions)


@pytest.fixture(scope="session")
def story(season):
    return season.story


@pytest.fixture(scope="session")
def site(season, door):
    with visited(season.played, door) as address:
        yield address
