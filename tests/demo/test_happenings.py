from datetime import date

from cchc_scheduler.demo.happenings import happenings, units_of_letters
from cchc_scheduler.home import find_home
from cchc_scheduler.simulate.scenario import parse_scenario
from cchc_scheduler.simulate.season import Season, simulate
from cchc_scheduler.store import letters


def marks(story, unit, period="2025-Q3"):
    """Return (day, kind) of what happened to a unit, in order of time."""
    panel = next(panel for panel in story.panels if panel.id == period)
    events = sorted(
        (mark.event for mark in panel.marks if mark.event.unit == unit),
        key=lambda event: (event.at, event.kind != "submission"),
    )
    return [(event.label.partition(",")[0], event.kind) for event in events]


def test_the_unit_that_is_late_is_climbed_for_level_by_level(story):
    assert marks(story, "phong-kinh-te") == [
        ("15/8", "opening"),
        ("27/8", "reminder"),
        ("04/9", "reminder"),
        ("08/9", "reminder"),
        ("09/9", "reminder"),
        ("10/9", "head"),
        ("12/9", "office"),
        ("12/9", "answer"),
        ("16/9", "leaders"),
        ("16/9", "answer"),
        ("17/9", "submission"),
        ("17/9", "answer"),
        ("17/9", "answer"),
    ]


def test_no_other_unit_is_ever_climbed_for(story):
    late = {
        mark.event.unit
        for panel in story.panels
        for mark in panel.marks
        if mark.event.kind in ("head", "office", "leaders")
    }

    assert late == {"phong-kinh-te"}


def test_a_unit_that_hands_in_early_is_left_alone_from_then_on(story):
    assert marks(story, "phong-van-hoa-xa-hoi") == [
        ("15/8", "opening"),
        ("27/8", "reminder"),
        ("04/9", "reminder"),
        ("05/9", "submission"),
    ]


def simulated(scenario):
    season = Season(date(2025, 9, 8), date(2025, 9, 12), parse_scenario(scenario))
    return simulate(find_home(None), season).db


def test_what_was_handed_in_is_told_in_its_words_even_without_a_letter():
    db = simulated(
        '- {at: "2025-09-08 08:00", unit: phong-kinh-te, period: 2025-Q3, do: elsewhere, '
        'number: "12/BC-PKT", by: "A"}'
    )

    with db.read() as connection:
        events = happenings(connection, {})

    assert [(event.kind, event.label, event.letter) for event in events] == [
        ("submission", "08/9, 08:00: đã gửi qua hệ thống Quản lý văn bản, số 12/BC-PKT", 0)
    ]


def test_a_letter_to_someone_above_is_about_the_units_it_names_and_a_digest_about_none():
    db = simulated("")

    with db.read() as connection:
        units = units_of_letters(connection)
        kinds = {row["id"]: row["kind"] for row in letters.every_brief(connection)}

    about = {(kinds[key], len(found)) for key, found in units.items()}
    assert ("digest", 0) in about
    assert ("leaders", 0) in about
    assert ("escalation", 4) in about  # late-3: every unit but the Chánh Văn phòng's own
    assert not {(kind, 0) for kind in ("opening", "reminder", "escalation")} & about


def test_a_request_that_was_granted_is_an_answer_to_its_unit():
    db = simulated(
        '- {at: "2025-09-08 08:00", unit: phong-kinh-te, period: 2025-Q3, do: ask-extension, '
        "until: 2025-09-12, reason: r}\n"
        '- {at: "2025-09-08 09:00", unit: phong-kinh-te, period: 2025-Q3, do: grant}'
    )

    with db.read() as connection:
        numbers = {row["id"]: row["id"] for row in letters.every_brief(connection)}
        answers = [
            each
            for each in happenings(connection, numbers)
            if each.kind == "answer" and each.unit == "phong-kinh-te"
        ]

    assert [(each.unit, each.label[:12]) for each in answers] == [("phong-kinh-te", "08/9, 09:00:")]
