"""A person tells a post by telephone: proof of its own, from its own moment."""

from datetime import date
from pathlib import Path

from cchc_scheduler.home import find_home
from cchc_scheduler.simulate.scenario import parse_scenario
from cchc_scheduler.simulate.season import Season, simulate

ROOT = Path(__file__).parents[2]
MINE = "bao-cao-quy/2025-Q3/phong-kinh-te"
CALL = "do: telephone, unit: phong-kinh-te, period: 2025-Q3, rung: late-1, by: 'Đầu mối'}\n"


def late_rungs(deeds):
    """Return (moment, rung) of the late notices of one unit that went out by letter."""
    season = Season(date(2025, 9, 9), date(2025, 9, 19), parse_scenario(deeds))
    found = simulate(find_home(ROOT, {}, ROOT), season).findings
    return [
        (letter["at"][:16], each["rung"])
        for letter in found["letters"]
        for each in letter["items"]
        if each["obligation"] == MINE and each["rung"].startswith("late")
    ]


def test_a_call_while_the_letter_waits_for_the_server_replaces_it():
    deeds = (
        "- {at: '2025-09-10 13:00', do: smtp-down, until: '2025-09-10 16:00'}\n"
        "- {at: '2025-09-10 14:10', " + CALL
    )

    assert late_rungs(deeds) == [("2025-09-12T14:00", "late-3"), ("2025-09-16T14:00", "late-5")]


def test_a_call_after_a_bounce_counts_from_the_call():
    deeds = (
        "- {at: '2025-09-11 08:00', do: bounce, unit: phong-kinh-te, role: head}\n"
        "- {at: '2025-09-15 09:00', " + CALL
    )

    assert late_rungs(deeds) == [
        ("2025-09-10T14:00", "late-1"),
        ("2025-09-17T14:00", "late-3"),
        ("2025-09-19T14:00", "late-5"),
    ]


def test_without_a_call_a_bounce_keeps_everybody_above_from_hearing():
    deeds = "- {at: '2025-09-11 08:00', do: bounce, unit: phong-kinh-te, role: head}\n"

    assert late_rungs(deeds) == [("2025-09-10T14:00", "late-1")]
