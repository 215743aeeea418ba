"""Which letters are answered to the mailbox, and how a reply's address is known again."""

from datetime import date, timedelta
from email import message_from_bytes
from email.utils import parseaddr

import pytest

from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.reply_doors import Replies, ReplySettings
from cchc_scheduler.actions.tell_of_mail import mail_to_do
from cchc_scheduler.store import capabilities, inbound, letters
from tests.actions.mail_office import BOX, KEY, LINK, OWED, MailOffice
from tests.actions.post_office import CULTURE, ECONOMY, PostOffice, texts
from tests.mail.clients import Answered, reply


def test_without_a_mailbox_replies_go_to_the_coordinators_own_box():
    office = PostOffice()
    office.tick()
    with office.db.read() as connection:
        raw = letters.one(connection, office.letter_to(ECONOMY)["id"])["bytes"]

    answered = Answered.of(raw)
    assert answered.reply_to == CULTURE
    assert "trả lời phía trên" not in answered.text


@pytest.fixture
def office(tmp_path):
    """An office on the morning of the opening, with a mailbox."""
    return MailOffice(tmp_path)


def known(office, *recipients):
    with office.db.read() as connection:
        in_force = office.records.read(connection)
        return office.outbox.replies.subject_of(connection, in_force.office, recipients)


def test_an_address_is_known_again_in_any_case_and_no_other_is(office):
    address = office.answered().reply_to

    assert known(office, "x@y.example", address.upper()) == OWED
    assert known(office, address.replace("xa.example", "noi-khac.example")) is None
    assert known(office, f"baocao+{'a' * 32}@xa.example") is None
    assert known(office, "baocao@xa.example") is None


def test_a_revoked_address_opens_nothing(office):
    address = office.answered().reply_to
    with office.db.work() as connection:
        capabilities.revoke(connection, "reply", OWED, office.clock.now())

    assert known(office, address) is None
    assert office.come(reply(office.raw_letter(), LINK)) == ["person"]
    assert office.last()["why"] == "unproven"


def test_a_reply_to_a_receipt_is_about_the_same_report(office):
    office.come(reply(office.raw_letter(), LINK))
    receipt = office.raw_letter(kind="receipt")

    became = office.come(reply(receipt, f"{LINK}2", Message_ID="<2@tuetinh.example>"))

    assert became == ["recorded"]
    assert [row["version"] for row in office.handed_in()] == [1, 2]
    assert message_from_bytes(receipt)["Auto-Submitted"] == "auto-replied"


def test_letters_to_the_coordinator_are_answered_to_people(office):
    office.come(reply(office.raw_letter(), "Đã nộp trực tiếp."))

    system = message_from_bytes(office.raw_letter(CULTURE, "system"))

    assert parseaddr(system["Reply-To"])[1] == CULTURE


def expiring(office, last):
    told = ReplySettings(BOX, expires=last)
    office.outbox = Outbox(texts(), None, Replies(KEY, told))
    with office.db.work() as connection:
        desk = desk_at(connection, office.records, office.outbox, office.clock.now())
        return [each.text for each in mail_to_do(desk)]


def test_a_password_that_expires_is_told_two_weeks_ahead(office):
    today = date(2025, 8, 15)

    assert expiring(office, None) == []
    assert expiring(office, today + timedelta(days=15)) == []
    assert expiring(office, today + timedelta(days=14)) == [
        "Mật khẩu hộp thư nhận trả lời hết hạn ngày 29/8/2025; đề nghị thay và báo người quản trị"
    ]


def test_a_mailbox_that_can_not_be_read_stands_first_in_what_is_to_be_done(office):
    with office.db.work() as connection:
        inbound.put_mailbox(connection, "x", fault="NO", fault_since=office.clock.now())
        desk = desk_at(connection, office.records, office.outbox, office.clock.now())
        (todo,) = mail_to_do(desk)

    assert todo.text.startswith("Hộp thư nhận trả lời không đọc được từ 07 giờ 30 ngày 15/8/2025")
    assert todo.detail == "NO"
