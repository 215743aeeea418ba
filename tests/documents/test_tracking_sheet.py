"""The tracking sheet, read again with another library than the one that wrote it."""

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from cchc_scheduler.documents.tracking_sheet import LONGEST, tracking_sheet
from tests.documents.tracking_cast import (
    FACTS,
    NOW,
    OWED,
    SENT,
    TASK,
    read_back,
    rows_of,
    with_result,
)

SHEETS = ["Đọc trước", "Nhiệm vụ", "Báo cáo phải nộp", "Tiến độ gửi"]
TABLES = SHEETS[1:]


def wall(*parts):
    """A day or an instant as a sheet holds it: without a zone."""
    return datetime(*parts)  # noqa: DTZ001


def told(facts=FACTS):
    """Every word of the first page."""
    page = read_back(tracking_sheet(facts, NOW))["Đọc trước"]
    return "\n".join(str(row[0].value or "") for row in page.iter_rows())


def test_the_first_sheet_says_what_this_is_of_when_and_that_nothing_is_a_rating():
    assert read_back(tracking_sheet(FACTS, NOW)).sheetnames == SHEETS
    words = told()

    assert "BẢNG THEO DÕI QUÝ III NĂM 2025" in words
    assert "Dữ liệu tính đến 09 giờ 00 ngày 16/9/2025." in words
    assert "Không có nội dung nào ở đây là đánh giá, xếp loại" in words
    assert "theo thứ tự của Kế hoạch, không xếp hạng" in words
    assert "bí mật nhà nước" in words


def test_notes_stand_on_the_first_sheet():
    assert "Chưa áp dụng." in told(replace(FACTS, notes=("Chưa áp dụng.",)))


def test_no_sheet_rates_ranks_or_scores_anybody():
    book = read_back(tracking_sheet(FACTS, NOW))
    heads = [str(cell.value).casefold() for name in TABLES for cell in book[name][4]]

    assert not [head for head in heads if "điểm" in head and "điểm của kế hoạch" not in head]
    assert not [head for head in heads for word in ("xếp", "hạng", "loại") if word in head]


def test_a_task_stands_in_its_own_words_with_its_clause():
    head, row = rows_of(tracking_sheet(FACTS, NOW), "Nhiệm vụ")

    assert dict(zip(head, row, strict=True)) == {
        "TT": 1,
        "Điểm của Kế hoạch": "điểm a khoản 2 Mục III",
        "Lĩnh vực": TASK.area,
        "Nhiệm vụ (nguyên văn)": TASK.text,
        "Chủ trì": TASK.lead,
        "Phối hợp": TASK.support,
        "Thời hạn (nguyên văn)": "(Kế hoạch không nêu)",
        "Tình trạng trong kỳ": TASK.states,
        "Kết quả trong kỳ": TASK.results,
    }


def test_days_are_days_and_instants_are_instants_of_the_office_wall():
    head, row = rows_of(tracking_sheet(FACTS, NOW), "Tiến độ gửi")

    assert dict(zip(head, row, strict=True)) == {
        "TT": 1,
        "Kỳ": "quý III/2025",
        "Đơn vị": "Phòng Kinh tế",
        "Nội dung": "báo cáo kết quả",
        "Ngày cuối theo Kế hoạch": wall(2025, 9, 9),
        "Ngày cuối đã thống nhất": wall(2025, 9, 12),
        "Người đồng ý, văn bản": SENT.agreed_by,
        "Nhận bản để tổng hợp": wall(2025, 9, 10, 10, 5),
        "Bản ký số: số, ký hiệu": "12/BC-PKT",
        "Bản ký số: ngày": wall(2025, 9, 11),
        "Ghi nhận bản ký số": wall(2025, 9, 11, 15, 0),
        "Theo Kế hoạch": "sau thời hạn",
        "Theo mốc đã thống nhất": "trong thời hạn",
        "Số lần thông tin": 4,
        "Ý kiến của đơn vị": None,
        "Đơn vị đã xác nhận": wall(2025, 12, 10, 9, 0),
        "Chốt dòng này": wall(2025, 12, 13, 0, 0),
        "Đính chính sau khi chốt": "nhận lúc 08 giờ (lý do: đối chiếu sổ văn bản đến; văn thư, "
        "09 giờ 00 ngày 13/12/2025)",
    }


def test_days_are_shown_day_first():
    page = read_back(tracking_sheet(FACTS, NOW))["Tiến độ gửi"]

    assert {page["E5"].number_format, page["J5"].number_format} == {"dd/mm/yyyy"}
    assert page["H5"].number_format == "dd/mm/yyyy hh:mm"


def test_what_has_not_happened_is_an_empty_cell():
    facts = replace(FACTS, sent=(replace(SENT, text_at=None, by_plan=None, by_agreed=None),))

    head, row = rows_of(tracking_sheet(facts, NOW), "Tiến độ gửi")

    empty = {title for title, value in zip(head, row, strict=True) if value is None}
    assert empty == {
        "Nhận bản để tổng hợp",
        "Theo Kế hoạch",
        "Theo mốc đã thống nhất",
        "Ý kiến của đơn vị",
    }


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x.example";"a")', "+84 1", "-1+2", "@SUM(A1)", "\t=1", "{=1}"]
)
def test_words_of_a_unit_never_become_a_formula(text):
    content = tracking_sheet(with_result(text), NOW)
    cell = read_back(content)["Nhiệm vụ"]["I5"]

    assert (cell.value, cell.data_type) == (text, "s")
    assert bool(cell.quotePrefix) is (text != "{=1}")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if b"<f>" in archive.read(name)]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("<Thu> & chi", "<Thu> & chi"),
        ("Văn hoá".encode().decode(), "Văn hoá"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("a\ud800b", "a?b"),
        ("dòng 1\ndòng 2", "dòng 1\ndòng 2"),
        ("http://tailieu.example/a", "http://tailieu.example/a"),
    ],
)
def test_any_text_can_be_written_and_is_composed(given, kept):
    cell = read_back(tracking_sheet(with_result(given), NOW))["Nhiệm vụ"]["I5"]

    assert (cell.value, cell.hyperlink) == (kept, None)


def test_a_text_too_long_for_a_cell_says_that_it_goes_on_elsewhere():
    cell = read_back(tracking_sheet(with_result("dài " * 20_000), NOW))["Nhiệm vụ"]["I5"]

    assert len(cell.value) == LONGEST
    assert cell.value.endswith("… (còn tiếp ở báo cáo của đơn vị)")


@pytest.mark.parametrize("name", TABLES)
def test_each_table_can_be_filtered_read_and_printed(name):
    page = read_back(tracking_sheet(FACTS, NOW))[name]

    assert page.freeze_panes.endswith("5")
    assert page.auto_filter.ref.endswith(f"{page.max_row}")
    assert page.print_title_rows == "$4:$4"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToWidth in (None, 1)  # one page wide, which a file need not say
    assert page.page_setup.fitToHeight == 0
    assert all(page.column_dimensions[letter].width >= 4 for letter in "ABCDEFGH")
    assert {cell.alignment.wrap_text for cell in page[4]} == {True}


def test_a_long_text_has_a_row_high_enough():
    page = read_back(tracking_sheet(with_result("Đã ban hành văn bản. " * 20), NOW))["Nhiệm vụ"]

    assert page.row_dimensions[5].height > 100


def test_an_empty_period_still_has_all_its_sheets():
    facts = replace(FACTS, tasks=(), owed=(), sent=())

    assert [len(rows_of(tracking_sheet(facts, NOW), name)) for name in TABLES] == [1, 1, 1]


def test_the_same_facts_and_time_give_the_same_bytes():
    first = tracking_sheet(FACTS, NOW)

    assert tracking_sheet(FACTS, NOW) == first
    assert tracking_sheet(FACTS, NOW + timedelta(days=1)) != first


def test_the_order_of_lines_is_kept():
    lines = tuple(replace(OWED, unit=f"Đơn vị {number}") for number in (3, 1, 2))

    found = rows_of(tracking_sheet(replace(FACTS, owed=lines), NOW), "Báo cáo phải nộp")[1:]

    assert [(row[0], row[2]) for row in found] == [
        (1, "Đơn vị 3"),
        (2, "Đơn vị 1"),
        (3, "Đơn vị 2"),
    ]


def test_libreoffice_opens_it_and_prints_each_table_on_one_page_of_a_few_lines(tmp_path):
    soffice = shutil.which("soffice")
    assert soffice, "soffice is missing: apt-get install libreoffice-calc-nogui"
    (tmp_path / "bang.xlsx").write_bytes(tracking_sheet(FACTS, NOW))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    arguments = ["--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path)]

    subprocess.run([soffice, *arguments, str(tmp_path / "bang.xlsx")], check=True, timeout=300)

    pdf = tmp_path / "bang.pdf"
    assert pdf.exists(), "Calc's filters are missing: apt-get install libreoffice-calc-nogui"
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True)
    pages = text.stdout.decode().split("\f")[:-1]
    assert len(pages) == 4
    assert "09/09/2025" in pages[3]
    assert "10/09/2025 10:05" in pages[3]
