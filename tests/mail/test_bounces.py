"""Mail that came back is recognised, and the hard rule of RFC 3463 told from the soft ones."""

from email import message_from_string

import pytest

from cchc_scheduler.mail.bounces import read_bounce

REPORT = """From: MAILER-DAEMON@mx.example
To: b-token@xa.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=x

--x
Content-Type: text/plain

This is the mail system.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; KinhTe@xa.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said}

--x
Content-Type: text/rfc822-headers

Message-ID: <reminder.1@xa.example>
Subject: [CCHC]
--x--
"""


def told(action: str, status: str, said: str = "") -> str:
    return REPORT.format(action=action, status=status, said=said)


@pytest.mark.parametrize(
    ("action", "status", "said", "permanent"),
    [
        ("failed", "5.1.1", "550 5.1.1 unknown", True),
        ("failed", "5.1.2", "", True),
        ("failed", "5.1.8", "", False),
        ("failed", "5.4.4", "", True),
        ("failed", "5.2.2", "552 mailbox full", False),
        ("failed", "5.7.1", "554 policy", False),
        ("failed", "5.0.0", "550 No such user here", True),
        ("failed", "4.4.7", "", False),
        ("delayed", "4.4.1", "", False),
    ],
)
def test_what_is_permanent(action: str, status: str, said: str, *, permanent: bool) -> None:
    bounce = read_bounce(message_from_string(told(action, status, said)))

    assert bounce is not None
    assert [(r.address, r.action, r.status, r.permanent) for r in bounce.recipients] == [
        ("kinhte@xa.example", action, status, permanent)
    ]


def test_the_mail_that_came_back_is_named() -> None:
    bounce = read_bounce(message_from_string(told("failed", "5.1.1")))

    assert bounce is not None
    assert bounce.original_id == "<reminder.1@xa.example>"


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_a_report_of_success_is_no_bounce(action: str) -> None:
    assert read_bounce(message_from_string(told(action, "2.1.5"))) is None


def test_an_answer_that_quotes_a_report_is_no_bounce() -> None:
    text = (
        "From: a@xa.example\nSubject: Re: Undelivered Mail\nIn-Reply-To: <x@xa.example>\n\n"
        "Thư không tới.\n\n> The following addresses had permanent fatal errors\n> <b@xa.example>\n"
    )

    assert read_bounce(message_from_string(text)) is None


def test_a_bounce_without_a_report_is_read_by_its_words() -> None:
    text = (
        "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nSubject: failure notice\n\n"
        "Hi. This is the qmail-send program at mx.example.\n"
        "I'm afraid I wasn't able to deliver your message to the following addresses.\n"
        "This is a permanent error; I've given up. Sorry it didn't work out.\n\n"
        "<kinhte@xa.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n"
        "--- Below this line is a copy of the message.\n\nReturn-Path: <x@xa.example>\n"
    )

    bounce = read_bounce(message_from_string(text))

    assert bounce is not None
    assert [r.address for r in bounce.recipients] == ["kinhte@xa.example"]
