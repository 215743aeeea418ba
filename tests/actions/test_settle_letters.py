"""What follows from each outcome, in the store, with the real actions and a real SMTP line."""

import asyncio
import base64
from datetime import timedelta

import pytest

from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.digest_facts import digest_facts, signs_of
from cchc_scheduler.actions.letter_facts import common
from cchc_scheduler.actions.record_facts import Call, record_call, record_mended
from cchc_scheduler.actions.settle_letters import settle_letters
from cchc_scheduler.actions.tell_coordinator import coordinator
from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.mail.outcomes import Accepted, Deferred
from cchc_scheduler.store import directory, letters
from tests.actions.post_office import (
    CHIEF,
    CULTURE,
    ECONOMY,
    ECONOMY_HEAD,
    LATE_1,
    LATE_3,
    OPENING,
    REMIND_1,
    PostOffice,
)
from tests.mail.scripted import DROP, Script, ScriptedServer

MINUTE = timedelta(minutes=1)
ECONOMY_KEY = "bao-cao-quy/2025-Q3/phong-kinh-te"


def plain_text(office, letter):
    """Return the plain text of a letter."""
    with office.db.read() as connection:
        data = letters.one(connection, letter)["bytes"]
    return base64.b64decode(data.split(b"\r\n\r\n")[2].split(b"\r\n--")[0]).decode("utf-8")


def told(office):
    """Return the letters by which the coordinator was told of trouble."""
    return [row for row in office.letters() if row["kind"] == "undelivered"]


def of_template(office, template):
    """Return addressee and state of each letter written from a template."""
    return [
        (row["addressee"], row["state"]) for row in office.letters() if row["template"] == template
    ]


def closed_addresses(office):
    with office.db.read() as connection:
        return directory.dead_addresses(connection)


def test_an_accepted_letter_spends_its_notice_and_keeps_the_servers_words():
    office = PostOffice()

    async def story():
        async with ScriptedServer() as server:
            office.connect(server.port)
            office.tick()
            await office.deliver()

    asyncio.run(story())

    letter = office.letter_to(ECONOMY)
    assert (letter["state"], letter["sent_at"], letter["attempts"]) == ("sent", OPENING, 1)
    assert letter["reply"] == "250 2.0.0 queued as ABC123"
    assert office.phases(letter["id"]) == ["claimed", "data", "accepted"]
    assert [
        (each["rung"], each["state"], each["accepted_at"], each["proven"])
        for each in office.carried(letter["id"])
    ] == [("opening", "spent", OPENING, True)]


def test_one_of_many_refused_for_good_is_dead_and_told_and_the_others_go():
    office = PostOffice()

    async def story():
        async with ScriptedServer(Script(rcpt={ECONOMY: "550 5.1.1 no such user"})) as server:
            office.connect(server.port)
            office.tick()
            await office.deliver()
            await office.deliver(OPENING + timedelta(hours=3))
            return server

    server = asyncio.run(story())

    assert sorted(office.states().values()) == ["dead", "sent", "sent", "sent", "sent"]
    letter = office.letter_to(ECONOMY)
    assert (letter["state"], letter["reply"]) == ("dead", "550 5.1.1 no such user")
    assert office.phases(letter["id"]) == ["claimed", "refused"]
    assert server.count(f"RCPT TO:<{ECONOMY}>") == 1
    assert closed_addresses(office) == [ECONOMY]
    [notice] = told(office)
    assert (notice["addressee"], notice["state"]) == (CULTURE, "sent")
    assert "550 5.1.1 no such user" in plain_text(office, notice["id"])


def test_a_refusal_that_is_not_about_the_mailbox_leaves_the_address_open():
    office = PostOffice()

    async def story():
        async with ScriptedServer(Script(rcpt={ECONOMY: "552 5.2.2 mailbox full"})) as server:
            office.connect(server.port)
            office.tick()
            await office.deliver()

    asyncio.run(story())

    assert office.letter_to(ECONOMY)["state"] == "dead"
    assert closed_addresses(office) == []
    assert len(told(office)) == 1


def test_an_address_closed_by_a_refusal_is_written_to_again_once_it_is_mended():
    office = PostOffice()
    monday = OPENING + timedelta(days=3)

    async def story():
        refused = Script(rcpt={ECONOMY: "550 5.1.1 no such user"})
        async with ScriptedServer(refused, Script()) as server:
            office.connect(server.port, connections=1)
            office.tick()
            await office.deliver()
            await office.wire.close()
            record_mended(office.db, ECONOMY, "it", OPENING + MINUTE)
            office.tick(monday)
            await office.deliver()

    asyncio.run(story())

    assert closed_addresses(office) == []
    assert [row["state"] for row in office.letters() if row["addressee"] == ECONOMY] == [
        "dead",
        "sent",
    ]
    with pytest.raises(NotFound, match="Nothing is known against"):
        record_mended(office.db, ECONOMY, "it", monday)


def test_a_copy_refused_for_good_is_kept_by_recipient_told_once_and_never_sent_again():
    office = PostOffice(REMIND_1)

    async def story():
        async with ScriptedServer(Script(rcpt={ECONOMY_HEAD: "550 5.1.1 no such user"})) as server:
            office.connect(server.port)
            office.tick()
            await office.deliver()
            await office.deliver(REMIND_1 + timedelta(hours=3))
            return server

    server = asyncio.run(story())

    letter = office.letter_to(ECONOMY, "reminder")
    assert letter["state"] == "sent"
    assert [
        (row["phase"], row["recipient"], row["code"], row["reply"])
        for row in office.attempts(letter["id"])
    ] == [
        ("claimed", None, None, None),
        ("data", None, None, None),
        ("accepted", None, None, "250 2.0.0 queued as ABC123"),
        ("cc-refused", ECONOMY_HEAD, 550, "5.1.1 no such user"),
    ]
    assert closed_addresses(office) == [ECONOMY_HEAD]
    assert "copy refused" in office.verbs()
    assert server.count(f"RCPT TO:<{ECONOMY_HEAD}>") == 1
    [notice] = told(office)
    assert "Trưởng Phòng Kinh tế" in plain_text(office, notice["id"])


def test_a_copy_put_off_is_kept_by_recipient_and_nothing_more():
    office = PostOffice(REMIND_1)

    async def story():
        async with ScriptedServer(Script(rcpt={ECONOMY_HEAD: "450 busy"})) as server:
            office.connect(server.port)
            office.tick()
            await office.deliver()

    asyncio.run(story())

    letter = office.letter_to(ECONOMY, "reminder")
    assert (letter["state"], office.phases(letter["id"])[-1]) == ("sent", "cc-refused")
    assert (closed_addresses(office), told(office)) == ([], [])


def test_a_recipient_put_off_waits_longer_each_time_and_alone():
    office = PostOffice()
    waits = []

    async def story():
        async with ScriptedServer(Script(rcpt={ECONOMY: "450 4.2.0 busy"})) as server:
            office.connect(server.port)
            office.tick()
            at = OPENING
            for _ in range(5):
                await office.deliver(at)
                letter = office.letter_to(ECONOMY)
                waits.append((letter["next_attempt_at"] - at) // MINUTE)
                assert letter["state"] == "deferred"
                await office.deliver(letter["next_attempt_at"] - timedelta(seconds=1))
                at = letter["next_attempt_at"]
            return server

    server = asyncio.run(story())

    assert waits == [1, 5, 15, 60, 120]
    assert server.count(f"RCPT TO:<{ECONOMY}>") == 5
    assert list(office.states().values()).count("sent") == 4
    assert office.marker("relay-hold") is None


def test_a_wait_that_the_server_asks_for_is_kept():
    office = PostOffice()

    async def story():
        reply = "450 4.7.1 greylisted, try again in 20 minutes"
        async with ScriptedServer(Script(rcpt={ECONOMY: reply})) as server:
            office.connect(server.port)
            office.tick()
            await office.deliver()

    asyncio.run(story())

    assert office.letter_to(ECONOMY)["next_attempt_at"] == OPENING + 20 * MINUTE


def test_a_server_that_keeps_asking_for_a_second_is_asked_once_a_minute():
    office = PostOffice()

    async def story():
        async with ScriptedServer(Script(rcpt={ECONOMY: "450 in 1 second"})) as server:
            office.connect(server.port)
            office.tick()
            await office.deliver()

    asyncio.run(story())

    assert office.letter_to(ECONOMY)["next_attempt_at"] == OPENING + MINUTE


def test_a_letter_put_off_for_two_days_is_given_up_and_told():
    office = PostOffice()
    office.tick()
    letter = office.letter_to(ECONOMY)["id"]

    def settle(tries):
        with office.db.work() as connection:
            letters.change(connection, [letter], state="sending", attempts=tries)
            desk = desk_at(connection, office.records, office.outbox, office.clock.now())
            settle_letters(desk, [Deferred(letter, 451, "4.7.1 try again later")])

    settle(16)
    before = office.letter_to(ECONOMY)["state"]
    settle(17)

    assert (before, office.letter_to(ECONOMY)["state"]) == ("deferred", "dead")
    assert "451 4.7.1 try again later" in plain_text(office, told(office)[0]["id"])


def test_a_letter_whose_fate_is_unknown_is_sent_once_more_with_the_same_bytes():
    office = PostOffice()

    async def story():
        scripts = (Script(dot=DROP), Script())
        async with ScriptedServer(*scripts) as server:
            office.connect(server.port, connections=1)
            office.tick()
            others = [row["id"] for row in office.letters() if row["addressee"] != ECONOMY]
            with office.db.work() as connection:
                letters.change(connection, others, state="cancelled", next_attempt_at=None)
            await office.deliver()
            between = office.letter_to(ECONOMY)
            await office.deliver(OPENING + 9 * MINUTE)
            await office.deliver(OPENING + 10 * MINUTE)
            await office.deliver(OPENING + 60 * MINUTE)
            return server, between

    server, between = asyncio.run(story())

    assert (between["state"], between["lost"]) == ("unknown", 1)
    assert between["next_attempt_at"] == OPENING + 10 * MINUTE
    letter = office.letter_to(ECONOMY)
    assert (letter["state"], letter["lost"], letter["attempts"]) == ("sent", 1, 2)
    assert len(server.heard) == 2
    assert len(set(server.heard)) == 1
    with office.db.read() as connection:
        assert letters.one(connection, letter["id"])["bytes"] == server.heard[0]
        assert letters.ever_lost(connection) == [letter["message_id"]]
    assert office.phases(letter["id"]) == ["claimed", "data", "lost", "claimed", "data", "accepted"]


def late_head_lost_twice():
    """Play late-1 to the head of Phòng Kinh tế, lost twice; return the office and the server."""
    office = PostOffice(LATE_1)

    async def story():
        async with ScriptedServer(Script(dot=DROP)) as server:
            office.connect(server.port, connections=1)
            office.tick()
            for minutes in (0, 10, 20, 60, 120):
                await office.deliver(LATE_1 + minutes * MINUTE)
            return server

    return office, asyncio.run(story())


def test_a_letter_lost_twice_is_never_sent_a_third_time():
    office, server = late_head_lost_twice()

    letter = office.letter_to(ECONOMY_HEAD, "escalation")
    copies = [heard for heard in server.heard if letter["message_id"].encode() in heard]
    assert (letter["state"], letter["lost"], letter["next_attempt_at"]) == ("unknown", 2, None)
    assert len(copies) == 2
    assert copies[0] == copies[1]


def test_the_coordinator_is_asked_to_call_about_a_letter_lost_twice():
    office, _ = late_head_lost_twice()

    letter = office.letter_to(ECONOMY_HEAD, "escalation")
    notices = [row for row in told(office) if row["cause"] == f"unknown {letter['id']}"]
    assert [row["addressee"] for row in notices] == [CULTURE]
    text = plain_text(office, notices[0]["id"])
    assert notices[0]["subject"] == "[CCHC] Chưa rõ Phòng Kinh tế đã nhận được thư"
    assert "chưa rõ thư đã đến hay chưa" in text
    assert "không gửi lại thư này" in text
    assert "Trưởng Phòng Kinh tế" in text


def test_the_digest_promises_no_further_sending_of_a_letter_lost_twice():
    office, _ = late_head_lost_twice()

    with office.db.work() as connection:
        desk = desk_at(connection, office.records, office.outbox, office.clock.now())
        facts = digest_facts(desk, common(desk, coordinator(desk), "thử"), signs_of(desk))

    subject = office.letter_to(ECONOMY_HEAD, "escalation")["subject"]
    [lost] = [each for each in facts.undelivered if each.subject == subject]
    assert "không gửi lại" in lost.fate
    assert "sẽ gửi lại" not in lost.fate


def test_a_level_lost_twice_has_no_proof_and_waits_until_someone_has_called():
    office, _ = late_head_lost_twice()

    async def story():
        async with ScriptedServer() as server:
            office.connect(server.port)
            office.tick(LATE_3)
            await office.deliver()
            waited = of_template(office, "late-3")
            call = Call(ECONOMY_KEY, "late-1", "Nguyễn Thị Hoa", "đã gọi")
            record_call(office.db, office.records, office.outbox, call, LATE_3)
            later = LATE_3 + timedelta(days=4)
            office.tick(later)
            await office.deliver(later)
            return waited

    waited = asyncio.run(story())

    assert waited == []
    assert of_template(office, "late-3") == [(CHIEF, "sent")]


def test_an_outcome_that_comes_twice_changes_nothing():
    office = PostOffice()
    office.tick()
    letter = office.letter_to(ECONOMY)["id"]
    with office.db.work() as connection:
        letters.change(connection, [letter], state="sending", attempts=1)
        desk = desk_at(connection, office.records, office.outbox, office.clock.now())
        settle_letters(desk, [Accepted(letter, "250 yes")])
        settle_letters(desk, [Deferred(letter, 451, "no")])

    assert office.letter_to(ECONOMY)["reply"] == "250 yes"
    assert office.phases(letter) == ["accepted"]


@pytest.mark.parametrize("lost", [0, 1])
def test_a_letter_given_back_untried_costs_no_attempt_and_stays_what_it_was(lost):
    office = PostOffice()

    async def story():
        async with ScriptedServer(Script(banner="421 busy")) as server:
            office.connect(server.port)
            office.tick()
            letter = office.letter_to(ECONOMY)["id"]
            with office.db.work() as connection:
                letters.change(connection, [letter], lost=lost)
            await office.deliver()

    asyncio.run(story())

    letter = office.letter_to(ECONOMY)
    assert (letter["state"], letter["attempts"]) == ("unknown" if lost else "queued", 0)
    assert office.phases(letter["id"]) == ["claimed", "released"]
