"""The styles of the Word templates: one for each component of Decree 30/2020, Annex I.

A coordinator who changes a style in Word changes that component everywhere in the template.
"""

from dataclasses import dataclass
from typing import Any, Final

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from cchc_scheduler.documents.word_parts import FONT, SLOTS

INDENT: Final = 1.27
TAG_GREY: Final = RGBColor(0x59, 0x59, 0x59)
SET_OFF: Final = "D9D9D9"


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style: size, space before and after in points, indent in centimetres."""

    id: str
    name: str
    size: float
    bold: bool = False
    italic: bool = False
    align: str = "CENTER"
    before: float = 0
    after: float = 0
    indent: float = 0
    spacing: float = 1.0
    keep: bool = False


LOOKS: Final = (
    Look("VBQuocHieu", "VB 1a Quốc hiệu", 13, bold=True),
    Look("VBTieuNgu", "VB 1b Tiêu ngữ", 14, bold=True),
    Look("VBChuQuan", "VB 2a Cơ quan chủ quản", 13),
    Look("VBBanHanh", "VB 2b Cơ quan ban hành", 13, bold=True),
    Look("VBSo", "VB 3 Số, ký hiệu", 13, before=6),
    Look("VBNgay", "VB 4 Địa danh, ngày", 14, italic=True, before=6),
    Look("VBTenLoai", "VB 5a Tên loại", 14, bold=True, before=18),
    Look("VBTrichYeu", "VB 5a Trích yếu", 14, bold=True),
    Look("VBVeViec", "VB 5b Trích yếu công văn", 12, before=6),
    Look("VBKinhGui", "VB 9a Kính gửi", 14, before=12, after=6),
    Look("VBKinhGuiDong", "VB 9a Kính gửi, từng dòng", 14, align="LEFT", indent=4.5),
    Look("VBCanCu", "VB Căn cứ", 14, italic=True, align="JUSTIFY", after=6, indent=INDENT),
    Look("VBNoiDung", "VB 6 Nội dung", 14, align="JUSTIFY", after=6, indent=INDENT, spacing=1.1),
    Look(
        "VBMuc", "VB 6 Mục I", 14, bold=True, align="JUSTIFY", before=6, after=6,
        indent=INDENT, spacing=1.1, keep=True,
    ),
    Look(
        "VBKhoan", "VB 6 Khoản 1", 14, bold=True, align="JUSTIFY", after=6, indent=INDENT,
        spacing=1.1, keep=True,
    ),
    Look(
        "VBDiem", "VB 6 Điểm a", 14, align="JUSTIFY", after=6, indent=INDENT, spacing=1.1,
        keep=True,
    ),
    Look("VBChucVu", "VB 7a Quyền hạn, chức vụ", 14, bold=True),
    Look("VBHoTen", "VB 7b Họ tên", 14, bold=True, before=72),
    Look("VBNoiNhan", "VB 9b Nơi nhận", 12, bold=True, italic=True, align="LEFT"),
    Look("VBNoiNhanDong", "VB 9b Nơi nhận, từng dòng", 11, align="LEFT"),
    Look("VBPhuLuc", "VB Phụ lục", 14, bold=True, after=3, keep=True),
    Look("VBTenPhuLuc", "VB Tên phụ lục", 14, bold=True, keep=True),
    Look("VBKemTheo", "VB Kèm theo", 14, italic=True, after=8, keep=True),
    Look("VBBang", "VB Bảng", 11, align="LEFT", before=2, after=2),
    Look("VBBangDau", "VB Bảng, dòng đầu", 11, bold=True, before=3, after=3),
    Look("VBYKien", "VB Ô ý kiến", 13, align="LEFT", before=3),
    Look("VBGhiChu", "VB Ghi chú dưới bảng", 11, italic=True, align="JUSTIFY", before=6),
    Look("VBKe", "VB Đường kẻ", 4),
    Look("VBKhoang", "VB Khoảng trống", 6, align="LEFT"),
    Look("VBNgatTrang", "VB Ngắt phần", 1, align="LEFT"),
    Look("VBLenh", "VB Lệnh mẫu (không in)", 9, align="LEFT"),
)  # fmt: skip
BREAK: Final = "VBNgatTrang"
MISSING: Final = "VBConThieu"
MISSING_NAME: Final = "VB Còn thiếu"


def set_styles(document: WordDocument) -> None:
    """Give a document the styles of official papers, and Times New Roman everywhere."""
    _set_defaults(document)
    for look in LOOKS:
        _add(document, look)
    document.styles["VB Lệnh mẫu (không in)"].font.color.rgb = TAG_GREY
    _add_missing(document)


def _set_defaults(document: WordDocument) -> None:
    """Name the font in all four slots, also where the empty file refers to its theme's font."""
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        _name_font(fonts)
    normal = document.styles["Normal"]
    normal.font.size = Pt(14)
    _name_font(normal.element.get_or_add_rPr().get_or_add_rFonts())
    shape = normal.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing = 1.0


def _add(document: WordDocument, look: Look) -> None:
    style: Any = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
    style.element.set(qn("w:styleId"), look.id)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, look.italic
    _name_font(style.element.get_or_add_rPr().get_or_add_rFonts())
    shape = style.paragraph_format
    shape.alignment = getattr(WD_ALIGN_PARAGRAPH, look.align)
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.line_spacing, shape.keep_with_next = look.spacing, look.keep
    if look.id == BREAK:
        shape.line_spacing = Pt(0.1)  # it must find room below a signature at the foot of a page
    if look.id == "VBKinhGuiDong":
        shape.left_indent = Cm(look.indent)
    else:
        shape.first_line_indent = Cm(look.indent)


def _add_missing(document: WordDocument) -> None:
    """Add the look of words that are still to come: italic on grey, so that nobody overlooks it."""
    style: Any = document.styles.add_style(MISSING_NAME, WD_STYLE_TYPE.CHARACTER)
    style.element.set(qn("w:styleId"), MISSING)
    style.font.italic = True
    shade: Any = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", SET_OFF)):
        shade.set(qn(f"w:{name}"), value)
    style.element.get_or_add_rPr().append(shade)


def _name_font(fonts: Any) -> None:
    for slot in SLOTS:
        fonts.set(qn(slot), FONT)
