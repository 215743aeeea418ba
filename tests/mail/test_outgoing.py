"""The courier's connections and its promise: each letter has one outcome, reported once."""

import asyncio

import pytest

from cchc_scheduler.core.errors import StoreUnusable
from cchc_scheduler.mail import outgoing
from cchc_scheduler.mail.outcomes import Accepted, Released, Unreachable
from cchc_scheduler.mail.outgoing import Courier
from tests.mail.rounds import Desk, deliver, envelope, relay_to
from tests.mail.scripted import SILENCE, Script, ScriptedServer

FIFTY = tuple(envelope(number) for number in range(1, 51))


def verbs(server):
    return [line.split()[0] for line in server.said]


def test_fifty_letters_share_one_connection():
    server = ScriptedServer()

    outcomes = deliver(server, *FIFTY, connections=1)

    assert sorted(each.letter for each in outcomes) == list(range(1, 51))
    assert {type(each) for each in outcomes} == {Accepted}
    assert (len(server.sessions), verbs(server).count("EHLO")) == (1, 1)


def test_several_letters_are_in_flight_at_once_over_no_more_connections_than_set():
    server = ScriptedServer(Script(pause=0.001))

    outcomes = deliver(server, *FIFTY[:12], connections=3)

    assert sorted(each.letter for each in outcomes) == list(range(1, 13))
    assert (len(server.sessions), server.most_at_once) == (3, 3)


def test_a_connection_is_kept_for_the_next_delivery():
    server, desk = ScriptedServer(), Desk()

    async def story():
        async with server:
            courier = Courier(relay_to(server.port))
            await courier.deliver([envelope(1)], desk.before_data, desk.settled)
            await courier.deliver([envelope(2)], desk.before_data, desk.settled)
            await courier.close()

    asyncio.run(story())

    assert [each.letter for each in desk.outcomes] == [1, 2]
    assert verbs(server) == ["EHLO", *["MAIL", "RCPT", "DATA"] * 2, "QUIT"]


def test_a_connection_that_the_server_closed_while_idle_is_opened_anew():
    server, desk = ScriptedServer(Script(letters=1)), Desk()

    async def story():
        async with server:
            courier = Courier(relay_to(server.port))
            for number in (1, 2, 3):
                await courier.deliver([envelope(number)], desk.before_data, desk.settled)
                await asyncio.sleep(0.02)
            await courier.close()

    asyncio.run(story())

    assert [type(each) for each in desk.outcomes] == [Accepted, Accepted, Accepted]
    assert len(server.sessions) == 3


def test_a_server_that_closes_after_each_letter_gets_them_all():
    server = ScriptedServer(Script(letters=1))

    outcomes = deliver(server, *FIFTY[:5], connections=1)

    assert [type(each) for each in outcomes] == [Accepted] * 5


def test_a_connection_idle_for_long_is_closed_with_a_word(monkeypatch):
    monkeypatch.setattr(outgoing, "IDLE_S", 0.0)
    server, desk = ScriptedServer(), Desk()

    async def story():
        async with server:
            courier = Courier(relay_to(server.port))
            await courier.deliver([envelope(1)], desk.before_data, desk.settled)
            await asyncio.sleep(0.01)
            await courier.deliver([], desk.before_data, desk.settled)
            return server.said[-1]

    assert asyncio.run(story()) == "QUIT"


def test_data_is_never_begun_for_a_letter_that_is_not_allowed():
    desk = Desk(allow=lambda letter: letter != 1)
    server = ScriptedServer()

    outcomes = deliver(server, envelope(1), envelope(2), desk=desk, connections=1)

    assert [each.letter for each in outcomes] == [2]
    assert verbs(server) == ["EHLO", "MAIL", "RCPT", "RSET", "MAIL", "RCPT", "DATA", "QUIT"]


def test_a_store_that_fails_before_data_sends_nothing_and_gives_all_back():
    fault = StoreUnusable("locked")

    def fail(_letter):
        raise fault

    server, desk = ScriptedServer(), Desk(allow=fail)

    with pytest.raises(StoreUnusable, match="locked"):
        deliver(server, *FIFTY, desk=desk)

    assert server.letters == []
    assert sorted(each.letter for each in desk.outcomes) == list(range(1, 51))
    assert {type(each) for each in desk.outcomes} == {Released}


def test_an_outcome_that_could_not_be_written_is_reported_first_next_time_and_once():
    server, desk = ScriptedServer(), Desk(faults=[StoreUnusable("full"), StoreUnusable("full")])

    async def story():
        async with server:
            courier = Courier(relay_to(server.port, connections=1))
            for envelopes in ([envelope(1), envelope(2)], [], [envelope(3)]):
                try:
                    await courier.deliver(envelopes, desk.before_data, desk.settled)
                except StoreUnusable:
                    desk.outcomes.append("failed")
            await courier.close()

    asyncio.run(story())

    accepted = "250 2.0.0 queued as ABC123"
    assert desk.outcomes == [
        "failed",
        Accepted(1, accepted),
        Released(2),
        Accepted(3, accepted),
    ]
    assert len(server.letters) == 2


def test_a_delivery_cut_short_ends_what_is_in_data_and_gives_the_rest_back():
    server, desk = ScriptedServer(Script(pause=0.003)), Desk()

    async def story():
        began = asyncio.Event()

        async def before_data(letter):
            began.set()
            return await desk.before_data(letter)

        async with server:
            courier = Courier(relay_to(server.port, connections=2))
            sending = asyncio.create_task(courier.deliver(FIFTY, before_data, desk.settled))
            await began.wait()
            sending.cancel()
            with pytest.raises(asyncio.CancelledError):
                await sending
            await courier.close()

    asyncio.run(story())

    accepted = [each for each in desk.outcomes if isinstance(each, Accepted)]
    assert sorted(each.letter for each in desk.outcomes) == list(range(1, 51))
    assert len(accepted) == len(server.letters) >= 1
    assert {type(each) for each in desk.outcomes} == {Accepted, Released}


def test_a_delivery_cut_short_does_not_wait_for_a_silent_server():
    server, desk = ScriptedServer(Script(mail=SILENCE)), Desk()

    async def story():
        async with server:
            courier = Courier(relay_to(server.port, timeout=60))
            sending = asyncio.create_task(courier.deliver(FIFTY, desk.before_data, desk.settled))
            await asyncio.sleep(0.1)
            sending.cancel()
            async with asyncio.timeout(4):
                await asyncio.wait((sending,))

    asyncio.run(story())

    assert {type(each) for each in desk.outcomes} == {Released}
    assert len(desk.outcomes) == 50


def test_a_refusing_server_is_asked_once_not_once_a_connection():
    server = ScriptedServer(Script(banner="421 too busy"))

    outcomes = deliver(server, *FIFTY, connections=4)

    assert {type(each) for each in outcomes} == {Unreachable}
    assert (len(outcomes), len(server.sessions)) == (50, 1)


def test_the_servers_words_are_logged_without_addresses(capsys):
    deliver(ScriptedServer(Script(banner="554 go away <cchc@ubnd.example>")))

    logged = capsys.readouterr().out
    assert "554 go away (hidden)" in logged
    assert "ubnd.example" not in logged
