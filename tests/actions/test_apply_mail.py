import re
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_scheduler.actions import apply_mail
from cchc_scheduler.actions.close_obligation import Closing, close_obligation
from cchc_scheduler.actions.collect_mail import Came, store_mail, take_in
from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.tell_of_mail import absences_told
from cchc_scheduler.mail import reading_apart
from cchc_scheduler.store import letters
from tests.actions.mail_office import LINK, OWED, MailOffice
from tests.actions.post_office import CULTURE, ECONOMY, ECONOMY_HEAD, LATE_1
from tests.mail.clients import PROGRAMS, Answered, File, docx, mailbox, reply

HOUR = timedelta(hours=1)


@pytest.fixture
def office(tmp_path):
    """An office on the morning of the opening, with a mailbox."""
    return MailOffice(tmp_path)


@pytest.mark.parametrize("vi", [True, False], ids=["vi", "en"])
@pytest.mark.parametrize("program", PROGRAMS)
def test_a_link_in_a_reply_of_any_program_is_recorded_and_a_receipt_sent(office, program, vi):
    typed = f"Kính gửi Phòng VH-XH, đơn vị gửi báo cáo quý III tại {LINK}.\nTrân trọng."

    became = office.come(reply(office.raw_letter(), typed, program=program, vi=vi))

    assert became == ["recorded"]
    assert [(row["kind"], row["link"], row["by"]) for row in office.handed_in()] == [
        ("link", LINK, "Nguyễn Thị Hoa")
    ]
    assert office.written("receipt") == [ECONOMY]
    assert office.state() == "submitted"


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_file_in_a_reply_of_any_program_is_kept_and_recorded(office, program):
    file = File("Báo cáo CCHC quý III.docx", docx())

    became = office.come(reply(office.raw_letter(), "Gửi báo cáo.", file, program=program))

    (row,) = office.handed_in()
    assert became == ["recorded"]
    assert (row["kind"], row["file_name"]) == ("file", "Báo cáo CCHC quý III.docx")
    kept = office.inbox.data / "files" / row["file_sha256"][:2] / row["file_sha256"]
    assert kept.read_bytes() == file.data


def test_a_letter_about_one_unit_is_answered_to_an_address_of_its_own(office):
    letter = office.answered()
    other = office.answered(CULTURE)

    name, _, host = letter.reply_to.partition("@")
    assert (name.partition("+")[0], host) == ("baocao", "xa.example")
    assert len(name.partition("+")[2]) == 32
    assert letter.reply_to != other.reply_to
    assert letter.text.startswith("--- Vui lòng trả lời phía trên dòng này ---\n")


def test_the_same_reply_delivered_fifty_times_is_one_submission_and_one_receipt(office):
    raw = reply(office.raw_letter(), LINK)
    copies = [f"Received: by mx{n}.example; x\r\n".encode() + raw for n in range(50)]

    became = office.come(*copies)

    assert became == ["recorded"] + ["repeat"] * 49
    assert len(office.handed_in()) == 1
    assert office.written("receipt") == [ECONOMY]


def test_a_mail_without_message_id_is_still_recorded_once(office):
    raw = reply(office.raw_letter(), LINK, Message_ID=None)

    became = office.come(raw, b"Received: again\r\n" + raw)

    assert became == ["recorded", "repeat"]


def test_the_same_message_id_with_other_content_is_kept_for_a_person(office):
    letter = office.raw_letter()

    became = office.come(reply(letter, LINK), reply(letter, f"{LINK}?khac"))

    assert became == ["recorded", "person"]
    assert office.last()["why"] == "changed-content"
    assert len(office.handed_in()) == 1


def test_a_second_reply_is_a_new_version_whose_receipt_waits_for_the_hour(office):
    letter = office.raw_letter()
    office.come(reply(letter, LINK))

    office.come(reply(letter, f"{LINK}2", Message_ID="<2@tuetinh.example>"))
    at_once = office.written("receipt")
    office.come(after=HOUR)

    assert [row["version"] for row in office.handed_in()] == [1, 2]
    assert at_once == [ECONOMY]
    assert office.written("receipt") == [ECONOMY, ECONOMY]


def test_words_alone_clear_no_deadline_and_the_coordinator_sees_them(office):
    became = office.come(reply(office.raw_letter(), "Đơn vị đã nộp trực tiếp cho đồng chí Hoa."))

    assert became == ["person"]
    assert office.last()["why"] == "words-only"
    assert office.state() == "open"
    assert office.written("reply-read") == [ECONOMY]
    assert office.written("system") == [CULTURE]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("Đơn vị không phát sinh nội dung trong kỳ.", "nil"),
        ("Xem trang của chúng tôi https://tuetinh.example/", "words-only"),
        ("Xem https://cchc.xa.example/n/abc", "words-only"),
        ("https://facebook.com/tuetinh", "words-only"),
        (" ".join(f"https://drive.google.com/f/{n}" for n in range(500)), "too-many-links"),
    ],
)
def test_what_holds_no_report_goes_to_a_person(office, typed, why):
    became = office.come(reply(office.raw_letter(), typed))

    assert (became, office.last()["why"]) == (["person"], why)
    assert office.handed_in() == []


def test_a_link_that_stands_only_in_the_quote_is_not_handed_in(office):
    letter = office.answered()
    quoting = f"Đã gửi ạ.\n\n> {LINK}\n"

    became = office.come(reply(letter, quoting, program="thunderbird"))

    assert became == ["person"]


@pytest.mark.parametrize(
    "file",
    [
        File("Báo cáo.docx", b"MZ\x90\x00"),
        File("Báo cáo.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        File("Báo cáo.docx", b""),
        File("anh.png", b"\x89PNG\r\n\x1a\n"),
        File("winmail.dat", b"x\x9f>\x22", "application/ms-tnef"),
    ],
    ids=["exe", "locked", "empty", "picture", "tnef"],
)
def test_a_file_that_may_not_be_handed_in_goes_to_a_person(office, file):
    became = office.come(reply(office.raw_letter(), "Gửi báo cáo.", file))

    assert (became, office.last()["why"]) == (["person"], "other-files")
    assert office.written("reply-read") == [ECONOMY]


def test_of_several_files_the_text_is_the_report_and_the_others_are_named(office):
    sheet = File("so-lieu.pdf", b"%PDF-1.7 x")

    office.come(reply(office.raw_letter(), LINK, sheet, File("Báo cáo.docx", docx())))

    (row,) = office.handed_in()
    assert row["file_name"] == "Báo cáo.docx"
    assert row["note"] == f"Trong thư còn có: so-lieu.pdf; {LINK}"


def test_a_marked_secret_is_locked_and_shown_to_nobody(office):
    became = office.come(reply(office.raw_letter(), f"TUYỆT MẬT\n{LINK}\nnội dung"))

    assert (became, office.last()["why"]) == (["person"], "marked")
    assert office.handed_in() == []
    with office.db.read() as connection:
        letter = next(row for row in office.letters() if row["template"] == "system")
        raw = letters.one(connection, letter["id"])["bytes"]
    assert LINK not in Answered.of(raw).text


def test_a_stranger_with_the_token_is_told_once_and_nothing_is_recorded(office):
    letter = office.raw_letter()
    stranger = {"From": "la@noi-khac.example"}

    became = office.come(
        reply(letter, LINK, **stranger),
        reply(letter, f"{LINK}2", Message_ID="<2@x.example>", **stranger),
    )
    office.come(reply(letter, f"{LINK}3", Message_ID="<3@x.example>", **stranger), after=HOUR)

    assert became == ["quarantined", "quarantined"]
    assert office.handed_in() == []
    assert office.written("reply-stranger") == ["la@noi-khac.example"]


def test_a_stranger_without_the_token_is_kept_and_told_nothing(office):
    became = office.come(
        reply(office.raw_letter(), LINK, From="la@noi-khac.example", To="baocao@xa.example")
    )

    assert became == ["quarantined"]
    assert office.written("reply-stranger", "reply-read", "receipt") == []


def test_a_reply_of_another_unit_is_not_recorded_for_this_one(office):
    became = office.come(reply(office.raw_letter(), LINK, From=mailbox("A", CULTURE)))

    assert (became, office.last()["why"]) == (["quarantined"], "other-unit")
    assert office.handed_in() == []
    assert office.handed_in("bao-cao-quy/2025-Q3/phong-van-hoa-xa-hoi") == []


def test_the_head_of_the_unit_may_reply_and_both_get_the_receipt(office):
    became = office.come(reply(office.raw_letter(), LINK, From=mailbox("B", ECONOMY_HEAD)))

    assert became == ["recorded"]
    assert sorted(office.written("receipt")) == sorted([ECONOMY, ECONOMY_HEAD])


def test_what_our_own_server_could_not_authenticate_is_kept_apart_in_silence(tmp_path):
    office = MailOffice(tmp_path, authserv="mx.xa.example")
    forged = {"Authentication-Results": "mx.xa.example; dmarc=fail header.from=tuetinh.example"}

    became = office.come(reply(office.raw_letter(), LINK, **forged))

    assert (became, office.last()["why"]) == (["quarantined"], "failed-authentication")
    assert office.written("reply-stranger", "receipt") == []


def test_what_another_server_says_of_authentication_is_not_believed(tmp_path):
    office = MailOffice(tmp_path, authserv="mx.xa.example")
    other = {"Authentication-Results": "mx.noi-khac.example; dmarc=fail"}

    assert office.come(reply(office.raw_letter(), LINK, **other)) == ["recorded"]


def test_a_reply_without_the_token_needs_our_own_servers_word(tmp_path):
    office = MailOffice(tmp_path, authserv="mx.xa.example")
    letter = office.raw_letter()
    plain = {"To": "baocao@xa.example"}
    vouched = {**plain, "Authentication-Results": "mx.xa.example; dmarc=pass"}

    became = office.come(
        reply(letter, LINK, **plain),
        reply(letter, LINK, Message_ID="<2@tuetinh.example>", **vouched),
    )

    assert became == ["person", "recorded"]
    assert office.mails()[0]["why"] == "unproven"


@pytest.mark.parametrize(
    "header",
    [
        {"Auto-Submitted": "auto-replied"},
        {"X-Autoreply": "yes"},
        {"Precedence": "bulk"},
        {"List-Id": "<x.example>"},
        {"Return-Path": "<>"},
        {"Subject": "Automatic reply: x"},
    ],
    ids=str,
)
def test_mail_of_a_program_is_never_recorded_nor_answered(office, header):
    became = office.come(reply(office.raw_letter(), "Tôi đi vắng.", **header))

    assert became[0] in {"automatic", "absence"}
    assert office.written("receipt", "reply-read", "reply-stranger") == []


def test_an_automatic_answer_notes_the_absence_in_the_digest(office):
    office.come(
        reply(office.raw_letter(), "Tôi nghỉ phép đến 20/8.", Auto_Submitted="auto-replied")
    )

    with office.db.work() as connection:
        desk = desk_at(connection, office.records, office.outbox, office.clock.now())
        todo = absences_told(desk)
    assert [each.text for each in todo] == [
        f"{ECONOMY} có thể đang vắng mặt; đề nghị ghi nhận người thay"
    ]


def test_our_own_letter_that_comes_round_is_never_answered(office):
    own = reply(office.raw_letter(), LINK, From="baocao+abc@xa.example")

    assert office.come(own, office.raw_letter()) == ["automatic", "automatic"]


def test_a_hundred_replies_in_an_hour_bring_one_answer_and_one_word_to_the_coordinator(office):
    letter = office.raw_letter()

    office.come(
        *(reply(letter, f"Lần {n}", Message_ID=f"<{n}@tuetinh.example>") for n in range(100))
    )
    for _ in range(19):
        office.come(after=timedelta(minutes=2))

    assert office.written("reply-read") == [ECONOMY]
    assert office.written("system") == [CULTURE]


def test_a_closed_obligation_takes_nothing_more(office):
    waived = Closing(OWED, "waived", "x", "Công văn 12/UBND")
    close_obligation(office.db, office.records, office.outbox, waived, office.clock.now())

    became = office.come(reply(office.raw_letter(), LINK))

    assert (became, office.last()["why"]) == (["person"], "closed")


def test_without_plus_addresses_a_mark_in_the_subject_proves_the_reply(tmp_path):
    office = MailOffice(tmp_path, plus=False)
    letter = office.answered()

    became = office.come(reply(letter, LINK))

    assert letter.reply_to == "baocao@xa.example"
    assert re.search(r"\[CCHC-[A-Z2-7]{8}\]$", letter.subject)
    assert became == ["recorded"]


def test_a_mail_that_can_not_be_understood_three_times_is_set_aside_and_the_next_goes_on(
    office, monkeypatch
):
    letter = office.raw_letter()
    real = apply_mail.match_mail

    def poisoned(desk, arrival):
        if arrival.read.message_id == "<poison@tuetinh.example>":
            raise ValueError
        return real(desk, arrival)

    monkeypatch.setattr(apply_mail, "match_mail", poisoned)
    poison = reply(letter, LINK, Message_ID="<poison@tuetinh.example>")

    first = office.come(poison, reply(letter, LINK))
    office.come()
    office.come()

    assert first == ["kept", "recorded"]
    assert [row["state"] for row in office.mails()] == ["poisoned", "recorded"]


def test_a_mail_that_needs_too_long_to_be_read_is_kept_and_goes_to_a_person(office, monkeypatch):
    monkeypatch.setattr(reading_apart, "SECONDS", 1)
    raw = reply(office.raw_letter(), "x") + b"\r\n" * 8_000_000

    became = office.come(raw)

    row = office.last()
    assert (became, row["why"], row["obligation"]) == (["person"], "unread", OWED)
    assert (office.inbox.data / "files" / row["sha256"][:2] / row["sha256"]).read_bytes() == raw
    assert office.written("reply-read") == [ECONOMY]
    assert office.state() == "open"


def test_late_is_accepted_as_late_and_counts_from_when_the_mail_server_took_it(office):
    letter = office.raw_letter()
    office.clock.move_to(LATE_1)
    arrived = LATE_1 - timedelta(hours=10)

    store_mail(office.db, office.inbox, Came(reply(letter, LINK), arrived), LATE_1)
    take_in(office.room, office.inbox)

    (row,) = office.handed_in()
    assert row["handed_in_at"] == arrived


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    raw=st.binary(max_size=2000)
    | st.builds(
        lambda head, body: b"From: kinhte@tuetinh.example\r\n" + head + b"\r\n\r\n" + body,
        st.binary(max_size=300),
        st.binary(max_size=1000),
    )
)
def test_any_bytes_are_kept_as_they_came_and_never_stop_the_others(shared, raw):
    shared.come(raw)

    row = shared.last()
    if row["state"] != "kept":
        assert row["state"] not in {"recorded", "poisoned"}
    kept = [
        (shared.inbox.data / "files" / each["sha256"][:2] / each["sha256"]).read_bytes()
        for each in shared.mails()
    ]
    assert raw in kept


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One office for many mails."""
    return MailOffice(tmp_path_factory.mktemp("mail"))
