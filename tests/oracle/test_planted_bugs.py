"""Checks that can't fail are worthless: each planted bug makes the oracle speak.

Each bug is a classic one, put in the place of the real function for one play of one scenario that
is innocent without it.
"""

from dataclasses import replace

import pytest

from cchc_scheduler.actions import (
    case_files,
    claim_letters,
    ladder_letters,
    outbox,
    record_submission,
    records,
    return_submission,
    settle_letters,
    write_digest,
    write_due_letters,
    write_receipts,
)
from cchc_scheduler.clock import office_date
from cchc_scheduler.core import ladder
from cchc_scheduler.core.addressees import Addressee, Directory
from cchc_scheduler.core.slots import next_window
from cchc_scheduler.core.workdays import WorkCalendar
from cchc_scheduler.mail.outcomes import Envelope
from cchc_scheduler.store import directory, letters, notices, requests
from tests.oracle.faulty_wire import FaultyWire
from tests.oracle.oracle import violations
from tests.oracle.scenarios import KINH_TE, SCENARIOS, VICE_CHAIR
from tests.oracle.stage import Play, home_with, play

WEEK = ("2025-09-08", "2025-09-18")
TTPVHCC = "{at: '2025-09-%s', unit: trung-tam-phuc-vu-hanh-chinh-cong, period: 2025-Q3, do: %s}"


def story(*deeds):
    return "\n".join(f"- {deed}" for deed in deeds)


OFF = "{at: '2025-09-09 12:00', do: service-off, until: '2025-09-12 09:00'}"
DOWN = "{at: '2025-09-09 06:00', do: smtp-down, until: '2025-09-09 10:00'}"
HANDED_IN = KINH_TE % ("09 09:00", "submit, by: 'A', file: a.docx")
BOUNCED = "{at: '2025-09-11 09:00', unit: phong-kinh-te, role: head, do: bounce}"
NO_FOCAL = "{at: '2025-09-08 12:00', unit: phong-kinh-te, role: focal, do: bounce}"
ASKED = KINH_TE % ("11 10:00", "ask-extension, until: 2025-09-22, reason: 'chờ số liệu'")


def equality_with_today(patch):
    def only_today(case, directory, calendar, now):
        made = ladder.decide(case, directory, calendar, now)
        if made.wanted and office_date(made.wanted.fire_at) != office_date(now):
            return replace(made, wanted=None)
        return made

    patch.setattr(write_due_letters, "decide", only_today)


def commit_after_the_send(patch):
    def forget(desk, lost, why):
        values = {"state": "queued", "next_attempt_at": desk.now, "reply": why}
        letters.settle(desk.connection, [(letter["id"], values) for letter in lost])

    patch.setattr(settle_letters, "lose", forget)


def no_check_at_claim(patch):
    patch.setattr(claim_letters, "_stale", lambda *_: set())


def no_cap_per_person(patch):
    together = ladder_letters.ladder_drafts

    def one_by_one(desk, items, slot):
        desk.connection.exec_driver_sql("DROP INDEX IF EXISTS uq_letter_slot")
        found = [pair for each in items for pair in together(desk, [each], slot)]
        return [(replace(draft, tries=n), about) for n, (draft, about) in enumerate(found)]

    patch.setattr(write_due_letters, "ladder_drafts", one_by_one)


def a_level_skipped(patch):
    patch.setattr(ladder, "CLIMB", ("head", "leaders"))


def no_waiting_between_levels(patch):
    known = ladder._earliest
    patch.setattr(ladder, "_earliest", lambda look, level, _below: known(look, level, None))


def bounced_is_proof(patch):
    patch.setattr(notices, "doubt", lambda *_: None)


def key_without_the_rung(patch):
    one = case_files._noticed

    def of_the_level(rows):
        found = one(rows)
        any_unit = next((found[r] for r in ladder.UNIT_RUNGS if r in found), None)
        return {**dict.fromkeys(ladder.UNIT_RUNGS, any_unit), **found} if any_unit else found

    patch.setattr(case_files, "_noticed", of_the_level)


def unknown_for_ever(patch):
    known = settle_letters.lose

    def again(desk, lost, why):
        known(desk, lost, why)
        soon = desk.now + settle_letters.RESEND_UNKNOWN_AFTER
        letters.change(desk.connection, [each["id"] for each in lost], next_attempt_at=soon)

    patch.setattr(settle_letters, "lose", again)


def another_message_id(patch):
    sent = set()

    def renamed(letter, sender, recipients, data):
        if letter in sent:
            data = data.replace(b"\r\nMessage-ID: <", b"\r\nMessage-ID: <again.", 1)
        sent.add(letter)
        return Envelope(letter, sender, recipients, data)

    patch.setattr(claim_letters, "Envelope", renamed)


def other_bytes(patch):
    def signed(letter, sender, recipients, data):
        return Envelope(letter, sender, recipients, data + b"\r\n-- \r\nsent again\r\n")

    patch.setattr(claim_letters, "Envelope", signed)


def late_in_the_morning(patch):
    def any_hour(now, _slot, calendar, window):
        return next_window(now, calendar, window)

    patch.setattr(ladder, "next_opening", any_hour)


def rehearsal_leaks(patch):
    patch.setattr(outbox.Outbox, "_receiver", lambda _self, _in_force, draft: draft.to)


def version_ignored(patch):
    def of_any_version(connection, keys):
        found = {}
        for row in notices.of_obligations(connection, keys):
            found.setdefault(row["obligation"], []).append(row)
        return found

    patch.setattr(notices, "in_force", of_any_version)


def window_ignored(patch):
    patch.setattr(outbox, "next_window", lambda now, *_: now)
    patch.setattr(claim_letters, "next_window", lambda now, *_: now)


def holds_ignored(patch):
    patch.setattr(requests, "pending", lambda *_: {})


def no_receipt(patch):
    patch.setattr(write_receipts, "send_receipt", lambda *_: None)


def leaders_told_again(patch):
    patch.setattr(notices, "leaders_told", lambda *_: False)


def vice_chair_by_itself(patch):
    patch.setattr(Directory, "head_needs_draft", lambda *_: False)


def holidays_forgotten(patch):
    patch.setattr(records, "work_calendar", lambda _years: WorkCalendar([]))


def everybody_copied(patch):
    def all_heads(desk, _carried):
        day = office_date(desk.now)
        found = [desk.directory.reach("head", u.id, day) for u in desk.in_force.office.units]
        return outbox.mailboxes([each for each in found if isinstance(each, Addressee)])

    patch.setattr(ladder_letters, "_cc", all_heads)


def formal_return_takes_the_stamp(patch):
    known = return_submission.add_deadline

    def without_stamp(desk, row, new, **values):
        return known(desk, row, new, **{**values, "first_complete_at": None})

    patch.setattr(return_submission, "add_deadline", without_stamp)


def dead_address_written_to(patch):
    patch.setattr(directory, "dead_addresses", lambda *_: ())


def nobody_corrects(patch):
    patch.setattr(record_submission, "correct_those_told", lambda *_: None)


def no_comparing_with_the_register(patch):
    patch.setattr(write_digest, "_write_ticks", lambda *_: 0)


def losing(clock):
    return FaultyWire(clock, ["drop after the dot"] * 40)


BUGS = {
    equality_with_today: ("nothing_lost", story(OFF), Play(WEEK)),
    commit_after_the_send: ("copies", "", Play(WEEK, wire=losing)),
    no_check_at_claim: ("after_the_end", story(DOWN, HANDED_IN), Play(WEEK)),
    no_cap_per_person: ("cap", "", Play(WEEK)),
    a_level_skipped: ("levels", "", Play(WEEK)),
    no_waiting_between_levels: ("levels", story(OFF), Play(WEEK)),
    bounced_is_proof: ("levels", story(BOUNCED), Play(WEEK)),
    key_without_the_rung: ("nothing_lost", "", Play(WEEK)),
    unknown_for_ever: ("copies", "", Play(WEEK, wire=losing)),
    another_message_id: ("copies", "", Play(WEEK, wire=losing)),
    other_bytes: ("bytes", "", Play(WEEK)),
    late_in_the_morning: ("hours", story(OFF), Play(WEEK)),
    rehearsal_leaks: ("rehearsal", "", Play(WEEK, live=False)),
    version_ignored: (
        "nothing_lost",
        SCENARIOS["an extension by the leader's document, overdue again"].deeds,
        Play(("2025-09-03", "2025-09-24")),
    ),
    window_ignored: (
        "hours",
        story(KINH_TE % ("16 19:00", "submit, by: 'A', file: a.docx")),
        Play(WEEK),
    ),
    holds_ignored: ("holds", story(ASKED), Play(WEEK)),
    no_receipt: ("receipts", story(HANDED_IN), Play(WEEK)),
    leaders_told_again: (
        "leaders_letter",
        story(
            KINH_TE % ("08 10:00", "ask-extension, until: 2025-09-16, reason: 'chờ số liệu'"),
            KINH_TE % ("08 11:00", "grant"),
        ),
        Play(("2025-09-08", "2025-09-24")),
    ),
    vice_chair_by_itself: ("vice_chairs", "", Play(WEEK)),
    holidays_forgotten: ("hours", "", Play(("2025-08-26", "2025-09-09"))),
    everybody_copied: ("recipients", "", Play(WEEK)),
    formal_return_takes_the_stamp: (
        "timeliness",
        story(
            KINH_TE % ("08 10:00", "submit, by: 'A', file: a.docx"),
            KINH_TE % ("08 15:00", "return, until: 2025-09-11, usable: true, comment: 'thêm'"),
        ),
        Play(WEEK),
    ),
    dead_address_written_to: ("dead_addresses", story(NO_FOCAL), Play(WEEK)),
    no_comparing_with_the_register: ("tick_lists", "", Play(WEEK)),
    nobody_corrects: (
        "corrections",
        story(KINH_TE % ("16 15:00", "submit, by: 'A', file: a.docx")),
        Play(WEEK),
    ),
}


def home_of(bug, folder):
    replaced = {"office": [VICE_CHAIR]} if bug is vice_chair_by_itself else {}
    return home_with(folder, **replaced)


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.__name__)
def test_the_oracle_speaks_of(bug, tmp_path, monkeypatch):
    judge, deeds, how = BUGS[bug]
    bug(monkeypatch)

    found = violations(play(home_of(bug, tmp_path), deeds, how))

    assert [sentence for sentence in found if sentence.startswith(f"{judge}: ")]


PLAYS = {(deeds, how, bug is vice_chair_by_itself): bug for bug, (_, deeds, how) in BUGS.items()}


@pytest.mark.parametrize("bug", PLAYS.values(), ids=lambda bug: bug.__name__)
def test_without_the_bug_the_same_play_is_innocent_of(bug, tmp_path):
    _, deeds, how = BUGS[bug]

    assert violations(play(home_of(bug, tmp_path), deeds, how)) == []
