"""Where everything lies on a period's line, so that it can be read on a narrow telephone."""

from datetime import date, datetime
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.documents.period_timeline import LABEL, Happened, drawn

DAYS = [
    ("opened", date(2025, 8, 15)),
    ("rung", date(2025, 9, 4)),
    ("last-day", date(2025, 9, 9)),
    ("late-after", date(2025, 9, 10)),
    ("today", date(2025, 9, 12)),
]
KINDS = ("opened", "target", "last-day", "late-after", "compile", "today", "rung")
SOME = st.lists(
    st.tuples(
        st.sampled_from(KINDS), st.dates(min_value=date(2025, 8, 1), max_value=date(2025, 10, 15))
    ),
    min_size=1,
    max_size=14,
)


def at(day, hour):
    return datetime(day.year, day.month, day.day, hour, tzinfo=OFFICE_ZONE)


def test_days_lie_in_order_and_a_moment_within_its_day():
    submitted = at(date(2025, 9, 9), 15)
    line = drawn(DAYS, [Happened("KT", [("submission", submitted)])])

    places = {mark.kind: mark.x for mark in line.marks}
    (spot,) = line.lines[0].spots
    assert places["last-day"] < spot.x < places["late-after"] == line.late_from


def test_a_rung_has_no_label():
    marks = {mark.kind: mark.lane for mark in drawn(DAYS, []).marks}

    assert marks["rung"] is None
    assert marks["opened"] == 0


def test_each_unit_has_a_line_below_the_one_before():
    line = drawn(DAYS, [Happened("A", []), Happened("B", [])])

    assert [each.unit for each in line.lines] == ["A", "B"]
    assert line.axis < line.lines[0].y < line.lines[1].y < line.height


def test_one_day_alone_is_a_line_too():
    assert 0 <= drawn([("last-day", date(2025, 9, 9))], []).marks[0].x <= 100


@given(SOME)
def test_no_label_leaves_the_picture_or_touches_another(days):
    spans = [
        (mark.lane, mark.x - LABEL, mark.x) if mark.to_left else (mark.lane, mark.x, mark.x + LABEL)
        for mark in drawn(days, []).marks
        if mark.lane is not None
    ]

    assert all(start >= 0 and end <= 100 for _, start, end in spans)
    for (lane, start, end), (other, begun, ended) in combinations(spans, 2):
        assert lane != other or end <= begun or ended <= start
