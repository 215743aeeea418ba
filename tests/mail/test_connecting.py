"""The line to the mail server: TLS as demanded, certificates verified, the password kept safe."""

import asyncio
import base64
import socket
import ssl
from contextlib import contextmanager

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from cchc_scheduler.mail.connecting import tls_context
from cchc_scheduler.mail.outcomes import Accepted, Unreachable
from cchc_scheduler.mail.outgoing import Courier
from cchc_scheduler.mail.relay import Relay
from tests.mail.rounds import HEAD, TO, Desk, deliver, envelope
from tests.mail.scripted import Script, ScriptedServer

PASSWORD = "mật khẩu rất bí mật"
SECURE = {"host": "localhost", "timeout": 5, "data_timeout": 5}
SIGNED_IN = {"user": "cchc", "password": PASSWORD}
WITH_STARTTLS = ("STARTTLS", "AUTH PLAIN LOGIN")


class Box:
    """What a real server took in."""

    def __init__(self):
        self.taken = []

    async def handle_DATA(self, _server, session, envelope):  # noqa: N802 - aiosmtpd's name
        self.taken.append((envelope.mail_from, envelope.rcpt_tos, envelope.content, session.ssl))
        return "250 2.0.0 taken"


def knows(_server, _session, _envelope, _mechanism, given):
    password = given.password.decode()
    good = (given.login, password) == (b"cchc", PASSWORD)
    return AuthResult(success=good, handled=good)


@contextmanager
def real_server(**options):
    """Open aiosmtpd on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    box = Box()
    controller = Controller(box, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield box, port
    finally:
        controller.stop()


def deliver_to(port, *envelopes, **relay):
    desk = Desk()

    async def story():
        courier = Courier(Relay(port=port, **{**SECURE, **relay}))
        await courier.deliver(envelopes, desk.before_data, desk.settled)
        await courier.close()

    asyncio.run(story())
    return desk.outcomes


def test_a_real_server_takes_letters_over_starttls_after_signing_in(trusted):
    data = b"Subject: x\r\n\r\n.dot\r\n"
    options = {"tls_context": trusted.server(), "require_starttls": True}
    with real_server(authenticator=knows, auth_required=True, **options) as (box, port):
        outcomes = deliver_to(
            port, envelope(1, (TO, HEAD), data), envelope(2), security="starttls", **SIGNED_IN
        )

    assert [type(each) for each in outcomes] == [Accepted, Accepted]
    sender, recipients, content, encrypted = box.taken[0]
    assert (sender, recipients, content) == ("cchc@ubnd.example", [TO, HEAD], data)
    assert encrypted is not None


def test_a_real_server_takes_letters_over_tls_from_the_first_byte(trusted):
    with real_server(ssl_context=trusted.server()) as (box, port):
        outcomes = deliver_to(port, envelope(1), security="tls")

    assert outcomes == [Accepted(1, "250 2.0.0 taken")]
    assert len(box.taken) == 1


def test_a_real_server_on_loopback_takes_letters_in_the_clear():
    with real_server() as (box, port):
        outcomes = deliver_to(port, envelope(1), host="127.0.0.1", security="plain")

    assert outcomes == [Accepted(1, "250 2.0.0 taken")]
    assert len(box.taken) == 1


def test_a_real_server_that_does_not_know_the_password_gets_no_letter(trusted):
    options = {"tls_context": trusted.server(), "authenticator": knows}
    with real_server(auth_required=True, **options) as (box, port):
        outcomes = deliver_to(port, envelope(1), security="starttls", user="cchc", password="wrong")

    assert outcomes == [Unreachable(1, "535 5.7.8 Authentication credentials invalid", True)]
    assert box.taken == []


def test_the_password_is_said_once_and_only_under_tls(trusted):
    server = ScriptedServer(Script(extensions=WITH_STARTTLS), tls=trusted.server())

    outcomes = deliver(server, security="starttls", **SECURE, **SIGNED_IN)

    secret = base64.b64encode(f"\0cchc\0{PASSWORD}".encode()).decode()
    said = list(zip(server.sessions[0].said, server.sessions[0].encrypted, strict=True))
    assert [type(each) for each in outcomes] == [Accepted]
    assert said[:4] == [
        ("EHLO localhost", False),
        ("STARTTLS", False),
        ("EHLO localhost", True),
        (f"AUTH PLAIN {secret}", True),
    ]
    assert [line for line, encrypted in said if "AUTH" in line and not encrypted] == []


def test_a_server_without_starttls_never_hears_the_password():
    server = ScriptedServer(Script(extensions=("AUTH PLAIN LOGIN",)))

    outcomes = deliver(server, security="starttls", **SECURE, **SIGNED_IN)

    words = "SMTP STARTTLS extension not supported by server."
    assert outcomes == [Unreachable(1, words, True)]
    assert server.said == ["EHLO localhost"]


def test_starttls_refused_for_now_is_waited_for(trusted):
    script = Script(extensions=WITH_STARTTLS, starttls="454 TLS not available now")

    outcomes = deliver(ScriptedServer(script), security="starttls", **SECURE, **SIGNED_IN)

    assert outcomes == [Unreachable(1, "454 TLS not available now", False)]


@pytest.mark.parametrize(
    ("days", "name", "words"),
    [
        (-1, "localhost", "certificate has expired"),
        (30, "mail.elsewhere.example", "Hostname mismatch"),
    ],
)
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_does_not_hold_is_refused(trusted, security, days, name, words):
    tls = trusted.server(name, days)
    first = security == "tls"
    server = ScriptedServer(Script(extensions=WITH_STARTTLS), tls=tls, tls_first=first)

    outcomes = deliver(server, security=security, **SECURE, **SIGNED_IN)

    assert [type(each) for each in outcomes] == [Unreachable]
    assert words in outcomes[0].reason
    assert outcomes[0].configuration
    assert not [line for line in server.said if "AUTH" in line]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_an_unknown_authority_is_refused(authority, security):
    first = security == "tls"
    server = ScriptedServer(
        Script(extensions=WITH_STARTTLS), tls=authority.server(), tls_first=first
    )

    outcomes = deliver(server, security=security, **SECURE, **SIGNED_IN)

    assert "certificate verify failed" in outcomes[0].reason
    assert outcomes[0].configuration


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.*deprecated:DeprecationWarning")
def test_tls_older_than_1_2_is_refused(trusted):
    old = trusted.server()
    old.set_ciphers("DEFAULT:@SECLEVEL=0")
    old.minimum_version = ssl.TLSVersion.TLSv1
    old.maximum_version = ssl.TLSVersion.TLSv1_1
    server = ScriptedServer(Script(extensions=WITH_STARTTLS), tls=old)

    outcomes = deliver(server, security="starttls", **SECURE)

    assert [type(each) for each in outcomes] == [Unreachable]
    assert server.letters == []


def test_certificates_and_names_are_verified():
    context = tls_context()

    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version == ssl.TLSVersion.TLSv1_2


def test_a_wrong_password_is_tried_once_whatever_ways_the_server_offers():
    script = Script(extensions=("AUTH CRAM-MD5 PLAIN LOGIN",), auth="535 5.7.8 wrong password")
    server = ScriptedServer(script)

    outcomes = deliver(server, envelope(1), envelope(2), connections=4, **SIGNED_IN)

    assert sorted(outcomes, key=lambda each: each.letter) == [
        Unreachable(1, "535 5.7.8 wrong password", True),
        Unreachable(2, "535 5.7.8 wrong password", True),
    ]
    assert [line.split()[0] for line in server.said].count("AUTH") == 1


def test_another_way_of_signing_in_is_tried_when_the_server_does_not_take_the_first():
    script = Script(extensions=("AUTH CRAM-MD5 PLAIN",), auth=["504 not this way", "235 welcome"])
    server = ScriptedServer(script)

    outcomes = deliver(server, **SIGNED_IN)

    assert [type(each) for each in outcomes] == [Accepted]
    assert [line[:10] for line in server.said if line.startswith("AUTH")] == [
        "AUTH CRAM-",
        "AUTH PLAIN",
    ]


def test_a_sign_in_that_fails_for_now_is_waited_for():
    script = Script(extensions=("AUTH PLAIN",), auth="454 4.7.0 temporary failure")

    outcomes = deliver(ScriptedServer(script), **SIGNED_IN)

    assert outcomes == [Unreachable(1, "454 4.7.0 temporary failure", False)]


def test_a_server_that_offers_no_sign_in_is_not_written_to_when_one_is_demanded():
    server = ScriptedServer(Script())

    outcomes = deliver(server, **SIGNED_IN)

    words = "the server offers no way of signing in that can be used here"
    assert outcomes == [Unreachable(1, words, True)]
    assert server.letters == []
