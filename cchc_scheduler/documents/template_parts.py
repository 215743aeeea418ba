"""What every Word template is put together from: paragraphs by style, tables, sections, heads."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm, Pt
from docx.text.paragraph import Paragraph

from cchc_scheduler.documents.drawn_rules import draw_rule
from cchc_scheduler.documents.template_styles import LOOKS, MISSING_NAME, set_styles
from cchc_scheduler.documents.word_parts import number_pages, repeat_as_header

NAMES: Final = {look.id: look.name for look in LOOKS}
TAG: Final = "VBLenh"
MADE: Final = datetime(2025, 1, 1, tzinfo=UTC)
COUNTRY: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
BLANK_DAY: Final = "ngày      tháng      năm"
HEAD_WIDTHS: Final = (6.9, 9.6)
FOOT_WIDTHS: Final = (8.0, 8.5)
UNUSED_PARTS: Final = (
    "stylesWithEffects", "customXml", "thumbnail", "numbering", "webSettings",
    "extended-properties",
)  # fmt: skip
KEPT_STYLES: Final = (
    "Normal", "DefaultParagraphFont", "TableNormal", "NoList", "TableGrid", "Header",
)  # fmt: skip
CELL_MARGIN: Final = "90"  # twentieths of a point
LANDSCAPE: Final = (
    f"<w:sectPr {nsdecls('w')}><w:type w:val='nextPage'/>"
    "<w:pgSz w:w='16838' w:h='11906' w:orient='landscape'/>"
    "<w:pgMar w:top='1134' w:right='850' w:bottom='1134' w:left='1701' w:header='567' "
    "w:footer='567' w:gutter='0'/><w:pgNumType w:start='1'/><w:titlePg/></w:sectPr>"
)


def new_template(about: str) -> WordDocument:
    """Return an empty A4 page with styles, margins and the page number of Decree 30/2020."""
    document = Document()
    _leave_out_unused(document)
    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(20)
    page.left_margin, page.right_margin = Mm(30), Mm(15)
    page.header_distance = page.footer_distance = Mm(10)
    set_styles(document)
    number_pages(page)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")
    known = document.core_properties
    known.title, known.author, known.language, known.comments = about, "", "vi-VN", ""
    known.created = known.modified = MADE.replace(tzinfo=None)
    return document


def write(place: Any, style: str, text: str) -> Paragraph:
    """Add a paragraph in a style to a document or cell; an empty cell's own one is used first."""
    first = place.paragraphs[0] if hasattr(place, "_tc") else None
    free = first is not None and len(place.paragraphs) == 1 and not len(first._p)  # noqa: SLF001
    paragraph: Paragraph = first if first is not None and free else place.add_paragraph()
    paragraph.style = NAMES[style]
    if text:
        paragraph.add_run(text)
    return paragraph


def write_all(place: Any, lines: Iterable[tuple[str, str]]) -> None:
    """Add paragraphs: each a style and a text; the style `VBConThieu` sets words off."""
    for style, text in lines:
        if style == "VBConThieu":
            write(place, "VBNoiDung", "").add_run(text).style = MISSING_NAME
        elif style == "VBKe":
            rule(place, int(text))
        else:
            write(place, style, text)


def write_last(document: WordDocument, text: str) -> None:
    """Add the last paragraph before the signature, which so never stands alone on a page."""
    shape = write(document, "VBNoiDung", text).paragraph_format
    shape.keep_with_next, shape.space_after = True, Pt(12)


def rule(place: Any, share: int) -> None:
    """Add a small paragraph with a rule that spans `share` hundredths of the text above."""
    paragraph = write(place, "VBKe", "")
    draw_rule(paragraph, share)


def pair(document: WordDocument, widths: tuple[float, float]) -> tuple[Any, Any]:
    """Add a table of two cells without lines that stays on one page; return the cells."""
    table = document.add_table(rows=1, cols=2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    no_margins(table)
    keep_row_whole(table.rows[0])
    for column, cell, width in zip(table.columns, table.rows[0].cells, widths, strict=True):
        column.width = cell.width = Cm(width)
    left, right = table.rows[0].cells
    return left, right


def letterhead(
    document: WordDocument,
    head: str,
    symbol: str | None = None,
    below: Sequence[tuple[str, str]] = (),
) -> None:
    """Add the head of a document: issuer and number left, country, motto, place, day right.

    `head` is the expression that holds the Letterhead, whose symbol is printed unless one is given;
    an empty one leaves the number out. `below` are paragraphs under the number.
    """
    left, right = pair(document, HEAD_WIDTHS)
    write_all(
        left,
        (
            (TAG, f"{{%p for line in {head}.parent %}}"),
            ("VBChuQuan", "{{ line }}"),
            (TAG, "{%p endfor %}"),
            (TAG, f"{{%p for line in {head}.issuer %}}"),
            ("VBBanHanh", "{{ line }}"),
            (TAG, "{%p endfor %}"),
            ("VBKe", "40"),
            *_number(head, symbol),
            *below,
        ),
    )
    write_all(
        right,
        (
            ("VBQuocHieu", COUNTRY),
            ("VBTieuNgu", MOTTO),
            ("VBKe", "100"),
            ("VBNgay", f"{{{{ {head}.place }}}}, {BLANK_DAY} {{{{ {head}.year }}}}"),
        ),
    )


def _number(head: str, symbol: str | None) -> tuple[tuple[str, str], ...]:
    if symbol is not None:
        return (("VBSo", f"Số:         {symbol}"),) if symbol else ()
    return (
        (TAG, f"{{%p if {head}.symbol %}}"),
        ("VBSo", f"Số:         {{{{ {head}.symbol }}}}"),
        (TAG, "{%p endif %}"),
    )


def foot(document: WordDocument, paper: str, receivers: Sequence[str] = ()) -> None:
    """Add Nơi nhận and the place to sign; `paper` is the expression that holds the signature.

    `receivers` are the lines of Nơi nhận; without any, they are the paper's own.
    """
    left, right = pair(document, FOOT_WIDTHS)
    loop = (
        (TAG, f"{{%p for line in {paper}.recipients | receivers %}}"),
        ("VBNoiNhanDong", "{{ line }}"),
        (TAG, "{%p endfor %}"),
    )
    listed = tuple(("VBNoiNhanDong", line) for line in receivers)
    write_all(left, (("VBNoiNhan", "Nơi nhận:"), *(listed or loop)))
    write_all(
        right,
        (
            (TAG, f"{{%p for line in {paper}.signature.lines %}}"),
            ("VBChucVu", "{{ line }}"),
            (TAG, "{%p endfor %}"),
            ("VBHoTen", ""),
        ),
    )


def addressees(paper: str) -> tuple[tuple[str, str], ...]:
    """Return the lines of Kính gửi: one addressee on its line, several on lines of their own."""
    return (
        (TAG, f"{{%p if {paper}.addressees | length == 1 %}}"),
        ("VBKinhGui", f"Kính gửi: {{{{ {paper}.addressees[0] }}}}"),
        (TAG, f"{{%p elif {paper}.addressees %}}"),
        ("VBKinhGui", "Kính gửi:"),
        (TAG, f"{{%p for line in {paper}.addressees | dashed %}}"),
        ("VBKinhGuiDong", "{{ line }}"),
        (TAG, "{%p endfor %}"),
        ("VBKhoang", ""),
        (TAG, "{%p endif %}"),
    )


def end_section(document: WordDocument, style: str = "VBNgatTrang") -> None:
    """End the pages so far with the document's page setup; what follows has the next one."""
    paragraph = write(document, style, "")
    kept = document.element.body.sectPr
    copied = parse_xml(_xml(kept))
    paragraph._p.get_or_add_pPr().append(copied)  # noqa: SLF001


def turn_last_pages(document: WordDocument) -> None:
    """Lay the pages after the last section break across, numbered from 1."""
    body = document.element.body
    body.replace(body.sectPr, parse_xml(LANDSCAPE))


def break_landscape(document: WordDocument) -> None:
    """End one annex: the next begins a page, again numbered from 1."""
    paragraph = write(document, "VBNgatTrang", "")
    paragraph._p.get_or_add_pPr().append(parse_xml(LANDSCAPE))  # noqa: SLF001


def keep_row_whole(row: Any) -> None:
    """Never let a row of a table be split over two pages."""
    row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))  # noqa: SLF001


def header_row(row: Any) -> None:
    """Print a row again on each page, and never split it."""
    keep_row_whole(row)
    repeat_as_header(row)


def no_margins(table: Any) -> None:
    """Take the space to the left and right of a table's text away."""
    margins: Any = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        part: Any = OxmlElement(f"w:{side}")
        part.set(qn("w:w"), "0")
        part.set(qn("w:type"), "dxa")
        margins.append(part)
    look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001
    look.addprevious(margins)


def describe_table(table: Any, caption: str, mark: str) -> None:
    """Name a table for those who can't see it, and mark it so that its widths can be set."""
    for name, value in (("tblCaption", caption), ("tblDescription", mark)):
        part: Any = OxmlElement(f"w:{name}")
        part.set(qn("w:val"), value)
        table._tbl.tblPr.append(part)  # noqa: SLF001


def tight_cells(table: Any) -> None:
    """Leave little space beside the text of a table with many columns."""
    no_margins(table)
    for part in table._tbl.tblPr.iter(qn("w:left"), qn("w:right")):  # noqa: SLF001
        if part.getparent().tag == qn("w:tblCellMar"):
            part.set(qn("w:w"), CELL_MARGIN)


def _leave_out_unused(document: WordDocument) -> None:
    """Drop what the empty file of python-docx carries for other purposes: nine tenths of it."""
    for holder in (document.part, document.part.package):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.rpartition("/")[2] in UNUSED_PARTS:
                del holder.rels[key]
    styles = document.styles.element
    for style in list(styles.iter(qn("w:style"))):
        if style.get(qn("w:styleId")) not in KEPT_STYLES:
            styles.remove(style)
    for latent in styles.iter(qn("w:latentStyles")):
        for each in list(latent):
            latent.remove(each)


def _xml(element: Any) -> str:
    from lxml import etree  # noqa: PLC0415 - only the script that makes templates needs it

    return str(etree.tostring(element, encoding="unicode"))
