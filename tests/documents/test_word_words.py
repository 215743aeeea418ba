"""How lists, numbers and sentences are written in a Word template."""

import pytest

from cchc_scheduler.documents.word_words import dashed, lines, roman, small_first


@pytest.mark.parametrize(
    ("number", "words"),
    [("1", "I"), ("9", "IX"), ("14", "XIV"), ("A", "A"), ("IV", "IV"), ("", "")],
)
def test_a_number_becomes_roman_and_anything_else_stays(number, words):
    assert roman(number) == words


def test_the_lines_of_a_text_are_its_paragraphs():
    assert lines("Một\n\n  Hai \r\nBa") == ("Một", "Hai", "Ba")
    assert lines(" \n ") == ()


def test_a_list_has_semicolons_and_a_full_stop_at_its_end():
    assert dashed(("Như trên", "- Sở Nội vụ;", "Lưu: VT.")) == (
        "- Như trên;",
        "- Sở Nội vụ;",
        "- Lưu: VT.",
    )
    assert dashed(()) == ()


@pytest.mark.parametrize(
    ("words", "small"),
    [("Kết quả", "kết quả"), ("UBND xã", "UBND xã"), ("Đánh giá", "đánh giá"), ("", "")],
)
def test_a_sentence_goes_on_with_a_small_letter_but_an_abbreviation_stays(words, small):
    assert small_first(words) == small
