"""Checks before a report is laid before anyone: each by one example that it warns of."""

from decimal import Decimal

import pytest

from cchc_scheduler.core.answers import Answer
from cchc_scheduler.core.compiling import FigureSum
from cchc_scheduler.core.outlines import FigureRow
from cchc_scheduler.core.reports import Annex, Column, Line, Passage, Section
from cchc_scheduler.documents.figure_checks import shrunk
from cchc_scheduler.documents.text_checks import check_texts
from tests.documents.collected_cast import (
    CULTURE,
    ECONOMY,
    FILES,
    SERVICE,
    UPWARD,
    collection,
    compile_all,
    filled,
    found_by,
    nil,
    rows,
)

NAMES = [unit.name for unit in FILES.office.units]
PERIOD = "quý III năm 2025"
EMPTY = compile_all(collection()).report(UPWARD)


def checked(text, *, kind="given", cell=False, **more):
    """The findings, as (check, sentence), of a report that holds one text."""
    from dataclasses import replace  # noqa: PLC0415

    passages = () if cell else (Passage(text, kind),)
    annexes = (Annex("a", "I", "SỐ LIỆU", (Column("TT", 1),), (Line((text,)),)),) if cell else ()
    report = replace(
        EMPTY,
        basis=(),
        opening=("Báo cáo quý III năm 2025",),
        sections=(Section("I.1", "1.", 2, "Kế hoạch", (), passages),),
        annexes=annexes,
        **more,
    )
    return [(each.check, each.text) for each in check_texts(report, NAMES, PERIOD)]


@pytest.mark.parametrize(
    ("text", "check", "told"),
    [
        ("Thu 80% [số liệu minh họa]", "left-over", 'Còn sót "[số liệu minh họa]" tại mục I.1;'),
        ("Đã ban hành … văn bản", "left-over", 'Còn sót "…" tại mục I.1;'),
        ("Kỷ luật ông Nguyễn Văn An", "person", "Mục I.1: có thể có họ tên người (Nguyễn Văn An)"),
        ("CCCD 031099001234", "personal-number", "(…234)"),
        ("Gọi 0912 345 678", "personal-number", "(…678)"),
        ("TỐI MẬT", "secret", "Mục I.1: có dấu độ mật (TỐI MẬT)"),
        (
            "Phòng Văn hoá - Xã hội đã làm",
            "unit-name",
            '"Phòng Văn hoá - Xã hội" viết khác tên theo Quyết định: Phòng Văn hóa-Xã hội.',
        ),
        (
            "Ban hành Kế hoạch số 05/KH-PKT về cải cách",
            "document",
            '"Kế hoạch số 05/KH-PKT" được viện dẫn mà chưa có ngày ban hành.',
        ),
        (
            "Thực hiện Công văn ngày 08/7/2025",
            "document",
            '"Công văn ngày 08/7/2025" được viện dẫn mà chưa có số, ký hiệu.',
        ),
    ],
)
def test_each_text_is_warned_of_where_it_stands(text, check, told):
    found = checked(text)

    assert [name for name, _ in found] == [check]
    assert told in found[0][1]
    assert [name for name, _ in checked(text, cell=True)] == [check]
    assert [name for name, _ in checked(text, kind="edited")] == [check]


@pytest.mark.parametrize(
    "text",
    [
        "Phòng Văn hóa-Xã hội ban hành Kế hoạch số 05/KH-VHXH ngày 06/8/2025.",
        "Trung tâm Văn hóa, Thể thao và truyền thông đăng 05 tin",
        "Quyết định số 362/QĐ-UBND của Chủ tịch UBND xã ngày 28/7/2025",
        "Nghị định số 130/2005/NĐ-CP ngày 17 tháng 10 năm 2005",
        "Bảo mật, mật khẩu; hồ sơ 12.345; tỷ lệ 98,5%",
        "Kế hoạch năm 2025 số lượng 05 cuộc",
    ],
)
def test_what_is_right_is_not_warned_of(text):
    assert checked(text) == []


def test_what_is_still_to_come_is_counted_and_not_warned_of_twice():
    found = checked("[Chưa có báo cáo của Phòng Kinh tế - cán bộ tổng hợp bổ sung]", kind="missing")

    assert found == [
        ("empty", "Báo cáo gửi Sở Nội vụ thành phố Hải Phòng: còn 01 mục chưa đủ nội dung: I.1.")
    ]


@pytest.mark.parametrize(
    ("title", "warned"),
    [
        ("Kết quả quý III năm 2025", False),
        ("Kết quả quý III/2025", False),
        ("Kết quả Quý 3", False),
        ("Kết quả quý II năm 2025", True),
        ("Kết quả quý III năm 2024", True),
        ("Kết quả quý IV/2025", True),
    ],
)
def test_another_period_in_the_title_is_warned_of(title, warned):
    assert [check for check, _ in checked("Đã làm", title=title)] == ["period"] * warned


def figure_findings(*materials, **more):
    compilation = compile_all(collection(*materials, **more))
    return {each.check: each.text for each in compilation.findings}


@pytest.mark.parametrize(
    ("typed", "check", "told"),
    [
        (
            {
                "ho-so-giai-quyet": "200",
                "giai-quyet-truoc-han": "150",
                "giai-quyet-dung-han": "40",
                "giai-quyet-qua-han": "5",
            },
            "sum",
            "Hồ sơ đã giải quyết là 200, các phần cộng lại là 195 (",
        ),
        (
            {"ho-so-giai-quyet": "200", "ho-so-dung-han": "201"},
            "part",
            "Trong đó: trước hạn, đúng hạn (201) lớn hơn Hồ sơ đã giải quyết (200).",
        ),
        (
            {"ho-so-tiep-nhan": "200", "tiep-nhan-truc-tuyen": "100", "ty-le-truc-tuyen": "60"},
            "rate",
            "Tỷ lệ hồ sơ tiếp nhận trực tuyến ghi 60%, tính lại từ số liệu là 50%.",
        ),
        (
            {"ho-so-tiep-nhan": "khoảng 200"},
            "not-a-number",
            (
                'Trung tâm Phục vụ hành chính công ghi "khoảng 200" tại Hồ sơ đã tiếp nhận: không '
                "phải số, chưa đưa vào tổng."
            ),
        ),
        (
            {"ho-so-tiep-nhan": Answer("200", estimated=True)},
            "estimated",
            "Còn 01 số liệu ước, chờ số chính thức: Hồ sơ đã tiếp nhận.",
        ),
        (
            {"III.3.a": "Đã tiếp nhận 250 hồ sơ trong kỳ", "ho-so-tiep-nhan": "200"},
            "prose",
            "Mục II.2.a: lời văn nêu 250 hồ sơ, không khớp số liệu trong phụ lục.",
        ),
    ],
)
def test_each_figure_is_warned_of(typed, check, told):
    found = figure_findings(filled(SERVICE, typed))

    assert told in found[check]


@pytest.mark.parametrize(
    "typed",
    [
        {"ho-so-giai-quyet": "200", "giai-quyet-truoc-han": "150"},
        {"ho-so-tiep-nhan": "200", "tiep-nhan-truc-tuyen": "101", "ty-le-truc-tuyen": "50,5"},
        {"III.3.a": "Đã tiếp nhận 1.200 hồ sơ, 12 cuộc", "ho-so-tiep-nhan": "1.200"},
        {"III.3.a": "Đã tiếp nhận 250 hồ sơ"},
    ],
)
def test_figures_that_agree_or_lack_are_not_warned_of(typed):
    found = figure_findings(filled(SERVICE, typed))

    assert not {"sum", "part", "rate", "prose"} & set(found)


@pytest.mark.parametrize(("now", "asked"), [("131", True), ("130", False), ("69", True)])
def test_a_change_of_more_than_thirty_per_cent_is_asked_about(now, asked):
    last = {"ho-so-tiep-nhan": Answer("100", value=Decimal(100))}

    found = figure_findings(filled(SERVICE, {"ho-so-tiep-nhan": now}, last=last))

    assert ("change" in found) is asked


def test_a_year_so_far_that_shrinks_is_warned_of():
    row = FigureRow("x", "3-1", "III.3.a", "Hồ sơ", "hồ sơ", ())
    figure = FigureSum(row, whole=Decimal(9), before=Decimal(10))

    assert [each.text for each in shrunk({"x": figure})] == [
        "Hồ sơ: lũy kế 9 nhỏ hơn lũy kế kỳ trước 10."
    ]


def test_a_clean_collection_has_no_finding_about_figures():
    found = figure_findings(filled(ECONOMY, {"thu-ngan-sach": "12"}), nil(CULTURE))

    assert set(found) == {"unanswered", "empty"}


def test_the_same_thing_is_told_once_though_two_reports_hold_it():
    typed = {"ton-tai": "Kỷ luật ông Nguyễn Văn An"}

    compilation = compile_all(collection(filled(CULTURE, typed)))

    assert found_by(compilation, "person") == [
        ("Mục IV.2: có thể có họ tên người (Nguyễn Văn An); đề nghị chỉ nêu số lượng, chức danh."),
    ]


def test_what_was_left_over_in_many_places_is_told_once_with_all_of_them():
    typed = {"III.6.a": "Thu 80% [số liệu minh họa]", "III.6.c": "Hai lần [số liệu minh họa]"}

    compilation = compile_all(collection(filled(ECONOMY, typed)))

    assert found_by(compilation, "left-over")[0] == (
        'Còn sót "[số liệu minh họa]" tại mục II.5.a, mục II.5.b và Phụ lục I; đề nghị bổ sung '
        "hoặc bỏ."
    )


def test_a_figure_that_nobody_gave_is_asked_of_all_without_naming_each():
    compilation = compile_all(collection())

    checks = next(each for each in rows(compilation, "phu-luc-2") if each["tt"] == "4.1")
    assert checks["ghi-chu"] == "[chưa có số của các đơn vị]"
