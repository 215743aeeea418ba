"""A large mail is read in a process of its own: the same value, and an end for every mail."""

import base64
import os
import time

import pytest

from cchc_scheduler.mail import reading_apart
from cchc_scheduler.mail.arriving import arrival_of, arrival_of_head
from cchc_scheduler.mail.reading_apart import AT_ONCE, arrival_within

HEAD = (
    b"From: Hoa <kinhte@xa.example>\r\nTo: baocao+abc@xa.example\r\nSubject: Re: x\r\n"
    b"Message-ID: <1@xa.example>\r\nIn-Reply-To: <0@xa.example>\r\n"
    b"Authentication-Results: mx.xa.example; dmarc=pass\r\n"
)
LARGE = 25 * 1024 * 1024
# Shapes that make a parser work hard; each is filled up to a size. Constructed.
SHAPES = {
    "empty lines": (b"", b"\n"),
    "parts in parts": (
        b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
            for n in range(300)
        ),
        b"x\n",
    ),
    "brackets behind a link": (b"\r\nhttps://a.example/", b")"),
    "dots behind a link": (b"\r\nhttps://a.example/", b"."),
    "links with a user": (b"\r\n", b"https://u@a/ "),
    "introductions": (b"\r\n", "Vào 09:00 ".encode()),
    "header lines": (b"\r\n", b"From: x\n"),
    "short quotes": (b"\r\n", b"> a\n\nx:\n"),
    "quotes in HTML": (b"Content-Type: text/html\r\n\r\n", b"<br> <i class=gmail_quote></i>"),
    "depth of HTML": (b"Content-Type: text/html\r\n\r\n", b"<div>"),
    "encoded words": (b"X-A: ", b"=?utf-8?q?"),
    "addresses": (b"Cc: ", b"<a@"),
    "parameters": (b"Content-Type: text/plain", b';a="b'),
    "boundaries": (b"Content-Type: multipart/mixed; boundary=b\r\n\r\n", b"--b\r\n\r\n"),
    "lines of uuencode": (b"Content-Transfer-Encoding: uuencode\r\n\r\nbegin 644 x\n", b"M\n"),
    "words of a bounce": (b"X-Failed-Recipients: a@x.example\r\n\r\n", b"user x@y.example\n"),
}


def filled(shape, size):
    beginning, filling = SHAPES[shape]
    head = HEAD + beginning
    return head + filling * ((size - len(head)) // len(filling))


def with_file(octets):
    coded = base64.encodebytes(octets).replace(b"\n", b"\r\n")
    return (
        HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n"
        b"Gui bao cao: https://tailieu.xa.example/a.docx\r\n--b\r\n"
        b"Content-Type: application/pdf\r\nContent-Disposition: attachment; "
        b"filename*=utf-8''b%C3%A1o%20c%C3%A1o.pdf\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + coded + b"--b--\r\n"
    )


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_read_at_once_takes_seconds_at_most(shape):
    """Told in seconds of the processor, so that what else this machine does changes nothing."""
    raw = filled(shape, AT_ONCE)

    began = time.process_time()
    arrival_of(raw)

    assert time.process_time() - began < 10


def test_the_other_process_gives_the_very_value_that_this_one_would():
    raw = with_file(b"%PDF-1.7 " + os.urandom(100_000))

    arrival = arrival_within(raw, "mx.xa.example")

    assert arrival == arrival_of(raw, "mx.xa.example")
    assert arrival.whole
    assert arrival.authentication == "passed"
    assert [each.name for each in arrival.read.attachments] == ["báo cáo.pdf"]


def test_a_bounce_and_odd_letters_come_over_unchanged():
    raw = (
        b"From: mailer-daemon@x\r\nSubject: Undelivered \xff\xfe\r\n"
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n"
        b"Final-Recipient: rfc822; a@x.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\n" + b"\xed\xa0\x80 x\r\n" * 10_000 + b"--b--\r\n"
    )

    arrival = arrival_within(raw)

    assert arrival == arrival_of(raw)
    assert [each.address for each in arrival.read.bounce.recipients] == ["a@x.example"]


def test_a_mail_of_25_megabytes_with_one_file_is_read_within_its_bounds():
    octets = b"%PDF-1.7 " + os.urandom(18 * 1024 * 1024)

    arrival = arrival_within(with_file(octets))

    assert arrival.whole
    assert [each.data == octets for each in arrival.read.attachments] == [True]


@pytest.mark.parametrize(
    ("bound", "least"), [("SECONDS", 1), ("PATIENCE_S", 0.2), ("MEMORY", 200 * 1024 * 1024)]
)
def test_of_a_mail_that_needs_too_much_only_the_headers_are_read(monkeypatch, bound, least):
    monkeypatch.setattr(reading_apart, bound, least)
    raw = filled("empty lines", LARGE)

    arrival = arrival_within(raw, "mx.xa.example")

    assert not arrival.whole
    assert (arrival.read.sender, arrival.answered) == ("kinhte@xa.example", ("<0@xa.example>",))
    assert (arrival.recipients, arrival.authentication) == (("baocao+abc@xa.example",), "passed")
    assert arrival.read.warnings == ("the body could not be read within its bounds",)


def test_the_content_of_a_mail_has_one_hash_whether_its_body_was_read_or_not():
    raw = with_file(b"%PDF-1.7 x")

    assert arrival_of_head(raw).content == arrival_of(raw).content


@pytest.mark.parametrize(
    "written", [b"", b"[]\n", b"{}\n", b"nonsense", b'{"read": null}\n', b"\xff\n"]
)
def test_whatever_the_other_process_wrote_there_is_a_value(monkeypatch, written):
    monkeypatch.setattr(reading_apart, "_written", lambda _raw, _name: written)

    assert not arrival_within(with_file(bytes(AT_ONCE))).whole


def test_headers_without_an_end_are_read_up_to_their_bound():
    raw = HEAD + b"X-A: " + b"y" * LARGE

    assert arrival_of_head(raw).read.sender == "kinhte@xa.example"
