"""Each row of the table of SMTP faults: which outcome the courier makes of it."""

import socket
from datetime import timedelta

import pytest

from cchc_scheduler.mail.outcomes import (
    Accepted,
    Deferred,
    Lost,
    Refusal,
    Refused,
    Unreachable,
)
from tests.mail.rounds import HEAD, TO, deliver, envelope
from tests.mail.scripted import DROP, SILENCE, Script, ScriptedServer

QUEUED = "250 2.0.0 queued as ABC123"


def test_a_letter_is_handed_over_byte_for_byte():
    data = b"Subject: x\r\n\r\n.begins with a dot\r\n..two dots\r\n\r\n"
    server = ScriptedServer()

    outcomes = deliver(server, envelope(7, (TO, HEAD), data))

    assert outcomes == [Accepted(7, "250 2.0.0 queued as ABC123")]
    assert server.letters == [data]
    assert server.said == [
        "EHLO localhost",
        "MAIL FROM:<cchc@ubnd.example>",
        f"RCPT TO:<{TO}>",
        f"RCPT TO:<{HEAD}>",
        "DATA",
        "QUIT",
    ]


@pytest.mark.parametrize("banner", ["421 too busy", "554 no service here"])
def test_a_banner_that_refuses_is_the_relay_never_a_recipient(banner):
    server = ScriptedServer(Script(banner=banner))

    outcomes = deliver(server, envelope(1), envelope(2))

    assert sorted(outcomes, key=lambda each: each.letter) == [
        Unreachable(1, banner),
        Unreachable(2, banner),
    ]
    assert len(server.sessions) == 1


def test_a_server_without_a_banner_is_out_of_reach():
    server = ScriptedServer(Script(banner=SILENCE))

    outcomes = deliver(server, timeout=0.3)

    assert outcomes == [Unreachable(1, "Timed out waiting for server ready message")]


def test_a_port_that_nobody_listens_on_is_out_of_reach():
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        port = reserved.getsockname()[1]

        outcomes = deliver(ScriptedServer(), at_port=port)

    assert [type(each) for each in outcomes] == [Unreachable]
    assert f"Error connecting to 127.0.0.1 on port {port}" in outcomes[0].reason


def test_a_name_that_dns_does_not_know_is_out_of_reach():
    outcomes = deliver(ScriptedServer(), host="no-such-host.invalid")

    assert [type(each) for each in outcomes] == [Unreachable]
    assert not outcomes[0].configuration


def test_a_line_dropped_at_mail_is_opened_anew_at_once():
    server = ScriptedServer(Script(mail=DROP), Script())

    outcomes = deliver(server)

    assert outcomes == [Accepted(1, QUEUED)]
    assert len(server.sessions) == 2


def test_a_line_dropped_at_mail_twice_is_the_relay():
    server = ScriptedServer(Script(mail=DROP))

    outcomes = deliver(server, envelope(1), envelope(2), connections=1)

    assert [type(each) for each in outcomes] == [Unreachable, Unreachable]
    assert len(server.sessions) == 2


@pytest.mark.parametrize("reply", ["451 try again later", "452 too many letters from you"])
def test_a_sender_put_off_defers_the_letter_and_spares_the_others(reply):
    server = ScriptedServer(Script(mail=reply))

    outcomes = deliver(server, envelope(1), envelope(2), envelope(3), connections=1)

    code, words = int(reply[:3]), reply[4:]
    assert outcomes == [
        Deferred(1, code, words, relay=True),
        Unreachable(2, reply),
        Unreachable(3, reply),
    ]
    assert [line for line in server.said if line.startswith("MAIL")] == [
        "MAIL FROM:<cchc@ubnd.example>"
    ]


def test_421_at_mail_is_tried_once_more_on_a_new_connection():
    server = ScriptedServer(Script(mail="421 too many letters on this line"), Script())

    assert deliver(server) == [Accepted(1, QUEUED)]


def test_421_at_mail_on_each_connection_defers_and_rests_the_relay():
    server = ScriptedServer(Script(mail="421 closing"))

    outcomes = deliver(server, envelope(1), envelope(2), connections=1)

    assert outcomes == [Deferred(1, 421, "closing", relay=True), Unreachable(2, "421 closing")]


@pytest.mark.parametrize("reply", ["553 sender not yours", "530 sign in first"])
def test_a_sender_refused_for_good_burns_no_recipient(reply):
    server = ScriptedServer(Script(mail=reply))

    outcomes = deliver(server, envelope(1), envelope(2), connections=1)

    assert outcomes == [Unreachable(1, reply, True), Unreachable(2, reply, True)]


def test_a_to_address_refused_for_good_ends_that_letter_alone():
    server = ScriptedServer(Script(rcpt={TO: "550 no such user"}))

    outcomes = deliver(server, envelope(1), envelope(2, (HEAD,)), connections=1)

    assert outcomes == [Refused(1, 550, "no such user"), Accepted(2, QUEUED)]
    assert len(server.sessions) == 1


def test_a_to_address_put_off_waits_alone():
    server = ScriptedServer(Script(rcpt={TO: "450 greylisted, try again in 300 seconds"}))

    outcomes = deliver(server, envelope(1), envelope(2, (HEAD,)), connections=1)

    assert outcomes == [
        Deferred(1, 450, "greylisted, try again in 300 seconds", timedelta(minutes=5)),
        Accepted(2, QUEUED),
    ]


def test_a_copy_refused_is_told_beside_the_accepted_letter():
    server = ScriptedServer(Script(rcpt={HEAD: "550 no such user"}))

    outcomes = deliver(server, envelope(1, (TO, HEAD)))

    assert outcomes == [Accepted(1, QUEUED, (Refusal(HEAD, 550, "no such user"),))]
    assert len(server.letters) == 1


def test_a_letter_goes_to_nobody_when_only_the_copy_is_taken():
    server = ScriptedServer(Script(rcpt={TO: "450 later"}))

    outcomes = deliver(server, envelope(1, (TO, HEAD)))

    assert outcomes == [Deferred(1, 450, "later")]
    assert server.letters == []


def test_all_recipients_refused_in_two_ways_follow_the_to_address():
    server = ScriptedServer(Script(rcpt={TO: "550 no such user", HEAD: "450 later"}))

    assert deliver(server, envelope(1, (TO, HEAD))) == [Refused(1, 550, "no such user")]


def test_421_at_rcpt_defers_and_rests_the_relay():
    server = ScriptedServer(Script(rcpt="421 shutting down"))

    assert deliver(server) == [Deferred(1, 421, "shutting down", relay=True)]
    assert len(server.sessions) == 2


@pytest.mark.parametrize(
    ("step", "reply", "outcome"),
    [
        ("data", "554 no valid recipients", Refused(1, 554, "no valid recipients")),
        ("data", "451 later", Deferred(1, 451, "later")),
        ("dot", "452 disk full", Deferred(1, 452, "disk full")),
        ("dot", "552 too large", Refused(1, 552, "too large")),
        ("dot", "550 looks like spam", Refused(1, 550, "looks like spam")),
        ("dot", "421 closing", Deferred(1, 421, "closing", relay=True)),
    ],
)
def test_a_refusal_at_data_or_after_the_dot_goes_by_its_code(step, reply, outcome):
    server = ScriptedServer(Script(**{step: reply}))

    assert deliver(server) == [outcome]


@pytest.mark.parametrize(
    "script",
    [
        Script(body=10),
        Script(dot=DROP),
        Script(dot=SILENCE),
        Script(data=DROP),
        Script(data=SILENCE),
    ],
    ids=["mid-data", "after the dot", "silent after the dot", "at data", "silent at data"],
)
def test_a_line_that_breaks_from_data_on_leaves_the_fate_unknown(script):
    server = ScriptedServer(script)
    data = b"Subject: x\r\n\r\n" + b"0123456789" * 1000 + b"\r\n"

    outcomes = deliver(server, envelope(1, data=data), data_timeout=0.3)

    assert [type(each) for each in outcomes] == [Lost]
    assert len(server.sessions) == 1


def test_an_answer_to_the_dot_that_is_neither_yes_nor_no_leaves_the_fate_unknown():
    assert deliver(ScriptedServer(Script(dot="251 forwarded"))) == [Lost(1, "251 forwarded")]


def test_a_lost_letter_does_not_keep_the_next_from_going():
    server = ScriptedServer(Script(dot=DROP), Script())

    outcomes = deliver(server, envelope(1), envelope(2), connections=1)

    assert [type(each) for each in outcomes] == [Lost, Accepted]


def test_a_line_dropped_at_quit_is_a_letter_sent():
    assert deliver(ScriptedServer(Script(quit=DROP))) == [Accepted(1, QUEUED)]


def test_a_server_that_says_nothing_to_rset_is_hung_up_on_and_the_next_letter_goes():
    server = ScriptedServer(Script(rcpt={TO: "550 no"}, rset=DROP), Script())

    outcomes = deliver(server, envelope(1), envelope(2, (HEAD,)), connections=1)

    assert outcomes == [Refused(1, 550, "no"), Accepted(2, QUEUED)]


def test_one_byte_a_second_runs_into_the_time_limit_before_data():
    server = ScriptedServer(Script(pause=0.1))

    outcomes = deliver(server, timeout=0.3)

    assert outcomes == [Unreachable(1, "Timed out waiting for server ready message")]


def test_a_slow_server_within_its_limits_is_waited_for():
    server = ScriptedServer(Script(pause=0.002))

    assert deliver(server, timeout=5, data_timeout=5) == [Accepted(1, QUEUED)]


def test_an_answer_that_is_no_smtp_is_the_relay():
    outcomes = deliver(ScriptedServer(Script(mail="hello there")))

    assert [type(each) for each in outcomes] == [Unreachable]


@pytest.mark.parametrize(
    "address",
    ["phòng@xa.example", "a@xã.vn", "", "a", "a@b.vn\r\nRCPT TO:<c@d.vn>", "a b@c.vn", "<a@b.vn>"],
)
def test_what_is_no_address_on_the_wire_ends_that_letter_alone(address):
    server = ScriptedServer()

    outcomes = deliver(server, envelope(1, (TO, address)), envelope(2), connections=1)

    words = f"can't be put on the wire as an address: {address!r}"
    assert outcomes == [Refused(1, 553, words), Accepted(2, QUEUED)]
    assert server.count("RCPT") == 1
