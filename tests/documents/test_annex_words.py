"""Every question, fault and warning about an annex has its sentence for the coordinator."""

import unicodedata
from typing import get_args

import pytest

from cchc_scheduler.core.annexes.values import (
    AnnexFault,
    FaultKind,
    Notice,
    Question,
    QuestionKind,
    WarningKind,
)
from cchc_scheduler.documents.annex_words import (
    FAULTS,
    QUESTIONS,
    WARNINGS,
    fault_words,
    question_words,
    warning_words,
)


@pytest.mark.parametrize(
    ("listed", "worded"),
    [(QuestionKind, QUESTIONS), (FaultKind, FAULTS), (WarningKind, WARNINGS)],
)
def test_every_kind_has_a_sentence(listed, worded):
    kinds = {each for part in get_args(listed) for each in (get_args(part) or (part,))}

    assert kinds == set(worded)
    assert all(unicodedata.is_normalized("NFC", words) for words in worded.values())


def test_a_question_begins_with_its_place():
    question = Question("lead-unknown", "Kế hoạch!C7", ("Trạm Y tế", ""))

    assert question_words(question) == (
        "Kế hoạch!C7: Cơ quan chủ trì “Trạm Y tế” không có trong danh bạ."
    )


def test_the_nearest_name_is_told_where_there_is_one():
    question = Question("lead-unknown", "C7", ("Phòng Kinh tế - Hạ tầng", "phong-kinh-te"))

    assert question_words(question).endswith("Tên gần nhất: phong-kinh-te.")


def test_a_deadlines_question_gives_the_reason_of_its_reading():
    written = Question("deadline", "E7", ("theo kế hoạch", "elsewhere"))
    empty = Question("deadline", "E8", ("", "empty"))

    assert question_words(written).startswith("E7: Thời hạn “theo kế hoạch”: Thời hạn nằm ở")
    assert question_words(empty) == "E8: Ô thời hạn để trống; đề nghị bổ sung thời hạn."


def test_what_was_looked_for_and_what_was_found_are_told():
    fault = AnnexFault("no-table", "", ("nhiệm vụ, chủ trì", "bảng 1: A | B", "bảng 2: C | D"))

    assert fault_words(fault) == (
        "Không tìm thấy bảng nhiệm vụ. Cần các cột: nhiệm vụ, chủ trì. "
        "Trong tệp có: bảng 1: A | B; bảng 2: C | D."
    )


def test_tables_to_choose_from_are_listed():
    fault = AnnexFault("several-tables", "", ("1: bảng 1 (3)", "2: bảng 2 (4)"))

    assert fault_words(fault).endswith("--table N: 1: bảng 1 (3); 2: bảng 2 (4).")


def test_words_in_braces_stand_as_they_are():
    assert "{0}" in question_words(Question("lead-collective", "", ("{0}", "")))


def test_fonts_and_rows_are_listed():
    assert "TCVN3, .VnTime" in warning_words(Notice("legacy-font", ("TCVN3", ".VnTime")))
    assert "a, b" in warning_words(Notice("rows-left-out", ("a", "b")))
