from datetime import UTC, date, datetime, timedelta

import pytest

from cchc_scheduler.core.workdays import CalendarYear, DayOff, WorkCalendar
from cchc_scheduler.demo.happenings import Event
from cchc_scheduler.demo.timeline import (
    ROW,
    TOP,
    WIDTH,
    Band,
    Moved,
    Stretch,
    draw,
)

OFF = DayOff(date(2025, 9, 1), "Quốc khánh", "source")
CALENDAR = WorkCalendar([CalendarYear(2025, official=True, days_off=(OFF,), make_up_days=())])
UNITS = (("kinh-te", "Phòng Kinh tế"), ("van-phong", "Văn phòng"))
DAY = WIDTH / 30


def september(**more):
    """Thirty days, so that one day is a thirtieth of the drawing's width."""
    return Stretch("Q3", "Quý III", date(2025, 9, 1), date(2025, 9, 30), UNITS, **more)


def event(day, hour=2, unit="kinh-te", kind="reminder", letter=1):
    return Event(unit, datetime(2025, 9, day, hour, tzinfo=UTC), kind, "label", letter)


def test_there_is_one_row_a_unit_in_the_given_order():
    panel = draw(september(), CALENDAR, [])

    assert [(row.name, row.y) for row in panel.rows] == [
        ("Phòng Kinh tế", TOP),
        ("Văn phòng", TOP + ROW),
    ]


def test_a_mark_stands_in_the_middle_of_its_day_whatever_the_hour():
    panel = draw(september(), CALENDAR, [event(9, hour=0), event(9, hour=16, unit="van-phong")])

    assert [mark.x for mark in panel.marks] == [pytest.approx(8.5 * DAY, abs=0.1)] * 2


def test_an_evening_in_utc_belongs_to_the_next_day_of_the_office():
    panel = draw(september(), CALENDAR, [event(9, hour=18)])

    assert panel.marks[0].x == pytest.approx(9.5 * DAY, abs=0.1)


def test_letters_of_one_day_stand_under_one_another_and_acts_below_them():
    events = [event(9, letter=1), event(9, letter=2), event(9, kind="submission", letter=3)]

    marks = draw(september(), CALENDAR, events).marks

    assert [mark.event.letter for mark in sorted(marks, key=lambda mark: mark.y)] == [1, 2, 3]
    assert len({mark.y for mark in marks}) == 3


def test_every_mark_lies_inside_its_units_row_and_inside_the_drawing():
    events = [
        event(day, unit=unit, kind=kind)
        for day in (1, 9, 9, 30)
        for unit, _ in UNITS
        for kind in ("reminder", "submission")
    ]

    panel = draw(september(), CALENDAR, events)

    tops = {row.unit: row.y for row in panel.rows}
    assert len(panel.marks) == len(events)
    for mark in panel.marks:
        assert 7 <= mark.x <= WIDTH - 7
        top = tops[mark.event.unit]
        assert top + 5 <= mark.y <= top + ROW - 5


def test_what_lies_outside_the_stretch_or_belongs_to_no_unit_is_left_out():
    after = Event("kinh-te", datetime(2025, 10, 1, 2, tzinfo=UTC), "reminder", "late", 1)

    panel = draw(september(), CALENDAR, [after, event(9, unit="nobody")])

    assert panel.marks == ()


def test_a_deadline_stands_at_the_end_of_its_last_day_and_says_it():
    panel = draw(september(deadlines=[date(2025, 9, 9)]), CALENDAR, [])

    assert [(line.x, line.label) for line in panel.due] == [
        (pytest.approx(9 * DAY, abs=0.1), "hạn 09/9")
    ]


def test_a_moved_day_stands_on_the_row_of_its_unit_only():
    panel = draw(september(moved=[Moved("van-phong", date(2025, 9, 12), "lùi đến")]), CALENDAR, [])

    assert [(tick.y, tick.label) for tick in panel.ticks] == [(TOP + ROW, "lùi đến 12/9")]


def test_a_run_of_days_off_is_one_band_with_the_holidays_name():
    panel = draw(september(), CALENDAR, [])

    assert panel.bands[0] == Band(0.0, pytest.approx(DAY, abs=0.1), "Quốc khánh")
    assert panel.bands[1].width == pytest.approx(2 * DAY, abs=0.1)
    assert panel.bands[1].label == ""


def test_an_outage_is_a_band_from_its_first_to_its_last_instant():
    start = datetime(2025, 9, 5, 17, tzinfo=UTC)
    outage = (start, start + timedelta(days=2), "máy chủ thư ngừng")

    panel = draw(september(outages=[outage]), CALENDAR, [])

    assert [band for band in panel.bands if band.outage] == [
        Band(
            pytest.approx(5 * DAY, abs=0.1),
            pytest.approx(2 * DAY, abs=0.1),
            "máy chủ thư ngừng",
            outage=True,
        )
    ]


def test_a_month_of_which_a_few_days_are_shown_goes_without_its_name():
    stretch = Stretch("Q3", "Quý III", date(2025, 7, 29), date(2025, 9, 30), UNITS)

    months = draw(stretch, CALENDAR, []).months

    assert [line.label for line in months] == ["", "Tháng 8", "Tháng 9"]


def test_no_week_is_named_where_its_day_would_be_cut_off_at_the_edge():
    to_monday = Stretch("Q3", "Quý III", date(2025, 9, 1), date(2025, 9, 29), UNITS)

    weeks = draw(to_monday, CALENDAR, []).weeks

    assert [line.label for line in weeks] == ["01/9", "08/9", "15/9", "22/9"]
