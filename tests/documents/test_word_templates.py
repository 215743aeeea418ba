"""Templates run in a sandbox: what reaches for the inside of the program is refused."""

import io
import zipfile
from dataclasses import fields, is_dataclass
from datetime import date

import pytest
from docx import Document

from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.documents.template_samples import sample_facts
from cchc_scheduler.documents.word_templates import LARGEST, rendered
from tests.documents.official_cast import NOW, REPORT

# docxtpl #632 and #549, and their kin
PAYLOADS = [
    '{{ cycler.__init__.__globals__.os.popen("id").read() }}',
    "{{ ''.__class__.__mro__[1].__subclasses__()[389](['id'], stdout=-1) }}",
    "{{ report.__class__.__init__.__globals__ }}",
    "{{ report.sections.__class__ }}",
    "{{ report | attr('__class__') }}",
    "{{ self.__init__ }}",
    "{{ lipsum.__globals__ }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ 'a' * 10000000000 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{% for n in range(10000000000) %}{% endfor %}",
    "{% include '/etc/passwd' %}",
    "{{ report.title.format_map(report) }}",
    "{% set x = report.sections.append(1) %}",
]
FOOTNOTES = (
    '<?xml version="1.0"?><w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/'
    '2006/main"><w:footnote w:id="1"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote></w:footnotes>'
)
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def with_text(place, text):
    """A Word file with a text in one of the places that docxtpl renders."""
    document = Document()
    section = document.sections[0]
    if place == "body":
        document.add_paragraph(text)
    elif place == "table":
        document.add_table(1, 1).cell(0, 0).text = text
    elif place == "header":
        section.header.paragraphs[0].text = text
    elif place == "footer":
        section.footer.paragraphs[0].text = text
    elif place != "footnotes":
        setattr(document.core_properties, place, text)
    out = io.BytesIO()
    document.save(out)
    return with_footnote(out.getvalue(), text) if place == "footnotes" else out.getvalue()


def with_footnote(content, text):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name).decode() if name.endswith((".xml", ".rels")) else None
            if name == "[Content_Types].xml":
                part = f'<Override PartName="/word/footnotes.xml" ContentType="{TYPE}"/></Types>'
                data = data.replace("</Types>", part)
            if name == "word/_rels/document.xml.rels":
                part = f'<Relationship Id="rId99" Type="{RELATION}" Target="footnotes.xml"/>'
                data = data.replace("</Relationships>", f"{part}</Relationships>")
            target.writestr(name, source.read(name) if data is None else data)
        escaped = text.replace("&", "&amp;").replace("<", "&lt;")
        target.writestr("word/footnotes.xml", FOOTNOTES.format(escaped))
    return out.getvalue()


def render(tmp_path, content):
    template = tmp_path / "bao-cao.docx"
    template.write_bytes(content)
    return rendered(template, {"report": REPORT}, "Báo cáo", NOW)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_refused_with_a_sentence(tmp_path, payload):
    with pytest.raises(BadInput, match=r"bao-cao\.docx: "):
        render(tmp_path, with_text("body", payload))


@pytest.mark.parametrize(
    "place", ["body", "table", "header", "footer", "footnotes", "title", "comments", "subject"]
)
@pytest.mark.parametrize("payload", PAYLOADS[:3])
def test_a_payload_is_refused_wherever_it_stands(tmp_path, place, payload):
    with pytest.raises(BadInput, match=r"bao-cao\.docx: "):
        render(tmp_path, with_text(place, payload))


def test_a_payload_says_what_it_is(tmp_path):
    with pytest.raises(BadInput, match="reaches for the inside of the program"):
        render(tmp_path, with_text("body", "{{ report.__class__ }}"))


def test_a_header_and_a_footnote_are_filled_in_too(tmp_path):
    made = render(tmp_path, with_text("header", "{{ report.period }}"))
    noted = render(tmp_path, with_text("footnotes", "{{ report.period }}"))

    assert Document(io.BytesIO(made)).sections[0].header.paragraphs[0].text == "2025-Q3"
    with zipfile.ZipFile(io.BytesIO(noted)) as package:
        assert b">2025-Q3<" in package.read("word/footnotes.xml")


def test_a_name_that_is_not_there_is_a_sentence_that_says_how_to_find_it(tmp_path):
    with pytest.raises(BadInput, match=r"titel.*cchc template check bao-cao\.docx"):
        render(tmp_path, with_text("body", "{{ report.titel }}"))


def test_a_template_that_unpacks_to_too_much_is_not_read(tmp_path):
    out = io.BytesIO(with_text("body", "x"))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/picture.bmp", b"\0" * LARGEST)

    assert len(out.getvalue()) < LARGEST / 100
    with pytest.raises(BadInput, match="larger than 20 MB"):
        render(tmp_path, out.getvalue())


def test_a_template_reads_only_values_whose_names_are_their_own():
    """A mapping's `items` would be the method of that name, so facts hold none."""

    def walk(value):
        assert isinstance(value, (str, int, float, date, tuple, type(None))) or is_dataclass(value)
        if isinstance(value, tuple):
            for each in value:
                walk(each)
        if is_dataclass(value):
            for each in fields(value):
                walk(getattr(value, each.name))

    for name in ("bao-cao.docx", "phieu-trinh.docx"):
        for fact in sample_facts(name).values():
            walk(fact)
