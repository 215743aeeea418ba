"""What may and must stand in a letter: the office's words, and the HTML that mail programs take.

Sources: the rules of wording for official letters between peers; what Outlook, Gmail and Zimbra do
to HTML.
"""

import re
from html import unescape
from html.parser import HTMLParser

FORBIDDEN = (
    "nhắc nhở",
    "cảnh báo",
    "chậm trễ",
    "trễ hẹn",
    "muộn",
    "yêu cầu",
    "nghiêm túc",
    "nghiêm khắc",
    "chấn chỉnh",
    "phê bình",
    "kiểm điểm",
    "kỷ luật",
    "chưa nộp",
    "không nộp",
    "vi phạm",
    "chây ì",
    "kính trình",
    "kính mong xử lý",
    "khẩn",
    "hệ thống đề nghị",
    "chúng tôi",
)
NAMES = {"CCHC", "UBND", "HĐND", "TTPVHCC", "TTVHTT", "VH", "XH", "QĐ", "II", "III", "IV", "BC"}
NAMES |= {"TT", "VP", "PKT", "BN", "ISO", "KB", "MB", "PCI", "TCVN", "VHXH"}
SHOUTED = re.compile(r"[A-ZĐ]{2,}(?![a-zđ])|[ÀÁẢÃẠĂÂÈÉẺẼẸÊÌÍỈĨỊÒÓỎÕỌÔƠÙÚỦŨỤƯỲÝỶỸỴ]{2,}")
DATE_TO_SPEAK = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
LINK = re.compile(r"https?://[^\s<>\"]+")
NUMBER = re.compile(r"\d+(?:[/.,:]\d+)*")
ALLOWED_TAGS = {
    "html", "head", "meta", "title", "style", "body", "table", "tbody", "tr", "td", "th",
    "h1", "p", "strong", "span", "br", "ul", "ol", "li",
}  # fmt: skip
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
LEAST_CONTRAST = 4.5
BODY_COLOURS = ("#1b1f24", "#ffffff")


def quoted_away(text):
    """A text without what others wrote: quotations of the plan, of units, of the mail server."""
    return re.sub(r'"[^"\n]*"', '""', text)


def shouted(text):
    """Words in capitals that are no names or numbers of documents."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    return [word for word in words if word.isupper() and word not in NAMES]


class Page(HTMLParser):
    """A letter's HTML taken apart: its tags, words, and the colours each word is written in."""

    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.words = []
        self.pairs = set()
        self.sizes = set()
        self.headless = []
        self.comments = []
        self._open = []
        self._tables = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append((tag, given))
        if tag == "table":
            self._tables.append([given, False])
        if tag == "th" and self._tables:
            self._tables[-1][1] = True
        if tag not in ("meta", "br", "link", "img"):
            self._open.append((tag, _styles(given.get("style", "")), given))

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass
        if tag == "table":
            given, headed = self._tables.pop()
            if given.get("role") != "presentation" and not headed:
                self.headless.append(given)

    def handle_comment(self, data):
        self.comments.append(data)

    def handle_decl(self, decl):
        self.comments += [decl] if decl.lower() != "doctype html" else []

    def handle_data(self, data):
        tags = [tag for tag, _, _ in self._open]
        if "style" in tags or "title" in tags or not data.strip():
            return
        self.words.append(unescape(data))
        ink, paper = BODY_COLOURS
        size = None
        for _, style, given in self._open:
            ink = style.get("color", ink)
            paper = style.get("background-color", given.get("bgcolor", paper))
            size = style.get("font-size", size)
        if data.strip("\xa0 \n"):
            self.pairs.add((ink, paper))
            self.sizes.add(size)

    @property
    def text(self):
        """The visible words, blanks made one."""
        return " ".join(" ".join(self.words).split())


def _styles(text):
    pairs = (each.split(":", 1) for each in text.split(";") if ":" in each)
    return {key.strip(): value.strip().removesuffix("!important").strip() for key, value in pairs}


def styles_of(given):
    """An element's inline style, property → value."""
    return _styles(given.get("style", ""))


def contrast(ink, paper):
    """The contrast of two colours (WCAG 2.1), 1 to 21."""
    lighter, darker = sorted((_luminance(ink), _luminance(paper)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour):
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
