"""The rules of Decree 30/2020/NĐ-CP, Annex I, each by its number, checked on a finished .docx.

The box (ô số) is the place of a component in the layout the annex prescribes. A rule returns what
is wrong, an empty list when all is well.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from unicodedata import is_normalized

from lxml import etree

from tests.documents.font_widths import width_mm
from tests.documents.word_reading import SLOTS, TWIPS_MM, Paragraph, W, Word

SOURCE = "Nghị định 30/2020/NĐ-CP, Phụ lục I"
COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
POINT_MM = 25.4 / 72
NUMBER = re.compile(r"^-?\d[\d.]*(,\d+)?%?$")
ROMAN_HEADING = re.compile(r"^[IVX]+\. ")
POINT_HEADING = re.compile(r"^[a-zđ]\) ")
SUBJECT = "V/v "


@dataclass
class Kind:
    """What a document is: how many lines of its issuer stand plain, and what it must have."""

    parents: int = 0
    title: str | None = "BÁO CÁO"
    numbered: bool = True
    addressed: bool = True
    signed: bool = True
    annex: str = "Phụ lục"


@dataclass
class Document:
    """A finished document with its parts found again."""

    word: Word
    kind: Kind

    def __post_init__(self) -> None:
        blocks = self.word.section_bodies()[0]
        tables = [each for each in blocks if each.tag == f"{W}tbl"]
        self.head = tables[0]
        cells = self.head.findall(f".//{W}tc")
        self.left, self.right = (self.word.paragraphs(cell) for cell in cells[:2])
        self.foot = next((each for each in tables[1:] if "Nơi nhận:" in _words(each)), None)
        end = self.foot if self.foot is not None else blocks[-1]
        between = blocks[blocks.index(self.head) + 1 : blocks.index(end)]
        self.middle = [
            p for each in between if each.tag == f"{W}p" for p in self.word.paragraphs(each)
        ]
        self.annexes = self.word.section_bodies()[1:]

    @property
    def issuers(self) -> list[Paragraph]:
        """The lines above the rule in the left cell."""
        rule = next(n for n, each in enumerate(self.left) if each.rule is not None)
        return [each for each in self.left[:rule] if each.text.strip()]

    @property
    def title(self) -> list[Paragraph]:
        """The kind of paper and its summary, above the rule."""
        if self.kind.title is None:
            return []
        texts = [each for each in self.middle if each.text.strip()]
        wanted = self.kind.title.casefold()
        begin = next(n for n, each in enumerate(texts) if each.text.casefold() == wanted)
        return texts[begin : begin + 2]

    def named(self, begin: str, where: list[Paragraph] | None = None) -> Paragraph | None:
        texts = self.middle if where is None else where
        return next((each for each in texts if each.text.startswith(begin)), None)

    @property
    def content(self) -> list[Paragraph]:
        """The paragraphs of the body: below the addressees, above the place to sign."""
        texts = [each for each in self.middle if each.text.strip()]
        begin = [n for n, p in enumerate(texts) if p.text.startswith(("Kính gửi", "- "))]
        listed = [n for n in begin if n < 8]
        start = (max(listed) + 1) if listed and self.kind.addressed else len(self.title)
        return texts[start:]


Rule = Callable[[Document], list[str]]
RULES: dict[str, tuple[str, Rule]] = {}


def rule(number: str, box: str) -> Callable[[Rule], Rule]:
    def kept(check: Rule) -> Rule:
        RULES[number] = (box, check)
        return check

    return kept


def faults_of(content: bytes, kind: Kind) -> dict[str, list[str]]:
    """Everything that breaks a rule, by the rule's number."""
    document = Document(Word(content), kind)
    found = {number: check(document) for number, (_, check) in RULES.items()}
    return {number: faults for number, faults in found.items() if faults}


def _words(element: etree._Element) -> str:
    return "".join(element.itertext())


def _want(paragraph: Paragraph | None, what: str, **wanted: object) -> list[str]:
    """Compare a paragraph's look with what is wanted: size as a range, bold, italic, align."""
    if paragraph is None:
        return [f"{what} is missing"]
    found = []
    low, high = wanted.pop("size", (13, 14))
    if not all(low <= size <= high for size in paragraph.sizes):
        found.append(f"{what}: size {sorted(paragraph.sizes)}, not {low} to {high}")
    if "align" in wanted and paragraph.align != wanted.pop("align"):
        found.append(f"{what}: {paragraph.align}")
    for name, value in wanted.items():
        if any(getattr(run, name) != value for run in paragraph.runs if run.text.strip()):
            found.append(f"{what}: {name} is not {value}")
    return found


def _upper(paragraph: Paragraph | None, what: str) -> list[str]:
    wrong = paragraph is not None and paragraph.text != paragraph.text.upper()
    return [f"{what} is not in capitals"] if wrong else []


def _rule_below(
    texts: list[Paragraph], place: list[Paragraph], shares: tuple[float, float]
) -> list[str]:
    """Compare a drawn line with the text above it; a text of several lines fills its place."""
    drawn = next((each for each in place if each.rule is not None), None)
    if drawn is None:
        return ["no line is drawn"]
    text = texts[-1]
    room = 165.0 if place and place[0].element.getparent().tag == f"{W}body" else _cell_width(text)
    whole = min(width_mm(text.text, max(text.sizes)), room)
    share = (drawn.rule or 0) / whole
    low, high = shares
    return [] if low <= share <= high else [f"the line is {share:.2f} of its text"]


def _cell_width(paragraph: Paragraph) -> float:
    cell = next(paragraph.element.iterancestors(f"{W}tc"))
    return float(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) * TWIPS_MM


@rule("1.1", "chung: khổ giấy")
def paper(document: Document) -> list[str]:
    sizes = [sorted((round(s.width), round(s.height))) for s in document.word.sections()]
    return [f"paper {size}" for size in sizes if size != [210, 297]]


@rule("1.2", "chung: kiểu trình bày")
def turned(document: Document) -> list[str]:
    first, *rest = document.word.sections()
    wrong = ["the text is laid across"] if first.width > first.height else []
    return wrong + ["an annex stands upright" for each in rest if each.width < each.height]


@rule("1.3", "chung: định lề trang")
def margins(document: Document) -> list[str]:
    wanted = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
    return [
        f"{name} {section.margins[name]:.1f} mm"
        for section in document.word.sections()
        for name, (low, high) in wanted.items()
        if not low - 0.1 <= section.margins[name] <= high + 0.1
    ]


@rule("1.4", "chung: phông chữ")
def fonts(document: Document) -> list[str]:
    wrong = {
        f"{slot} {run.fonts[slot]} in {run.text[:30]!r}"
        for _, run in document.word.every_run()
        for slot in SLOTS
        if run.fonts[slot] != "Times New Roman"
    }
    return sorted(wrong)


@rule("1.5", "chung: màu chữ")
def black(document: Document) -> list[str]:
    return [
        f"{run.colour} in {run.text[:30]!r}"
        for _, run in document.word.every_run()
        if run.colour.upper() not in ("AUTO", "000000")
    ]


@rule("1.6", "chung: bộ mã ký tự tiếng Việt")
def composed(document: Document) -> list[str]:
    texts = (run.text for _, run in document.word.every_run())
    return [f"{text[:30]!r} is not composed" for text in texts if not is_normalized("NFC", text)]


@rule("2.1", "số trang: giữa, lề trên, chữ số Ả Rập")
def page_number(document: Document) -> list[str]:
    header = document.word.sections()[0].headers.get("default", [])
    fields = [p for p in header if "PAGE" in _words(p.element).split()]
    if not fields:
        return ["no page number in the top margin"]
    (number,) = fields
    wrong = [] if number.align == "center" else ["the page number is not centred"]
    formats = document.word.parts["word/document.xml"].iter(f"{W}pgNumType")
    wrong += [
        f"page numbers are {each.get(f'{W}fmt')}"
        for each in formats
        if each.get(f"{W}fmt") not in (None, "decimal")
    ]
    section = document.word.sections()[0]
    inside = section.margins["header"] + 14 * POINT_MM < section.margins["top"]
    return wrong + ([] if inside else ["the page number does not fit in the top margin"])


@rule("2.2", "số trang: không hiển thị ở trang thứ nhất")
def first_page(document: Document) -> list[str]:
    wrong = []
    for section in document.word.sections():
        shown = any("PAGE" in _words(p.element) for p in section.headers.get("first", []))
        if not section.title_page or shown:
            wrong.append("page 1 shows its number")
    return wrong


@rule("2.3", "số trang của phụ lục được đánh riêng")
def annex_numbers(document: Document) -> list[str]:
    return [
        "an annex goes on with the numbers before it"
        for section in document.word.sections()[1:]
        if section.start != 1
    ]


@rule("3.0", "bảng hai cột không kẻ ở đầu văn bản")
def head_without_lines(document: Document) -> list[str]:
    borders = [e for e in document.head.iter(f"{W}tblBorders", f"{W}tcBorders") for e in e]
    drawn = [e for e in borders if e.get(f"{W}val") not in ("nil", "none")]
    style = document.head.find(f"{W}tblPr/{W}tblStyle")
    named = style.get(f"{W}val") if style is not None else "TableNormal"
    styles = document.word.parts["word/styles.xml"]
    lined = any(
        each.find(f".//{W}tblBorders") is not None
        for each in styles.iter(f"{W}style")
        if each.get(f"{W}styleId") == named
    )
    return ["the head's table has lines"] if drawn or lined else []


@rule("3.1a", "ô số 1: Quốc hiệu")
def country(document: Document) -> list[str]:
    found = document.named(COUNTRY, document.right)
    return _want(found, "Quốc hiệu", size=(12, 13), bold=True, italic=False, align="center")


@rule("3.1b", "ô số 1: Tiêu ngữ")
def motto(document: Document) -> list[str]:
    found = document.named(MOTTO, document.right)
    wrong = _want(found, "Tiêu ngữ", size=(13, 14), bold=True, italic=False, align="center")
    above = document.named(COUNTRY, document.right)
    if found is not None and above is not None and max(found.sizes) != max(above.sizes) + 1:
        wrong.append("Tiêu ngữ is not one size larger than Quốc hiệu")
    return wrong


@rule("3.1c", "ô số 1: đường kẻ bằng độ dài Tiêu ngữ")
def motto_rule(document: Document) -> list[str]:
    found = document.named(MOTTO, document.right)
    return _rule_below([found] if found else [], document.right, (0.95, 1.05))


@rule("3.2a", "ô số 2: cơ quan chủ quản không đậm")
def parents(document: Document) -> list[str]:
    return [
        fault
        for each in document.issuers[: document.kind.parents]
        for fault in _want(each, each.text, size=(12, 13), bold=False, italic=False, align="center")
        + _upper(each, each.text)
    ]


@rule("3.2b", "ô số 2: cơ quan ban hành đậm")
def issuer(document: Document) -> list[str]:
    found = document.issuers[document.kind.parents :]
    return (["no issuer"] if not found else []) + [
        fault
        for each in found
        for fault in _want(each, each.text, size=(12, 13), bold=True, italic=False, align="center")
        + _upper(each, each.text)
    ]


@rule("3.2c", "ô số 2: đường kẻ 1/3 đến 1/2 dòng chữ")
def issuer_rule(document: Document) -> list[str]:
    return _rule_below(document.issuers, document.left, (0.33, 0.5))


@rule("3.3", "ô số 3: số, ký hiệu")
def number(document: Document) -> list[str]:
    found = document.named("Số:", document.left)
    if not document.kind.numbered:
        return [] if found is None else ["the paper bears a number"]
    wrong = _want(found, "Số", size=(13, 13), bold=False, italic=False, align="center")
    if found is not None and not re.match(r"^Số:\s{5,}/", found.text):
        wrong.append(f"the number is not left blank: {found.text!r}")
    return wrong


@rule("3.4", "ô số 4: địa danh, thời gian ban hành")
def place(document: Document) -> list[str]:
    found = next((p for p in document.right if ", ngày" in p.text), None)
    wrong = _want(found, "Địa danh, ngày", bold=False, italic=True, align="center")
    if found is not None and not re.search(r"^\S.*, ngày\s{3,}tháng\s{3,}năm \d{4}$", found.text):
        wrong.append(f"the day is not left blank: {found.text!r}")
    return wrong


@rule("3.5a", "ô số 5a: tên loại")
def type_name(document: Document) -> list[str]:
    if document.kind.title is None:
        return []
    found = document.title[0]
    return _want(found, "Tên loại", bold=True, italic=False, align="center") + _upper(
        found, "Tên loại"
    )


@rule("3.5b", "ô số 5a: trích yếu và đường kẻ 1/3 đến 1/2")
def summary(document: Document) -> list[str]:
    if document.kind.title is None or not document.kind.signed:
        return []
    found = document.title[1]
    wrong = _want(found, "Trích yếu", bold=True, italic=False, align="center")
    return wrong + _rule_below([found], document.middle, (0.33, 0.5))


@rule("3.5c", "ô số 5b: trích yếu của công văn")
def letter_subject(document: Document) -> list[str]:
    if document.kind.title is not None:
        return []
    found = document.named(SUBJECT, document.left)
    wrong = _want(found, "V/v", size=(12, 13), bold=False, italic=False, align="center")
    gap = found is not None and found.before < 6
    return wrong + (["V/v stands less than 6 pt below the number"] if gap else [])


@rule("3.6a", "ô số 6: cỡ chữ, canh đều hai lề")
def content(document: Document) -> list[str]:
    return [
        fault for each in document.content for fault in _want(each, each.text[:30], align="both")
    ]


@rule("3.6b", "ô số 6: lùi đầu dòng 1 cm hoặc 1,27 cm")
def indented(document: Document) -> list[str]:
    return [
        f"{each.first_line:.1f} mm before {each.text[:30]!r}"
        for each in document.content
        if not 9.9 <= each.first_line <= 12.8
    ]


@rule("3.6c", "ô số 6: cách đoạn tối thiểu 6 pt")
def gaps(document: Document) -> list[str]:
    return [
        f"{each.after} pt after {each.text[:30]!r}" for each in document.content if each.after < 6
    ]


@rule("3.6d", "ô số 6: cách dòng đơn đến 1,5")
def spacing(document: Document) -> list[str]:
    return [
        f"{each.spacing} lines in {each.text[:30]!r}"
        for each in document.content
        if not 1.0 <= each.spacing <= 1.5
    ]


@rule("3.6e", "ô số 6: mục, khoản đậm; điểm đứng")
def headings(document: Document) -> list[str]:
    wrong = []
    for each in document.content:
        if ROMAN_HEADING.match(each.text):
            wrong += _want(each, each.text[:30], bold=True, italic=False)
        elif POINT_HEADING.match(each.text):
            wrong += _want(each, each.text[:30], bold=False, italic=False)
    return wrong


@rule("3.6f", "căn cứ nghiêng")
def basis(document: Document) -> list[str]:
    return [
        fault
        for each in document.content
        if each.text.startswith("Căn cứ ")
        for fault in _want(each, each.text[:30], italic=True, bold=False)
    ]


@rule("3.7a", "ô số 7a: quyền hạn, chức vụ")
def authority(document: Document) -> list[str]:
    if not document.kind.signed:
        return []
    lines = [each for each in _signing(document) if each.text.strip()]
    return (["no one signs"] if not lines else []) + [
        fault
        for each in lines
        for fault in _want(each, each.text, bold=True, italic=False, align="center")
        + _upper(each, each.text)
    ]


@rule("3.7b", "ô số 7b, 7c: chỗ ký và họ tên")
def room_to_sign(document: Document) -> list[str]:
    if not document.kind.signed:
        return []
    empty = [each for each in _signing(document) if not each.text.strip()]
    room = sum(each.before + 16 for each in empty) * POINT_MM
    return [] if room >= 20 else [f"{room:.0f} mm to sign"]


@rule("3.9a", "ô số 9a: Kính gửi")
def addressed(document: Document) -> list[str]:
    if not document.kind.addressed:
        return []
    return _want(document.named("Kính gửi"), "Kính gửi", bold=False, italic=False)


@rule("3.9b", "ô số 9b: Nơi nhận")
def receivers(document: Document) -> list[str]:
    if not document.kind.signed:
        return []
    cell = document.foot.findall(f".//{W}tc")[0] if document.foot is not None else None
    lines = document.word.texts(cell) if cell is not None else []
    if not lines:
        return ["Nơi nhận is missing"]
    wrong = _want(lines[0], "Nơi nhận", size=(12, 12), bold=True, italic=True)
    for each in lines[1:]:
        wrong += _want(each, each.text, size=(11, 11), bold=False, italic=False)
    ends = [";"] * (len(lines) - 2) + ["."]
    for each, end in zip(lines[1:], ends, strict=True):
        if not (each.text.startswith("- ") and each.text.endswith(end)):
            wrong.append(f"{each.text!r} is not written as a line of Nơi nhận")
    if not lines[-1].text.startswith("- Lưu: VT"):
        wrong.append("Lưu: VT is not the last line")
    return wrong


@rule("4.1", "phụ lục: số thứ tự")
def annex_heading(document: Document) -> list[str]:
    return [
        fault
        for texts in _annex_texts(document)
        for fault in (
            _want(texts[0], "Phụ lục", size=(14, 14), bold=True, italic=False, align="center")
            + ([] if texts[0].text.startswith(document.kind.annex) else [f"{texts[0].text!r}"])
        )
    ]


@rule("4.2", "phụ lục: tiêu đề")
def annex_title(document: Document) -> list[str]:
    return [
        fault
        for texts in _annex_texts(document)
        for fault in _want(texts[1], "Tiêu đề phụ lục", bold=True, italic=False, align="center")
        + _upper(texts[1], "Tiêu đề phụ lục")
    ]


@rule("4.3", "phụ lục: (Kèm theo ...)")
def annex_with(document: Document) -> list[str]:
    return [
        fault
        for texts in _annex_texts(document)
        for fault in _want(texts[2], "Kèm theo", bold=False, italic=True, align="center")
        + ([] if texts[2].text.startswith("(") else [f"{texts[2].text!r}"])
    ]


@rule("4.4", "bảng: dòng đầu lặp lại ở mỗi trang")
def header_rows(document: Document) -> list[str]:
    return [
        "the first row of a table is not repeated"
        for table in _annex_tables(document)
        if table.find(f"{W}tr/{W}trPr/{W}tblHeader") is None
    ]


@rule("4.5", "bảng: không ngắt dòng qua hai trang")
def whole_rows(document: Document) -> list[str]:
    return [
        "a row may be split over two pages"
        for table in _annex_tables(document)
        for row in table.findall(f"{W}tr")
        if row.find(f"{W}trPr/{W}cantSplit") is None
    ]


@rule("4.6", "bảng: cột số canh phải")
def numbers_right(document: Document) -> list[str]:
    wrong = []
    for table in _annex_tables(document):
        rows = [row.findall(f"{W}tc") for row in table.findall(f"{W}tr")]
        width = len(rows[0])
        for column in range(1, width):
            cells = [row[column] for row in rows[1:] if len(row) == width]
            texts = [p for cell in cells for p in document.word.texts(cell)]
            if texts and all(NUMBER.match(p.text.strip()) for p in texts):
                wrong += [f"{p.text!r} is {p.align}" for p in texts if p.align != "right"]
    return wrong


@rule("4.7", "bảng: nằm trong lề trang")
def inside_margins(document: Document) -> list[str]:
    wrong = []
    sections, bodies = document.word.sections(), document.word.section_bodies()
    for section, blocks in zip(sections, bodies, strict=True):
        room = section.width - section.margins["left"] - section.margins["right"]
        for table in (each for each in blocks if each.tag == f"{W}tbl"):
            columns = table.iterfind(f"{W}tblGrid/{W}gridCol")
            width = sum(float(each.get(f"{W}w")) for each in columns) * TWIPS_MM
            if width > room + 0.5:
                wrong.append(f"a table is {width:.0f} mm wide where {room:.0f} mm are")
    return wrong


@rule("5.1", "đường kẻ là nét vẽ, không gạch chân, không viền đoạn")
def drawn(document: Document) -> list[str]:
    wrong = [
        f"{run.text[:30]!r} is underlined" for _, run in document.word.every_run() if run.underlined
    ]
    bordered = [p for p in document.word.paragraphs(document.word.body) if p.bordered]
    return wrong + [f"a paragraph has a border: {p.text[:30]!r}" for p in bordered]


@rule("5.2", "thông tin tệp: tiêu đề, ngôn ngữ; không có tên người, máy")
def properties(document: Document) -> list[str]:
    core = document.word.parts["docProps/core.xml"]
    known = {etree.QName(each).localname: (each.text or "") for each in core}
    wrong = [] if known.get("title") else ["the file has no title"]
    if known.get("language") != "vi-VN":
        wrong.append(f"the language is {known.get('language')!r}")
    told = ("creator", "lastModifiedBy", "description", "keywords")
    return wrong + [f"{name} says {known[name]!r}" for name in told if known.get(name)]


def _signing(document: Document) -> list[Paragraph]:
    if document.foot is None:
        return []
    return document.word.paragraphs(document.foot.findall(f".//{W}tc")[1])


def _annex_texts(document: Document) -> Iterator[list[Paragraph]]:
    for blocks in document.annexes:
        texts = [p for each in blocks if each.tag == f"{W}p" for p in document.word.texts(each)]
        if texts:
            yield texts


def _annex_tables(document: Document) -> Iterator[etree._Element]:
    for blocks in document.annexes:
        yield from (each for each in blocks if each.tag == f"{W}tbl")
