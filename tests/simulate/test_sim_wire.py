"""The simulation's wire answers as a mail server would, to the same questions as the courier."""

import asyncio
from datetime import UTC, datetime, timedelta

from cchc_scheduler.clock import VirtualClock
from cchc_scheduler.mail.outcomes import Accepted, Envelope, Unreachable
from cchc_scheduler.simulate.sim_wire import SimWire

NOW = datetime(2025, 9, 9, 0, 30, tzinfo=UTC)
LETTER = Envelope(7, "cchc@ubnd.example", ("kinhte@ubnd.example",), b"Subject: x\r\n\r\n")


def deliver(wire, *, holds=True):
    outcomes = []

    async def before_data(_letter):
        return holds

    async def settled(outcome):
        outcomes.append(outcome)

    asyncio.run(wire.deliver([LETTER], before_data, settled))
    return outcomes


def test_a_letter_is_accepted_at_the_moment_of_the_clock():
    wire = SimWire(VirtualClock(NOW))

    outcomes = deliver(wire)

    assert outcomes == [Accepted(7, "250 2.0.0 simulated")]
    assert wire.accepted == [(NOW, LETTER)]


def test_a_letter_that_no_longer_holds_is_neither_sent_nor_reported():
    wire = SimWire(VirtualClock(NOW))

    assert deliver(wire, holds=False) == []
    assert wire.accepted == []


def test_while_it_is_down_no_letter_is_attempted_and_then_it_is():
    clock = VirtualClock(NOW)
    wire = SimWire(clock)
    wire.go_down(NOW + timedelta(hours=1))

    first = deliver(wire)
    clock.move_to(NOW + timedelta(hours=1))
    second = deliver(wire)

    assert first == [Unreachable(7, "the mail server does not answer")]
    assert second == [Accepted(7, "250 2.0.0 simulated")]
