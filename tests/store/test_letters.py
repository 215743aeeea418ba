from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError, StatementError

from cchc_scheduler.store import letters, notices
from tests.store.rows import KEY, NOW, letter, notice

DAY = date(2025, 8, 15)
SLOT = {"slot_day": DAY, "slot": "morning"}
POST = "dau-moi@phong-kinh-te.example"


def test_a_message_id_is_used_once(connection):
    letters.add(connection, letter(1))

    with pytest.raises(IntegrityError, match="message_id"):
        letters.add(connection, letter(2, message_id="<1@ubnd.example>"))


def test_an_address_has_one_letter_a_slot(connection):
    letters.add(connection, letter(1, **SLOT))

    with pytest.raises(IntegrityError, match=r"letter\.slot"):
        letters.add(connection, letter(2, **SLOT))


@pytest.mark.parametrize("state", ["expired", "cancelled", "dead"])
def test_a_letter_that_ended_unsent_gives_its_slot_back(connection, state):
    letters.add(connection, letter(1, **SLOT))
    letters.change(connection, [1], state=state)

    letters.add(connection, letter(2, **SLOT))

    assert letters.slots_taken(connection, DAY, "morning", [POST]) == {POST}
    assert letters.tries_of_slot(connection, DAY, "morning", [POST]) == {POST: 2}


def test_a_slot_of_a_refused_letter_is_free_but_not_for_another_try_that_day(connection):
    letters.add(connection, letter(1, **SLOT))

    taken = []
    for state in ("sent", "expired", "cancelled", "dead"):
        letters.change(connection, [1], state=state)
        taken.append(letters.slots_taken(connection, DAY, "morning", [POST]))

    assert taken == [{POST}, set(), set(), {POST}]


def test_a_letter_outside_the_ladder_is_written_once_for_its_cause(connection):
    letters.add(connection, letter(1, kind="digest", cause="2025-08-15"))

    assert letters.known_cause(connection, "digest", POST, "2025-08-15")
    with pytest.raises(IntegrityError, match=r"letter\.cause"):
        letters.add(connection, letter(2, kind="digest", cause="2025-08-15"))


@pytest.mark.parametrize("wrong", [{"kind": "spam"}, {"state": "lost"}, {"slot": "night"}])
def test_words_outside_the_lists_are_refused(connection, wrong):
    with pytest.raises(IntegrityError, match="ck_letter"):
        letters.add(connection, letter(1, **wrong))


def test_an_instant_without_zone_is_refused(connection):
    with pytest.raises(StatementError, match="timezone"):
        letters.add(connection, letter(1, next_attempt_at=datetime(2025, 8, 15)))  # noqa: DTZ001


def test_ids_are_handed_out_in_order(connection):
    before = letters.next_id(connection)
    letters.add_many(connection, [letter(before), letter(before + 1)])

    assert (before, letters.next_id(connection)) == (1, 3)


def test_due_letters_come_with_their_bytes_longest_waiting_first(connection):
    letters.add_many(
        connection,
        [
            letter(1, next_attempt_at=NOW),
            letter(2, next_attempt_at=NOW - timedelta(hours=1)),
            letter(3, next_attempt_at=NOW + timedelta(hours=1)),
            letter(4, next_attempt_at=None),
        ],
    )

    found = letters.due(connection, NOW, 50)

    assert [(row["id"], row["bytes"]) for row in found] == [
        (2, b"Subject: x\r\n\r\n"),
        (1, b"Subject: x\r\n\r\n"),
    ]
    assert letters.next_due(connection) == NOW - timedelta(hours=1)


def test_a_letter_is_claimed_once(connection):
    letters.add_many(connection, [letter(1, next_attempt_at=NOW), letter(2, next_attempt_at=NOW)])
    read = letters.due(connection, NOW, 50)

    first = letters.claim(connection, read)
    again = letters.claim(connection, read)

    assert (first, again) == (2, 0)
    row = letters.one(connection, 1)
    assert (row["state"], row["attempts"], row["next_attempt_at"]) == ("sending", 1, None)


def test_outcomes_of_different_shape_are_settled_together(connection):
    letters.add_many(connection, [letter(number, state="sending") for number in (1, 2, 3)])
    later = NOW + timedelta(minutes=5)

    letters.settle(
        connection,
        [
            (1, {"state": "sent", "sent_at": NOW, "reply": "250 one"}),
            (2, {"state": "deferred", "next_attempt_at": later, "reply": "451 later"}),
            (3, {"state": "sent", "sent_at": later, "reply": "250 three"}),
        ],
    )

    assert [
        (row["state"], row["sent_at"], row["next_attempt_at"], row["reply"])
        for row in letters.every_brief(connection)
    ] == [
        ("sent", NOW, None, "250 one"),
        ("deferred", None, later, "451 later"),
        ("sent", later, None, "250 three"),
    ]
    assert letters.counts(connection) == {"deferred": 1, "sent": 2}


def test_a_letter_settled_before_is_left_alone(connection):
    letters.add(connection, letter(1, state="sent", reply="250 first"))

    letters.settle(connection, [(1, {"state": "deferred", "reply": "421 late"})])

    assert letters.one(connection, 1)["reply"] == "250 first"


def test_the_thread_of_an_obligation_begins_with_its_first_letter(connection):
    letters.add_many(connection, [letter(1), letter(2), letter(3)])
    notices.add(
        connection,
        [
            notice("remind-7", state="carried", letter=3),
            notice("opening", state="carried", letter=2),
        ],
    )

    assert letters.first_of(connection, [KEY]) == {KEY: "<2@ubnd.example>"}


def test_letters_of_unknown_fate_are_listed_for_good(connection):
    letters.add_many(connection, [letter(1, lost=1, state="sent"), letter(2)])

    assert letters.ever_lost(connection) == ["<1@ubnd.example>"]


def test_fresh_letters_are_those_of_the_last_while_never_tried(connection):
    letters.add_many(
        connection,
        [
            letter(1, next_attempt_at=NOW),
            letter(2, next_attempt_at=NOW, attempts=1),
            letter(3, next_attempt_at=NOW, created_at=NOW - timedelta(days=1)),
            letter(4, next_attempt_at=NOW, kind="receipt"),
        ],
    )

    assert letters.count_fresh(connection, NOW) == 1


def test_the_last_accepted_letter_to_an_address_is_found(connection):
    letters.add_many(
        connection,
        [
            letter(1, state="sent", sent_at=NOW),
            letter(2, state="sent", sent_at=NOW + timedelta(days=1)),
            letter(3),
        ],
    )

    assert letters.latest_accepted(connection, POST)["id"] == 2


def test_held_letters_and_letters_of_a_state_are_listed_without_bytes(connection):
    letters.add_many(connection, [letter(1, held=True), letter(2, state="dead")])

    held = letters.held(connection)
    dead = letters.in_state(connection, "dead", "expired")

    assert [row["id"] for row in held] == [1]
    assert [row["id"] for row in dead] == [2]
    assert "bytes" not in held[0]
    assert [row["id"] for row in letters.brief(connection, [2])] == [2]


def test_every_post_that_was_written_to_is_known(connection):
    letters.add(connection, letter(1, post="giam-doc"))
    letters.add(connection, letter(2, post=None, slot=None, slot_day=None, cause="x"))

    assert letters.posts(connection) == {"giam-doc"}


def test_rehearsed_letters_give_back_their_slots_and_causes_real_ones_keep_them(connection):
    day = date(2025, 9, 8)
    rehearsed = letter(1, rehearsal=True, slot="morning", slot_day=day)
    letters.add(connection, rehearsed)
    letters.add(connection, letter(2, kind="digest", rehearsal=True, cause="daily"))
    letters.add(connection, letter(3, kind="digest", cause="daily", addressee="khac@x.example"))

    letters.set_rehearsed_aside(connection)
    letters.add(connection, {**rehearsed, "id": 4, "message_id": "<4@x>", "rehearsal": False})

    assert not letters.known_cause(connection, "digest", rehearsed["addressee"], "daily")
    assert letters.known_cause(connection, "digest", "khac@x.example", "daily")
    assert letters.slots_taken(connection, day, "morning", [rehearsed["addressee"]]) == {
        rehearsed["addressee"]
    }
