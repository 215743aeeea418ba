"""The form of a unit's report as a Word file, read again part by part."""

import io
import re

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from cchc_scheduler.core.answers import Answer
from cchc_scheduler.documents.report_form import report_form
from tests.documents.report_cast import ANSWERS, NOW, facts_of, main_part


def made(facts=None):
    content = report_form(facts or facts_of(), NOW)
    return content, Document(io.BytesIO(content))


def lines(document):
    return ["".join(t.text or "" for t in p._p.iter(qn("w:t"))) for p in document.paragraphs]


def test_the_page_is_a4_with_the_margins_of_decree_30():
    _, document = made()
    (section,) = document.sections

    sizes = (section.page_width, section.page_height)
    assert [round(size / Mm(1)) for size in sizes] == [210, 297]
    assert 20 <= round(section.top_margin / Mm(1)) <= 25
    assert 20 <= round(section.bottom_margin / Mm(1)) <= 25
    assert 30 <= round(section.left_margin / Mm(1)) <= 35
    assert 15 <= round(section.right_margin / Mm(1)) <= 20


def test_the_font_is_set_in_all_four_slots():
    _, document = made()
    style = document.styles["Normal"]

    fonts = style.element.rPr.rFonts
    slots = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
    assert {fonts.get(qn(slot)) for slot in slots} == {"Times New Roman"}
    assert style.font.size == Pt(13)


def test_the_page_number_stands_in_the_top_margin_and_not_on_page_one():
    _, document = made()
    (section,) = document.sections

    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml


def test_the_head_names_office_unit_and_country_and_leaves_number_and_day_to_the_clerk():
    _, document = made()
    left, right = (cell.text.split("\n") for cell in document.tables[0].rows[0].cells)

    assert left[:3] == ["ỦY BAN NHÂN DÂN", "XÃ TUỆ TĨNH", "PHÒNG KINH TẾ"]
    assert re.fullmatch(r"Số:\s+/BC-\s+", left[-1])
    assert right[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert re.fullmatch(r"Xã Tuệ Tĩnh, ngày\s+tháng\s+năm 2025", right[-1])


def test_a_rule_line_is_neither_underlined_nor_as_wide_as_the_page():
    content, _ = made()
    xml = main_part(content)

    assert "<w:u " not in xml
    assert xml.count("<w:pBdr>") == 3


def test_what_is_filled_in_stands_in_its_place():
    printed = "\n".join(lines(made(facts_of().with_answers(ANSWERS))[1]))

    assert "Người lập báo cáo: Nguyễn Thị Hoa" in printed
    assert "Tình trạng: Thường xuyên, có kết quả" in printed
    assert "Thu đạt 80% & vượt <kế hoạch>." in printed


def test_last_periods_text_is_grey_and_its_weaknesses_are_printed_back():
    last = {"III.6.b": Answer("Lời kỳ trước"), "ton-tai": Answer("Chậm\nsố liệu")}

    content, document = made(facts_of(last=last, last_period="quý II/2025"))

    assert re.search(r'<w:color w:val="595959"/></w:rPr><w:t[^>]*>Lời kỳ trước', main_part(content))
    assert "Kỳ trước đã nêu: Chậm số liệu" in lines(document)


def test_the_year_is_added_up_by_the_program_and_estimates_are_named():
    earlier = (("2025-Q2", {"kinh-phi": Answer("30", value=30, estimated=True)}),)
    answers = {"kinh-phi": Answer("12", value=12)}

    _, document = made(facts_of(earlier=earlier).with_answers(answers))

    rows = {row.cells[0].text: row.cells for row in document.tables[1].rows}
    assert rows["3-6.6"][5].text == "42 (ước)"
    assert rows["2-3b"][5].text == ""


def test_a_row_no_document_asks_for_is_marked():
    _, document = made()
    titles = {row.cells[0].text: row.cells[1].text for row in document.tables[1].rows}

    assert titles["3-6.2"] == "Giải ngân đầu tư công°"
    assert titles["3-6.3"] == "Đơn vị sự nghiệp được giao tự chủ tài chính"


def test_the_same_facts_and_time_make_the_same_bytes():
    assert report_form(facts_of(), NOW) == report_form(facts_of(), NOW)


def test_every_place_has_a_name_of_its_own_in_the_file():
    xml = main_part(made()[0])
    tags = re.findall(r'<w:tag w:val="(cchc-[^"]+)"', xml)
    marks = re.findall(r'<w:bookmarkStart w:id="\d+" w:name="(cchc_[^"]+)"', xml)

    assert len(tags) == len(set(tags)) == len(set(marks)) > 40
    assert all(len(mark) <= 40 for mark in marks)
