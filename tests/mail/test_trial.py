"""The trial session tells each step and the server's own words, and fails with what to do."""

import asyncio

import pytest

from cchc_scheduler.core.errors import NotDelivered
from cchc_scheduler.mail.trial import trial
from tests.mail.rounds import envelope, relay_to
from tests.mail.scripted import DROP, SILENCE, Script, ScriptedServer
from tests.mail.test_connecting import PASSWORD, SECURE, SIGNED_IN, WITH_STARTTLS


def told_by(server, **relay):
    """Hold a trial; return the lines told and the fault, if it failed."""
    lines, faults = [], []

    async def story():
        async with server:
            try:
                await trial(relay_to(server.port, **relay), envelope(0), lines.append)
            except NotDelivered as fault:
                faults.append(str(fault))

    asyncio.run(story())
    return lines, faults


def test_each_step_is_told_with_the_servers_words():
    server = ScriptedServer(Script(banner="220 mail.ubnd.example ESMTP"))

    lines, faults = told_by(server)

    assert faults == []
    assert lines == [
        f"-> connect to 127.0.0.1:{server.port}",
        "<- 220 mail.ubnd.example ESMTP",
        "-> EHLO",
        "<- 250 localhost",
        "<- 250 8BITMIME",
        "<- 250 HELP",
        "-> MAIL FROM:<cchc@ubnd.example>",
        "<- 250 sender ok",
        "-> RCPT TO:<dau-moi@phong-kinh-te.example>",
        "<- 250 recipient ok",
        "-> DATA (20 bytes)",
        "<- 250 2.0.0 queued as ABC123",
        "-> QUIT",
        "<- 221 bye",
    ]
    assert len(server.letters) == 1


def test_encryption_and_sign_in_are_told_without_the_password(trusted):
    server = ScriptedServer(Script(extensions=WITH_STARTTLS), tls=trusted.server())

    lines, faults = told_by(server, security="starttls", **SECURE, **SIGNED_IN)

    assert faults == []
    assert [line for line in lines if line.startswith(("->", "  "))] == [
        f"-> connect to localhost:{server.port}",
        "-> EHLO",
        "-> STARTTLS",
        "   encrypted: TLSv1.3, TLS_AES_256_GCM_SHA384; the certificate holds",
        "-> EHLO",
        "-> AUTH as cchc (password hidden)",
        "-> MAIL FROM:<cchc@ubnd.example>",
        "-> RCPT TO:<dau-moi@phong-kinh-te.example>",
        "-> DATA (20 bytes)",
        "-> QUIT",
    ]
    assert PASSWORD not in "\n".join(lines)


def test_tls_from_the_first_byte_is_told(trusted):
    server = ScriptedServer(Script(), tls=trusted.server(), tls_first=True)

    lines, faults = told_by(server, security="tls", **SECURE)

    assert faults == []
    assert lines[0] == f"-> connect to localhost:{server.port} by TLS"
    assert lines[2].startswith("   encrypted: TLSv1.3")


@pytest.mark.parametrize(
    ("script", "step", "words", "advice"),
    [
        (Script(banner="554 no service"), "connect", "554 no service", "CCHC_SMTP_URL"),
        (Script(banner=SILENCE), "connect", "Timed out waiting", "CCHC_SMTP_URL"),
        (Script(mail="553 not your address"), "MAIL", "553 not your address", "sender.address"),
        (Script(rcpt="550 no such user"), "RCPT", "550 no such user", "Check the address"),
        (Script(dot="554 spam"), "DATA", "554 spam", "its words say why"),
        (Script(dot=DROP), "DATA", "Unexpected EOF received", "its words say why"),
    ],
)
def test_a_step_that_fails_is_named_with_what_to_do(script, step, words, advice):
    server = ScriptedServer(script)

    lines, faults = told_by(server, timeout=0.3 if script.banner == SILENCE else 20)

    assert words in lines[-1]
    assert lines[-1].startswith("<- ")
    assert faults[0].startswith(f"127.0.0.1:{server.port} failed at {step}: {words}")
    assert advice in faults[0]
    assert server.letters == []


def test_a_wrong_password_is_named_and_not_shown():
    script = Script(extensions=("AUTH PLAIN LOGIN",), auth="535 5.7.8 wrong password")

    lines, faults = told_by(ScriptedServer(script), **SIGNED_IN)

    assert "failed at AUTH: 535 5.7.8 wrong password" in faults[0]
    assert "CCHC_SMTP_PASSWORD" in faults[0]
    assert PASSWORD not in "\n".join([*lines, *faults])


def test_a_server_without_starttls_hears_no_password_and_gets_no_letter():
    server = ScriptedServer(Script(extensions=("AUTH PLAIN",)))

    _, faults = told_by(server, security="starttls", **SECURE, **SIGNED_IN)

    assert "failed at STARTTLS: SMTP STARTTLS extension not supported by server." in faults[0]
    assert [line.split()[0] for line in server.said] == ["EHLO", "QUIT"]


def test_an_expired_certificate_is_named(trusted):
    server = ScriptedServer(Script(extensions=WITH_STARTTLS), tls=trusted.server(days=-1))

    _, faults = told_by(server, security="starttls", **SECURE)

    assert "certificate has expired" in faults[0]


def test_a_line_that_breaks_at_quit_is_a_letter_sent():
    lines, faults = told_by(ScriptedServer(Script(quit=DROP)))

    assert faults == []
    assert lines[-2:] == ["-> QUIT", "<- Unexpected EOF received"]
