"""The one door by which files come in force: what is open moves, what was sent stays."""

import pytest

from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.store import letters, revisions
from tests.actions.changing_office import ChangingOffice
from tests.core.cast import at

PLAN = "plans/ke-hoach.yaml"
KT = "bao-cao/2025-Q3/kinh-te"
TH = "bao-cao/2025-Q3/tong-hop"
TASK = "III.1.b/2025-Q4/kinh-te"


@pytest.fixture
def office(tmp_path):
    """Live since 14 August; the letters that open quarter III went out on the 15th."""
    office = ChangingOffice(tmp_path)
    office.go_live("2025-08-14 16:00")
    office.run_at("2025-08-15 07:30")
    return office


def in_force(office):
    with office.db.read() as connection:
        return office.service.records.read(connection)


def test_the_same_files_applied_again_change_nothing(office):
    before = office.numbers()

    assert office.apply() == 0
    assert office.numbers() == before


def test_only_the_document_that_differs_becomes_a_revision(office):
    office.files.swap("policy.yaml", "request_hold: 2", "request_hold: 1")

    assert office.apply() == 1
    assert in_force(office).policy.request_hold == 1
    assert office.log("applied")[-1][1] == "policy policy"


def test_a_new_address_is_written_to_from_the_next_letter_on(office):
    office.files.swap("office.yaml", "giang@anbinh", "gianghn@anbinh")
    office.apply()

    office.live("2025-08-18", "2025-08-27")

    assert office.sent("opening", "reminder") == [
        ("08-15 07:30", "opening", "chi", [f"{TH} opening"]),
        ("08-15 07:30", "opening", "giang", [f"{KT} opening"]),
        ("08-27 07:30", "reminder", "chi", [f"{TH} remind-7"]),
        ("08-27 07:30", "reminder", "gianghn", [f"{KT} remind-7"]),
    ]


def test_a_moved_day_is_a_new_version_and_the_ladder_follows_it(office):
    office.files.swap(PLAN, "day: 10}", "day: 17}")

    office.apply()
    office.live("2025-08-18", "2025-09-05")

    assert office.versions(KT) == [("plan", "2025-09-09"), ("amendment", "2025-09-16")]
    assert office.obligation(KT)["state"] == "open"
    assert [each for each in office.sent("reminder") if each[2] == "giang"] == [
        ("09-05 07:30", "reminder", "giang", [f"{KT} remind-7"]),
    ]


def test_what_moved_is_logged_with_both_days(office):
    office.files.swap(PLAN, "day: 10}", "day: 17}")

    office.apply()

    assert ("moved", KT, {"was": "2025-09-09", "is": "2025-09-16"}) in office.log("moved")


def test_a_day_off_added_after_reminders_were_planned_moves_the_target_not_the_law(office):
    """Calendar edited after reminders were planned: what is open is re-planned (fault 30)."""
    office.files.swap(
        "calendar/2025.yaml",
        "make_up_days:",
        '  - {day: 2025-09-09, name: "Nghỉ hoán đổi", source: "công văn"}\nmake_up_days:',
    )

    office.apply()
    office.live("2025-08-18", "2025-09-11")

    assert [each for each in office.sent("reminder", "escalation") if KT in each[3][0]] == [
        ("08-26 07:30", "reminder", "giang", [f"{KT} remind-7"]),
        ("09-03 07:30", "reminder", "giang", [f"{KT} remind-3"]),
        ("09-05 07:30", "reminder", "giang", [f"{KT} remind-1"]),
        ("09-08 07:30", "reminder", "giang", [f"{KT} due-day"]),
        ("09-11 14:00", "escalation", "dung", [f"{KT} late-1"]),
    ]


def test_a_unit_added_to_the_cycle_owes_from_now_on(office):
    office.files.swap(
        "office.yaml",
        "posts:",
        '  - {id: van-hoa, name: "Văn hóa", short: VH, source: V.2.c, head: truong-vh, '
        'focal: truong-vh}\nposts:\n  - {id: truong-vh, title: "Trưởng phòng Văn hóa", '
        "rank: head, holder: hoa}",
    )
    office.files.swap("office.yaml", "people:", "people:\n  - {id: hoa, address: hoa@x.example}")
    office.files.swap(PLAN, "[tong-hop, kinh-te]", "[tong-hop, kinh-te, van-hoa]")
    office.clock.move_to(at("2025-08-18 09:00"))

    office.apply()
    office.run_at("2025-08-18 09:00")

    assert office.sent("opening")[-1] == (
        "08-18 09:00",
        "opening",
        "hoa",
        ["bao-cao/2025-Q3/van-hoa opening"],
    )


def test_a_task_whose_date_is_taken_out_is_owed_no_longer(office):
    office.files.swap(
        PLAN,
        '{text: "trước 15/10/2025", kind: once, bound: exclusive, last_day: 2025-10-14}',
        "{kind: continuous}",
    )

    office.apply()

    assert office.states()[TASK] == "cancelled"
    assert ("withdrew", TASK, {"why": "not in the plan"}) in office.log("withdrew")


def test_a_task_that_leaves_the_plan_altogether_is_owed_no_longer(office):
    text = office.files.texts[PLAN]
    start, end = text.index("      - clause: III.1.b"), text.index("cycles:")
    office.files.put(PLAN, text[:start] + text[end:])

    office.apply()

    assert office.states()[TASK] == "cancelled"


def test_a_task_that_comes_back_is_owed_again_but_nothing_is_said_twice(office):
    office.files.swap(PLAN, "units: [tong-hop, kinh-te]", "units: [tong-hop]")
    office.apply()
    withdrawn = office.states()[KT]
    office.files.swap(PLAN, "units: [tong-hop]", "units: [tong-hop, kinh-te]")

    office.apply()
    office.run_at("2025-08-18 07:30")

    assert (withdrawn, office.states()[KT]) == ("cancelled", "open")
    assert [each[3] for each in office.sent("opening")] == [[f"{TH} opening"], [f"{KT} opening"]]


def test_a_plan_without_its_file_is_withdrawn_with_all_it_asked_for(office):
    (office.home.root / "config" / PLAN).unlink()
    office.files.put("plans/moi.yaml", office.files.texts[PLAN].replace("id: ke", "id: moi-ke"))

    office.apply()

    assert [plan.id for plan in in_force(office).plans] == ["moi-ke-hoach"]
    assert office.states()[KT] == "open"
    assert ("withdrew", "plan ke-hoach") in [each[:2] for each in office.log("withdrew")]


def test_a_unit_with_a_last_day_owes_nothing_that_falls_due_after_it(office):
    office.files.swap("office.yaml", "focal: dau-moi-kt}", "focal: dau-moi-kt, to_day: 2025-10-31}")

    office.apply()

    assert office.states() == {
        TASK: "scheduled",
        KT: "open",
        TH: "open",
        "bao-cao/2025-Q4/kinh-te": "cancelled",
        "bao-cao/2025-Q4/tong-hop": "scheduled",
    }


def test_a_policy_changed_midway_holds_for_ladders_that_begin_later(office):
    office.files.swap("policy.yaml", "remind-7: 7", "remind-7: 8")

    office.apply()

    assert [line for line in office.coming() if "remind-7" in line and "kinh-te" in line] == [
        f"2025-08-27 07:30  remind-7  {KT}  to dau-moi-kt <giang@anbinh.example>",
        f"2025-10-02 07:30  remind-7  {TASK}  to dau-moi-kt <giang@anbinh.example>",
    ]


def test_the_day_on_which_the_office_itself_is_due_reaches_what_is_open(office):
    office.files.swap(PLAN, "upstream_day:", "upstream_day: 20")

    office.apply()

    assert office.obligation(KT)["upstream_day"].isoformat() == "2025-09-20"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            (
                '  - {id: kinh-te, name: "Kinh tế", short: KT, source: V.2.b, head: truong-kt, '
                "focal: dau-moi-kt}\n"
            ),
            "",
            "unit 'kinh-te' has reports on record; keep it, with `to_day` as its last day",
        ),
        (
            '  - {id: dau-moi-kt, title: "Đầu mối Kinh tế", rank: staff, holder: giang}\n',
            "",
            "post 'dau-moi-kt' has had letters; keep it, its `holder` left empty",
        ),
    ],
)
def test_what_the_record_speaks_of_may_not_be_forgotten(office, old, new, told):
    office.files.swap("office.yaml", old, new)
    text = office.files.texts["office.yaml"].replace("focal: dau-moi-kt", "focal: truong-kt")
    office.files.put("office.yaml", text)
    plan = office.files.texts[PLAN].replace("kinh-te]", "tong-hop]")
    plan = plan.replace("[tong-hop, tong-hop]", "[tong-hop]").replace(
        "unit: kinh-te", "unit: tong-hop"
    )
    if old.startswith("  - {id: kinh-te"):
        office.files.put(PLAN, plan)
    before = office.numbers()

    with pytest.raises(BadInput) as refused:
        office.apply()

    assert str(refused.value) == f"office.yaml leaves out what is still named:\n{told}"
    assert office.numbers() == before


def test_files_with_faults_leave_the_last_good_ones_in_force(office):
    """Configuration broken after a good one was applied: the good one stays (fault 25)."""
    before = office.numbers()
    office.files.swap(PLAN, "recipient: tong-hop", "recipient: nobody")

    with pytest.raises(BadInput, match="The office's files have 1 faults"):
        office.apply()
    office.live("2025-08-18", "2025-08-27")

    assert office.numbers()[0] == before[0]
    assert [each[3] for each in office.sent("reminder")] == [[f"{TH} remind-7"], [f"{KT} remind-7"]]


def test_every_revision_is_kept(office):
    office.files.swap("policy.yaml", "request_hold: 2", "request_hold: 1")
    office.apply()

    with office.db.read() as connection:
        kept = revisions.of_kind(connection, "policy")

    assert [row["applied_by"] for row in kept] == ["it", "it"]


def test_a_letter_that_still_waits_for_a_day_that_moved_is_never_sent(office):
    """Deadline moved while its letter waits for the mail server (fault 31)."""
    office.live("2025-08-18", "2025-09-09")
    office.wire.go_down(at("2025-09-10 14:20"))
    office.run_at("2025-09-10 14:00")
    office.files.swap(PLAN, "day: 10}", "day: 17}")

    office.apply()
    office.run_at("2025-09-10 14:25")
    office.run_at("2025-09-10 15:30")

    assert office.sent("escalation") == []
    with office.db.read() as connection:
        waited = [row for row in letters.every_brief(connection) if row["kind"] == "escalation"]
    assert [row["state"] for row in waited] == ["cancelled", "cancelled"]


def test_an_approval_that_is_taken_back_is_obeyed_at_once_also_by_ladders_underway(office):
    office.live("2025-08-18", "2025-09-10")
    office.files.swap("policy.yaml", "escalation: automatic", "escalation: approval")

    office.apply()
    office.live("2025-09-11", "2025-09-18")

    assert [each[2] for each in office.sent("escalation")] == ["binh", "dung"]
    assert [each[2] for each in office.sent("approval")] == ["binh"]
