"""Each unit is told once what an amended plan changes for it, and those above of what is gone."""

import pytest

from cchc_scheduler.store import letters
from tests.actions.changing_office import ChangingOffice
from tests.core.cast import at

PLAN = "plans/ke-hoach.yaml"
KT = "bao-cao/2025-Q3/kinh-te"
TASK = "III.1.b/2025-Q4/kinh-te"


@pytest.fixture
def office(tmp_path):
    """Live since 14 August; the letters that open quarter III went out on the 15th."""
    office = ChangingOffice(tmp_path)
    office.go_live("2025-08-14 16:00")
    office.run_at("2025-08-15 07:30")
    office.clock.move_to(at("2025-08-15 08:00"))
    return office


def words_of(office, kind):
    """Return the text of every letter of a kind that was sent."""
    with office.db.read() as connection:
        rows = [row for row in letters.every_brief(connection) if row["kind"] == kind]
    return [(row["to_address"].partition("@")[0], row["subject"]) for row in rows]


def move_task(office, day, wording):
    office.files.swap(
        PLAN,
        '{text: "trước 15/10/2025", kind: once, bound: exclusive, last_day: 2025-10-14}',
        f'{{text: "{wording}", kind: once, bound: exclusive, last_day: {day}}}',
    )


def test_a_unit_gets_one_letter_for_all_its_days_that_moved(office):
    move_task(office, "2025-11-04", "trước 05/11/2025")
    office.files.swap(PLAN, "day: 10}", "day: 17}")

    office.apply()
    office.run_at("2025-08-15 08:30")

    assert words_of(office, "information") == [
        ("giang", "[CCHC] KT: thay đổi thời hạn theo Kế hoạch đã điều chỉnh"),
        ("chi", "[CCHC] TH: thay đổi thời hạn theo Kế hoạch đã điều chỉnh"),
    ]
    assert office.sent("information") == [
        ("08-15 08:30", "information", "giang", []),
        ("08-15 08:30", "information", "chi", []),
    ]


def test_what_a_unit_was_never_asked_for_is_withdrawn_without_a_word(office):
    text = office.files.texts[PLAN]
    start, end = text.index("      - clause: III.1.b"), text.index("cycles:")
    office.files.put(PLAN, text[:start] + text[end:])

    office.apply()

    assert office.states()[TASK] == "cancelled"
    assert words_of(office, "information") == []


def test_a_unit_that_was_asked_is_told_that_nothing_is_owed_any_more(office):
    office.files.swap(PLAN, "[tong-hop, kinh-te]", "[tong-hop]")

    office.apply()
    office.run_at("2025-08-15 08:30")

    assert words_of(office, "information") == [
        ("giang", "[CCHC] KT: thay đổi theo Kế hoạch đã điều chỉnh")
    ]


def test_a_day_off_that_moves_no_last_day_is_no_news(office):
    office.files.swap(
        "calendar/2025.yaml",
        "make_up_days:",
        '  - {day: 2025-09-09, name: "Nghỉ hoán đổi", source: "công văn"}\nmake_up_days:',
    )

    office.apply()

    assert words_of(office, "information") == []


def test_a_task_whose_day_moves_into_another_quarter_stays_the_same_obligation(office):
    move_task(office, "2026-01-14", "trước 15/01/2026")

    office.apply()

    assert office.versions(TASK) == [("plan", "2025-10-14"), ("amendment", "2026-01-14")]
    assert [each for each in office.states() if each.startswith("III.1.b")] == [TASK]


def test_the_chair_is_told_once_that_a_withdrawn_report_is_owed_no_longer(tmp_path):
    office = ChangingOffice(tmp_path)
    office.go_live("2025-09-10 09:00")
    office.live("2025-09-10", "2025-09-16")
    office.files.swap(PLAN, "[tong-hop, kinh-te]", "[tong-hop]")

    assert office.apply() == 1
    assert office.apply() == 0
    office.run_at("2025-09-16 14:30")

    assert office.sent("correction") == [("09-16 14:30", "correction", "an", [])]
