"""The sections of compiled reports: units' words with their sources, and what is missing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_scheduler.core.answers import Answer
from cchc_scheduler.core.collected import UnitMaterial
from cchc_scheduler.core.evidence import Correction
from tests.documents.collected_cast import (
    CAME,
    CHANCERY,
    CULTURE,
    ECONOMY,
    INTERNAL,
    MEDIA,
    NOW,
    OUTLINES,
    PARTY,
    PLAN,
    SERVICE,
    UNITS,
    UPWARD,
    collection,
    compile_all,
    evidence,
    filled,
    found_by,
    nil,
    section,
    source,
    texts_outside,
    unread,
)


def test_a_units_words_stand_in_the_section_of_their_clause_with_their_source():
    compilation = compile_all(collection(filled(ECONOMY, {"III.6.c": "Đã công khai.\nHai lần."})))

    (found,) = [s for s in compilation.report(UPWARD).sections if s.key == "II.5.b"]

    assert (found.number, found.level, found.title) == ("b)", 3, "Công khai ngân sách")
    assert [(each.kind, each.text, each.source) for each in found.passages] == [
        ("given", "Đã công khai.", source(ECONOMY)),
        ("given", "Hai lần.", source(ECONOMY)),
    ]


def test_numbers_of_sections_are_written_as_decree_30_wants():
    sections = compile_all(collection()).report(UPWARD).sections

    assert [each.number for each in sections if each.level == 1] == [
        "I.", "II.", "III.", "IV.", "V.", "VI.", "VII."
    ]  # fmt: skip
    assert [each.number for each in sections if each.key.startswith("II.6.")] == [
        "a)", "b)", "c)", "d)", "đ)", "e)", "g)"
    ]  # fmt: skip


@pytest.mark.parametrize("key", [UPWARD, PARTY])
def test_a_shipped_section_is_named_by_its_printed_place(key):
    places = []
    above = ["", "", ""]
    for each in compile_all(collection(period="2025-Q4")).report(key).sections:
        above[each.level - 1 :] = [each.number.strip(".)"), *[""] * (3 - each.level)]
        places.append((".".join(filter(None, above)), each.key))

    assert [place for place, _ in places] == [key for _, key in places]


def test_what_nobody_handed_in_is_said_in_brackets():
    compilation = compile_all(collection())

    assert section(compilation, "II.5.b") == [
        ("missing", "[Chưa có báo cáo của Phòng Kinh tế - cán bộ tổng hợp bổ sung]")
    ]
    assert compilation.missing == UNITS
    assert (compilation.expected, compilation.received) == (5, 0)


@pytest.mark.parametrize(
    ("handed", "words"),
    [
        ({}, "tệp bao-cao.docx"),
        ({"kind": "link", "file_name": None}, "đường dẫn"),
        (
            {"kind": "elsewhere", "number": "12/BC-PKT", "day": date(2025, 9, 3)},
            "văn bản số 12/BC-PKT ngày 03/9/2025",
        ),
    ],
)
def test_a_report_whose_content_is_not_in_the_record_is_said_to_have_come(handed, words):
    compilation = compile_all(collection(unread(ECONOMY, **handed)))

    (found,) = [s for s in compilation.report(UPWARD).sections if s.key == "II.5.d"]
    (passage,) = found.passages
    assert passage.text == (
        f"[Phòng Kinh tế đã gửi báo cáo ({words}), chưa có nội dung theo "
        "điểm đ, e khoản 6 Mục III - cán bộ tổng hợp bổ sung]"
    )
    assert (passage.kind, passage.source) == ("missing", source(ECONOMY))


def test_a_unit_that_says_nothing_arose_is_quoted():
    compilation = compile_all(collection(nil(MEDIA, "Trong quý không có tin, bài mới")))

    assert section(compilation, "I.6") == [
        (
            "given",
            "Trung tâm Văn hóa, Thể thao và truyền thông: Trong quý không có tin, bài mới.",
        )
    ]


def test_a_clause_left_empty_is_asked_for():
    compilation = compile_all(collection(filled(ECONOMY, {"III.6.a": "Đã thu"})))

    assert section(compilation, "II.5.b") == [
        (
            "missing",
            (
                "[Phòng Kinh tế chưa có nội dung theo điểm c khoản 6 Mục III - "
                "cán bộ tổng hợp bổ sung]"
            ),
        )
    ]
    (told,) = found_by(compilation, "unanswered")
    assert told == (
        "Phòng Kinh tế để trống 08 nội dung: điểm b, c, đ, e khoản 6 Mục III, đoạn thứ 1, 2 điểm d "
        "khoản 6 Mục III và gạch đầu dòng thứ 2, 3 điểm c khoản 2 Mục V."
    )


def test_a_state_without_words_is_told_as_the_outline_words_it():
    typed = {"III.6.c": ("", "ongoing-nothing-new")}

    compilation = compile_all(collection(filled(ECONOMY, typed)))

    assert section(compilation, "II.5.b") == [
        ("written", "Điểm c khoản 6 Mục III: thường xuyên, chưa phát sinh.")
    ]


def test_who_takes_part_is_named_and_stands_after_the_lead():
    compilation = compile_all(
        collection(
            filled(ECONOMY, {"III.3.c": "Đã thu phí trực tuyến"}),
            filled(SERVICE, {"III.3.c": "Đã chuẩn hóa 05 quy trình"}),
        )
    )

    assert section(compilation, "II.2.c") == [
        ("given", "Đã chuẩn hóa 05 quy trình"),
        ("given", "Phòng Kinh tế (phối hợp): Đã thu phí trực tuyến"),
    ]


def test_figures_are_told_in_one_sentence_with_their_annex():
    typed = {"thu-ngan-sach": Answer("7,5", estimated=True), "thu-ngan-sach-giao": "100"}
    earlier = [("2025-Q2", {"thu-ngan-sach": Answer("5", value=5)})]

    compilation = compile_all(collection(filled(ECONOMY, typed, earlier=earlier)))

    kinds = dict(section(compilation, "II.5.a"))
    assert kinds["written"] == (
        "Số liệu trong kỳ: Thu ngân sách năm được giao: 100 triệu đồng; Thu ngân sách đã thực "
        "hiện: 7,5 triệu đồng (ước), lũy kế từ đầu năm 12,5 triệu đồng (ước) "
        "(Phụ lục II và Phụ lục III)."
    )


@pytest.mark.parametrize(("estimated", "said"), [(True, 1), (False, 0)])
def test_the_opening_speaks_of_estimates_only_when_there_are_some(estimated, said):
    typed = {"thu-ngan-sach": Answer("7,5", estimated=estimated)}

    compilation = compile_all(collection(filled(ECONOMY, typed)))

    for report in (UPWARD, PARTY):
        opening = " ".join(compilation.report(report).opening)
        assert opening.count("(ước)") == said


def test_the_cut_off_is_said_to_have_no_document_or_its_day():
    without = compile_all(collection()).report(UPWARD)
    with_day = compile_all(collection(cycle=replace(PLAN.cycles[0], cutoff_day=14))).report(UPWARD)

    assert without.opening[1] == (
        "Kỳ số liệu: quý III năm 2025 (từ ngày 01/7/2025 đến ngày 30/9/2025); ngày chốt số liệu: "
        "chưa có văn bản."
    )
    assert with_day.opening[1] == (
        "Kỳ số liệu: quý III năm 2025 (từ ngày 15/6/2025 đến ngày 14/9/2025); ngày chốt số liệu: "
        "14/9/2025."
    )


def test_in_december_the_quarter_and_the_year_are_one_report():
    report = compile_all(collection(period="2025-Q4")).report(UPWARD)

    assert report.title == (
        "Kết quả thực hiện công tác cải cách hành chính quý IV và năm 2025; phương hướng, nhiệm vụ "
        "năm 2026"
    )
    said = [p.text for each in report.sections if each.key == "IV" for p in each.passages]
    assert said == ["Xã thành lập từ ngày 01/7/2025, không so sánh với năm trước."]


def test_whom_to_praise_is_asked_in_the_years_report_only_and_left_to_a_person():
    of_year = compile_all(collection(nil(CULTURE), period="2025-Q4")).report(UPWARD)
    of_quarter = compile_all(collection()).report(UPWARD)

    assert of_year.sections[-1].title == "ĐỀ XUẤT BIỂU DƯƠNG NĂM 2025"
    assert "VIII" not in [each.key for each in of_quarter.sections]


def test_what_the_information_centre_tells_is_not_taken_for_praise():
    given = filled(MEDIA, {"V.2.đ.3": "Đã đăng 05 tin"})

    compilation = compile_all(collection(given, period="2025-Q4"))

    assert section(compilation, "I.6") == [("given", "Đã đăng 05 tin")]


def test_packaged_outlines_serve_an_office_with_other_units():
    found = collection(filled(ECONOMY, {"III.6.a": "Đã thu"}))
    units = {ECONOMY: "phong-tai-chinh"}
    outline = next(each for each in OUTLINES.reports if each.id == UPWARD)
    other = replace(
        outline,
        sections=tuple(_renamed(each, units) for each in outline.sections),
    )

    compilation = compile_all(found, replace(OUTLINES, reports=(other,)))

    assert section(compilation, "II.5.a") == [("given", "Đã thu")]
    assert section(compilation, "II.5.b")[0][0] == "missing"


def _renamed(outline, units):
    return replace(
        outline,
        units=tuple(units.get(each, each) for each in outline.units),
        sections=tuple(_renamed(each, units) for each in outline.sections),
    )


@pytest.mark.parametrize("period", ["2025-Q3", "2026-Q4"])
def test_that_nothing_is_compared_is_said_in_that_years_report_alone(period):
    report = compile_all(collection(period=period)).report(UPWARD)

    assert "không so sánh" not in " ".join(
        p.text for each in report.sections for p in each.passages
    )


def test_targets_say_not_published_and_what_cannot_be_computed():
    typed = {"thu-ngan-sach": "80", "thu-ngan-sach-giao": "100"}

    compilation = compile_all(collection(filled(ECONOMY, typed)))

    told = [text for _, text in section(compilation, "III")]
    assert told[0].endswith("Chưa công bố.")
    assert told[1].endswith(
        "Chưa tính được vì Danh mục nhiệm vụ cụ thể (Phụ lục kèm theo Kế hoạch) chưa nhập vào hệ "
        "thống."
    )
    assert told[2].endswith("Thu ngân sách đã thực hiện: 80 triệu đồng; đạt tỷ lệ 80%.")
    assert told[6].endswith("[chưa có số của Trung tâm Phục vụ hành chính công].")


def test_the_report_to_the_party_has_one_paragraph_an_area_that_says_what_it_left_out():
    long = "Một câu khá dài về việc đã làm trong kỳ và kết quả của việc ấy. " * 4
    typed = {"III.6.a": long, "III.6.b": long, "III.6.c": long}

    compilation = compile_all(collection(filled(ECONOMY, typed)))

    ((kind, text),) = section(compilation, "II.5", PARTY)
    assert kind == "given"
    assert len(text) <= 400
    assert found_by(compilation, "shortened") == [
        (
            'Báo cáo gửi Ban Thường vụ Đảng ủy xã, mục "Cải cách tài chính công": chỉ giữ các câu '
            "đầu cho vừa 5 dòng; đề nghị đọc lại và rút gọn nếu cần nội dung khác."
        )
    ]


def test_a_paragraph_of_several_units_keeps_all_its_sources():
    compilation = compile_all(
        collection(
            filled(SERVICE, {"III.3.a": "Đã tiếp nhận"}), filled(ECONOMY, {"III.3.c": "Đã thu"})
        )
    )

    (found,) = [s for s in compilation.report(PARTY).sections if s.key == "II.2"]
    assert [(p.text, p.source, p.also) for p in found.passages] == [
        ("Đã tiếp nhận. Đã thu.", source(SERVICE), (source(ECONOMY),))
    ]


def test_the_party_gets_targets_wants_plans_and_proposals_and_annex_two_only():
    report = compile_all(collection()).report(PARTY)

    assert [each.key for each in report.sections if each.level == 1] == [
        "I", "II", "III", "IV", "V", "VI"
    ]  # fmt: skip
    assert [each.key for each in report.annexes] == ["phu-luc-2"]


def test_a_waived_unit_is_not_waited_for():
    compilation = compile_all(collection(UnitMaterial(ECONOMY, "waived")))

    assert section(compilation, "II.5.b") == []
    assert (compilation.expected, ECONOMY in compilation.missing) == (4, False)


def test_what_no_section_takes_up_is_named_and_not_lost():
    upward = OUTLINES.reports[1]
    assert upward.id == UPWARD
    short = replace(
        upward, sections=tuple(each for each in upward.sections if each.id not in ("II", "V"))
    )
    outlines = replace(OUTLINES, reports=(short,))

    compilation = compile_all(collection(filled(ECONOMY, {"III.6.a": "Đã thu"})), outlines)

    assert found_by(compilation, "unplaced") == [
        (
            "Phòng Kinh tế có nội dung theo điểm a khoản 6 Mục III mà đề cương không có mục nào "
            "nhận; đề nghị xem và đưa vào mục phù hợp."
        )
    ]


def test_the_units_own_report_has_its_letterhead_and_its_heads_title():
    compilation = compile_all(
        collection(
            filled(ECONOMY, {"III.6.a": ("Đã thu", "ongoing-with-result"), "kinh-phi": "12"}),
            filled(CHANCERY, {"III.2.a": "Đã ban hành"}),
            filled(MEDIA, {"V.2.đ.1": "Đã đăng 05 tin"}),
        )
    )

    papers = [each for each in compilation.reports if each.kind == "unit"]
    economy = papers[1]
    assert [each.signature.lines for each in papers] == [
        ("CHÁNH VĂN PHÒNG",),
        ("TRƯỞNG PHÒNG",),
        ("GIÁM ĐỐC",),
    ]
    assert economy.letterhead.parent == ("ỦY BAN NHÂN DÂN", "XÃ TUỆ TĨNH")
    assert economy.letterhead.issuer == ("PHÒNG KINH TẾ",)
    assert [p.text for each in economy.sections for p in each.passages] == [
        "Điểm a khoản 6 Mục III (Thường xuyên, có kết quả): Đã thu"
    ]
    assert economy.annexes[0].lines[0].cells[1:4] == (
        "Kinh phí cải cách hành chính đã sử dụng",
        "triệu đồng",
        "12",
    )


# What a report says must not depend on when its material came: lateness stands in D alone.
MATERIAL = {
    CULTURE: {"III.1.a": "Đã phân công", "V.2.a.5": "Đã tổng hợp", "ton-tai": "Còn việc"},
    CHANCERY: {"III.2.a": "Đã ban hành", "tu-kiem-tra": "Đã kiểm tra"},
    ECONOMY: {"III.6.a": "Đã thu", "thu-ngan-sach": "12"},
    SERVICE: {"III.3.a": "Đã tiếp nhận"},
    MEDIA: {"V.2.đ.1": "Đã đăng"},
}
ON_TIME = st.booleans()
DAYS_AFTER = st.integers(0, 12)


def _handed(unit, at):
    """A filled-in form, or of one unit a file whose content is not in the record."""
    return unread(unit, at=at) if unit == SERVICE else filled(unit, MATERIAL[unit], at=at)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(DAYS_AFTER, ON_TIME), min_size=5, max_size=5))
def test_no_report_that_leaves_the_office_depends_on_who_handed_in_late(when):
    on_time = compile_all(collection(*(_handed(unit, CAME) for unit in UNITS)))
    moved = [
        _handed(unit, CAME + timedelta(days=days))
        for unit, (days, _) in zip(UNITS, when, strict=True)
    ]
    rows = tuple(
        evidence(unit, by_plan=judged, complete_at=CAME, told=7, text_at=CAME)
        for unit, (_, judged) in zip(UNITS, when, strict=True)
    )

    late = compile_all(collection(*moved, hand_ins=rows))

    assert list(texts_outside(late)) == list(texts_outside(on_time))


def test_the_sentence_on_reporting_names_no_unit():
    compilation = compile_all(collection(*(filled(unit, MATERIAL[unit]) for unit in UNITS)))

    ((kind, text),) = section(compilation, "I.9")
    assert kind == "written"
    assert not any(name in text for name in ("Phòng", "Trung tâm"))


def test_the_internal_annex_has_every_row_and_column_of_who_handed_in_when():
    agreed = evidence(
        ECONOMY,
        by_plan=False,
        by_agreed=True,
        agreed_day=date(2025, 9, 12),
        agreed_by="Đầu mối",
        text_at=datetime(2025, 9, 11, 2, 0, tzinfo=UTC),
        paper_number="12/BC-PKT",
        paper_day=date(2025, 9, 11),
        paper_at=datetime(2025, 9, 11, 3, 0, tzinfo=UTC),
        told=4,
        opinion="Đã gửi đúng hẹn",
        corrections=(Correction(1, "gửi ngày 10/9", "văn thư xác nhận", "Đầu mối", NOW),),
        confirmed_at=datetime(2025, 9, 12, 1, 0, tzinfo=UTC),
    )
    compilation = compile_all(collection(hand_ins=(evidence(CULTURE), agreed)))

    (annex, proof) = compilation.report(INTERNAL).annexes
    assert annex.lines[0].cells == (
        "1", "Phòng Văn hóa-Xã hội", "hết ngày 09/9/2025", "", "", "", "chưa nhận được", "", "00",
        "", "",
    )  # fmt: skip
    assert annex.lines[1].cells == (
        "2",
        "Phòng Kinh tế",
        "hết ngày 09/9/2025",
        "hết ngày 12/9/2025, Đầu mối",
        "09 giờ 00 ngày 11/9/2025",
        "12/BC-PKT ngày 11/9/2025, ghi nhận lúc 10 giờ 00 ngày 11/9/2025",
        "sau thời hạn",
        "trong thời hạn",
        "04",
        "Đã gửi đúng hẹn\nĐính chính: gửi ngày 10/9 (văn thư xác nhận)",
        "08 giờ 00 ngày 12/9/2025",
    )
    assert proof.number == "B"
    assert compilation.on_time == 0
