"""A template's mistakes are named with part, paragraph and words, all at once."""

import io

import pytest
from docx import Document

from cchc_scheduler.documents.template_mistakes import mistakes_of
from cchc_scheduler.documents.template_samples import sample_facts
from tests.documents.test_word_templates import PAYLOADS, with_footnote

FACTS = sample_facts("bao-cao.docx")


VANISH = "the tag with p takes the place of its whole paragraph: the words beside it would vanish"


def template(*paragraphs):
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return document


def content_of(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def mistakes(*paragraphs):
    found = mistakes_of(content_of(template(*paragraphs)), FACTS)
    return [(each.paragraph, each.what) for each in found]


def test_a_sound_template_has_none():
    assert not mistakes(
        "{{ report.title | upper }}",
        "{%p for section in report.sections %}",
        "{%p if section.level == 1 %}",
        "{{ section.number }} {{ section.title }}",
        "{%p else %}",
        "{%- if loop.first %}x{% endif %}",
        "{%p endif %}",
        "{%p endfor %}",
        "{# a note for colleagues #}",
    )


def test_a_mistake_is_said_in_one_line_with_its_place_and_words():
    (found,) = mistakes_of(content_of(template("Một", "Tên: {{ report.titel }}")), FACTS)

    assert str(found) == (
        'document, paragraph 2, "Tên: {{ report.titel }}": there is nothing named "titel" here; '
        'did you mean "title"?'
    )


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{{ report.titel }}", 'there is nothing named "titel" here; did you mean "title"?'),
        ("{{ raport.title }}", 'there is nothing named "raport"'),
        ("{{ report.title | uper }}", 'there is no filter "uper"; did you mean "upper"?'),
        ("{{ report.title is titled }}", 'there is no test "titled"'),
        (
            "{{ report.title.upper }}",
            '"upper" is a method; a template reads facts and uses filters',
        ),
        (
            "{{ report.sections.index }}",
            '"index" is a method; a template reads facts and uses filters',
        ),
        ("{{ report.title }", "a tag is not closed in its paragraph"),
        ("{% if report.title", "a tag is not closed in its paragraph"),
        ("report.title }}", "a tag is not closed in its paragraph"),
        ("{{ }}", "Expected an expression, got 'end of print statement'"),
        ("{{ report.title title }}", "expected token 'end of print statement', got 'title'"),
        ("{% iff report.title %}", 'unknown tag "iff"'),
        ("{% endif %}", '"endif" ends nothing that was begun'),
        ("{% else %}", '"else" stands outside of if and for'),
        ("{% for each in report.sections %}", '"for" has no "endfor"'),
        ("{%p if report.title %}", '"if" has no "endif"'),
        ("{%p if 5 % 2 %}", "% and } can't stand inside a tag with p"),
        ("{%tr if {} %}", "% and } can't stand inside a tag with tr"),
        ("{% tr for line in report.basis %}", "write {%tr without a space after {%"),
        ("{% p endif %}", "write {%p without a space after {%"),
        (
            "{{r report.title }}",
            "{{r prints nothing for a plain text, and every value is plain: write {{ without it",
        ),
        ("Lời {%p if report.title %}", VANISH),
    ],
)
def test_each_kind_of_mistake_is_named_with_its_paragraph(text, what):
    assert (2, what) in mistakes("Trước", text, "Sau")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_a_mistake(payload):
    found = mistakes("Trước", payload)

    assert {paragraph for paragraph, _ in found} == {2}


def test_all_mistakes_are_told_at_once():
    found = mistakes("{{ report.a1 }}", "Lời", "{{ report.b2 }} {{ report.c3 }}", "{{ d4 }}")

    assert [paragraph for paragraph, _ in found] == [1, 3, 3, 4]


def test_a_name_in_a_branch_that_is_never_taken_is_tried_too():
    assert [
        paragraph
        for paragraph, _ in mistakes(
            '{%p if report.kind == "never" %}', "{{ report.nothing }}", "{%p endif %}"
        )
    ] == [2]


def test_a_filter_that_fails_does_not_hide_what_comes_after_it():
    found = mistakes("{{ report.title | short_day }}", "{{ report.nothing }}")

    assert [paragraph for paragraph, _ in found] == [1, 2]


def test_a_tag_in_pieces_is_read_as_word_shows_it():
    document = template()
    paragraph = document.add_paragraph()
    for piece in ("{", "{ report.", "ti", "tel }", "}"):
        paragraph.add_run(piece)

    (found,) = mistakes_of(content_of(document), FACTS)

    assert (found.paragraph, found.words) == (1, "{{ report.titel }}")


def test_curly_quotes_that_word_sets_are_understood():
    assert not mistakes("{%p if report.kind == “upward” %}", "x", "{%p endif %}")


def test_words_beside_a_tag_of_a_whole_row_are_named():
    document = template()
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "{%tr for line in report.basis %}", "Lời"
    table.add_row().cells[0].text = "{%tr endfor %}"

    (found,) = mistakes_of(content_of(document), FACTS)

    assert "whole row of the table" in found.what


def test_headers_footers_footnotes_and_properties_are_read_too():
    document = template("Lời")
    section = document.sections[0]
    section.header.paragraphs[0].text = "{{ report.h }}"
    section.footer.paragraphs[0].text = "{{ report.f }}"
    document.core_properties.title = "{{ report.title }}"
    content = with_footnote(content_of(document), "{{ report.n }}")

    found = mistakes_of(content, FACTS)

    assert {(each.part, each.paragraph) for each in found} == {
        ("header", 1),
        ("footer", 1),
        ("footnotes", 1),
        ("properties", 0),
    }


def test_a_mistake_in_the_alternative_text_of_a_table_is_found():
    document = template("Một")
    table = document.add_table(1, 1)
    table._tbl.tblPr.set("descr", "{{ report.nothing }}")
    document.add_paragraph("Hai")

    (found,) = mistakes_of(content_of(document), FACTS)

    assert (found.part, found.paragraph) == ("document", 2)


def test_what_a_file_takes_from_outside_is_named_and_a_link_is_not():
    document = template("Lời")
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    document.part.relate_to("https://anh.example/1.png", f"{kinds}/image", is_external=True)
    document.part.relate_to("https://xa.example/", f"{kinds}/hyperlink", is_external=True)

    (found,) = mistakes_of(content_of(document), FACTS)

    assert found.words == "https://anh.example/1.png"
    assert "from outside of itself" in found.what


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7"])
def test_what_is_no_word_file_is_one_mistake(content):
    (found,) = mistakes_of(content, FACTS)

    assert found.what == "this is no Word file (.docx)"
