"""Letters as bytes: read back by an independent reader, within the limits of RFC 5322 and 2047."""

import base64
import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import default
from email.utils import parsedate_to_datetime
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.mail.messages import Mailbox, Message, build, message_id
from tests.mail import rfc2047

NAMES = (
    "Phòng Văn hóa - Xã hội",
    "Văn phòng HĐND và UBND",
    "Phòng Kinh tế",
    "Trung tâm Phục vụ hành chính công",
    "Trung tâm Văn hóa, Thể thao và Truyền thông",
    "Ủy ban nhân dân xã Đại Thanh",
    "Nguyễn Thị Hoa (đầu mối)",
    'Phòng "Một cửa"',
    "Phong Kinh te",
    "O'Brien, Esq.",
    "",
)
PLAIN = Message(
    sender=Mailbox("UBND xã Đại Thanh", "cchc@ubnd.example"),
    to=Mailbox("Phòng Kinh tế", "dau-moi@phong-kinh-te.example"),
    subject="Đề nghị gửi báo cáo cải cách hành chính quý III",
    text="Kính gửi\nđồng chí\n",
    html="<p>Kính gửi</p>\n",
    message_id="<opening.1@ubnd.example>",
    date=datetime(2025, 8, 15, 0, 30, tzinfo=UTC),
)

# Line breaks and NUL are refused, surrogates are no characters; all else may stand in a name.
ODD = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0"), min_size=1, max_size=120
)
PIECES = st.lists(
    st.sampled_from(
        (*NAMES, "=?utf-8?b?QQ==?=", "=?", "?=", ", ", '"', "\\", "  ", "<a@b.vn>", "(")
    ),
    min_size=1,
    max_size=6,
)
WORDS = st.one_of(st.sampled_from(NAMES[:-1]), PIECES.map(" ".join), ODD)
ADDRESSES = st.from_regex(
    r"[a-z0-9._%+-]{1,40}@[a-z0-9-]{1,20}(\.[a-z0-9-]{1,12}){1,3}", fullmatch=True
)
BOXES = st.builds(Mailbox, st.one_of(st.sampled_from(NAMES), WORDS), ADDRESSES)
MESSAGES = st.builds(
    replace,
    st.just(PLAIN),
    sender=BOXES,
    to=BOXES,
    cc=st.lists(BOXES, max_size=5).map(tuple),
    reply_to=st.none() | BOXES,
    subject=WORDS,
)


def nfc(mailbox):
    return (normalize("NFC", mailbox.name), mailbox.address)


def read_by_hand(message):
    """Return the headers that people see, read by RFC 2047 alone."""
    data = build(message)
    names = [("From", (message.sender,)), ("To", (message.to,)), ("Cc", message.cc)]
    names += [("Reply-To", (message.reply_to,))] if message.reply_to else []
    return {
        "Subject": rfc2047.text(rfc2047.header(data, "Subject")),
        **{name: rfc2047.mailboxes(rfc2047.header(data, name)) for name, who in names if who},
    }


def expected(message):
    names = [("From", (message.sender,)), ("To", (message.to,)), ("Cc", message.cc)]
    names += [("Reply-To", (message.reply_to,))] if message.reply_to else []
    return {
        "Subject": normalize("NFC", message.subject),
        **{name: [nfc(each) for each in who] for name, who in names if who},
    }


@settings(max_examples=300, deadline=None)
@given(MESSAGES)
def test_every_header_reads_back_as_it_was_written(message):
    assert read_by_hand(message) == expected(message)


@settings(max_examples=200, deadline=None)
@given(MESSAGES)
def test_every_message_keeps_the_limits_of_the_wire(message):
    data = build(message)

    assert data == build(message)
    assert data.isascii()
    assert b"\0" not in data
    assert data.count(b"\r") == data.count(b"\n") == data.count(b"\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 998
    head = rfc2047.header_lines(data)
    # A single long address can't be folded; every other line keeps to 76.
    long = [line for line in head if len(line) > 76]
    assert [line for line in long if not re.fullmatch(r"([\w-]+:)? <\S+>,?", line)] == []
    words = re.findall(r"=\?utf-8\?b\?[^?]*\?=", data.partition(b"\r\n\r\n")[0].decode())
    assert max(map(len, words), default=0) <= 75


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(NAMES[:6]), st.sampled_from(NAMES[:6]), st.sampled_from(NAMES[:6]))
def test_the_standard_librarys_legacy_reader_agrees(subject, to, copy):
    message = replace(
        PLAIN,
        subject=f"{subject}: {to}",
        to=Mailbox(to, "a@a.example"),
        cc=(Mailbox(copy, "b@b.example"), Mailbox(subject, "c@c.example")),
    )

    read = message_from_bytes(build(message))

    assert str(make_header(decode_header(read["Subject"]))) == message.subject
    assert str(make_header(decode_header(read["To"]))) == f"{to} <a@a.example>"
    for name, who in (("To", (message.to,)), ("Cc", message.cc)):
        raw = re.sub(r"\r?\n", "", read[name])
        found = [part.rpartition("<") for part in raw.split(">")[:-1]]
        assert [
            (str(make_header(decode_header(name.strip(" ,")))), address)
            for name, _, address in found
        ] == [(each.name, each.address) for each in who]


def test_a_comma_in_a_name_makes_no_second_recipient():
    message = replace(
        PLAIN,
        to=Mailbox("Trung tâm Văn hóa, Thể thao và Truyền thông", "tt@xa.example"),
        cc=(Mailbox("O'Brien, Esq.", "o@xa.example"), Mailbox('Phòng "Một cửa", tầng 2', "m@x.vn")),
    )

    read = read_by_hand(message)

    assert read["To"] == [("Trung tâm Văn hóa, Thể thao và Truyền thông", "tt@xa.example")]
    assert read["Cc"] == [("O'Brien, Esq.", "o@xa.example"), ('Phòng "Một cửa", tầng 2', "m@x.vn")]


def test_what_looks_like_an_encoded_word_is_text():
    message = replace(PLAIN, subject="=?utf-8?b?QQ==?= is text", to=Mailbox("=?x?=", "a@a.example"))

    read = read_by_hand(message)

    assert read["Subject"] == "=?utf-8?b?QQ==?= is text"
    assert read["To"] == [("=?x?=", "a@a.example")]


def test_text_is_brought_to_nfc():
    message = replace(
        PLAIN, subject=normalize("NFD", "Ủy ban nhân dân"), text=normalize("NFD", "Đề nghị\n")
    )

    assert read_by_hand(message)["Subject"] == "Ủy ban nhân dân"
    assert bodies(build(message))["plain"] == "Đề nghị\r\n"


@pytest.mark.parametrize("hidden", ["\r\nBcc: x@x.vn", "\nX: y", "\r", "\0"])
@pytest.mark.parametrize(
    "make",
    [
        lambda hidden: {"subject": f"a{hidden}"},
        lambda hidden: {"to": Mailbox(f"a{hidden}", "a@a.example")},
        lambda hidden: {"to": Mailbox("a", f"a@a.example{hidden}")},
        lambda hidden: {"cc": (Mailbox(f"a{hidden}", "a@a.example"),)},
        lambda hidden: {"reply_to": Mailbox(f"a{hidden}", "a@a.example")},
        lambda hidden: {"message_id": f"<a@b>{hidden}"},
        lambda hidden: {"in_reply_to": f"<a@b>{hidden}"},
        lambda hidden: {"references": ("<a@b>", f"<c@d>{hidden}")},
        lambda hidden: {"list_id": f"digest{hidden}"},
    ],
)
def test_a_line_break_or_nul_in_a_header_is_refused(make, hidden):
    with pytest.raises(BadInput, match="a line break or NUL can't stand in a header"):
        build(replace(PLAIN, **make(hidden)))


def test_a_letter_has_the_headers_of_a_machine_that_does_its_duty():
    message = replace(
        PLAIN,
        reply_to=Mailbox("Phòng Văn hóa - Xã hội", "vhxh@xa.example"),
        in_reply_to="<first@ubnd.example>",
        references=("<first@ubnd.example>", "<second@ubnd.example>"),
    )

    found = rfc2047.headers(build(message))

    assert [name for name, _ in found] == [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Auto-Submitted",
        "X-Auto-Response-Suppress",
        "Content-Language",
        "MIME-Version",
        "Reply-To",
        "In-Reply-To",
        "References",
        "Content-Type",
    ]
    values = dict(found)
    assert values["Date"] == "Fri, 15 Aug 2025 07:30:00 +0700"
    assert parsedate_to_datetime(values["Date"]) == PLAIN.date
    assert values["Message-ID"] == "<opening.1@ubnd.example>"
    assert values["Auto-Submitted"] == "auto-generated"
    assert values["X-Auto-Response-Suppress"] == "All"
    assert values["Content-Language"] == "vi"
    assert values["In-Reply-To"] == "<first@ubnd.example>"
    assert values["References"] == "<first@ubnd.example> <second@ubnd.example>"


def test_only_a_digest_is_sent_as_bulk():
    digest = dict(rfc2047.headers(build(replace(PLAIN, list_id="digest.ubnd.example"))))
    letter = dict(rfc2047.headers(build(PLAIN)))

    assert (digest["List-Id"], digest["Precedence"]) == ("<digest.ubnd.example>", "bulk")
    assert letter.keys() & {"List-Id", "Precedence", "List-Unsubscribe", "Bcc"} == set()


def bodies(data):
    """Return the texts of the parts by their kind, in order."""
    head, _, body = data.partition(b"\r\n\r\n")
    boundary = re.search(rb'boundary="([^"]+)"', head)[1]
    found = {}
    for part in body.split(b"--" + boundary)[1:-1]:
        part_head, _, part_body = part.partition(b"\r\n\r\n")
        kind = re.search(rb"Content-Type: text/(\w+); charset=utf-8", part_head)[1].decode()
        assert b"Content-Transfer-Encoding: base64" in part_head
        found[kind] = base64.b64decode(part_body).decode("utf-8")
    return found


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=3000))
def test_a_body_reads_back_and_the_plain_text_stands_first(text):
    data = build(replace(PLAIN, text=text, html=f"<p>{text}</p>"))

    parts = bodies(data)
    plain = normalize("NFC", text).replace("\n", "\r\n")
    assert list(parts) == ["plain", "html"]
    assert parts["plain"] == plain
    assert parts["html"] == normalize("NFC", f"<p>{text}</p>").replace("\n", "\r\n")
    body = data.partition(b"\r\n\r\n")[2]
    assert max(map(len, body.split(b"\r\n"))) <= 76


def test_the_modern_reader_of_the_standard_library_finds_both_bodies():
    read = message_from_bytes(build(PLAIN), policy=default)

    assert read.get_content_type() == "multipart/alternative"
    assert read.get_body(("plain",)).get_content() == "Kính gửi\r\nđồng chí\r\n"
    assert read.get_body(("html",)).get_content() == "<p>Kính gửi</p>\r\n"


def test_a_message_id_is_the_same_for_the_same_parts_and_no_other():
    first = message_id("opening", "a@a.example", "2025-08-15/morning/0", domain="ubnd.example")
    again = message_id("opening", "a@a.example", "2025-08-15/morning/0", domain="ubnd.example")
    other = message_id("opening", "a@a.example", "2025-08-15/morning/1", domain="ubnd.example")

    assert first == again
    assert first != other
    assert re.fullmatch(r"<opening\.[0-9a-f]{32}@ubnd\.example>", first)
