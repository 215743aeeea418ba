"""The sender's part of an HTML body as plain text, with the links that stand in it.

Containers in which known programs put what they quote are cut off; what is left goes through the
rules for plain text, since programs differ and people forward.
"""

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

MOST_DEPTH: Final = 200
MOST_BYTES: Final = 2_000_000
SILENT: Final = frozenset(("script", "style", "head", "title", "template", "noscript", "svg"))
BLOCKS: Final = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    }
)
PARAGRAPHS: Final = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table"))
# What programs put around a quote: class, id or attribute, each with the program it is seen in.
QUOTE_CLASSES: Final = frozenset(
    (
        "gmail_quote",  # Gmail
        "gmail_quote_container",
        "yahoo_quoted",  # Yahoo
        "moz-cite-prefix",  # Thunderbird: the line above
        "zmail_extra",  # Zoho
        "protonmail_quote",
    )
)
QUOTE_IDS: Final = frozenset(
    (
        "OLK_SRC_BODY_SECTION",  # Outlook for Mac
        "isForwardContent",
        "yahoo_quoted",
    )
)
# From here on everything that follows is the quote.
BREAK_IDS: Final = frozenset(
    (
        "appendonsend",  # Outlook on the web
        "divRplyFwdMsg",
        "mail-editor-reference-message-container",  # Outlook, new
        "stopSpelling",  # Hotmail
        "reply-intro",
    )
)
OUTLOOK_BORDER: Final = re.compile(
    r"border-top:\s*solid\s+(?:#(?:E1E1E1|B5C4DF)|windowtext)\s+1\.0pt", re.IGNORECASE
)
BLANK_LINES: Final = re.compile(r"\n{3,}")
SPACES: Final = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class HtmlBody:
    """Text of an HTML body down to its first quote container, and the targets of its links."""

    text: str
    links: tuple[str, ...]


def read_html(html: str) -> HtmlBody:
    """Return an HTML body's own part; a body that can't be parsed is empty."""
    try:
        root = document_fromstring(html[:MOST_BYTES].encode(), HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError, TypeError):
        return HtmlBody("", ())
    reader = _Reader()
    reader.read(root, 0, preformatted=False)
    text = BLANK_LINES.sub("\n\n", "".join(reader.pieces)).strip()
    return HtmlBody("\n".join(line.strip() for line in text.split("\n")), tuple(reader.links))


class _Reader:
    """Walks a document and gathers text and links until a quote ends it."""

    def __init__(self) -> None:
        self.pieces: Final[list[str]] = []
        self.links: Final[list[str]] = []
        self._ended = False

    def read(self, element: HtmlElement, depth: int, *, preformatted: bool) -> None:
        """Take in one element and what stands in it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in SILENT or depth > MOST_DEPTH or self._cuts(element, tag):
            return
        preformatted = preformatted or tag == "pre"
        self._open(element, tag)
        self._say(element.text, preformatted=preformatted)
        for child in element:
            self.read(child, depth + 1, preformatted=preformatted)
            if self._ended:
                return
            self._say(child.tail, preformatted=preformatted)
        self._close(tag)

    def _cuts(self, element: HtmlElement, tag: str) -> bool:
        """Tell whether an element is a quote; from some on, nothing further is the sender's."""
        marks = set(str(element.get("class", "")).split())
        name = str(element.get("id", ""))
        own = name.removeprefix("x_")
        zimbra = element.get("data-marker") == "__QUOTED_TEXT__"
        if own in BREAK_IDS or zimbra or OUTLOOK_BORDER.search(str(element.get("style", ""))):
            self._ended = True
            return True
        cited = tag == "blockquote" and (element.get("type") == "cite" or element.get("cite"))
        if own in QUOTE_IDS or marks & QUOTE_CLASSES or (cited and element.text_content().strip()):
            self._ended = self._ended or bool("".join(self.pieces).strip())
            return True
        return False

    def _open(self, element: HtmlElement, tag: str) -> None:
        if tag == "br":
            self.pieces.append("\n")
        elif tag in PARAGRAPHS:
            self._break(2)
        elif tag in BLOCKS:
            self._break(1)
        if tag == "hr":
            self.pieces.append("\n")
        if tag == "li":
            self.pieces.append("- ")
        if tag in ("td", "th") and self.pieces and not self.pieces[-1].endswith("\n"):
            self.pieces.append("  ")
        if tag == "a" and element.get("href"):
            self.links.append(str(element.get("href")).strip())

    def _close(self, tag: str) -> None:
        if tag in PARAGRAPHS:
            self._break(2)
        elif tag in BLOCKS:
            self._break(1)

    def _break(self, lines: int) -> None:
        """Begin a new line for what follows, after a blank one if `lines` is 2."""
        written = "".join(self.pieces[-4:])
        if not written.strip(" "):
            return
        missing = lines - (len(written) - len(written.rstrip("\n")))
        if missing > 0:
            self.pieces.append("\n" * missing)

    def _say(self, text: str | None, *, preformatted: bool) -> None:
        if not text:
            return
        if preformatted:
            self.pieces.append(text)
            return
        folded = SPACES.sub(" ", text)
        if folded == " " and (not self.pieces or self.pieces[-1].endswith(("\n", " "))):
            return
        at_start = not self.pieces or self.pieces[-1].endswith("\n")
        self.pieces.append(folded.lstrip(" ") if at_start else folded)
