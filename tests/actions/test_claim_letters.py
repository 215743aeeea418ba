"""What is taken for sending, what waits, what is held, and what no longer holds before DATA."""

import asyncio
from datetime import datetime, timedelta

import pytest

from cchc_scheduler.actions.claim_letters import claim_letters, mark_data
from cchc_scheduler.actions.release_backlog import release_backlog
from cchc_scheduler.actions.tell_held import RESTORED, why_held
from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.store import letters, markers, obligations
from tests.actions.post_office import CULTURE, ECONOMY, OPENING, PostOffice
from tests.mail.scripted import Script, ScriptedServer

ECONOMY_KEY = "bao-cao-quy/2025-Q3/phong-kinh-te"
PEOPLE = 11
MINUTE = timedelta(minutes=1)


def claim(office, at=None):
    """Take what is due; return the addresses taken, in order."""
    now = at or office.clock.now()
    with office.db.work() as connection:
        claimed = claim_letters(connection, office.records.read(connection), now)
    return [envelope.recipients[0] for envelope in claimed.envelopes]


def mark(office, *ids):
    with office.db.work() as connection:
        return mark_data(connection, ids, office.clock.now())


def close(office, key=ECONOMY_KEY):
    """End an obligation, as a person's act would."""
    with office.db.work() as connection:
        row = obligations.one(connection, key)
        obligations.change(connection, row, state="waived", next_check_at=None)


def at_office(text):
    return datetime.fromisoformat(text).replace(tzinfo=OFFICE_ZONE)


def test_fifty_letters_are_taken_at_a_time_the_longest_waiting_first():
    office = PostOffice()
    office.pile_up(60)

    first, second, third = claim(office), claim(office), claim(office)

    assert (len(first), len(second), third) == (50, 10, [])
    assert first[0] == "a1@tuetinh.example"


def test_a_letter_is_taken_once():
    office = PostOffice()
    office.tick()

    assert len(claim(office)) == 5
    assert claim(office) == []
    assert {row["state"] for row in office.letters()} == {"sending"}


def test_the_copies_are_further_recipients_of_the_same_envelope():
    office = PostOffice(at_office("2025-09-08 07:30"))
    office.tick()

    with office.db.work() as connection:
        claimed = claim_letters(
            connection, office.records.read(connection), office.clock.now()
        ).envelopes

    assert (ECONOMY, "truongphong.kinhte@tuetinh.example") in [each.recipients for each in claimed]


def test_a_letter_about_something_closed_meanwhile_is_cancelled_not_sent():
    office = PostOffice()
    office.tick()
    close(office)

    taken = claim(office)

    assert ECONOMY not in taken
    assert len(taken) == 4
    letter = office.letter_to(ECONOMY)
    assert (letter["state"], letter["reply"]) == ("cancelled", "no longer holds")
    assert "cancelled" in office.verbs()


def test_a_letter_about_something_closed_between_claim_and_data_is_cancelled_before_data():
    office = PostOffice()

    async def story():
        async with ScriptedServer(Script(pause=0.005)) as server:
            office.connect(server.port)
            office.tick()
            sending = asyncio.create_task(office.deliver())
            await asyncio.sleep(0.05)
            close(office)
            await sending
            return server

    server = asyncio.run(story())

    assert office.letter_to(ECONOMY)["state"] == "cancelled"
    assert (len(server.heard), server.count("RSET")) == (4, 1)


def test_a_letter_under_an_earlier_deadline_is_cancelled():
    office = PostOffice()
    office.tick()
    with office.db.work() as connection:
        row = obligations.one(connection, ECONOMY_KEY)
        obligations.change(connection, row, deadline_version=row["deadline_version"] + 1)

    assert ECONOMY not in claim(office)
    assert office.letter_to(ECONOMY)["state"] == "cancelled"


def test_a_letter_not_taken_for_sending_is_never_marked():
    office = PostOffice()
    office.tick()
    letter = office.letter_to(ECONOMY)["id"]

    before = mark(office, letter)
    claim(office)
    after = mark(office, letter)

    assert (before, after) == (set(), {letter})
    assert office.phases(letter) == ["claimed", "data"]
    assert office.letter_to(ECONOMY)["marked_at"] == OPENING


def test_a_ladder_letter_whose_day_is_over_expires_and_its_notice_waits_for_another():
    office = PostOffice()
    office.tick()
    letter = office.letter_to(ECONOMY)["id"]

    taken = claim(office, at_office("2025-08-15 16:30"))

    assert taken == []
    assert office.letter_to(ECONOMY)["state"] == "expired"
    assert office.carried(letter) == []


def test_a_letter_to_chiefs_waits_for_the_window_of_a_working_day():
    office = PostOffice()
    office.tick()
    with office.db.work() as connection:
        ids = [row["id"] for row in letters.every_brief(connection)]
        letters.change(connection, ids, expires_at=None)

    taken = claim(office, at_office("2025-08-16 09:00"))

    assert taken == []
    assert {row["next_attempt_at"] for row in office.letters("queued")} == {
        at_office("2025-08-18 07:30")
    }


def test_a_receipt_goes_at_any_hour():
    office = PostOffice()
    office.pile_up(1)

    assert claim(office, at_office("2025-08-16 22:00")) == ["a1@tuetinh.example"]


def test_nothing_is_taken_while_the_relay_rests():
    office = PostOffice()
    office.tick()
    with office.db.work() as connection:
        markers.put(connection, "relay-hold", OPENING + MINUTE)

    assert claim(office) == []
    assert len(claim(office, OPENING + MINUTE)) == 5


def flood(office, number):
    """Write letters that are no receipts, as a fault of the program might."""
    office.pile_up(number)
    with office.db.work() as connection:
        ids = [row["id"] for row in letters.every_brief(connection)]
        letters.change(connection, ids, kind="information")


@pytest.mark.parametrize(("number", "held"), [(3 * PEOPLE, False), (3 * PEOPLE + 1, True)])
def test_more_letters_than_three_times_the_people_are_held_and_none_goes(number, held):
    office = PostOffice()
    flood(office, number)

    taken = claim(office)

    assert (taken == []) is held
    assert (office.marker("held-since") is not None) is held
    if held:
        assert office.marker("held-why") == "34 letters wanted at once, 33 at most"
        assert "held" in office.verbs()


def test_held_letters_go_when_a_person_lets_them_and_the_breaker_does_not_trip_again():
    office = PostOffice()
    flood(office, 40)
    claim(office)

    released = release_backlog(office.db, "it", OPENING + MINUTE)

    assert released == 40
    assert len(claim(office, OPENING + MINUTE)) == 40
    assert office.marker("held-since") is None


def test_while_letters_are_held_people_still_get_their_receipts():
    office = PostOffice()
    office.tick()
    office.pile_up(1, first=100)
    with office.db.work() as connection:
        markers.put(connection, "held-since", OPENING)

    assert claim(office) == ["a100@tuetinh.example"]
    assert sum(row["held"] for row in office.letters()) == 5


def test_the_coordinator_is_told_at_once_and_once_that_letters_are_held():
    office = PostOffice()
    flood(office, 40)

    async def story():
        async with ScriptedServer() as server:
            office.connect(server.port)
            for number in range(4):
                await office.deliver(OPENING + number * MINUTE)
            return server

    server = asyncio.run(story())

    [told] = [row for row in office.letters() if row["kind"] == "system"]
    assert (told["addressee"], told["state"]) == (CULTURE, "sent")
    assert told["subject"] == "[CCHC - hệ thống] Hệ thống đang giữ thư, chưa gửi"
    assert len(server.heard) == 1
    assert len(office.letters("queued")) == 40


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (
            "the service stood still for 8 working days",
            "Hệ thống đã ngừng 8 ngày làm việc; thư tồn có thể không còn đúng.",
        ),
        (
            "40 letters wanted at once, 33 at most",
            "Có 40 thư cùng muốn gửi một lúc, nhiều hơn mức 33 thư mà cơ quan đặt ra.",
        ),
        (
            "a backup was restored: what it does not know of may have been sent already",
            RESTORED,
        ),
        ("some other reason", "Lý do có trong lệnh `cchc status`."),
    ],
)
def test_the_reason_of_a_hold_is_told_in_the_words_of_the_office(why, words):
    assert why_held(why) == words
