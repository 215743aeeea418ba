from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.demo.play import play
from cchc_scheduler.home import find_home, make_home


def test_the_half_year_is_played_in_less_than_half_a_minute(season):
    """Told in seconds of the processor, so that what else this machine does changes nothing."""
    assert season.seconds < 30


def test_progress_goes_forward_from_the_first_day_to_the_last(season):
    assert all(before <= after for before, after in pairwise(season.moments))
    assert season.moments[0].date() == date(2025, 7, 27)  # 17:00 UTC is 00:00 of the 28th here
    assert season.moments[-1].date() >= date(2025, 12, 30)


def test_every_letter_of_the_page_is_one_that_the_server_accepted(season):
    identities = [
        line
        for letter in season.story.letters
        for line in letter.raw.splitlines()
        if line.lower().startswith("message-id:")
    ]

    assert season.played.delivered == len(season.story.letters) == len(set(identities))
    assert season.story.figures[0].value == str(season.played.delivered)


def test_each_letter_came_by_smtp_with_every_person_it_names_as_a_recipient(season):
    assert len(season.sessions) == season.played.delivered
    assert {(session.extended, session.peer) for session in season.sessions} == {
        (True, "127.0.0.1")
    }
    named = Counter(address for session in season.sessions for address in session.recipients)
    shown = Counter(
        each.address for letter in season.story.letters for each in (*letter.to, *letter.cc)
    )
    assert named == shown


def test_a_home_with_other_units_is_told_why_the_scenario_does_not_fit(tmp_path):
    make_home(tmp_path, "secret")
    plan = tmp_path / "config" / "plans" / "2025-h2.yaml"
    outlines = (tmp_path / "templates" / "vi" / "documents" / "outlines").glob("*.yaml")
    for path in (tmp_path / "config" / "office.yaml", plan, *outlines):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("phong-kinh-te", "phong-tai-chinh"), encoding="utf-8")

    with pytest.raises(BadInput) as refused:
        play(find_home(tmp_path), lambda _: None)

    assert "this home has no unit phong-kinh-te" in str(refused.value)
    assert str(refused.value).startswith("demo-season.yaml:")
    assert "from a folder that is no home" in str(refused.value)


def test_a_home_with_another_period_is_told_the_line_of_the_scenario(tmp_path):
    make_home(tmp_path, "secret")
    scenario = tmp_path / "config" / "examples" / "demo-season.yaml"
    scenario.write_text(
        '- {at: "2025-07-28 09:00", unit: phong-kinh-te, period: 2031-Q1, do: accept}\n',
        encoding="utf-8",
    )

    with pytest.raises(BadInput, match=r"^demo-season\.yaml:1: .*2031-Q1") as refused:
        play(find_home(tmp_path), lambda _: None)

    assert f"plays what {scenario} tells" in str(refused.value)
