"""Sheets of Excel files: days, numbers, formulas, merged cells, hidden rows and sheets."""

from datetime import date, datetime, time
from io import BytesIO

import openpyxl
import pytest

from cchc_scheduler.plan.annex_file import read_paper
from cchc_scheduler.plan.annex_sheet_cells import column_letters, letters_number
from cchc_scheduler.plan.annex_styles import is_day, month_is_first
from tests.plan.annexes import ATTACHED, HEADS, TITLE, excel, part, read, row, saved, with_part


def asked(task):
    return [(question.kind, question.place) for question in task.questions]


def test_an_annex_as_offices_write_it():
    def edit(book):
        book.active.merge_cells("A1:F1")
        book.active.merge_cells("B5:F5")
        book.active.merge_cells("C6:C7")

    annex = read(
        excel(
            (TITLE[1],),
            (ATTACHED,),
            (),
            HEADS,
            ("I", "Cải cách thể chế"),
            (1, "Rà soát văn bản", "Phòng Kinh tế", None, date(2025, 9, 30), "Báo cáo"),
            (2, "Công khai ngân sách", None, "TTPVHCC", "Thường xuyên", None),
            edit=edit,
        )
    )

    assert annex.origin.number == "15/QĐ-UBND"
    assert [
        (t.row, t.place, t.number, t.section, t.lead[0].unit, t.deadline_text) for t in annex.tasks
    ] == [
        (6, "Kế hoạch!6", "1", "I. Cải cách thể chế", "kinh-te", "30/09/2025"),
        (7, "Kế hoạch!7", "2", "I. Cải cách thể chế", "kinh-te", "Thường xuyên"),
    ]
    assert [asked(task) for task in annex.tasks] == [[], []]


@pytest.mark.parametrize(
    ("value", "written", "days"),
    [
        (date(2025, 9, 30), "30/09/2025", ["2025-09-30"]),
        (datetime.fromisoformat("2025-11-27 17:00"), "17 giờ 00 ngày 27/11/2025", ["2025-11-27"]),
        ("30/9/2025", "30/9/2025", ["2025-09-30"]),
        (2025, "2025", ["2025-12-31"]),
        ("Quý III", "Quý III", ["2025-09-30"]),
        (time(7, 30), "07:30:00", []),
    ],
)
def test_what_stands_in_the_deadlines_cell_is_read_as_it_shows(value, written, days):
    (task,) = read(excel(HEADS, row(1, "Việc", deadline=value))).tasks

    if not isinstance(value, time):
        assert written == task.deadline_text
    assert days == [day.isoformat() for day in task.deadline.due]


def test_a_day_as_a_bare_number_is_asked_at_its_cell():
    (task,) = read(excel(HEADS, row(1, "Việc", deadline=45930))).tasks

    assert asked(task) == [("day-as-number", "Kế hoạch!E2")]
    assert task.questions[0].told[1] == "30/09/2025"


def test_days_and_text_of_a_sheet_that_reads_the_month_first_are_asked():
    rows = (row(1, "Một", deadline=date(2025, 10, 9)), row(2, "Hai", deadline="25/9/2025"))

    annex = read(excel(HEADS, *rows))

    assert [asked(task) for task in annex.tasks] == [[("day-or-month", "Kế hoạch!E2")], []]


def test_a_format_with_the_month_first_is_asked():
    def edit(book):
        book.active["E2"].number_format = "m/d/yyyy"

    (task,) = read(excel(HEADS, row(1, "Việc", deadline=date(2025, 10, 9)), edit=edit)).tasks

    assert asked(task) == [("day-or-month", "Kế hoạch!E2")]


def test_days_counted_from_1904_are_the_same_days():
    def edit(book):
        book.epoch = datetime(1904, 1, 1)  # noqa: DTZ001 - the library's own mark

    (task,) = read(excel(HEADS, row(1, "Việc", deadline=date(2025, 9, 30)), edit=edit)).tasks

    assert task.deadline_text == "30/09/2025"


def test_a_formula_that_was_never_calculated_is_asked_at_its_cell():
    (task,) = read(excel(HEADS, row(1, "Việc", deadline="=A2+45000"))).tasks

    assert ("formula-without-value", "Kế hoạch!E2") in asked(task)


def test_an_error_of_the_sheet_is_asked_at_its_cell():
    (task,) = read(excel(HEADS, row(1, "Việc", product="#REF!"))).tasks

    assert asked(task) == [("error-value", "Kế hoạch!F2")]


def test_a_number_in_the_first_column_needs_no_value():
    rows = [row(f"=ROW()-{n}", f"Việc {n}") for n in range(2)]

    assert [asked(task) for task in read(excel(HEADS, *rows)).tasks] == [[], []]


def test_a_hidden_sheet_is_not_read():
    def edit(book):
        old = book.create_sheet("Cũ")
        old.append(HEADS)
        old.append(row(1, "Việc cũ"))
        old.sheet_state = "hidden"

    assert [t.text for t in read(excel(HEADS, row(1, "Việc"), edit=edit)).tasks] == ["Việc"]


def test_two_sheets_with_tasks_are_chosen_by_number():
    def edit(book):
        other = book.create_sheet("Đợt 2")
        other.append(HEADS)
        other.append(row(1, "Việc khác"))

    content = excel(HEADS, row(1, "Việc"), edit=edit)

    assert read(content).faults[0].told == ("1: Kế hoạch (1)", "2: Đợt 2 (1)")
    assert [task.text for task in read(content, table=2).tasks] == ["Việc khác"]


def test_a_hidden_row_is_asked():
    def edit(book):
        book.active.row_dimensions[2].hidden = True

    (task,) = read(excel(HEADS, row(1, "Việc"), edit=edit)).tasks

    assert asked(task) == [("hidden-row", "Kế hoạch!2")]


def test_a_cell_at_the_far_end_of_a_sheet_costs_nothing():
    def edit(book):
        book.active["XFD1048576"] = "x"
        book.active.merge_cells("H1:I1")

    content = excel(HEADS, row(1, "Việc"), edit=edit)
    sheet = part(content, "xl/worksheets/sheet1.xml").replace(b"H1:I1", b"H1:XFD1048576")

    assert len(read(with_part(content, "xl/worksheets/sheet1.xml", sheet)).tasks) == 1


def test_a_sheet_with_ten_thousand_rows_is_refused_with_the_count():
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Kế hoạch")
    for words in (HEADS, *((n, f"Việc {n}", None, None, "2025") for n in range(10_000))):
        sheet.append(words)

    (fault,) = read(saved(book)).faults

    assert (fault.kind, fault.told[0]) == ("too-many-rows", "10000")


def test_text_in_several_fonts_and_with_line_breaks_is_whole():
    from openpyxl.cell.rich_text import CellRichText, TextBlock  # noqa: PLC0415 - only here
    from openpyxl.cell.text import InlineFont  # noqa: PLC0415

    rich = CellRichText("Rà soát ", TextBlock(InlineFont(b=True), "văn bản"), "\ncủa xã")

    assert [task.text for task in read(excel(HEADS, row(1, rich))).tasks] == [
        "Rà soát văn bản\ncủa xã"
    ]


def test_shared_strings_and_strings_in_place_read_alike():
    content = excel(HEADS, row(1, "Việc"))
    written = openpyxl.Workbook(write_only=True)
    sheet = written.create_sheet("Kế hoạch")
    for each in openpyxl.load_workbook(BytesIO(content)).active.iter_rows(values_only=True):
        sheet.append(each)

    assert read_paper(content).grids == read_paper(saved(written)).grids


@pytest.mark.parametrize(
    ("code", "day", "month_first"),
    [
        ("dd/mm/yyyy", True, False),
        ("m/d/yyyy", True, True),
        ("[$-409]mmmm d, yyyy;@", True, True),
        ("yyyy-mm-dd h:mm:ss", True, False),
        ("mm/yyyy", True, False),
        ("h:mm:ss", False, False),
        ('0 "ngày"', False, False),
        ("General", False, False),
        ("#,##0", False, False),
    ],
)
def test_formats_of_days_are_known(code, day, month_first):
    assert (day, month_first) == (is_day(code), month_is_first(code))


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (16384, "XFD")])
def test_columns_are_named_by_letters(number, letters):
    assert (letters, number) == (column_letters(number), letters_number(letters))
