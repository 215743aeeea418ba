"""What a slip sums up of a report."""

from dataclasses import replace

from cchc_scheduler.core.reports import (
    Annex,
    Column,
    Letterhead,
    Line,
    OfficialReport,
    Passage,
    Section,
    Signature,
)
from cchc_scheduler.core.slips import SlipItems, slip_items

REPORT = OfficialReport(
    key="bao-cao-so-noi-vu",
    kind="upward",
    period="2025-Q3",
    title="Kết quả",
    letterhead=Letterhead((), (), "", "", 2025),
    addressees=(),
    basis=(),
    opening=(),
    sections=(),
    annexes=(),
    recipients=(),
    signature=Signature(()),
)


def with_table(table, columns, *lines):
    found = tuple(Column(each, 1, "left", each) for each in columns)
    annex = Annex("phu-luc", "II", "Bảng", found, tuple(Line(each) for each in lines), None, table)
    return replace(REPORT, annexes=(annex,))


def test_sections_with_something_missing_or_estimated_are_named_by_their_place():
    sections = (
        Section("I.1", "1.", 2, "Kế hoạch", (), (Passage("Đã ban hành.", "given"),)),
        Section("I.2", "2.", 2, "Đôn đốc", (), (Passage("[chưa có]", "missing"),)),
        Section("I.3", "3.", 2, "Kiểm tra", (), (Passage("03 cuộc (ước).", "written"),)),
    )

    found = slip_items(replace(REPORT, sections=sections))

    assert found == SlipItems(("Mục I.2 Đôn đốc", "Mục I.3 Kiểm tra"))


def test_rows_with_an_estimate_are_named_with_their_annex():
    report = with_table(
        "figures", ("tt", "chi-tieu", "trong-ky"), ("1", "Thu", "5 (ước)"), ("2", "Chi", "4")
    )

    assert slip_items(report).unfinished == ("Phụ lục II: Thu (ước)",)


def test_targets_below_their_whole_are_named_with_the_rate_reached():
    report = with_table(
        "targets",
        ("tt", "chi-tieu", "ty-le"),
        ("1", "Thu ngân sách", "98,5"),
        ("2", "Hài lòng", "101"),
        ("3", "Xếp hạng", ""),
        ("4", "Hồ sơ", "1.000"),
    )

    assert slip_items(report).unmet == ("Thu ngân sách (98,5%)",)


def test_a_rate_in_another_table_is_no_target():
    assert slip_items(with_table("figures", ("tt", "ty-le"), ("1", "50"))).unmet == ()


def test_proposals_are_named_with_the_unit_that_makes_them():
    report = with_table(
        "proposals",
        ("tt", "noi-dung", "don-vi"),
        ("1", "Bố trí kinh phí", "Phòng Kinh tế"),
        ("2", "Sửa Kế hoạch", ""),
    )

    assert slip_items(report).proposals == ("Bố trí kinh phí (Phòng Kinh tế)", "Sửa Kế hoạch")


def test_a_line_of_an_empty_table_is_no_proposal():
    columns = (Column("TT", 1, "left", "tt"), Column("Nội dung", 1, "left", "noi-dung"))
    lines = (Line(("Không phát sinh",), "group"),)
    report = replace(REPORT, annexes=(Annex("a", "IX", "Bảng", columns, lines, None, "proposals"),))

    assert slip_items(report) == SlipItems()
