import unicodedata
from collections import Counter
from dataclasses import astuple
from datetime import date
from itertools import pairwise

import pytest

from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.demo.play import play
from cchc_scheduler.home import find_home, make_home


def texts(value):
    """Yield every text in nested values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from texts(each)
    elif hasattr(value, "__dataclass_fields__"):
        yield from texts(astuple(value))


def marks(story, unit, period="2025-Q3"):
    """Return (day, kind) of what happened to a unit, in order of time."""
    panel = next(panel for panel in story.panels if panel.id == period)
    events = sorted(
        (mark.event for mark in panel.marks if mark.event.unit == unit),
        key=lambda event: (event.at, event.kind != "submission"),
    )
    return [(event.label.partition(",")[0], event.kind) for event in events]


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


def test_the_story_tells_ten_reports_nine_of_them_in_time(story):
    assert [figure.value for figure in story.figures[1:]] == ["10/10", "9/10", "01"]
    results = Counter(line.state for line in story.obligations)
    assert results == {"Đúng thời hạn": 8, "Đúng thời hạn đã lùi": 1, "Sau thời hạn": 1}


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


@pytest.mark.parametrize(
    ("period", "unit", "how", "moved"),
    [
        (0, "Văn phòng HĐND-UBND xã", "qua hệ thống Quản lý văn bản, số 15/BC-VP", ""),
        (0, "Trung tâm Phục vụ hành chính công", "đường dẫn", "bổ sung đến hết 16/9/2025"),
        (
            0,
            "Trung tâm Văn hóa, Thể thao và truyền thông",
            "đường dẫn",
            "lùi đến hết 12/9/2025",
        ),
        (1, "Trung tâm Văn hóa, Thể thao và truyền thông", "không phát sinh", ""),
    ],
)
def test_each_way_of_handing_in_and_each_moved_day_stands_in_the_table(
    story, period, unit, how, moved
):
    title = ("Quý III năm 2025", "Quý IV và năm 2025")[period]

    lines = [line for line in story.obligations if (line.period, line.unit) == (title, unit)]

    assert [(line.how, line.moved) for line in lines] == [(how, moved)]


def test_during_the_weekend_outage_nothing_is_sent_and_after_it_nothing_is_lost(story):
    during = [
        letter
        for letter in story.letters
        if "2025-12-05 15:00" <= f"{letter.at_office:%Y-%m-%d %H:%M}" < "2025-12-08 09:10"
    ]
    after = [letter for letter in story.letters if f"{letter.at_office:%d/%m}" == "08/12"]

    assert during == []
    assert Counter(letter.sent.kind for letter in after)["reminder"] == 3
    assert [band.label for band in story.panels[1].bands if band.outage] == ["máy chủ thư ngừng"]


def test_there_is_one_row_a_unit_and_one_panel_a_period(story):
    assert [panel.title for panel in story.panels] == ["Quý III năm 2025", "Quý IV và năm 2025"]
    for panel in story.panels:
        assert [row.unit for row in panel.rows] == [unit for unit, _ in story.units]


def test_every_mark_of_the_season_leads_to_its_letter(story):
    numbers = {letter.number for letter in story.letters}

    assert {mark.event.letter for panel in story.panels for mark in panel.marks} <= numbers


def test_all_words_of_the_page_are_in_composed_form(story):
    assert [text for text in texts(story) if unicodedata.normalize("NFC", text) != text] == []


def test_a_home_with_other_units_is_told_why_the_scenario_does_not_fit(tmp_path):
    make_home(tmp_path, "secret")
    for name in ("office.yaml", "plans/2025-h2.yaml"):
        path = tmp_path / "config" / name
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("phong-kinh-te", "phong-tai-chinh"), encoding="utf-8")

    with pytest.raises(BadInput) as refused:
        play(find_home(tmp_path), lambda _: None)

    assert "this home has no unit phong-kinh-te" in str(refused.value)
    assert "demo-season.yaml" in str(refused.value)
    assert "from a folder that is no home" in str(refused.value)


def test_a_home_with_another_period_is_told_the_line_of_the_scenario(tmp_path):
    make_home(tmp_path, "secret")
    scenario = tmp_path / "config" / "examples" / "demo-season.yaml"
    scenario.write_text(
        '- {at: "2025-07-28 09:00", unit: phong-kinh-te, period: 2031-Q1, do: accept}\n',
        encoding="utf-8",
    )

    with pytest.raises(BadInput, match=r"demo-season\.yaml: line 1: .*2031-Q1") as refused:
        play(find_home(tmp_path), lambda _: None)

    assert "of your home tell what your own units do" in str(refused.value)
