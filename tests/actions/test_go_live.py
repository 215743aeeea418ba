"""Going live: one revision of every document, one moment, and a ladder that begins afresh."""

import pytest

from cchc_scheduler.actions.go_live import refuse_if_live
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.simulate.coming import coming_when_live
from cchc_scheduler.store import letters, markers
from tests.actions.changing_office import ChangingOffice
from tests.core.cast import at

KT = "bao-cao/2025-Q3/kinh-te"
TH = "bao-cao/2025-Q3/tong-hop"


@pytest.fixture
def office(tmp_path):
    return ChangingOffice(tmp_path)


def test_the_moment_is_recorded_with_every_document(office):
    office.go_live("2025-08-14 16:00")

    with office.db.read() as connection:
        in_force = office.service.records.read(connection)
    assert in_force.live_since == at("2025-08-14 16:00")
    assert [each[0] for each in office.log("applied", "went live")][-1] == "went live"
    assert in_force.number == len(office.documents)


def test_an_office_goes_live_only_once(office):
    office.go_live("2025-08-14 16:00")
    before = office.numbers()

    with pytest.raises(BadInput, match="live already; use `cchc plan apply`"):
        office.go_live("2025-08-15 16:00")

    assert office.numbers() == before
    with pytest.raises(BadInput):
        refuse_if_live(office.db)


def test_before_it_every_letter_goes_to_the_coordinator(office):
    office.clock.move_to(at("2025-08-14 16:00"))
    office.apply()

    office.run_at("2025-08-15 07:30")

    assert {to for _, _, to, _ in office.sent()} == {"chi"}


def test_what_rehearsal_asked_for_is_asked_again_of_its_own_people(office):
    office.clock.move_to(at("2025-08-14 16:00"))
    office.apply()
    office.run_at("2025-08-15 07:30")
    office.go_live("2025-08-18 09:00")

    office.run_at("2025-08-18 09:00")

    assert [each for each in office.sent("opening") if each[0] == "08-18 09:00"] == [
        ("08-18 09:00", "opening", "chi", [f"{TH} opening"]),
        ("08-18 09:00", "opening", "giang", [f"{KT} opening"]),
    ]


def test_letters_of_the_rehearsal_that_still_wait_are_never_sent(office):
    office.clock.move_to(at("2025-08-15 07:30"))
    office.apply()
    office.wire.go_down(at("2025-08-18 09:00"))
    office.run_at("2025-08-15 07:30")

    office.go_live("2025-08-18 09:00")
    office.run_at("2025-08-18 10:00")

    with office.db.read() as connection:
        rows = letters.every_brief(connection)
    assert {row["state"] for row in rows if row["rehearsal"]} == {"cancelled"}
    assert all(not row["rehearsal"] for row in rows if row["state"] == "sent")


def test_ladders_begun_in_rehearsal_go_on_under_the_policy_that_went_live(office):
    """Rehearsed as automatic, gone live with approval: nothing goes above a head by itself."""
    office.clock.move_to(at("2025-09-09 07:30"))
    office.apply()
    office.run_at("2025-09-09 07:30")
    office.files.swap("policy.yaml", "escalation: automatic", "escalation: approval")

    office.go_live("2025-09-10 09:00")
    office.live("2025-09-10", "2025-09-19")

    assert {each[1] for each in office.sent() if each[2] == "an"} <= {"leaders"}
    assert [each[2] for each in office.sent("approval")] == ["binh"]


def test_what_would_be_sent_is_shown_before_and_nothing_is_written(office):
    office.clock.move_to(at("2025-08-14 16:00"))
    office.apply()
    office.run_at("2025-08-15 07:30")
    before = office.numbers()

    shown = coming_when_live(office.service, office.documents)

    assert shown[:2] == [
        f"2025-08-15 07:30  opening   {KT}  to dau-moi-kt <giang@anbinh.example>",
        f"2025-08-15 07:30  opening   {TH}  to dau-moi-th <chi@anbinh.example>",
    ]
    assert office.numbers() == before
    with office.db.read() as connection:
        assert markers.read(connection, "live-since") is None


def test_switched_on_late_nobody_above_a_head_hears_before_that_head_was_told(office):
    """First switched on on 17/09, a week after the deadline."""
    office.go_live("2025-09-17 00:00")

    office.live("2025-09-17", "2025-09-26")

    late = list(office.sent("opening", "reminder", "escalation"))
    assert late == [
        ("09-17 14:00", "escalation", "binh", [f"{TH} late-1"]),
        ("09-17 14:00", "escalation", "dung", [f"{KT} late-1"]),
        ("09-23 07:30", "opening", "giang", ["III.1.b/2025-Q4/kinh-te opening"]),
        ("09-23 14:00", "escalation", "an", [f"{TH} late-5", f"{KT} late-5"]),
    ]


def test_a_slot_that_a_rehearsed_letter_took_is_free_for_the_real_one(office):
    office.clock.move_to(at("2025-08-14 16:00"))
    office.apply()
    office.run_at("2025-08-15 07:30")

    office.go_live("2025-08-15 09:00")
    office.run_at("2025-08-15 09:00")

    assert [each for each in office.sent("opening") if each[0] == "08-15 09:00"] == [
        ("08-15 09:00", "opening", "chi", [f"{TH} opening"]),
        ("08-15 09:00", "opening", "giang", [f"{KT} opening"]),
    ]


def test_an_approval_asked_in_rehearsal_is_asked_again_for_real(office):
    office.files.swap("policy.yaml", "escalation: automatic", "escalation: approval")
    office.clock.move_to(at("2025-09-10 07:30"))
    office.apply()
    office.live("2025-09-10", "2025-09-16")
    rehearsed = office.sent("approval")

    office.go_live("2025-09-17 09:00")
    office.live("2025-09-17", "2025-09-24")

    assert [each[2] for each in rehearsed] == ["chi"]
    assert [each[2] for each in office.sent("approval")][1:] == ["binh"]
