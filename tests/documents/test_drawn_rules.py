"""The drawn lines of a document take the length of the text above them."""

import pytest
from docx import Document
from docx.shared import Mm, Pt

from cchc_scheduler.documents.drawn_rules import draw_rule, fit_rules, text_width
from tests.documents.font_widths import width_mm
from tests.documents.word_reading import WP


@pytest.mark.parametrize(
    "text",
    [
        "Độc lập - Tự do - Hạnh phúc",
        "XÃ TUỆ TĨNH",
        "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
        "Kết quả thực hiện công tác cải cách hành chính quý III năm 2025",
    ],
)
def test_the_width_of_a_text_is_that_of_the_font(text):
    assert text_width(text, 14).mm == pytest.approx(width_mm(text, 14), rel=0.02)


def lengths(document):
    return [int(e.get("cx")) for e in document.element.body.iter(f"{{{WP[1:-1]}}}extent")]


def test_a_line_spans_its_share_of_the_text_above_it():
    document = Document()
    document.add_paragraph("XÃ TUỆ TĨNH").runs[0].font.size = Pt(13)
    draw_rule(document.add_paragraph(), 40)

    fit_rules(document)

    assert lengths(document) == [pytest.approx(text_width("XÃ TUỆ TĨNH", 13) * 0.4, rel=0.001)]


def test_a_text_of_several_lines_counts_as_wide_as_its_page():
    document = Document()
    section = document.sections[0]
    section.page_width, section.left_margin, section.right_margin = Mm(210), Mm(30), Mm(20)
    document.add_paragraph("Kết quả thực hiện " * 20)
    draw_rule(document.add_paragraph(), 50)

    fit_rules(document)

    assert lengths(document) == [pytest.approx(Mm(80), rel=0.001)]


def test_a_line_with_nothing_above_it_keeps_its_length():
    document = Document()
    draw_rule(document.add_paragraph(), 50)
    before = lengths(document)

    fit_rules(document)

    assert lengths(document) == before
