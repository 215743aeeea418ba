import pytest

from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.replay_mail import replay_mail
from cchc_scheduler.actions.settle_mail import Settlement, erase_mail, settle_mail, waiting_mail
from cchc_scheduler.actions.tell_of_mail import mail_to_do
from cchc_scheduler.core.errors import BadInput, NotFound
from tests.actions.mail_office import LINK, OWED, MailOffice
from tests.actions.post_office import ECONOMY
from tests.mail.clients import File, docx, reply


@pytest.fixture
def office(tmp_path):
    """An office on the morning of the opening, with a mailbox."""
    return MailOffice(tmp_path)


def settle(office, **told):
    settlement = Settlement(**{"mail": office.last()["id"], "by": "Đầu mối"} | told)
    return settle_mail(
        office.db, office.records, office.outbox, office.inbox, (settlement, office.clock.now())
    )


def to_do(office):
    with office.db.work() as connection:
        desk = desk_at(connection, office.records, office.outbox, office.clock.now())
        return [each.text for each in mail_to_do(desk)]


def test_a_strangers_report_is_recorded_when_the_coordinator_says_so(office):
    raw = reply(office.raw_letter(), "Gửi", File("bc.docx", docx()), From="la@noi-khac.example")
    office.come(raw)
    arrived = office.last()["arrived_at"]
    office.come()

    number = settle(office, obligation=OWED)

    (row,) = office.handed_in()
    assert (row["id"], row["file_name"]) == (number, "bc.docx")
    assert (row["handed_in_at"], row["recorded_by"]) == (arrived, "Đầu mối")
    assert office.last()["state"] == "settled"
    assert office.written("receipt") == [ECONOMY]


def test_a_nil_report_by_mail_is_recorded_in_its_own_words(office):
    office.come(reply(office.raw_letter(), "Kỳ này đơn vị không phát sinh."))

    settle(office, obligation=OWED, nil=True)

    (row,) = office.handed_in()
    assert (row["kind"], row["note"]) == ("nil", "Kỳ này đơn vị không phát sinh.")


def test_a_mail_left_at_that_is_no_longer_to_be_done(office):
    office.come(reply(office.raw_letter(), "Đã nộp trực tiếp."))
    before = to_do(office)

    settle(office)

    assert before == [
        f"Xem thư số 1 của {ECONOMY} (Phòng Kinh tế): thư không có tệp và đường dẫn báo cáo"
    ]
    assert to_do(office) == []
    assert waiting_mail(office.db) == []


def test_what_came_in_another_way_leaves_nothing_to_do(office):
    letter = office.raw_letter()
    office.come(reply(letter, "Đã nộp trực tiếp."))

    office.come(reply(letter, LINK, Message_ID="<2@tuetinh.example>"))

    assert to_do(office) == []


def test_words_can_not_be_recorded_as_a_report(office):
    office.come(reply(office.raw_letter(), "Đã nộp trực tiếp."))

    with pytest.raises(BadInput, match="holds no file and no link"):
        settle(office, obligation=OWED)

    assert office.last()["state"] == "person"


def test_a_mail_that_does_not_wait_can_not_be_settled(office):
    office.come(reply(office.raw_letter(), LINK))

    with pytest.raises(BadInput, match="nobody has to settle it"):
        settle(office)
    with pytest.raises(NotFound):
        settle(office, mail=99)


def test_a_marked_secret_stands_in_no_row_and_is_erased_from_the_disk(office):
    office.come(reply(office.raw_letter(), f"TỐI MẬT\nkế hoạch {LINK}"))
    row = office.last()

    gone = erase_mail(office.db, office.inbox.data, row["id"], "Đầu mối", office.clock.now())

    assert (row["subject"], row["excerpt"]) == (None, None)
    assert gone is True
    assert list((office.inbox.data / "files").glob("*/*")) == []
    assert office.last()["state"] == "settled"
    with pytest.raises(NotFound):
        erase_mail(office.db, office.inbox.data, 99, "x", office.clock.now())


def test_stored_mail_is_read_again_without_any_effect_and_twice_the_same(office):
    letter = office.raw_letter()
    office.come(reply(letter, LINK), b"\xff\x00 no mail at all", letter)
    before = (office.mails(), office.letters())

    first = replay_mail(office.db, office.inbox.data)
    second = replay_mail(office.db, office.inbox.data)

    assert first == second
    assert (first.mails, first.links, first.changed, first.missing) == (3, 1, (), ())
    assert sum(first.kinds.values()) == 3
    assert (office.mails(), office.letters()) == before


def test_raw_mail_that_is_gone_or_damaged_is_told(office):
    office.come(reply(office.raw_letter(), LINK))
    path = next((office.inbox.data / "files").glob(f"*/{office.last()['sha256']}"))
    path.chmod(0o600)
    path.write_bytes(b"damaged")

    assert replay_mail(office.db, office.inbox.data).missing == (1,)


def test_a_mail_that_was_erased_is_said_to_be_settled(office):
    office.come(reply(office.raw_letter(), "Đã nộp trực tiếp."))
    mail = office.last()["id"]
    erase_mail(office.db, office.inbox.data, mail, "IT", office.clock.now())

    with pytest.raises(BadInput, match=f"Mail {mail} is settled"):
        settle(office, obligation=OWED)

    assert office.handed_in() == []
