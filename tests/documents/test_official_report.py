"""A report as a Word file: everything of its values stands there, and nothing else decides."""

import io
import zipfile
from dataclasses import replace
from datetime import timedelta
from unicodedata import normalize

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.reports import Annex, Column, Line, Passage, Section
from cchc_scheduler.documents.official_report import official_report
from cchc_scheduler.documents.word_parts import UNWRITABLE
from tests.documents.official_cast import MISSING, NOW, OFFICE, OWN, REPORT, TEMPLATES, rows


def opened(report):
    return Document(io.BytesIO(official_report(report, [TEMPLATES], NOW)))


def texts(document):
    return [paragraph.text for paragraph in document.paragraphs]


def plain(text):
    """A text as a Word file can hold it, whatever its spaces."""
    return " ".join(UNWRITABLE.sub("", normalize("NFC", text)).split())


def body(*passages):
    return replace(OWN, sections=(Section("I", "I.", 1, "MỤC", (), passages),))


def test_the_same_report_and_time_give_the_same_bytes():
    first = official_report(REPORT, [TEMPLATES], NOW)

    assert official_report(REPORT, [TEMPLATES], NOW) == first
    assert official_report(REPORT, [TEMPLATES], NOW + timedelta(hours=1)) != first


def test_number_day_and_name_are_left_blank():
    head, foot = opened(OWN).tables

    assert [p.text for p in head.cell(0, 0).paragraphs if p.text] == [
        "ỦY BAN NHÂN DÂN",
        "XÃ TUỆ TĨNH",
        "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
        "Số:         /BC",
    ]
    right = [p.text for p in head.cell(0, 1).paragraphs]
    assert right[-1] == "Xã Tuệ Tĩnh, ngày      tháng      năm 2025"
    assert [p.text for p in foot.cell(0, 1).paragraphs] == ["GIÁM ĐỐC", ""]


def test_signs_that_xml_uses_stand_as_they_were_written():
    written = 'Số hồ sơ <05> & "10" {{ không phải thẻ }} {% cũng không %}'

    assert written in texts(opened(body(Passage(written, "given"))))


def test_letters_that_no_file_can_hold_are_left_out_and_nothing_beside_them():
    found = texts(opened(body(Passage("Trước\x00\x0b\x0csau", "given"), Passage("Tiếp", "given"))))

    assert "Trướcsau" in "".join(found).replace(" ", "")
    assert "Tiếp" in found


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60), st.text(max_size=40))
def test_whatever_was_typed_stands_there_as_it_was_typed(said, cell):
    annex = Annex("a", "I", "Bảng", (Column("Nội dung", 1),), (Line((cell,)),))
    report = replace(body(Passage(said, "given")), annexes=(annex,))

    document = opened(report)

    kept = [plain(line) for line in said.splitlines() if plain(line)]
    found = [plain(text) for text in texts(document)]
    at = found.index("I. MỤC") + 1
    assert [text for text in found[at:] if text][: len(kept)] == kept
    assert plain(document.tables[-1].cell(1, 0).text) == plain(cell)


def test_texts_become_composed_letters():
    assert "Nguyễn" in texts(opened(body(Passage("Nguye\u0302\u0303n", "given"))))


def test_each_line_of_a_passage_is_a_paragraph():
    found = texts(opened(body(Passage("Một\n\n  Hai  \nBa", "given"))))

    at = found.index("Một")
    assert found[at : at + 3] == ["Một", "Hai", "Ba"]


def test_what_is_still_missing_looks_different():
    document = opened(REPORT)
    (first, *_) = [p for p in document.paragraphs if p.text == MISSING]

    assert {run.style.name for run in first.runs} == {"VB Còn thiếu"}
    others = [p for p in document.paragraphs if p.text and p.text != MISSING]
    assert all(run.style.name != "VB Còn thiếu" for p in others for run in p.runs)


def test_a_cell_that_is_still_to_come_looks_as_such_a_paragraph_does():
    lines = (Line(("1", "[Chưa có số liệu]")), Line(("2", "Đã có [một phần]")))
    annex = Annex("a", "I", "Bảng", (Column("TT", 1), Column("Nội dung", 4)), lines)

    table = opened(replace(REPORT, annexes=(annex,))).tables[-1]

    looks = [[r.style.name for r in row.cells[1].paragraphs[0].runs] for row in table.rows[1:]]
    assert looks == [["VB Còn thiếu"], ["Default Paragraph Font"]]


def test_headings_are_printed_with_their_numbers_and_points_without_a_title_are_left_out():
    report = replace(
        OWN,
        sections=(
            Section("I", "I.", 1, "PHẦN"),
            Section("I.1", "1.", 2, "Khoản"),
            Section("I.1.a", "a)", 3, "Điểm"),
            Section("I.1.b", "", 3, "", (), (Passage("Lời", "written"),)),
        ),
    )

    found = [text for text in texts(opened(report)) if text]

    at = found.index("I. PHẦN")
    assert found[at : at + 4] == ["I. PHẦN", "1. Khoản", "a) Điểm", "Lời"]


def test_the_text_ends_with_whose_report_it_is():
    assert texts(opened(REPORT)).count(
        "Trên đây là báo cáo kết quả thực hiện công tác cải cách hành chính quý III năm 2025 của "
        "Ủy ban nhân dân xã Tuệ Tĩnh./."
    )
    nameless = replace(REPORT, letterhead=replace(OFFICE, name=""))
    assert any(text.endswith("quý III năm 2025./.") for text in texts(opened(nameless)))


def test_an_annex_has_its_columns_shares_rows_and_total():
    *_, first, _ = opened(REPORT).tables

    assert [cell.text for cell in first.rows[0].cells] == [
        "TT",
        "Nhiệm vụ",
        "Chủ trì",
        "Thời hạn",
        "Số lượng",
        "Tình trạng",
    ]
    widths = [column.width for column in first.columns]
    assert widths[1] == pytest.approx(7 * widths[0], rel=0.01)
    assert {cell.text for cell in first.rows[1].cells} == {"III.2. CẢI CÁCH THỂ CHẾ"}
    assert all(r.bold for r in first.rows[-1].cells[1].paragraphs[0].runs)
    assert len(first.rows) == 1 + len(rows(30))


def test_a_groups_title_never_stands_alone_at_the_foot_of_a_page():
    *_, first, _ = opened(REPORT).tables

    kept = [
        bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in first.rows[1:4]
    ]
    assert kept == [True, False, False]


def test_an_annex_without_rows_still_has_its_head():
    empty = replace(REPORT, annexes=(Annex("a", "I", "Trống", (Column("TT", 1),), ()),))

    assert [[c.text for c in row.cells] for row in opened(empty).tables[-1].rows] == [["TT"]]


def test_an_annex_of_one_column_and_one_of_fourteen_fit():
    def annex(count):
        columns = tuple(Column(f"Cột {n}", 1, "right") for n in range(count))
        return Annex("a", "I", "Bảng", columns, (Line(tuple("9" * count)),))

    document = opened(replace(REPORT, annexes=(annex(1), annex(14))))

    assert [len(table.columns) for table in document.tables[-2:]] == [1, 14]


def test_the_files_properties_say_what_it_is_and_nothing_of_who_made_it():
    known = opened(REPORT).core_properties

    assert (known.title, known.language) == (REPORT.title, "vi-VN")
    assert (known.author, known.last_modified_by, known.comments) == ("", "", "")
    assert known.created.replace(tzinfo=None).isoformat() == "2025-09-16T09:00:00"


def test_a_template_of_the_reports_own_name_stands_before_the_general_one(tmp_path):
    folder = tmp_path / "vi" / "documents"
    folder.mkdir(parents=True)
    document = Document()
    document.add_paragraph("Riêng: {{ report.title }}")
    document.save(str(folder / "bao-cao-so-noi-vu.docx"))

    made = official_report(REPORT, [tmp_path, TEMPLATES], NOW)

    assert texts(Document(io.BytesIO(made))) == [f"Riêng: {REPORT.title}"]


def test_a_missing_template_is_a_sentence(tmp_path):
    with pytest.raises(BadInput, match=r"There is no Word template bao-cao\.docx"):
        official_report(REPORT, [tmp_path], NOW)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a file of Word"])
def test_a_template_that_is_no_word_file_is_a_sentence(tmp_path, content):
    folder = tmp_path / "vi" / "documents"
    folder.mkdir(parents=True)
    (folder / "bao-cao.docx").write_bytes(content)

    with pytest.raises(BadInput, match="is no Word file"):
        official_report(REPORT, [tmp_path], NOW)


def test_a_report_of_three_hundred_pages_is_made_whole():
    long = replace(
        REPORT,
        sections=tuple(
            Section(
                f"{n}",
                f"{n}.",
                2,
                "Khoản",
                (),
                (Passage(f"Đoạn {n}. {'Lời văn. ' * 350}", "given"),),
            )
            for n in range(300)
        ),
        annexes=(),
    )

    found = texts(opened(long))

    assert sum(text.startswith("Đoạn ") for text in found) == 300


def test_no_time_of_the_machine_stands_in_the_file():
    with zipfile.ZipFile(io.BytesIO(official_report(REPORT, [TEMPLATES], NOW))) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
