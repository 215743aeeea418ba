"""A person's text stands in its place whatever comes in later; newer material is only named."""

from dataclasses import replace
from datetime import UTC, datetime

from cchc_scheduler.core.kept_texts import KeptText, laid_over
from cchc_scheduler.core.reports import (
    Compilation,
    Letterhead,
    OfficialReport,
    Passage,
    Section,
    Signature,
    Source,
)

NOW = datetime(2025, 9, 16, 2, 0, tzinfo=UTC)
ECONOMY = Source("phong-kinh-te", 1, 1, NOW)
AGAIN = Source("phong-kinh-te", 3, 2, NOW)
CULTURE = Source("phong-van-hoa-xa-hoi", 2, 1, NOW)
KEPT = KeptText("bc", "I.1", "phong-kinh-te", "Lời đã sửa.", "Hoa", NOW, (ECONOMY,))


def compiled(*passages, key="I.1"):
    section = Section(key, "1.", 2, "Chỉ đạo", (), passages)
    report = OfficialReport(
        key="bc",
        kind="upward",
        period="2025-Q3",
        title="Kết quả",
        letterhead=Letterhead((), ("UBND",), "/BC-UBND", "Xã", 2025),
        addressees=(),
        basis=(),
        opening=(),
        sections=(section,),
        annexes=(),
        recipients=(),
        signature=Signature(()),
    )
    return Compilation("2025-Q3", "quý III", NOW, (report,), (), 5, 2, 2)


def texts(laid):
    (section,) = laid.compilation.reports[0].sections
    return [(each.text, each.kind) for each in section.passages]


FIRST = Passage("Kinh tế viết.", "given", ECONOMY)
SECOND = Passage("Kinh tế viết thêm.", "given", ECONOMY)
OTHER = Passage("Văn hóa viết.", "given", CULTURE)
MISSING = Passage("[đang tổng hợp]", "missing")


def test_an_edited_text_stands_in_place_of_its_units_words_only():
    laid = laid_over(compiled(OTHER, FIRST, SECOND, MISSING), [KEPT])

    assert texts(laid) == [
        ("Văn hóa viết.", "given"),
        ("Lời đã sửa.", "edited"),
        ("[đang tổng hợp]", "missing"),
    ]
    assert (laid.newer, laid.homeless) == ((), ())
    assert laid.compilation.reports[0].sections[0].passages[1].source == ECONOMY


def test_each_line_of_a_text_is_a_paragraph():
    laid = laid_over(compiled(FIRST), [replace(KEPT, text="Một.\n\n Hai. \n")])

    assert texts(laid) == [("Một.", "edited"), ("Hai.", "edited")]


def test_a_newer_version_is_named_and_never_written_over_the_text():
    newer = Passage("Kinh tế gửi lại.", "given", AGAIN)

    laid = laid_over(compiled(newer, OTHER), [KEPT])

    assert texts(laid) == [("Lời đã sửa.", "edited"), ("Văn hóa viết.", "given")]
    assert [(each.kept, each.source) for each in laid.newer] == [(KEPT, AGAIN)]


def test_a_text_for_the_whole_section_stands_for_everything_in_it():
    whole = replace(KEPT, unit="", text="Cả mục.", over=(ECONOMY,))

    laid = laid_over(compiled(OTHER, FIRST, MISSING), [whole])

    assert texts(laid) == [("Cả mục.", "edited")]
    assert [each.source for each in laid.newer] == [CULTURE]


def test_a_text_for_a_unit_that_gave_nothing_stands_last():
    early = replace(KEPT, over=())

    assert texts(laid_over(compiled(MISSING), [early])) == [
        ("[đang tổng hợp]", "missing"),
        ("Lời đã sửa.", "edited"),
    ]


def test_a_joined_paragraph_has_all_its_versions_known():
    joined = Passage("Chung.", "given", ECONOMY, (CULTURE,))

    laid = laid_over(compiled(joined), [KEPT])

    assert [each.source for each in laid.newer] == [CULTURE]


def test_a_text_whose_section_is_no_more_is_told_and_changes_nothing():
    laid = laid_over(compiled(FIRST, key="II.1"), [KEPT])

    assert texts(laid) == [("Kinh tế viết.", "given")]
    assert laid.homeless == (KEPT,)


def test_another_reports_section_of_the_same_name_is_left_alone():
    laid = laid_over(compiled(FIRST), [replace(KEPT, report="khac")])

    assert texts(laid) == [("Kinh tế viết.", "given")]
