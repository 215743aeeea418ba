"""The short lines that Decree 30/2020 draws under some parts of a document, as drawn shapes.

Each is a DrawingML line with a VML line for older programs, anchored in a small paragraph of its
own below the text it belongs to. Its name tells how much of that text it spans, so that the line
stays right when the text changes.
"""

import re
from functools import cache
from typing import Any, Final
from unicodedata import normalize

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Emu, Length, Pt
from docx.text.paragraph import Paragraph
from lxml import etree

NAME: Final = "Đường kẻ"
NAMED: Final = re.compile(rf"^{NAME} (\d+)%")
WORD_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
VML: Final = "urn:schemas-microsoft-com:vml"
SHAPE: Final = f"""
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="{WORD_DRAWING}"
 xmlns:a="{DRAWING}" xmlns:v="{VML}"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0"
 distR="0" simplePos="0" relativeHeight="1024" behindDoc="0" locked="0" layoutInCell="1"
 allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:align>center
</wp:align></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>{{top}}
</wp:posOffset></wp:positionV><wp:extent cx="{{width}}" cy="0"/><wp:effectExtent l="0" t="0" r="0"
 b="0"/><wp:wrapNone/><wp:docPr id="{{number}}" name="{NAME} {{share}}%"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData
 uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvCnPr/>
<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{{width}}" cy="0"/></a:xfrm>
<a:prstGeom prst="line"><a:avLst/></a:prstGeom>
<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr>
<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:line style="position:absolute;z-index:1;mso-position-horizontal:center"
 from="0,2pt" to="{{points}}pt,2pt" strokecolor="black" strokeweight=".75pt"/></w:pict>
</mc:Fallback></mc:AlternateContent></w:r>"""
TOP: Final = Pt(2)
# Advance widths of Times New Roman Bold in thousandths of the size; a letter's marks add nothing.
WIDTHS: Final = {
    200: "|",
    250: " ,.",
    280: "'/\\ijlt:;",
    333: "!()-[]`f",
    390: "Is{}",
    440: "cezr",
    500: "#$*_0123456789agJovxy?",
    560: "bdhknpquS",
    610: "FP",
    670: "BELTZ",
    720: "ACDNRUVXYw",
    780: "GHKOQ",
    830: "m&",
    940: "M@",
    1000: "W%",
}
USUAL_WIDTH: Final = 560


def draw_rule(paragraph: Paragraph, share: int) -> None:
    """Put a rule into a paragraph that spans `share` hundredths of the text before it."""
    width = Pt(60)
    place = paragraph._p  # noqa: SLF001 - the XML is the interface here
    known = sum(1 for _ in place.getroottree().iter(f"{{{WORD_DRAWING}}}docPr"))
    run = SHAPE.format(
        number=known + 1, share=share, width=int(width), points=width.pt, top=int(TOP)
    )
    place.append(parse_xml(run.replace("\n", "")))


def fit_rules(document: WordDocument) -> None:
    """Give every rule of a document the length its text asks for."""
    for shape in document.element.body.iter(f"{{{WORD_DRAWING}}}docPr"):
        found = NAMED.match(shape.get("name", ""))
        if found is None:
            continue
        holder = next(shape.iterancestors(qn("w:p")))
        text = _paragraph_before(holder)
        if text is not None:
            measured = min(text_width(text.text, _points(document, text)), _room(document, holder))
            _set_width(holder, shape, Emu(measured * int(found[1]) // 100))


def text_width(text: str, points: float) -> Length:
    """Return about how wide a line of bold text is printed in Times New Roman of this size."""
    known = _widths()
    letters = (normalize("NFD", letter)[0] for letter in text.translate({273: "d", 272: "D"}))
    return Pt(sum(known.get(letter, USUAL_WIDTH) for letter in letters) * points / 1000)


@cache
def _widths() -> dict[str, int]:
    return {letter: width for width, letters in WIDTHS.items() for letter in letters}


def _paragraph_before(holder: Any) -> Any:
    """Return the nearest paragraph above that holds words, None where there is none."""
    for each in holder.itersiblings(qn("w:p"), preceding=True):
        if each.text.strip():
            return each
    return None


def _points(document: WordDocument, paragraph: Any) -> float:
    """Return the size of a paragraph's first run, by its own word or its style's."""
    own = paragraph.find(f".//{qn('w:sz')}")
    if own is not None:
        return int(own.get(qn("w:val"))) / 2
    named = {style.style_id: style for style in document.styles}
    style: Any = named.get(paragraph.style or "")
    while style is not None and style.font.size is None:
        style = style.base_style
    return float(style.font.size.pt) if style is not None else 14.0


def _room(document: WordDocument, holder: Any) -> Length:
    """Return the width of the cell or page a rule stands in."""
    for cell in holder.iterancestors(qn("w:tc")):
        width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
        if width is not None:
            return Pt(int(width.get(qn("w:w"))) / 20)
    page = document.sections[0]
    return Emu((page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0))


def _set_width(holder: Any, shape: etree._Element, width: Length) -> None:
    drawing = next(shape.iterancestors(qn("w:drawing")))
    for name in (f"{{{WORD_DRAWING}}}extent", f"{{{DRAWING}}}ext"):
        for each in drawing.iter(name):
            each.set("cx", str(int(width)))
    for line in holder.iter(f"{{{VML}}}line"):
        line.set("to", f"{width.pt:.1f}pt,2pt")
