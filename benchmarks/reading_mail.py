"""Reading replies: whole messages from bytes to a value, as mail programs write them.

Every message is constructed here, in the shapes that Gmail, Outlook, Thunderbird and an iPhone
give a reply: text with a quote below it, HTML beside it, sometimes a small file.
"""

import time
from collections.abc import Iterator
from email.message import EmailMessage
from itertools import cycle, islice
from pathlib import Path

from benchmarks.figures import Figure, middle
from benchmarks.sizes import Sizes
from cchc_scheduler.mail.reading import read_mail

ROUNDS = 5
TYPED = (
    "Kính gửi Phòng Văn hóa-Xã hội,\n\nPhòng Kinh tế gửi báo cáo quý III tại "
    "https://tailieu.tuetinh.example/bao-cao-quy-3.docx\n\nTrân trọng,\nNguyễn Thị Hoa"
)
LETTER = "\n".join(
    f"{number}. Đề nghị đồng chí gửi báo cáo quý III theo Kế hoạch trước ngày 10/9/2025."
    for number in range(1, 31)
)
OURS = "Vào Th 5, 4 thg 9, 2025 vào lúc 07:30 Đầu mối <cchc@tuetinh.example> đã viết:"
OUTLOOK = "From: Đầu mối <cchc@tuetinh.example>\nSent: Thursday, September 4, 2025 7:30 AM\n"


def measure(sizes: Sizes, _folder: Path) -> list[Figure]:
    """One after the other in one thread; a message that is not understood fails the run."""
    messages = list(islice(cycle(ordinary_replies()), sizes.mail_replies))
    rounds = tuple(_rate(messages) for _ in range(ROUNDS))
    octets = sum(map(len, messages)) / len(messages)
    words = "mail parser, ordinary replies"
    parts = {"kB each": round(octets / 1e3, 1)}
    rate = middle(rounds)
    return [Figure("mail-parser", words, rate, "messages/s", "at least", 200.0, rounds, parts)]


def _rate(messages: list[bytes]) -> float:
    began = time.perf_counter()
    for raw in messages:
        read = read_mail(raw)
        if read.kind != "reply" or not read.links or "Đề nghị đồng chí" in read.text:
            raise AssertionError(f"read as {read.kind}: {read.text!r}")
    return len(messages) / (time.perf_counter() - began)


def ordinary_replies() -> list[bytes]:
    """Return one reply in each shape."""
    return list(_replies())


def _replies() -> Iterator[bytes]:
    quoted = "\n".join(f"> {line}" for line in LETTER.splitlines())
    yield _reply(f"{TYPED}\n\n{OURS}\n\n{quoted}\n")
    gmail = f"{_html(TYPED)}<div class='gmail_quote'>{OURS}<blockquote>{_html(LETTER)}</blockquote>"
    yield _reply(f"{TYPED}\n\n{OURS}\n\n{quoted}\n", f"<div dir='ltr'>{gmail}</div></div>")
    yield _reply(f"{TYPED}\n\n________________________________\n{OUTLOOK}\n{LETTER}\n")
    border = "border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"
    word = f"<div style='{border}'>{_html(OUTLOOK)}</div>{_html(LETTER)}"
    yield _reply(None, f"<div class='WordSection1'>{_html(TYPED)}{word}</div>")
    yield _reply(
        f"{TYPED}\n\nGửi từ iPhone của tôi\n\n{OURS}\n\n{quoted}\n", file=b"%PDF-1.7 " * 4_000
    )


def _html(text: str) -> str:
    return "".join(f"<p>{line}</p>" for line in text.splitlines())


def _reply(text: str | None, html: str | None = None, file: bytes = b"") -> bytes:
    message = EmailMessage()
    message["From"] = "Nguyễn Thị Hoa <kinhte@tuetinh.example>"
    message["To"] = "cchc@tuetinh.example"
    message["Subject"] = "Re: [CCHC] Phòng Kinh tế: báo cáo quý III, còn 03 ngày làm việc"
    message["Message-ID"] = "<1@tuetinh.example>"
    message["In-Reply-To"] = "<reminder.1@tuetinh.example>"
    if text is None:
        message.set_content(html or "", subtype="html")
    else:
        message.set_content(text)
        if html:
            message.add_alternative(html, subtype="html")
    if file:
        message.add_attachment(file, "application", "pdf", filename="bao-cao.pdf")
    return message.as_bytes()
