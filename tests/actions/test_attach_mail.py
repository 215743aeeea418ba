"""The button of the answer that asked records the very mail, once, as of when it came in."""

import pytest

from cchc_scheduler.actions.attach_mail import Claim, attach_mail, held_by, named_mail, offered
from cchc_scheduler.actions.settle_mail import Settlement, erase_mail, settle_mail, waiting_mail
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.store import files
from tests.actions.bundled_office import BundledOffice
from tests.actions.mail_office import LINK, OWED
from tests.actions.post_office import ECONOMY, ECONOMY_HEAD
from tests.mail.clients import File, docx, mailbox, reply


@pytest.fixture
def office(tmp_path):
    """An office that was sent a report and can't tell for which of two things."""
    return BundledOffice(tmp_path)


def named_by(office, which):
    return office.buttons()[which].partition("?thu=")[2]


def press(office, claim):
    row = named_mail(office.db, office.links, claim)
    arrival = held_by(office.inbox, row) if row else None
    told = (claim, arrival, office.clock.now())
    return attach_mail(office.db, office.records, office.outbox, office.inbox, told)


def offer(office, claim):
    row = named_mail(office.db, office.links, claim)
    return offered(office.inbox, row, claim.told) if row else None


def settle(office, **told):
    settlement = Settlement(**{"mail": office.last()["id"], "by": "Đầu mối"} | told)
    at = (settlement, office.clock.now())
    return settle_mail(office.db, office.records, office.outbox, office.inbox, at)


def test_its_link_is_recorded_as_of_when_the_mail_came_and_nobody_waits_any_more(office):
    office.come(reply(office.raw_letter(), f"Gửi báo cáo: {LINK}"))
    came = office.last()["arrived_at"]
    office.come()

    number = press(office, Claim(OWED, named_by(office, "report")))

    (row,) = office.handed_in(OWED)
    assert (row["id"], row["link"], row["handed_in_at"]) == (number, LINK, came)
    assert (office.state(OWED), office.handed_in(office.task)) == ("submitted", [])
    assert waiting_mail(office.db) == []
    assert office.written("receipt") == [ECONOMY]


def test_its_file_is_recorded_and_kept_for_the_other_thing(office):
    content = docx()
    office.come(reply(office.raw_letter(), "Gửi kèm", File("ket-qua.docx", content)))

    press(office, Claim(office.task, named_by(office, "task")))

    (row,) = office.handed_in(office.task)
    assert row["file_name"] == "ket-qua.docx"
    assert files.path_of(office.inbox.data, row["file_sha256"]).read_bytes() == content
    assert office.handed_in(OWED) == []


def test_a_receipt_also_goes_to_the_colleague_who_sent_it(office):
    sender = mailbox("Trưởng phòng", ECONOMY_HEAD)
    office.come(reply(office.raw_letter(), f"Gửi: {LINK}", From=sender))
    told = office.buttons(ECONOMY_HEAD)["report"].partition("?thu=")[2]

    press(office, Claim(OWED, told))

    assert sorted(office.written("receipt")) == [ECONOMY, ECONOMY_HEAD]


def test_pressed_twice_and_delivered_again_it_is_one_submission(office):
    raw = reply(office.raw_letter(), f"Gửi báo cáo: {LINK}")
    office.come(raw)
    claim = Claim(OWED, named_by(office, "report"))

    numbers = [press(office, claim), press(office, claim)]
    became = office.come(b"X-Received: by another server\r\n" + raw)

    assert numbers[0] == numbers[1]
    assert became == ["repeat"]
    assert len(office.handed_in(OWED)) == 1
    assert office.written("receipt") == [ECONOMY]


def test_after_one_button_the_other_offers_nothing_and_is_refused(office):
    office.come(reply(office.raw_letter(), f"Gửi: {LINK}"))
    press(office, Claim(OWED, named_by(office, "report")))
    other = Claim(office.task, named_by(office, "task"))

    shown = offer(office, other)
    with pytest.raises(BadInput, match="settled otherwise"):
        press(office, other)

    assert (shown.link, shown.file_name) == (None, None)
    assert office.handed_in(office.task) == []


def test_what_the_coordinator_settled_can_not_be_pressed_any_more(office):
    office.come(reply(office.raw_letter(), f"Gửi: {LINK}"))
    settle(office, obligation=office.task)

    with pytest.raises(BadInput, match="settled otherwise"):
        press(office, Claim(OWED, named_by(office, "report")))

    assert office.handed_in(OWED) == []
    assert len(office.handed_in(office.task)) == 1


def test_what_the_coordinator_recorded_for_the_same_thing_is_what_the_button_finds(office):
    office.come(reply(office.raw_letter(), f"Gửi: {LINK}"))
    number = settle(office, obligation=OWED)

    assert press(office, Claim(OWED, named_by(office, "report"))) == number
    assert len(office.handed_in(OWED)) == 1


def test_a_mail_that_was_erased_is_not_offered(office):
    office.come(reply(office.raw_letter(), f"Gửi: {LINK}"))
    claim = Claim(OWED, named_by(office, "report"))
    erase_mail(office.db, office.inbox.data, 1, "Đầu mối", office.clock.now())

    shown = offer(office, claim)

    assert (shown.link, shown.file_name) == (None, None)
    with pytest.raises(BadInput):
        press(office, claim)


def test_a_mail_with_a_secrets_marking_gets_no_button_at_all(office):
    office.come(reply(office.raw_letter(), f"TỐI MẬT\n{LINK}"))

    assert office.last()["why"] == "marked"
    assert office.written("reply-which") == []


def test_another_units_obligation_and_a_guessed_token_find_no_mail(office):
    office.come(reply(office.raw_letter(), f"Gửi: {LINK}"))
    told = named_by(office, "report")
    other = OWED.replace("phong-kinh-te", "van-phong-hdnd-ubnd")
    sha256 = office.last()["sha256"]
    link = office.links.naming_mail("", 1, sha256, other).partition("?thu=")[2]

    for claim in (
        Claim(other, told),
        Claim(other, link),
        Claim(office.task, told),
        Claim(OWED, f"1-{'a' * 32}"),
        Claim(OWED, told.replace("1-", "2-", 1)),
        Claim(OWED, "1-"),
        Claim(OWED, ""),
        Claim(OWED, "²-" + told[2:]),
        Claim(OWED, f"{'9' * 40}-{told[2:]}"),
        Claim("", told),
    ):
        assert named_mail(office.db, office.links, claim) is None
        with pytest.raises(BadInput, match="names no mail"):
            press(office, claim)
    assert office.handed_in(OWED) == []


def test_a_report_that_is_no_longer_awaited_is_refused_and_the_mail_still_waits(office):
    office.come(reply(office.raw_letter(), f"Gửi: {LINK}"))
    claim = Claim(OWED, named_by(office, "report"))
    with office.db.work() as connection:
        connection.exec_driver_sql("UPDATE obligation SET state = 'waived' WHERE id = ?", (OWED,))

    with pytest.raises(BadInput, match="nothing more is asked"):
        press(office, claim)

    assert [each.number for each in waiting_mail(office.db)] == [1]
