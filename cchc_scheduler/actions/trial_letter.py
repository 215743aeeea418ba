"""The letter of `cchc send-test`: one real mail that asks for nothing and is kept nowhere.

It is no row: it decides nothing, concerns no obligation, and goes in the very session that tells
whether mail works at all, even where there is no store yet.
"""

from datetime import datetime
from typing import Final

from cchc_scheduler.core.offices import Office
from cchc_scheduler.documents.facts import Common, Notice
from cchc_scheduler.documents.letters import LetterTexts
from cchc_scheduler.documents.vietnamese import moment
from cchc_scheduler.mail.messages import Mailbox, Message, build, message_id
from cchc_scheduler.mail.outcomes import Envelope

REASON: Final = "có người của cơ quan đang thử đường gửi thư của hệ thống"


def trial_letter(office: Office, texts: LetterTexts, to: str, now: datetime) -> Envelope:
    """Return the envelope of a test letter to one address, rendered and built as any other."""
    rendered = texts.render("test", trial_facts(office, now))
    domain = office.sender_address.rpartition("@")[2]
    post = office.post(office.coordinator.focal)
    answers = office.person(post.holder).address if post.holder else office.sender_address
    message = Message(
        sender=Mailbox(office.sender_name, office.sender_address),
        to=Mailbox("", to),
        reply_to=Mailbox(office.coordinator.name, answers),
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        message_id=message_id("test", to, now.isoformat(), domain=domain),
        date=now,
    )
    return Envelope(0, office.sender_address, (to,), build(message))


def trial_facts(office: Office, now: datetime) -> Notice:
    """Return what a test letter says: it asks for nothing."""
    coordinator = office.coordinator
    focal = office.post(coordinator.focal)
    holder = office.person(focal.holder) if focal.holder else None
    common = Common(
        office=office.name,
        coordinator=coordinator.name,
        contact=focal.title,
        phone=holder.phone if holder else None,
        mailbox=holder.address if holder else office.sender_address,
        decision="",
        clause=None,
        explanation=None,
        reason=REASON,
        now=now,
        to_title="",
    )
    return Notice(
        common,
        "Thử đường gửi thư",
        (
            f"Thư này được gửi lúc {moment(now)} để thử đường gửi thư của hệ thống.",
            "Đồng chí không phải làm gì. Tiếng Việt có dấu đọc được rõ ràng là thư đã đến đúng.",
        ),
    )
