from dataclasses import replace
from datetime import timedelta

import pytest

from cchc_scheduler.mail.outcomes import Accepted, Unreachable
from cchc_scheduler.mail.transaction import asked_wait
from tests.mail.rounds import SENDER, deliver, envelope
from tests.mail.scripted import Script, ScriptedServer


@pytest.mark.parametrize(
    ("reply", "wait"),
    [
        ("Greylisted, try again in 300 seconds", timedelta(minutes=5)),
        ("4.7.1 please retry in 5 Minutes", timedelta(minutes=5)),
        ("try in 2 hours", timedelta(hours=2)),
        ("mailbox full", None),
        ("wait 999999999999999999999 hours", timedelta(hours=24)),
    ],
)
def test_the_wait_that_a_server_asks_for_is_heeded_up_to_a_day(reply, wait):
    assert asked_wait(reply) == wait


def deliver_without_sender(*replies, instead=SENDER):
    """Deliver a letter with an empty sender to a server that answers MAIL so; what it heard."""
    server = ScriptedServer(Script(mail=replies))
    outcomes = deliver(server, replace(envelope(), sender="", instead=instead))
    return outcomes, [line for line in server.said if line.startswith("MAIL")]


def test_a_letter_that_wants_no_report_back_names_no_sender():
    outcomes, said = deliver_without_sender("250 ok")

    assert said == ["MAIL FROM:<>"]
    assert [type(each) for each in outcomes] == [Accepted]


@pytest.mark.parametrize("refusal", ["550 5.7.1 sender not allowed", "451 4.7.1 try later"])
def test_a_server_that_takes_no_empty_sender_gets_the_offices_own_and_nothing_else_waits(refusal):
    outcomes, said = deliver_without_sender(refusal, "250 ok")

    assert said == ["MAIL FROM:<>", f"MAIL FROM:<{SENDER}>"]
    assert [type(each) for each in outcomes] == [Accepted]


def test_a_server_that_takes_neither_is_a_fault_of_the_relay():
    outcomes, said = deliver_without_sender("550 5.7.1 sender not allowed")

    assert said == ["MAIL FROM:<>", f"MAIL FROM:<{SENDER}>"]
    assert [(type(each), each.configuration) for each in outcomes] == [(Unreachable, True)]


def test_a_server_that_closes_is_not_given_another_sender():
    outcomes, said = deliver_without_sender("421 4.3.2 closing")

    assert set(said) == {"MAIL FROM:<>"}
    assert len(outcomes) == 1
