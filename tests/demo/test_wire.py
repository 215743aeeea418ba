import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from cchc_scheduler.clock import VirtualClock
from cchc_scheduler.demo.mailbox import LoopbackServer, Mailbox
from cchc_scheduler.demo.wire import DemoWire
from cchc_scheduler.mail.outcomes import Accepted, Envelope, Unreachable

FRIDAY = datetime(2025, 12, 5, 8, tzinfo=UTC)
LETTER = Envelope(7, "a@x.example", ("b@x.example",), b"Subject: t\r\n\r\nText\r\n")


@pytest.fixture
def mailbox():
    return Mailbox()


@pytest.fixture
def url(mailbox):
    server = LoopbackServer(mailbox)
    yield server.start()
    server.stop()


def deliver(wire):
    outcomes = []

    async def may_go(_letter):
        return True

    async def settled(outcome):
        outcomes.append(outcome)

    asyncio.run(wire.deliver([LETTER], may_go, settled))
    return outcomes


def test_a_letter_passes_the_mail_server_and_its_words_come_back(mailbox, url):
    wire = DemoWire(url, VirtualClock(FRIDAY))

    outcomes = deliver(wire)

    assert [type(outcome) for outcome in outcomes] == [Accepted]
    assert outcomes[0].reply == "250 2.0.0 Ok: kept as 1"
    assert [received.data for received in mailbox.received] == [LETTER.data]


def test_a_wire_serves_one_event_loop_after_another(mailbox, url):
    wire = DemoWire(url, VirtualClock(FRIDAY))

    deliver(wire)
    deliver(wire)

    assert len(mailbox.received) == 2


def test_while_the_server_is_down_no_session_is_opened_and_after_it_the_letter_goes(mailbox, url):
    clock = VirtualClock(FRIDAY)
    wire = DemoWire(url, clock)
    wire.go_down(FRIDAY + timedelta(days=3))

    during = deliver(wire)
    during_count = len(mailbox.received)
    clock.move_to(FRIDAY + timedelta(days=3))
    after = deliver(wire)

    assert during == [Unreachable(7, "the mail server does not answer")]
    assert during_count == 0
    assert [type(outcome) for outcome in after] == [Accepted]
