"""What of a collection stands where: by clauses; and figures, added up once."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_scheduler.core.answers import Answer
from cchc_scheduler.core.collected import Given
from cchc_scheduler.core.compiling import condensed, covers, figures_of, placed, rate, section_for
from cchc_scheduler.core.report_outlines import SectionOutline
from tests.documents.collected_cast import (
    CHANCERY,
    CULTURE,
    ECONOMY,
    MEDIA,
    OUTLINES,
    SERVICE,
    collection,
    filled,
    nil,
)


def about(*clauses, key="k", unit=ECONOMY):
    return Given(unit, key, clauses, "Đã làm")


def sections(*clauses, **more):
    return tuple(
        SectionOutline(f"S{number}", "Mục", one, **more)
        for number, one in enumerate(clauses, start=1)
    )


@pytest.mark.parametrize(
    ("clause", "asked", "covered"),
    [
        ("III.2", "III.2.a", True),
        ("III.6.d", "III.6.d/2", True),
        ("III.2.a", "III.2.a", True),
        ("III.2.a", "III.2", False),
        ("III.1", "III.10.a", False),
        ("V.2.a", "V.2.ab", False),
    ],
)
def test_a_clause_covers_what_lies_below_it(clause, asked, covered):
    assert covers(clause, asked) is covered


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (about("III.2.a"), "S2"),
        (about("III.2.c"), "S1"),
        (about("III.9.a", "V.2.b.1"), "S3"),
        (about("I.2"), None),
    ],
)
def test_a_text_goes_to_the_section_with_the_most_exact_clause(given, expected):
    known = sections(("III.2",), ("III.1.a", "III.2.a"), ("V.2.b.1",))

    found = section_for(given, known)

    assert (found.id if found else None) == expected


def test_of_several_sections_the_one_that_names_the_clause_first_takes_it_up():
    known = sections(("II.4", "III.3.d"), ("III.3.d", "II.7"))

    assert section_for(about("III.3.d"), known).id == "S2"


def test_a_section_that_names_the_question_comes_before_any_clause():
    known = (
        SectionOutline("S1", "Mục", ("I.2",)),
        SectionOutline("S2", "Mục", ("I.2",), questions=("k",)),
    )

    assert section_for(about("I.2"), known).id == "S2"
    assert section_for(about("I.2", key="khac"), known).id == "S1"


def test_the_leads_words_stand_before_those_of_who_takes_part():
    found = collection(
        filled(ECONOMY, {"III.3.c": "Đã phối hợp"}),
        filled(SERVICE, {"III.3.c": "Đã chuẩn hóa"}),
    )
    (upward,) = [each for each in OUTLINES.reports if each.kind == "upward"]

    texts, homeless = placed(upward, found, OUTLINES.unit)

    assert [each.unit for each in texts["II.2.c"]] == [SERVICE, ECONOMY]
    assert homeless == ()


def test_who_wrote_and_signed_and_figures_are_no_texts_of_a_report():
    found = collection(
        filled(ECONOMY, {"nguoi-lap": "Một người", "thu-ngan-sach": "12", "kinh-phi": "mười"})
    )
    for report in OUTLINES.reports:
        texts, homeless = placed(report, found, OUTLINES.unit)
        assert not any(texts.values())
        assert homeless == ()


def figure(found, name):
    return figures_of(found, OUTLINES.unit)[name]


def test_a_figure_of_several_units_is_their_sum_and_names_who_gave_none():
    found = collection(
        filled(CULTURE, {"kinh-phi": "10,5"}),
        filled(ECONOMY, {"kinh-phi": Answer("2", estimated=True)}),
        filled(CHANCERY, {"III.2.a": "Đã ban hành"}),
        nil(MEDIA),
    )

    money = figure(found, "kinh-phi")

    assert (money.value, money.whole, money.estimated) == (Decimal("12.5"), Decimal("12.5"), True)
    assert money.without == (CHANCERY, SERVICE)
    assert [(part.unit, part.value) for part in money.parts if part.value] == [
        (CULTURE, Decimal("10.5")),
        (ECONOMY, Decimal(2)),
    ]


def test_the_year_is_added_up_from_its_periods_once():
    earlier = [("2025-Q1", {}), ("2025-Q2", {"thu-ngan-sach": Answer("5", value=Decimal(5))})]
    last = dict(earlier)["2025-Q2"]
    found = collection(filled(ECONOMY, {"thu-ngan-sach": "7"}, last=last, earlier=earlier))

    income = figure(found, "thu-ngan-sach")

    assert (income.value, income.whole, income.last, income.before) == (7, 12, 5, 5)


def test_a_figure_that_is_present_is_not_added_up():
    earlier = [("2025-Q2", {"thu-ngan-sach-giao": Answer("100", value=Decimal(100))})]
    found = collection(filled(ECONOMY, {"III.6.a": "Đã thu"}, earlier=earlier))

    given = figure(found, "thu-ngan-sach-giao")

    assert (given.value, given.whole, given.without) == (None, 100, (ECONOMY,))


def test_a_figure_that_is_a_text_counts_as_missing():
    found = collection(filled(ECONOMY, {"thu-ngan-sach": "khoảng 12 tỷ"}))

    income = figure(found, "thu-ngan-sach")

    assert (income.value, income.without, income.unread) == (None, (ECONOMY,), (ECONOMY,))


def test_a_figure_nobody_gave_is_none_and_never_nought():
    assert figure(collection(), "thu-ngan-sach").value is None


@pytest.mark.parametrize(
    ("reached", "of", "expected"),
    [
        (Decimal(1), Decimal(3), Decimal("33.33")),
        (Decimal(2), Decimal(3), Decimal("66.67")),
        (Decimal(5), Decimal(0), None),
        (None, Decimal(3), None),
        (Decimal(5), None, None),
    ],
)
def test_a_rate_is_computed_to_two_digits_or_not_at_all(reached, of, expected):
    assert rate(reached, of) == expected


def test_a_paragraph_takes_the_first_sentence_of_each_before_the_second_of_any():
    texts = ["Một câu. Hai câu. Ba câu", "Bốn câu. Năm câu"]

    assert condensed(texts, 20) == ("Một câu. Bốn câu.", False)
    assert condensed(texts, 200) == ("Một câu. Hai câu. Ba câu. Bốn câu. Năm câu.", True)


def test_a_stop_without_a_capital_after_it_ends_no_sentence():
    assert condensed(["Các đơn vị v.v. đã gửi ngày 03.9. Hết"], 40) == (
        "Các đơn vị v.v. đã gửi ngày 03.9. Hết.",
        True,
    )


SENTENCES = st.lists(st.sampled_from(["Một câu", "Câu hai dài hơn một chút", "Ba;"]), max_size=4)


@settings(max_examples=80, deadline=None)
@given(st.lists(SENTENCES.map(". ".join), max_size=4), st.integers(10, 120))
def test_a_paragraph_never_outgrows_its_room_but_by_its_first_sentence(texts, most):
    text, whole = condensed(texts, most)

    assert len(text) <= max(most, 30)
    if whole:
        assert all(part.strip(" .;") in text for each in texts for part in each.split(". "))
