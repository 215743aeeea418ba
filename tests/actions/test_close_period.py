"""A closed period asks for nothing and takes nothing, whatever lies ready; reopened it goes on."""

import json

import pytest

from cchc_scheduler.actions.add_obligation import Extra, add_obligation
from cchc_scheduler.actions.ask_later import Asked, ask_later
from cchc_scheduler.actions.claim_letters import claim_letters
from cchc_scheduler.actions.close_period import OfPeriod, close_period, reopen_period
from cchc_scheduler.actions.record_submission import Handed, record_submission
from cchc_scheduler.actions.replan import replan
from cchc_scheduler.actions.return_submission import Return, return_submission
from cchc_scheduler.actions.write_leaders_page import write_leaders_page
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.store import audit, obligations
from tests.actions.mail_office import LINK, OWED, MailOffice
from tests.actions.post_office import LATE_1, LATE_3, OPENING, REMIND_1
from tests.mail.clients import reply

PERIOD = "2025-Q3"
WHY = OfPeriod(PERIOD, "Đầu mối", "Đã trình báo cáo tổng hợp")
NIL = Handed(OWED, "nil", "form:1", "Hoa", "page", note="Không phát sinh.")


@pytest.fixture
def office(tmp_path):
    """An office whose letters of the opening were written and lie ready."""
    return MailOffice(tmp_path)


def close(office, told=WHY):
    return close_period(office.db, office.records, told, office.clock.now())


def reopen(office, told=WHY):
    return reopen_period(office.db, office.records, told, office.clock.now())


def hand_in(office, handed=NIL):
    parts = (office.db, office.records, office.outbox)
    return record_submission(*parts, handed, office.clock.now())


def row(office, obligation=OWED):
    with office.db.read() as connection:
        return obligations.one(connection, obligation)


def ladder(office):
    kinds = ("opening", "reminder", "escalation")
    return [each for each in office.letters() if each["kind"] in kinds]


def taken(office):
    """Take what is due for sending, as the sender does."""
    with office.db.work() as connection:
        in_force = office.records.read(connection)
        return claim_letters(connection, in_force, office.clock.now()).envelopes


def test_no_letter_is_written_in_a_closed_period_and_what_lies_ready_does_not_leave(office):
    close(office)

    assert taken(office) == ()
    for moment in (REMIND_1, LATE_1, LATE_3):
        office.tick(moment)
        assert taken(office) == ()
    assert [each["state"] for each in ladder(office)] == ["cancelled"] * 5


def test_the_leaders_page_of_a_closed_period_is_not_written(office):
    monday = OPENING.replace(month=9, day=8)
    office.clock.move_to(monday)
    close(office)

    assert write_leaders_page(office.db, office.records, office.outbox, monday) == 0


def test_closing_tells_who_closed_what_and_why(office):
    assert close(office) == 5

    with office.db.read() as connection:
        entry = audit.latest(connection, "period 2025-Q3", ("period closed",))
        assert list(audit.faults(connection)) == []
    assert entry["actor"] == "Đầu mối"
    assert json.loads(entry["detail"]) == {"reason": WHY.reason, "reports": 5}


def test_nothing_is_handed_in_asked_or_returned_while_a_period_is_closed(office):
    hand_in(office)
    close(office)
    now, parts = office.clock.now(), (office.db, office.records, office.outbox)
    other = "bao-cao-quy/2025-Q3/van-phong-hdnd-ubnd"
    until = LATE_3.date()

    with pytest.raises(BadInput, match="closed"):
        hand_in(office, Handed(other, "nil", "form:2", "Hoa", "page", note="Không phát sinh."))
    with pytest.raises(BadInput, match="closed"):
        ask_later(*parts, Asked(other, "later-day", until, "chờ số liệu", "Hoa"), now)
    with pytest.raises(BadInput, match="closed"):
        return_submission(*parts, Return(OWED, until, "thêm số", usable=True, by="x"), now)


def test_a_reply_in_a_closed_period_waits_for_a_person_and_its_sender_is_told(office):
    raw = office.raw_letter()
    close(office)

    became = office.come(reply(raw, f"Gửi báo cáo: {LINK}"))

    assert became == ["person"]
    assert office.last()["why"] == "closed"
    assert office.handed_in() == []
    assert len(office.written("reply-read")) == 1


def test_a_task_with_a_day_of_its_own_goes_on(office):
    extra = Extra("phong-kinh-te", "viec", "Rà soát thủ tục", LATE_3.date(), "V.2.b")
    task = add_obligation(office.db, office.records, extra, "Đầu mối", office.clock.now())

    close(office)

    assert row(office, task)["closed_at"] is None


def test_what_was_judged_stays_as_it_was(office):
    hand_in(office)
    before = row(office)

    close(office)

    after = row(office)
    assert after["first_complete_at"] == before["first_complete_at"]
    assert after["state"] == "submitted"


def test_a_plan_applied_meanwhile_wakes_nothing(office):
    close(office)
    with office.db.work() as connection:
        replan(connection, office.records.read(connection), "it", office.clock.now())

    assert row(office)["next_check_at"] is None


def test_reopened_the_chase_goes_on_where_it_stands(office):
    close(office)
    office.clock.move_to(REMIND_1)

    assert reopen(office) == 5
    office.tick(REMIND_1)

    new = [each for each in ladder(office) if each["kind"] == "reminder"]
    assert len(new) == 5
    assert hand_in(office).new


@pytest.mark.parametrize("act", [close, reopen])
def test_both_need_a_reason(office, act):
    with pytest.raises(BadInput, match="reason"):
        act(office, OfPeriod(PERIOD, "Đầu mối", " "))


def test_twice_is_told_and_changes_nothing(office):
    close(office)
    first = row(office)

    with pytest.raises(BadInput, match="open"):
        close(office)
    assert row(office) == first
    reopen(office)
    with pytest.raises(BadInput, match="not closed"):
        reopen(office)


@pytest.mark.parametrize("period", ["2025-Q4", "2031-Q1", "", "x"])
def test_a_period_that_has_not_begun_is_not_closed(office, period):
    with pytest.raises(BadInput, match="open"):
        close(office, OfPeriod(period, "Đầu mối", "x"))
