"""Answers in a report: numbers read, versions joined, figures added up over the year."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_scheduler.core.answers import (
    Answer,
    answer_problems,
    joined,
    read_number,
    tells_something,
    total,
    understood,
)
from cchc_scheduler.core.outlines import (
    FigureRow,
    FormPart,
    Group,
    ReportField,
    StateChoice,
    UnitForm,
)
from cchc_scheduler.documents.vietnamese import number_words

ROW = FigureRow("thu", "2-3", "II.3", "Thu", "triệu đồng", (), decimals=2)
STOCK = FigureRow("bien-che", "3-4", "III.4", "Biên chế", "người", (), adding="latest")
DONE = StateChoice("done", "Hoàn thành", continuous=True)
RESULT = ReportField("III.1.a", ("III.1.a",), "result", "Làm việc", (DONE,))
LINE = ReportField("nguoi-ky", ("V.1.c",), "line", "Người ký")
FIGURE = ReportField("thu", ("II.3",), "figure", "Thu", figure=ROW)


def form():
    parts = (
        FormPart("a", "Chung", "about", (Group("", None, (LINE,)),)),
        FormPart("b", "Kết quả", "results", (Group("", None, (RESULT, FIGURE)),)),
    )
    return UnitForm("mau", "Kết quả", parts, (LINE, RESULT, FIGURE))


@pytest.mark.parametrize(
    ("text", "decimals", "number"),
    [
        ("0", 0, "0"),
        ("1234", 0, "1234"),
        ("1.234", 0, "1234"),
        ("1 234 567", 0, "1234567"),
        ("1.234,5", 2, "1234.5"),
        (" 12,50 ", 2, "12.50"),
        ("12,5", 0, None),
        ("12.5", 2, None),
        ("1,234.5", 2, None),
        ("1.23", 2, None),
        ("-5", 0, None),
        ("12 tỷ", 0, None),
        ("", 0, None),
        ("９", 0, None),
        ("1e5", 0, None),
        ("9" * 40, 0, None),
    ],
)
def test_a_number_is_read_the_vietnamese_way_or_not_at_all(text, decimals, number):
    expected = None if number is None else Decimal(number)

    assert read_number(text, decimals) == expected


@given(st.decimals(0, 10**12, places=2, allow_nan=False))
def test_what_is_written_is_read_as_the_same_number(number):
    assert read_number(number_words(number), 2) == number


@given(st.text(max_size=60))
def test_no_text_makes_a_number_out_of_nothing(text):
    number = read_number(text, 2)

    assert number is None or (number >= 0 and any(c.isdigit() for c in text))


def test_answers_are_understood_and_empty_ones_left_out():
    typed = {
        "III.1.a": Answer(" Đã làm ", "done"),
        "nguoi-ky": Answer("  "),
        "thu": Answer("1.234,5", estimated=True),
        "la": Answer("không có trong mẫu"),
    }

    assert understood(form(), typed, {}) == {
        "III.1.a": Answer("Đã làm", "done"),
        "thu": Answer("1.234,5", value=Decimal("1234.5"), estimated=True),
    }


def test_a_state_the_form_does_not_offer_is_no_state():
    assert understood(form(), {"III.1.a": Answer("", "late")}, {}) == {}


def test_last_periods_text_left_as_it_was_is_marked_so():
    last = {"III.1.a": Answer("Đã làm\nviệc")}

    found = understood(form(), {"III.1.a": Answer("Đã làm việc")}, last)

    assert found["III.1.a"].unchanged
    assert not tells_something(form(), found)
    assert tells_something(form(), understood(form(), {"III.1.a": Answer("", "done")}, last))


def test_who_signs_alone_is_no_report():
    assert not tells_something(form(), {"nguoi-ky": Answer("Ông A")})
    assert tells_something(form(), {"thu": Answer("5", value=Decimal(5))})


def test_what_is_wrong_is_told_by_field():
    answers = {
        "nguoi-ky": Answer("x" * 301),
        "III.1.a": Answer("chuông \x07"),
        "thu": Answer("12 tỷ"),
    }

    assert answer_problems(form(), answers) == {
        "nguoi-ky": "too-long",
        "III.1.a": "unseen",
        "thu": "not-a-number",
    }


def test_two_versions_from_the_same_one_are_joined_field_by_field():
    base = {"a": Answer("cũ"), "b": Answer("cũ"), "c": Answer("cũ"), "d": Answer("cũ")}
    theirs = {"a": Answer("họ"), "b": Answer("cũ"), "c": Answer("họ"), "d": Answer("cũ")}
    mine = {"a": Answer("cũ"), "b": Answer("tôi"), "c": Answer("tôi")}

    whole, clashes = joined(base, theirs, mine)

    assert whole == {"a": Answer("họ"), "b": Answer("tôi"), "c": Answer("tôi")}
    assert clashes == ["c"]


answer_maps = st.dictionaries(
    st.sampled_from("abcd"), st.sampled_from(["một", "hai", "ba"]).map(Answer), max_size=4
)


@given(answer_maps, answer_maps, answer_maps)
def test_joining_never_loses_a_change_without_naming_it(base, theirs, mine):
    whole, clashes = joined(base, theirs, mine)

    for key in "abcd":
        changed = [side.get(key) for side in (theirs, mine) if side.get(key) != base.get(key)]
        assert key in clashes or all(whole.get(key) == change for change in changed)


def period(text, **more):
    return {"thu": Answer(text, value=Decimal(text), **more)}


def test_a_sum_adds_the_periods_and_names_those_without_a_figure():
    periods = [("Q1", period("10")), ("Q2", {}), ("Q3", period("5", estimated=True))]

    found = total(ROW, periods)

    assert (found.value, found.estimated) == (Decimal(15), True)
    assert (found.counted, found.missing) == (("Q1", "Q3"), ("Q2",))


def test_a_stock_is_what_the_newest_period_says():
    periods = [
        ("Q1", {"bien-che": Answer("10", value=Decimal(10), estimated=True)}),
        ("Q2", {"bien-che": Answer("12", value=Decimal(12))}),
        ("Q3", {}),
    ]

    found = total(STOCK, periods)

    assert (found.value, found.estimated, found.counted, found.missing) == (
        Decimal(12),
        False,
        ("Q2",),
        (),
    )


def test_without_any_figure_there_is_no_sum():
    assert total(ROW, [("Q1", {}), ("Q2", {"thu": Answer("12 tỷ")})]) is None
