"""What a Word template says, paragraph by paragraph, as docxtpl will read it."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from docx.oxml.ns import qn
from lxml import etree

PARTS: Final = (
    (re.compile(r"word/document\.xml"), "document"),
    (re.compile(r"word/header\d*\.xml"), "header"),
    (re.compile(r"word/footer\d*\.xml"), "footer"),
    (re.compile(r"word/footnotes\.xml"), "footnotes"),
)
PROPERTIES: Final = "docProps/core.xml"
TAG: Final = re.compile(r"\{%(?P<block>.*?)%\}|\{\{(?P<value>.*?)\}\}|\{#(?P<comment>.*?)#\}")
PREFIX: Final = re.compile(r"^(?P<prefix>p|tr|tc|r)(?=\s)")
SPACED: Final = re.compile(r"^\s+(?P<prefix>p|tr|tc)\s")
DRESS: Final = re.compile(r"^\s*(?:colspan|cellbg)\s+(?P<value>.*)$")
CURLY: Final = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
HOLDERS: Final = {"p": "w:p", "tr": "w:tr", "tc": "w:tc"}
WHOLE: Final = {"p": "paragraph", "tr": "row of the table", "tc": "cell"}


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: `kind` is block, value or comment, `prefix` p, tr, tc, r or empty."""

    kind: str
    prefix: str
    body: str

    @property
    def source(self) -> str:
        """The tag as Jinja reads it, without what only concerns Word."""
        dressed = DRESS.match(self.body)
        if self.kind == "block" and dressed is not None:
            return f"{{{{ {dressed['value']} }}}}"
        if self.kind == "comment" or self.body.strip() in ("vm", "hm"):
            return ""
        return f"{{% {self.body} %}}" if self.kind == "block" else f"{{{{ {self.body} }}}}"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, or the text of an attribute, of one part; paragraphs count from 1.

    `beside` are words that vanish with the row or cell whose place a tag of it takes.
    """

    part: str
    paragraph: int
    text: str
    beside: str = ""

    @property
    def tags(self) -> tuple[Tag, ...]:
        """The tags that begin and end in this paragraph."""
        return tuple(_tag(found) for found in TAG.finditer(self.text))

    @property
    def rest(self) -> str:
        """What stands between the tags."""
        return TAG.sub("", self.text)


def lines_of(content: bytes) -> tuple[Line, ...]:
    """Return the paragraphs of every part that docxtpl renders, and the document's properties.

    Attributes with braces are lines of the paragraph after them. Raises ValueError, KeyError or
    zipfile.BadZipFile for what is no Word file.
    """
    found: list[Line] = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            part = next((part for pattern, part in PARTS if pattern.fullmatch(name)), None)
            if part is not None:
                found += _lines(package.read(name), part)
        if PROPERTIES in package.namelist():
            found += _properties(package.read(PROPERTIES))
    return tuple(found)


def outside_of(content: bytes) -> tuple[str, ...]:
    """Return what a Word file takes from outside of itself when it is opened; links are not meant.

    Raises as `lines_of` does.
    """
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith(".rels"):
                found += _outside(package.read(name))
    return tuple(found)


def _outside(xml: bytes) -> Iterator[str]:
    for relation in etree.fromstring(xml, _parser()).iter(etree.Element):
        kind = relation.get("Type", "").rpartition("/")[2]
        if relation.get("TargetMode") == "External" and kind != "hyperlink":
            yield str(relation.get("Target"))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _lines(xml: bytes, part: str) -> Iterator[Line]:
    root = etree.fromstring(xml, _parser())
    count = 0
    for element in root.iter(etree.Element):
        for value in element.attrib.values():
            if "{{" in value or "{%" in value:
                yield Line(part, count + 1, str(value))
        if element.tag == qn("w:p"):
            count += 1
            text = _own_text(element)
            yield Line(part, count, text, _beside(element, text))


def _properties(xml: bytes) -> Iterator[Line]:
    root = etree.fromstring(xml, _parser())
    for element in root.iter(etree.Element):
        if element.text and ("{" in element.text):
            yield Line("properties", 0, element.text)


def _own_text(paragraph: Any) -> str:
    """Return a paragraph's text without that of text boxes inside it."""
    return "".join(
        "\t" if each.tag == qn("w:tab") else each.text or ""
        for each in paragraph.iter(qn("w:t"), qn("w:tab"))
        if next(each.iterancestors(qn("w:p"))) is paragraph and each.getparent().tag != qn("w:tabs")
    )


def _beside(paragraph: Any, text: str) -> str:
    """Return the words that docxtpl drops because a tag takes their row's or cell's place."""
    prefixes = {tag.prefix for tag in Line("", 0, text).tags} & set(HOLDERS)
    words = TAG.sub("", text).strip() if prefixes else ""
    for prefix in prefixes - {"p"}:
        holder = next(paragraph.iterancestors(qn(HOLDERS[prefix])), None)
        others = () if holder is None else holder.iter(qn("w:p"))
        words += "".join(_own_text(each) for each in others if each is not paragraph)
    return words


def _tag(found: re.Match[str]) -> Tag:
    kind = str(found.lastgroup)
    body = found[kind].translate(CURLY)
    prefixed = PREFIX.match(body)
    prefix = prefixed["prefix"] if prefixed else ""
    return Tag(kind, prefix, body[len(prefix) :].strip("-+") if prefix else body.strip("-+"))
