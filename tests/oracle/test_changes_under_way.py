"""What the office changes while the ladder runs: an address, and the end of a rehearsal."""

from datetime import date, datetime

from cchc_scheduler.actions.add_obligation import Extra, add_obligation
from cchc_scheduler.actions.apply_documents import Application, apply_documents
from cchc_scheduler.actions.go_live import go_live
from cchc_scheduler.service import office_files
from tests.oracle.naive_calendar import HANOI, plain
from tests.oracle.oracle import violations
from tests.oracle.stage import Play, home_with, play

WEEK = ("2025-09-08", "2025-09-18")
BOUNCED = "- {at: '2025-09-11 09:00', unit: phong-kinh-te, role: head, do: bounce}\n"
WAKES = "- {at: '%s', unit: phong-kinh-te, period: 2025-Q3, do: reconcile}"


def once(at, act):
    """Something done by hand at one moment of the play."""
    done = []

    def at_moment(service, now):
        if not done and now >= at:
            done.append(now)
            act(service, now)

    return at_moment


def test_a_head_whose_address_is_mended_gets_its_letter_and_the_levels_wait_for_it(tmp_path):
    changed = datetime(2025, 9, 15, 10, 0, tzinfo=HANOI)
    old, new = tmp_path / "old", tmp_path / "new"
    words = ("truongphong.kinhte@tuetinh.example", "truongphong.kt@tuetinh.example")
    before, after = home_with(old), home_with(new, office=[words])

    def mend_address(service, now):
        documents = office_files(after).documents
        apply_documents(
            service.db, service.records, service.outbox, Application(documents, "coordinator"), now
        )

    offices = (
        (datetime(2025, 1, 1, tzinfo=HANOI), plain(before.config_file("office.yaml"))),
        (changed, plain(after.config_file("office.yaml"))),
    )
    how = Play(WEEK, at_moment=once(changed, mend_address), offices=offices)

    seen = play(before, BOUNCED + WAKES % "2025-09-15 10:00", how)

    told = {
        (seen.by_message_id[mid]["addressee"], rung): delivery.at.astimezone(HANOI)
        for mid, delivery in seen.first_delivery.items()
        for key, rung in seen.items.get(seen.by_message_id[mid]["id"], ())
        if key.endswith("/phong-kinh-te") and rung.startswith("late-")
    }
    assert violations(seen) == []
    assert {key: f"{at:%d/%m %H:%M}" for key, at in told.items()} == {
        ("truongphong.kinhte@tuetinh.example", "late-1"): "10/09 14:00",
        ("truongphong.kt@tuetinh.example", "late-1"): "15/09 14:00",
        ("chanhvanphong@tuetinh.example", "late-3"): "17/09 14:00",
    }


def test_a_rehearsal_goes_to_the_coordinator_only_and_the_ladder_begins_afresh(tmp_path):
    live = datetime(2025, 9, 9, 16, 0, tzinfo=HANOI)
    home = home_with(tmp_path)

    def end_rehearsal(service, now):
        go_live(service.db, service.records, office_files(home).documents, "coordinator", now)

    how = Play(WEEK, live=False, at_moment=once(live, end_rehearsal))

    seen = play(home, WAKES % "2025-09-09 16:00", how)

    rehearsed = {d.recipients for d in seen.box if d.at < live}
    heads = [d.at.astimezone(HANOI) for d in seen.box if "giamdoc" in d.recipients[0]]
    assert violations(seen) == []
    assert rehearsed == {("vhxh@tuetinh.example",)}
    assert f"{min(heads):%d/%m %H:%M}" == "10/09 14:00"


def test_what_one_person_owes_twice_comes_in_one_letter_a_morning(tmp_path):
    added = datetime(2025, 9, 8, 9, 0, tzinfo=HANOI)
    extra = Extra("phong-kinh-te", "viec-tp-01", "Báo cáo chuyên đề", date(2025, 9, 10), "V.2.b")

    def add(service, now):
        add_obligation(service.db, service.records, extra, "coordinator", now)

    how = Play(WEEK, at_moment=once(added, add))

    seen = play(home_with(tmp_path), WAKES % "2025-09-08 09:00", how)

    together = {
        f"{delivery.at.astimezone(HANOI):%d/%m %H:%M}": sorted(rung for _, rung in items)
        for mid, delivery in seen.first_delivery.items()
        if len(items := seen.items.get(seen.by_message_id[mid]["id"], ())) == 2
        and delivery.recipients[0] == "kinhte@tuetinh.example"
    }
    assert violations(seen) == []
    assert together == {"09/09 07:30": ["due-day", "remind-1"]}
