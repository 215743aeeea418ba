"""From facts to a frozen row: who gets it, when it leaves, by what key, and bytes that stay."""

import hashlib
import json
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy.exc import IntegrityError

from cchc_scheduler.actions.outbox import Draft, mailboxes
from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.core.addressees import Addressee
from cchc_scheduler.core.slots import OpenSlot
from cchc_scheduler.documents.facts import Common, Notice
from cchc_scheduler.store import letters
from tests.actions.post_office import CULTURE, ECONOMY, OPENING, PostOffice
from tests.mail import rfc2047

SLOT = OpenSlot(datetime(2025, 8, 15, tzinfo=OFFICE_ZONE).date(), "morning")
SATURDAY = datetime(2025, 8, 16, 9, 0, tzinfo=OFFICE_ZONE)
MONDAY = datetime(2025, 8, 18, 7, 30, tzinfo=OFFICE_ZONE)
FACTS = Notice(
    Common(
        office="Ủy ban nhân dân xã Tuệ Tĩnh",
        coordinator="Phòng Văn hóa-Xã hội",
        contact="Đầu mối",
        phone=None,
        mailbox=CULTURE,
        decision="",
        clause=None,
        explanation=None,
        reason="đồng chí là đầu mối",
        now=OPENING,
        to_title="Đầu mối",
    ),
    "Việc thử",
    ("Một câu.",),
)


@pytest.fixture
def office():
    return PostOffice()


def draft(office, **values):
    """A letter about nothing, to the focal point of Phòng Kinh tế."""
    return Draft("information", "system", FACTS, addressee(office), **{"cause": "a"} | values)


def addressee(office, post_id="dau-moi-kinhte"):
    known = in_force(office).office
    post = known.post(post_id)
    return Addressee(post, known.person(post.holder), "holder")


def in_force(office):
    with office.db.read() as connection:
        return office.records.read(connection)


def put(office, letter, now=OPENING, /, **changed):
    """Put a letter into the outbox; return its row with the bytes, or None."""
    with office.db.work() as connection:
        known = replace(office.records.read(connection), **changed)
        number = office.outbox.put(connection, known, letter, now)
        return letters.one(connection, number) if number else None


def test_a_letter_is_a_row_with_its_bytes_and_their_hash(office):
    row = put(office, draft(office))

    assert (row["state"], row["addressee"], row["to_address"]) == ("queued", ECONOMY, ECONOMY)
    assert row["sha256"] == hashlib.sha256(row["bytes"]).hexdigest()
    assert rfc2047.header(row["bytes"], "Message-ID") == row["message_id"]
    assert rfc2047.text(rfc2047.header(row["bytes"], "Subject")) == row["subject"]
    assert rfc2047.mailboxes(rfc2047.header(row["bytes"], "To"))[0][1] == ECONOMY
    assert rfc2047.mailboxes(rfc2047.header(row["bytes"], "Reply-To")) == [
        ("Phòng Văn hóa-Xã hội", CULTURE)
    ]


def test_a_post_without_a_name_is_addressed_by_its_title(office):
    row = put(office, draft(office))

    assert rfc2047.mailboxes(rfc2047.header(row["bytes"], "To")) == [
        ("Đầu mối báo cáo Phòng Kinh tế", ECONOMY)
    ]


def test_a_letter_for_the_same_cause_is_written_once(office):
    first, again = put(office, draft(office)), put(office, draft(office))
    other = put(office, draft(office, cause="b"))

    assert (first is not None, again, other is not None) == (True, None, True)
    assert first["message_id"] != other["message_id"]


def test_the_same_letter_has_the_same_bytes_wherever_it_is_written(office):
    first, second = put(office, draft(office)), put(PostOffice(), draft(office))

    assert first["bytes"] == second["bytes"]


def test_a_slot_of_an_address_holds_one_ladder_letter(office):
    ladder = draft(office, cause=None, slot=SLOT)
    put(office, ladder)

    with pytest.raises(IntegrityError, match=r"letter\.slot"):
        put(office, replace(ladder, tries=1))


def test_a_second_try_in_a_slot_is_another_letter(office):
    ladder = draft(office, cause=None, slot=SLOT)
    first = put(office, ladder)
    with office.db.work() as connection:
        letters.change(connection, [first["id"]], state="cancelled")

    second = put(office, replace(ladder, tries=1))

    assert (second["slot_day"], second["slot"]) == (SLOT.day, "morning")
    assert second["message_id"] != first["message_id"]


def test_copies_stand_in_the_header_and_in_the_row(office):
    head = addressee(office, "truong-phong-kinh-te")

    row = put(office, draft(office, cc=mailboxes([head])))

    assert json.loads(row["cc"]) == ["truongphong.kinhte@tuetinh.example"]
    assert rfc2047.mailboxes(rfc2047.header(row["bytes"], "Cc")) == [
        ("Trưởng Phòng Kinh tế", "truongphong.kinhte@tuetinh.example")
    ]


def test_a_letter_stands_in_its_thread(office):
    row = put(office, draft(office, thread=("<first@tuetinh.example>",)))

    assert rfc2047.header(row["bytes"], "In-Reply-To") == "<first@tuetinh.example>"
    assert rfc2047.header(row["bytes"], "References") == "<first@tuetinh.example>"


def test_only_a_digest_is_bulk(office):
    digest = put(office, replace(draft(office), kind="digest"))
    letter = put(office, draft(office))

    assert dict(rfc2047.headers(digest["bytes"]))["List-Id"] == "<digest.tuetinh.example>"
    assert "Precedence" not in dict(rfc2047.headers(letter["bytes"]))


@pytest.mark.parametrize(
    ("kind", "leaves"), [("information", MONDAY), ("receipt", SATURDAY), ("system", SATURDAY)]
)
def test_a_letter_waits_for_the_window_unless_it_goes_at_once(office, kind, leaves):
    row = put(office, replace(draft(office), kind=kind), SATURDAY)

    assert row["next_attempt_at"] == leaves


def test_a_letter_does_not_leave_before_its_moment(office):
    row = put(office, draft(office, not_before=MONDAY))

    assert row["next_attempt_at"] == MONDAY


@pytest.mark.parametrize("kind", ["opening", "information", "receipt", "digest"])
def test_in_rehearsal_every_letter_goes_to_the_coordinator_alone(office, kind):
    head = addressee(office, "truong-phong-kinh-te")
    letter = replace(draft(office, cc=mailboxes([head])), kind=kind)

    row = put(office, letter, live_since=None)

    assert (row["addressee"], row["to_address"], row["cc"]) == (ECONOMY, CULTURE, "[]")
    assert row["rehearsal"]
    assert ECONOMY.encode() not in row["bytes"]


@pytest.mark.parametrize(
    ("vacant", "receiver"),
    [
        (("dau-moi-vhxh",), "truongphong.vhxh@tuetinh.example"),
        (("dau-moi-vhxh", "truong-phong-van-hoa-xa-hoi"), "cchc@tuetinh.example"),
    ],
)
def test_in_rehearsal_a_vacant_post_lets_nothing_out_to_the_people(office, vacant, receiver):
    known = in_force(office).office
    posts = tuple(replace(post, holder=None) if post.id in vacant else post for post in known.posts)

    row = put(office, draft(office), live_since=None, office=replace(known, posts=posts))

    assert row["to_address"] == receiver
