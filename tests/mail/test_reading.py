"""A mail is understood whatever program wrote it, and never ends the reading.

Every message here is constructed; none was sent.
"""

import base64
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_scheduler.cli.mail import mail_as_json
from cchc_scheduler.mail.reading import ReadMail, read_mail

HEADERS = (
    "From: =?utf-8?B?UGjDsm5nIEtpbmggdOG6vw==?= <KinhTe@xa.example>\r\n"
    "To: baocao@xa.example\r\nSubject: =?utf-8?Q?Re:_=5BCCHC=5D_b=C3=A1o_c=C3=A1o?=\r\n"
    "Message-ID: <1@xa.example>\r\nIn-Reply-To: <reminder.1@xa.example>\r\n"
)


PIECES = (
    b"From: |Subject: |Content-Type: multipart/mixed; boundary=b|--b|--b--|\r\n|\r\n\r\n|"
    b"Content-Disposition: attachment; filename*0*=|=?utf-8?B?|?=|\xff\xfe|message/rfc822|"
    b"Content-Type: message/delivery-status|Action: failed|<|>|@|:|text/html|<div>|\x00|"
    b"Content-Transfer-Encoding: base64|On 1/1/2025 A wrote:"
).split(b"|")


def mail(headers: str, body: bytes, kind: str = "text/plain; charset=utf-8") -> ReadMail:
    head = f"{headers}MIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\n"
    return read_mail(head.encode() + body)


def test_a_reply_gives_text_link_and_thread() -> None:
    body = "Gửi Phòng: https://xa.example/bc.docx\n\nOn 09/09/2025 8:15 AM, A wrote:\n> https://cu.example"

    found = mail(HEADERS, body.encode())

    assert found.kind == "reply"
    assert found.sender == "kinhte@xa.example"
    assert found.subject == "Re: [CCHC] báo cáo"
    assert found.in_reply_to == "<reminder.1@xa.example>"
    assert found.text == "Gửi Phòng: https://xa.example/bc.docx"
    assert found.links == ("https://xa.example/bc.docx",)
    assert found.warnings == ()


def test_decomposed_letters_are_composed() -> None:
    found = mail(HEADERS, "Ba\u0301o ca\u0301o".encode())

    assert found.text == "Báo cáo"


def test_a_windows_1258_body_is_read() -> None:
    found = mail(
        HEADERS, "B\u00e1o c\u00e1o".encode("windows-1258"), "text/plain; charset=windows-1258"
    )

    assert found.text == "Báo cáo"


def test_a_charset_that_lies_is_told() -> None:
    found = mail(HEADERS, "Báo cáo".encode(), "text/plain; charset=x-unknown")

    assert found.text == "Báo cáo"
    assert found.warnings == ("charset 'x-unknown' did not fit; read as utf-8",)


def test_an_html_mail_gives_its_links() -> None:
    own = '<p>Gửi <a href="https://xa.example/bc">báo cáo</a></p>'
    html = f'{own}<div class="gmail_quote"><a href="https://cu.example">x</a></div>'

    found = mail(HEADERS, html.encode(), "text/html; charset=utf-8")

    assert (found.text, found.links) == ("Gửi báo cáo", ("https://xa.example/bc",))


def test_files_are_listed_and_pictures_of_a_signature_are_not() -> None:
    pdf = base64.b64encode(b"%PDF-1.7").decode()
    body = (
        "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nGửi báo cáo.\r\n"
        "--b\r\nContent-Type: image/png\r\nContent-ID: <logo>\r\n\r\nx\r\n"
        "--b\r\nContent-Type: application/octet-stream; name=bc.pdf\r\n"
        "Content-Disposition: attachment; filename=bc.pdf\r\n"
        f"Content-Transfer-Encoding: base64\r\n\r\n{pdf}\r\n--b--\r\n"
    )

    found = mail(HEADERS, body.encode(), "multipart/mixed; boundary=b")

    assert [(each.name, each.type, each.size) for each in found.attachments] == [
        ("bc.pdf", "application/pdf", 8)
    ]


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ("Subject: Re: x\r\nAuto-Submitted: auto-replied\r\n", "auto-reply"),
        ("Subject: x\r\nX-Autoreply: yes\r\n", "auto-reply"),
        (
            "Subject: =?utf-8?Q?Tr=E1=BA=A3_l=E1=BB=9Di_t=E1=BB=B1_=C4=91=E1=BB=99ng:_x?=\r\n",
            "auto-reply",
        ),
        ("Subject: Automatic reply: x\r\n", "auto-reply"),
        ("Subject: x\r\nAuto-Submitted: auto-generated\r\n", "other"),
        ("Subject: x\r\nPrecedence: bulk\r\n", "other"),
        ("Subject: Re: x\r\nX-Auto-Response-Suppress: All\r\n", "reply"),
        ("Subject: x\r\n", "other"),
    ],
)
def test_the_kind_is_told_by_headers(headers: str, kind: str) -> None:
    assert mail(f"From: a@xa.example\r\n{headers}", b"Noi dung").kind == kind


def test_a_subject_alone_is_only_a_suspicion() -> None:
    found = mail("From: a@xa.example\r\nSubject: Out of Office\r\n", b"x")

    assert found.warnings == ("taken for an automatic answer by its subject only",)


def test_winmail_is_kept_and_told() -> None:
    found = mail(HEADERS, b"x\x9f\x3e\x22", 'application/ms-tnef; name="winmail.dat"')

    assert [each.name for each in found.attachments] == ["winmail.dat"]
    assert found.warnings == ("winmail.dat can't be opened; it is kept as it is",)


def test_a_read_receipt_is_a_report() -> None:
    body = (
        b"--b\r\nContent-Type: message/disposition-notification\r\n\r\nDisposition: x\r\n--b--\r\n"
    )
    kind = "multipart/report; report-type=disposition-notification; boundary=b"

    assert mail("From: a@xa.example\r\nSubject: x\r\n", body, kind).kind == "report"


@given(st.binary(max_size=2000))
def test_any_bytes_are_read(raw: bytes) -> None:
    found = read_mail(raw)

    assert json.dumps(mail_as_json(found))


@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_pieces_of_mail_in_any_order_are_read(pieces: list[bytes]) -> None:
    assert read_mail(b"".join(pieces)).kind in ("reply", "bounce", "auto-reply", "report", "other")


def test_a_mail_nested_a_thousand_deep_is_read() -> None:
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(1000)
    )

    assert read_mail(nested + b"\r\nx").kind == "other"


def test_the_command_prints_what_is_promised(tmp_path: Path) -> None:
    file = tmp_path / "a.eml"
    file.write_bytes(HEADERS.encode() + b"\r\nx")

    found = mail_as_json(read_mail(file.read_bytes()))

    assert list(found) == [
        "kind", "from", "subject", "message_id", "in_reply_to", "text", "links", "attachments",
        "bounce", "warnings",
    ]  # fmt: skip
