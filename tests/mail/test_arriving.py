import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_scheduler.mail.arriving import arrival_of

BODY = b"\r\n\r\nxin chao\r\n"


def mail(*lines, body=BODY):
    return b"\r\n".join(line.encode() for line in lines) + body


def test_the_address_of_delivery_is_believed_before_the_header_that_anyone_writes():
    raw = mail("To: c@x.example", "Delivered-To: b@x.example", "X-Original-To: a@x.example")

    assert arrival_of(raw).recipients == ("a@x.example", "b@x.example", "c@x.example")


def test_a_mail_answers_what_in_reply_to_names_then_the_thread_from_its_end():
    raw = mail("In-Reply-To: <3@x>", "References: <1@x> <2@x>\r\n <3@x>")

    assert arrival_of(raw).answered == ("<3@x>", "<2@x>", "<1@x>")


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ("mx.xa.example; dmarc=pass header.from=x", "passed"),
        ("mx.xa.example 1; dmarc=fail (p=none)", "failed"),
        ("MX.XA.example; spf=fail smtp.mailfrom=x; dkim=none", "failed"),
        ("mx.xa.example; spf=fail; dkim=fail; dkim=pass", "unknown"),
        ("mx.xa.example; spf=pass", "unknown"),
        ("mx.khac.example; dmarc=pass", "unknown"),
        ("mx.xa.example (dmarc=pass); none", "unknown"),
        ("", "unknown"),
    ],
)
def test_only_our_own_server_vouches_for_a_sender(results, expected):
    raw = mail("From: a@x.example", f"Authentication-Results: {results}")

    assert arrival_of(raw, "mx.xa.example").authentication == expected


def test_the_topmost_word_of_our_server_counts():
    raw = mail(
        "Authentication-Results: mx.xa.example; dmarc=fail",
        "Authentication-Results: mx.xa.example; dmarc=pass",
    )

    assert arrival_of(raw, "mx.xa.example").authentication == "failed"
    assert arrival_of(raw).authentication == "unknown"


@pytest.mark.parametrize(
    ("header", "automatic"),
    [
        ("Auto-Submitted: auto-generated", True),
        ("Auto-Submitted: no", False),
        ("Precedence: junk", True),
        ("List-Id: <a.b>", True),
        ("Return-Path: <>", True),
        ("Return-Path: <a@x.example>", False),
        ("X-Autorespond: yes", True),
        ("X-Auto-Response-Suppress: All", False),
    ],
)
def test_a_program_is_known_by_its_headers(header, automatic):
    assert arrival_of(mail("From: a@x.example", header)).automatic is automatic


def test_the_same_mail_is_the_same_by_whatever_way_it_came():
    one = mail("From: a@x.example", "Subject: x", "Date: y")
    other = mail("Received: from z", "From: a@x.example", "Subject: x", "Date: y")

    assert arrival_of(one).content == arrival_of(other.replace(b"\r\n", b"\n")).content
    assert arrival_of(one).content != arrival_of(one + b"!").content


@given(st.binary(max_size=3000))
def test_any_bytes_arrive(raw):
    arrival = arrival_of(raw, "mx.xa.example")

    assert len(arrival.content) == 64
