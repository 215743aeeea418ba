"""Small parts of a Word file that python-docx has no words for, by Decree 30/2020, Annex I.

Fonts in all four slots, rule lines, a page number hidden on page 1, and content controls: places to
fill in that keep the name of their field through Word and LibreOffice.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt
from docx.text.paragraph import Paragraph

from cchc_scheduler.clock import OFFICE_ZONE

FONT: Final = "Times New Roman"
SLOTS: Final = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
GREY: Final = "595959"
TAG: Final = "cchc-"
PLACEHOLDER: Final = "[Ghi tại đây]"
NUMBER_PLACEHOLDER: Final = "[Ghi số]"
CHOICE_PLACEHOLDER: Final = "[Chọn]"
CHECKED: Final = "\u2612"
UNCHECKED: Final = "\u2610"
WORDML_2010: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
UNWRITABLE: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A member of a zip bears a time; ours all bear the same, so that the same text is the same file.
ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
UNIX: Final = 3


def new_document(title: str, now: datetime) -> WordDocument:
    """Return an empty A4 document with margins, fonts and language set."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    _set_normal(document)
    number_pages(section)
    written = now.astimezone(OFFICE_ZONE).replace(tzinfo=None)
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, "", "vi-VN"
    properties.created = properties.modified = written
    return document


def saved(document: WordDocument, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a document's bytes, the same for the same content.

    Stored without compressing (`zipfile.ZIP_STORED`) they are the same on every machine.
    """
    made, out = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w") as target:
        for member in source.infolist():
            info = zipfile.ZipInfo(member.filename, ZIP_TIME)
            info.compress_type, info.create_system = method, UNIX
            target.writestr(info, source.read(member), compresslevel=zlib.Z_BEST_SPEED)
    return out.getvalue()


def put(paragraph: Paragraph, text: str, *, bold: bool = False, italic: bool = False) -> Paragraph:
    """Add a run of text to a paragraph; return the paragraph."""
    run = paragraph.add_run(_writable(text))
    run.bold, run.italic = bold, italic
    return paragraph


def tight(paragraph: Paragraph, align: str = "center", after: float = 0) -> Paragraph:
    """Set a paragraph without indent and with little space around it; return it."""
    shape = paragraph.paragraph_format
    paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, align.upper())
    shape.first_line_indent, shape.space_before, shape.space_after = Cm(0), Pt(0), Pt(after)
    shape.line_spacing = 1.0
    return paragraph


def rule(paragraph: Paragraph, indent: float) -> None:
    """Make an empty paragraph a rule line, indented by so many centimetres on both sides."""
    tight(paragraph, after=4)
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Cm(indent)
    shape.line_spacing = Pt(3)
    border: Any = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        border.set(qn(f"w:{name}"), value)
    borders: Any = OxmlElement("w:pBdr")
    borders.append(border)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - the XML is the interface here
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def text_control(
    paragraph: Paragraph,
    slug: str,
    text: str,
    *,
    grey: bool = False,
    placeholder: str = PLACEHOLDER,
) -> None:
    """Add a place for text of any number of lines; `grey` is text that waits to be changed."""
    properties = _control(slug)
    if not text:
        properties.append(OxmlElement("w:showingPlcHdr"))
    _put_control(paragraph, properties, text or placeholder, grey=grey or not text)


def bookmark_of(tag: str) -> str:
    """Return the name of the bookmark around a place to fill in.

    LibreOffice 7 keeps bookmarks and forgets the tags of content controls.
    """
    return tag.replace("-", "_")


def choice_control(
    paragraph: Paragraph, slug: str, choices: Sequence[str], chosen: str | None
) -> None:
    """Add a place to choose one of several words."""
    properties = _control(slug)
    if chosen is None:
        properties.append(OxmlElement("w:showingPlcHdr"))
    choosing = OxmlElement("w:dropDownList")
    for choice in choices:
        item = OxmlElement("w:listItem")
        item.set(qn("w:displayText"), choice)
        item.set(qn("w:value"), choice)
        choosing.append(item)
    properties.append(choosing)
    _put_control(paragraph, properties, chosen or CHOICE_PLACEHOLDER, grey=chosen is None)


def check_control(paragraph: Paragraph, slug: str, *, checked: bool) -> None:
    """Add a box to tick."""
    properties = _control(slug)
    box = OxmlElement("w14:checkbox", nsdecls={"w14": WORDML_2010})
    for name, value in (
        ("checked", "1" if checked else "0"),
        ("checkedState", "2612"),
        ("uncheckedState", "2610"),
    ):
        part = OxmlElement(f"w14:{name}", nsdecls={"w14": WORDML_2010})
        part.set(f"{{{WORDML_2010}}}val", value)
        if name != "checked":
            part.set(f"{{{WORDML_2010}}}font", "MS Gothic")
        box.append(part)
    properties.append(box)
    _put_control(paragraph, properties, CHECKED if checked else UNCHECKED)


def repeat_as_header(row: Any) -> None:
    """Let a table's row be printed again on each page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001


def _writable(text: str) -> str:
    """Return a text without the letters that no XML file can hold."""
    return UNWRITABLE.sub("", text)


def _set_normal(document: WordDocument) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(13)
    fonts = style.element.rPr.rFonts
    for slot in SLOTS:
        fonts.set(qn(slot), FONT)
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(0), Pt(6)
    shape.line_spacing = 1.15
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")


def number_pages(section: Any) -> None:
    """Print page numbers in the middle of the top margin, from page 2 on."""
    section.different_first_page_header_footer = True
    paragraph = tight(section.header.paragraphs[0])
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text
        run._r.append(part)  # noqa: SLF001


def _control(slug: str) -> Any:
    properties = OxmlElement("w:sdtPr")
    number = zlib.crc32(slug.encode()) & 0x7FFFFFFF
    for name, value in (("tag", f"{TAG}{slug}"), ("id", str(number)), ("lock", "sdtLocked")):
        part = OxmlElement(f"w:{name}")
        part.set(qn("w:val"), value)
        properties.append(part)
    return properties


def _put_control(paragraph: Paragraph, properties: Any, text: str, *, grey: bool = False) -> None:
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    for number, line in enumerate(text.split("\n")):
        if number:
            _put_run(content, OxmlElement("w:br"), grey=grey)
        part = OxmlElement("w:t")
        part.text = _writable(line)
        part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        _put_run(content, part, grey=grey)
    control.append(properties)
    control.append(content)
    begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    number, name = properties.find(qn("w:id")), properties.find(qn("w:tag"))
    for part in (begin, end):
        part.set(qn("w:id"), number.get(qn("w:val")))
    begin.set(qn("w:name"), bookmark_of(name.get(qn("w:val"))))
    for part in (begin, control, end):
        paragraph._p.append(part)  # noqa: SLF001


def _put_run(content: Any, part: Any, *, grey: bool) -> None:
    run = OxmlElement("w:r")
    if grey:
        colour, style = OxmlElement("w:color"), OxmlElement("w:rPr")
        colour.set(qn("w:val"), GREY)
        style.append(colour)
        run.append(style)
    run.append(part)
    content.append(run)
