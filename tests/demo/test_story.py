import unicodedata
from collections import Counter
from dataclasses import astuple
from datetime import date

from cchc_scheduler.actions.records import Records
from cchc_scheduler.demo.mailbox import Received
from cchc_scheduler.demo.story import Seen, tell
from cchc_scheduler.home import find_home
from cchc_scheduler.simulate.season import Season, simulate


def texts(value):
    """Yield every text in nested values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from texts(each)
    elif hasattr(value, "__dataclass_fields__"):
        yield from texts(astuple(value))


def test_the_story_tells_ten_reports_nine_of_them_in_time(story):
    assert [figure.value for figure in story.figures[1:]] == ["10/10", "9/10", "01"]


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


def test_a_season_in_which_nobody_acts_tells_of_nothing_received():
    first, last = date(2025, 8, 11), date(2025, 9, 17)
    found = simulate(find_home(None), Season(first, last))
    received = [Received("", each.sender, each.recipients, each.data) for _, each in found.letters]

    with found.db.read() as connection:
        story = tell(connection, Records().read(connection), Seen(first, last, received))

    values = [figure.value for figure in story.figures]
    assert values == [str(len(received)), "0/10", "0/10", "01"]
    assert [(panel.id, len(panel.marks) > 0) for panel in story.panels] == [
        ("2025-Q3", True),
        ("2025-Q4", False),
    ]


def test_letters_of_one_moment_stand_in_the_order_of_writing_however_they_arrived():
    first, last = date(2025, 8, 15), date(2025, 8, 15)
    found = simulate(find_home(None), Season(first, last))
    received = [Received("", each.sender, each.recipients, each.data) for _, each in found.letters]

    with found.db.read() as connection:
        in_force = Records().read(connection)
        stories = [
            tell(connection, in_force, Seen(first, last, order))
            for order in (received, received[::-1])
        ]

    assert stories[0].letters == stories[1].letters
