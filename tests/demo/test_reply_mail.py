"""A visitor's reply is a mail like any program's: the service's reader finds all of it again."""

from datetime import UTC, datetime

from cchc_scheduler.demo.opened import Sent, open_letter
from cchc_scheduler.demo.reply_mail import Reply, reply_address, reply_subject, write_reply
from cchc_scheduler.mail.arriving import arrival_of
from cchc_scheduler.mail.messages import Mailbox, Message, build
from cchc_scheduler.mail.quotes import MARKER

NOW = datetime(2025, 9, 8, 1, 0, tzinfo=UTC)
TOKEN = "a" * 32
DOOR = f"cchc+{TOKEN}@xa.example"
LETTER = build(
    Message(
        sender=Mailbox("UBND xã Tuệ Tĩnh", "cchc@xa.example"),
        to=Mailbox("Đầu mối báo cáo Trung tâm Văn hóa, Thể thao và Truyền thông", "vh@xa.example"),
        subject="[CCHC quý III/2025] Trung tâm Văn hóa: thời hạn là ngày mai, 09/9",
        text=f"--- {MARKER} ---\n\nĐề nghị gửi báo cáo: https://cchc.xa.example/n/abc\n",
        html="<p>Đề nghị gửi báo cáo</p>",
        message_id="<reminder.2@xa.example>",
        date=NOW,
        reply_to=Mailbox("Phòng Văn hóa-Xã hội", DOOR),
        references=("<opening.1@xa.example>",),
    )
)
OPENED = open_letter(1, Sent(NOW, "reminder"), LETTER)
LINK = "https://tailieu.xa.example/bao-cao.docx"


def test_words_and_link_are_read_without_the_quoted_letter():
    raw = write_reply(OPENED, Reply(f"Kính gửi Phòng, báo cáo ở đây:\n{LINK}", "b" * 32), NOW)

    read = arrival_of(raw).read
    assert read.kind == "reply"
    assert read.text == f"Kính gửi Phòng, báo cáo ở đây:\n{LINK}"
    assert read.links == (LINK,)
    assert read.warnings == ()


def test_it_comes_from_the_unit_and_answers_the_letter_at_its_own_address():
    arrival = arrival_of(write_reply(OPENED, Reply("x", "b" * 32), NOW))

    assert (arrival.read.sender, arrival.sender_name) == ("vh@xa.example", OPENED.to[0].name)
    assert arrival.recipients == (DOOR,) == (reply_address(OPENED),)
    assert arrival.answered == ("<reminder.2@xa.example>", "<opening.1@xa.example>")
    assert arrival.read.subject == reply_subject(OPENED) == f"Re: {OPENED.subject}"
    assert not arrival.automatic


def test_a_file_keeps_its_vietnamese_name_and_its_content():
    reply = Reply("", "b" * 32, "Báo cáo quý III.pdf", b"%PDF-1.7 x")

    read = arrival_of(write_reply(OPENED, reply, NOW)).read

    assert [(each.name, each.data) for each in read.attachments] == [
        ("Báo cáo quý III.pdf", b"%PDF-1.7 x")
    ]
    assert read.text == ""


def test_the_same_reply_has_the_same_bytes_in_short_lines_of_seven_bits():
    reply = Reply("Gửi báo cáo", "b" * 32, "bc.pdf", b"%PDF-1.7 x")

    raw = write_reply(OPENED, reply, NOW)

    assert raw == write_reply(OPENED, reply, NOW)
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
