"""Replies as mail programs write them, constructed for the tests: no real person's mail is here.

Each program answers a letter of ours: to its Reply-To, in its own shape of headers, body and quote.
"""

import io
import quopri
import zipfile
from base64 import b64encode
from dataclasses import dataclass
from email import message_from_bytes
from email.header import Header, decode_header, make_header
from email.utils import parseaddr

CRLF = "\r\n"
WHEN = "Tue, 09 Sep 2025 09:12:00 +0700"


@dataclass(frozen=True)
class Answered:
    """What a program knows of the letter it answers."""

    subject: str
    sender: str
    reply_to: str
    message_id: str
    text: str

    @classmethod
    def of(cls, raw):
        """Read a letter of ours as a mail program would."""
        message = message_from_bytes(raw)
        parts = {part.get_content_type(): part for part in message.walk()}
        text = parts["text/plain"].get_payload(decode=True).decode()
        return cls(
            str(make_header(decode_header(message["Subject"]))),
            parseaddr(message["From"])[1],
            parseaddr(message["Reply-To"])[1],
            message["Message-ID"],
            text.replace("\r\n", "\n"),
        )


@dataclass(frozen=True)
class File:
    """A file that is attached."""

    name: str
    data: bytes
    type: str = "application/octet-stream"


def docx(words="x"):
    """A small file that Word would open, as far as its first bytes tell."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:t>{words}</w:t>")
    return out.getvalue()


def quoted(text):
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def as_html(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>\n")


def outlook_classic(letter, typed, vi):
    head = (
        f"<b>Từ:</b> {letter.sender}<br><b>Đã gửi:</b> Thứ Tư, 27 Tháng Tám 2025 7:30 SA<br>"
        f"<b>Tới:</b> kinhte@tuetinh.example<br><b>Chủ đề:</b> {letter.subject}"
        if vi
        else f"<b>From:</b> {letter.sender}<br><b>Sent:</b> Wednesday, August 27, 2025 7:30 AM<br>"
        f"<b>To:</b> kinhte@tuetinh.example<br><b>Subject:</b> {letter.subject}"
    )
    html = (
        f'<html><body><div class="WordSection1"><p class="MsoNormal">{as_html(typed)}</p>'
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in">'
        f'<p class="MsoNormal">{head}</p></div>{as_html(letter.text)}</div></body></html>'
    )
    return {"X-Mailer": "Microsoft Outlook 16.0"}, None, html


def outlook_web(letter, typed, vi):
    label = ("Từ", "Đã gửi", "Đến", "Chủ đề") if vi else ("From", "Sent", "To", "Subject")
    html = (
        f'<html><body><div style="font-family:Calibri">{as_html(typed)}</div>'
        '<div id="appendonsend"></div><hr style="width:98%">'
        f'<div id="divRplyFwdMsg"><b>{label[0]}:</b> {letter.sender}<br><b>{label[1]}:</b> x<br>'
        f"<b>{label[2]}:</b> y<br><b>{label[3]}:</b> {letter.subject}</div>"
        f"<div>{as_html(letter.text)}</div></body></html>"
    )
    return {}, None, html


def gmail_web(letter, typed, vi):
    intro = (
        f"Vào Th 4, 27 thg 8, 2025 vào lúc 07:30 Phòng VH-XH <{letter.sender}> đã viết:"
        if vi
        else f"On Wed, Aug 27, 2025 at 7:30 AM Phòng VH-XH <{letter.sender}> wrote:"
    )
    html = (
        f'<div dir="ltr">{as_html(typed)}</div><br><div class="gmail_quote">'
        f'<div dir="ltr" class="gmail_attr">{as_html(intro)}<br></div>'
        f'<blockquote class="gmail_quote">{as_html(letter.text)}</blockquote></div>'
    )
    return {}, f"{typed}\n\n{intro}\n\n{quoted(letter.text)}\n", html


def gmail_app(letter, typed, vi):
    headers, text, html = gmail_web(letter, typed, vi)
    return headers, text, html.replace("<br><div", "<br><br><div", 1)


def zimbra(letter, typed, vi):
    label = ("Từ", "Đến", "Đã gửi", "Chủ đề") if vi else ("From", "To", "Sent", "Subject")
    head = (
        f"{label[0]}: {letter.sender}\n{label[1]}: kinhte@tuetinh.example\n"
        f"{label[2]}: Thứ tư, 27 Tháng 8, 2025 7:30:00 SA\n{label[3]}: {letter.subject}"
    )
    html = (
        f"<html><body><div>{as_html(typed)}</div><hr id='zwchr' data-marker='__DIVIDER__'>"
        f"<div data-marker='__HEADERS__'>{as_html(head)}</div>"
        f"<div data-marker='__QUOTED_TEXT__'>{as_html(letter.text)}</div></body></html>"
    )
    return {"X-Mailer": "Zimbra 8.8.15"}, f"{typed}\n\n\n{head}\n\n{letter.text}\n", html


def iphone(letter, typed, vi):
    sent = "Đã gửi từ iPhone của tôi" if vi else "Sent from my iPhone"
    intro = (
        f"Vào 07:30, Th 4, 27 thg 8, 2025 Phòng VH-XH <{letter.sender}> đã viết:"
        if vi
        else f"On Aug 27, 2025, at 7:30 AM, Phòng VH-XH <{letter.sender}> wrote:"
    )
    return (
        {"X-Mailer": "iPhone Mail (22F76)"},
        f"{typed}\n\n{sent}\n\n> {intro}\n> \n{quoted(letter.text)}\n",
        None,
    )


def thunderbird(letter, typed, vi):
    intro = (
        "Vào lúc 07:30 ngày 27/08/2025, Phòng VH-XH đã viết:"
        if vi
        else "On 8/27/2025 7:30 AM, Phòng VH-XH wrote:"
    )
    return (
        {"User-Agent": "Mozilla Thunderbird"},
        f"{typed}\n\n{intro}\n{quoted(letter.text)}\n",
        None,
    )


PROGRAMS = {
    "outlook-classic": outlook_classic,
    "outlook-web": outlook_web,
    "gmail-web": gmail_web,
    "gmail-app": gmail_app,
    "zimbra": zimbra,
    "iphone": iphone,
    "thunderbird": thunderbird,
}


def reply(letter, typed, *files, program="gmail-web", vi=True, **headers):
    """Return the raw reply of a program to a letter of ours; `headers` replace its own."""
    answered = letter if isinstance(letter, Answered) else Answered.of(letter)
    own, text, html = PROGRAMS[program](answered, typed, vi)
    prefix = "TL" if vi and program.startswith("outlook") else "Re"
    head = {
        "From": mailbox("Nguyễn Thị Hoa", "kinhte@tuetinh.example"),
        "To": answered.reply_to,
        "Subject": Header(f"{prefix}: {answered.subject}", "utf-8", maxlinelen=75).encode(),
        "Date": WHEN,
        "Message-ID": "<reply-1@tuetinh.example>",
        "In-Reply-To": answered.message_id,
        "References": answered.message_id,
        "MIME-Version": "1.0",
        **own,
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    return raw_mail(head, text, html, files)


def mailbox(name, address):
    return f"{Header(name, 'utf-8').encode()} <{address}>"


def raw_mail(head, text, html, files=()):
    """Return a mail as bytes, from its headers, its two bodies and its files."""
    bodies = [part for part in (_text("plain", text), _text("html", html)) if part]
    body = bodies[0] if len(bodies) == 1 else _multi("alternative", "alt", bodies)
    if files:
        body = _multi("mixed", "mix", [body, *(_file(each) for each in files)])
    lines = [f"{name}: {value}" for name, value in head.items() if value is not None]
    return CRLF.join([*lines, body]).replace("\r\n", "\n").replace("\n", "\r\n").encode()


def _text(kind, words):
    if words is None:
        return None
    coded = quopri.encodestring(words.encode()).decode()
    return (
        f"Content-Type: text/{kind}; charset=utf-8{CRLF}"
        f"Content-Transfer-Encoding: quoted-printable{CRLF}{CRLF}{coded}"
    )


def _file(each):
    name = Header(each.name, "utf-8").encode()
    return (
        f'Content-Type: {each.type}; name="{name}"{CRLF}'
        f'Content-Disposition: attachment; filename="{name}"{CRLF}'
        f"Content-Transfer-Encoding: base64{CRLF}{CRLF}"
        f"{b64encode(each.data).decode()}"
    )


def _multi(kind, boundary, parts):
    joined = "".join(f"--{boundary}{CRLF}{part}{CRLF}" for part in parts)
    return (
        f'Content-Type: multipart/{kind}; boundary="{boundary}"{CRLF}{CRLF}{joined}--{boundary}--'
        f"{CRLF}"
    )
