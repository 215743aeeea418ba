"""The last apply is taken back while nobody has read anything that came from it."""

import pytest

from cchc_scheduler.actions.ask_later import Asked, ask_later
from cchc_scheduler.actions.read_applied import applied_documents, list_applies
from cchc_scheduler.actions.record_submission import Handed, record_submission
from cchc_scheduler.core.errors import BadInput, Conflict
from cchc_scheduler.store import audit, letters
from tests.actions.drafting_office import REVIEWED, ROWS, SECTION, TALKED, DraftingOffice
from tests.core.cast import at, day

PLAN = "plans/ke-hoach.yaml"
KT = "bao-cao/2025-Q3/kinh-te"


@pytest.fixture
def office(tmp_path):
    """Live since 14 August; the letters that open quarter III went out on the 15th."""
    office = DraftingOffice(tmp_path)
    office.go_live("2025-08-14 16:00")
    office.run_at("2025-08-15 07:30")
    office.clock.move_to(at("2025-08-15 17:00"))
    return office


def waiting(office):
    with office.db.read() as connection:
        rows = letters.every_brief(connection)
    return [(r["kind"], r["state"]) for r in rows if r["kind"] == "information"]


def test_an_annex_is_taken_back_with_all_it_made_and_the_log_stays_whole(office):
    office.upload(*ROWS)
    before = applied_documents(office.db)
    applied = office.apply_draft(1)

    undone = office.undo(expected=applied.number)

    assert applied_documents(office.db) == before
    assert [(each.effect, each.obligation) for each in undone.effects] == [
        ("withdrawn", REVIEWED),
        ("withdrawn", TALKED),
    ]
    assert office.draft(1).brief.state == "open"
    assert ("undid", f"apply {applied.number}", {"by": undone.by_apply}) in office.log("undid")
    with office.db.read() as connection:
        assert list(audit.faults(connection)) == []


def test_what_was_taken_back_can_be_applied_again(office):
    office.upload(*ROWS)
    office.apply_draft(1)
    office.undo()

    again = office.apply_draft(1)

    assert [each.effect for each in again.effects] == ["brought-back", "brought-back"]
    assert office.states()[REVIEWED] == "scheduled"


def test_a_moved_day_stands_again_as_if_it_had_never_moved_and_the_letter_is_not_sent(office):
    office.files.swap(PLAN, "day: 10}", "day: 17}")
    office.apply()
    told = waiting(office)

    undone = office.undo()
    office.live("2025-08-18", "2025-08-27")

    assert told == [("information", "queued"), ("information", "queued")]
    assert undone.cancelled == 2
    assert office.versions(KT) == [("plan", "2025-09-09")]
    assert office.sent("information") == []
    assert [each[3] for each in office.sent("opening", "reminder")] == [
        ["bao-cao/2025-Q3/tong-hop opening"],
        [f"{KT} opening"],
        ["bao-cao/2025-Q3/tong-hop remind-7"],
        [f"{KT} remind-7"],
    ]


def test_a_withdrawn_report_is_asked_for_again_and_nothing_is_said_twice(office):
    office.files.swap(PLAN, "[tong-hop, kinh-te]", "[tong-hop]")
    office.apply()

    office.undo()
    office.run_at("2025-08-18 07:30")

    assert office.states()[KT] == "open"
    assert len(office.sent("opening")) == 2


def test_once_a_letter_has_left_it_is_refused_with_the_letter(office):
    office.files.swap(PLAN, "day: 10}", "day: 17}")
    office.apply()
    office.run_at("2025-08-18 07:30")
    before = office.numbers()

    with pytest.raises(BadInput) as refused:
        office.undo()

    told = str(refused.value).splitlines()
    assert told[0].startswith("2 letters that came from apply 10 have left; it is not taken back.")
    assert told[1] == (
        "2025-08-18 07:30 information to dau-moi-kt: "
        "[CCHC] KT: thay đổi thời hạn theo Kế hoạch đã điều chỉnh"
    )
    assert office.numbers() == before
    assert office.versions(KT) == [("plan", "2025-09-09"), ("amendment", "2025-09-16")]


def test_letters_about_what_the_apply_left_alone_do_not_hinder_it(office):
    office.upload(SECTION, ROWS[2])
    office.apply_draft(1)
    office.live("2025-08-18", "2025-08-27")

    office.undo()

    assert len(office.sent("reminder")) == 2
    assert office.states()[TALKED] == "cancelled"


def test_the_opening_of_what_it_made_hinders_it(office):
    office.upload(SECTION, ROWS[1])
    office.apply_draft(1)
    office.live("2025-08-18", "2025-08-25")

    with pytest.raises(BadInput, match=r"(?s)1 letters .* opening to dau-moi-kt"):
        office.undo()


def test_an_address_that_letters_went_to_since_hinders_it(office):
    office.files.swap("office.yaml", "giang@anbinh", "gianghn@anbinh")
    office.apply()
    office.live("2025-08-18", "2025-08-27")

    with pytest.raises(BadInput, match="reminder to dau-moi-kt"):
        office.undo()


def test_a_new_day_that_somebody_asked_about_is_followed_by_another_version(office):
    office.files.swap(PLAN, "day: 10}", "day: 17}")
    office.apply()
    asked = Asked(KT, "later-day", day("2025-09-19"), "chờ số liệu", "Giang")
    ask_later(*office.pieces, asked, office.clock.now())

    office.undo()

    assert office.versions(KT) == [
        ("plan", "2025-09-09"),
        ("amendment", "2025-09-16"),
        ("amendment", "2025-09-09"),
    ]


def test_what_was_handed_in_under_the_new_day_keeps_it(office):
    office.files.swap(PLAN, "day: 10}", "day: 17}")
    office.apply()
    handed = Handed(KT, "nil", "cli", "Giang", "it", note="không phát sinh")
    record_submission(*office.pieces, handed, office.clock.now())

    office.undo()

    assert office.states()[KT] == "submitted"
    assert office.versions(KT)[-1] == ("amendment", "2025-09-16")
    assert office.obligation(KT)["next_check_at"] is None


def test_only_the_last_apply_is_taken_back_and_only_the_one_that_was_shown(office):
    office.files.swap("policy.yaml", "request_hold: 2", "request_hold: 1")
    office.apply()
    office.upload(*ROWS)
    applied = office.apply_draft(1)

    with pytest.raises(
        Conflict, match=f"Apply 5 is not the last one any more; the last is {applied.number}"
    ):
        office.undo(expected=5)


def test_going_live_is_not_taken_back(office):
    with pytest.raises(BadInput, match="went live with the last apply"):
        office.undo()


def test_a_first_apply_has_nothing_before_it(tmp_path):
    office = DraftingOffice(tmp_path)
    office.apply()

    with pytest.raises(BadInput, match="was the first one"):
        office.undo()


def test_taking_back_is_not_taken_back(office):
    office.upload(*ROWS)
    office.apply_draft(1)
    office.undo()

    with pytest.raises(BadInput, match="apply the plan again instead"):
        office.undo()


def test_a_unit_that_would_be_forgotten_by_taking_back_is_kept(office):
    office.files.swap(
        "office.yaml",
        "posts:",
        '  - {id: van-hoa, name: "Văn hóa", short: VH, source: V.2.c, head: truong-th, '
        "focal: dau-moi-th}\nposts:",
    )
    office.files.swap(PLAN, "[tong-hop, kinh-te]", "[tong-hop, kinh-te, van-hoa]")
    office.apply()

    with pytest.raises(BadInput, match="unit 'van-hoa' has reports on record"):
        office.undo()


def test_every_apply_is_listed_with_what_it_did_and_what_became_of_it(office):
    office.upload(*ROWS)
    applied = office.apply_draft(1)
    undone = office.undo()

    back, annex, live = list_applies(office.db)

    assert (back.number, back.undoes, back.did) == (
        undone.by_apply,
        applied.number,
        {"withdrawn": 2},
    )
    assert (annex.number, annex.undone_by, annex.did) == (
        applied.number,
        undone.by_apply,
        {"made": 2},
    )
    assert annex.documents == (("plan", "ke-hoach"),)
    assert live.documents[:3] == (("office", "office"), ("policy", "policy"), ("plan", "ke-hoach"))
    assert "only the last one" in live.fixed
