"""The text of a Word file as lines and rows, with the names of places to fill in; any bytes at all.

Nothing is unpacked to disk, no reference is followed; what is hostile or damaged yields nothing.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from unicodedata import normalize

from lxml import etree

from cchc_scheduler.documents.word_parts import CHECKED, TAG, UNCHECKED, bookmark_of

MAIN_PART: Final = "word/document.xml"
MOST_MEMBERS: Final = 2_000
LARGEST_PART: Final = 8 * 1024 * 1024
# Text packs to a tenth or so; what packs to a hundredth was made to burst.
HIGHEST_RATIO: Final = 100
RATIO_COUNTS_FROM: Final = 1024 * 1024
MOST_BLOCKS: Final = 20_000
FAULTS: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    LookupError,
    NotImplementedError,
)
# What holds blocks of text around others: content controls, tracked insertions, smart tags.
AROUND: Final = ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "body")
# Text that is not part of the document as it reads now.
GONE: Final = ("del", "moveFrom", "Fallback", "instrText", "sdtPr")
BREAKS: Final = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, its line breaks kept, with the names of the places in it."""

    text: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, each cell as one line."""

    cells: tuple[Line, ...]


Block = Line | Row


def blocks_of(content: bytes) -> tuple[Block, ...]:
    """Return the lines and rows of a .docx in their order; nothing when it can't be read safely."""
    try:
        root = _main_part(content)
    except FAULTS:
        return ()
    if root is None or root.getroottree().docinfo.doctype:
        return ()
    found = []
    for block in _blocks(root, []):
        found.append(block)
        if len(found) > MOST_BLOCKS:
            return ()
    return tuple(found)


def _main_part(content: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if len(archive.infolist()) > MOST_MEMBERS:
            return None
        member = archive.getinfo(MAIN_PART)
        if _bursts(member):
            return None
        with archive.open(member) as opened:
            xml = opened.read(LARGEST_PART + 1)
    if len(xml) > LARGEST_PART:
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    return etree.fromstring(xml, parser)


def _bursts(member: zipfile.ZipInfo) -> bool:
    """Tell whether a member says that it unpacks to more than any report."""
    packed = max(member.compress_size, 1)
    large = member.file_size > RATIO_COUNTS_FROM
    return member.file_size > LARGEST_PART or (large and member.file_size / packed > HIGHEST_RATIO)


def _blocks(around: Any, names: list[str]) -> Iterator[Block]:
    """Yield what stands in an element; names that stand between paragraphs go to the next one."""
    for element in around:
        kind = _kind(element)
        if kind == "p":
            line = _line(element)
            yield Line(line.text, (*names, *line.names))
            names.clear()
        elif kind == "tbl":
            yield from _rows(element)
        elif kind in AROUND:
            names += _names_of(element)
            yield from _blocks(element, names)
        elif kind == "bookmarkStart":
            names += _names_of(element)


def _rows(table: Any) -> Iterator[Row]:
    for row in table.iter():
        if _kind(row) != "tr":
            continue
        cells = (element for element in row.iter() if _kind(element) == "tc")
        yield Row(tuple(_line(cell) for cell in cells))


def _line(element: Any) -> Line:
    """Return all the text inside an element as one line; paragraphs in it are parted by breaks."""
    text: list[str] = []
    names: list[str] = []
    for part in _present(element):
        kind = _kind(part)
        names += _names_of(part)
        if kind == "p" and text:
            text.append("\n")
        elif kind == "t":
            text.append(part.text or "")
        else:
            text.append(BREAKS.get(kind, ""))
    return Line(_cleaned("".join(text)), tuple(names))


def _present(element: Any) -> Iterator[Any]:
    """Yield the elements inside one, in order, without what is no longer part of the text."""
    for part in element:
        kind = _kind(part)
        if kind in GONE:
            continue
        if kind == "sdt":
            yield part
            ticked = _ticked(part)
            if ticked is not None:
                yield ticked
                continue
        elif kind:
            yield part
        yield from _present(part)


def _ticked(control: Any) -> Any:
    """Return a box to tick as a piece of text, or None when a control is none."""
    boxes = [part for part in control.iter() if _kind(part) == "checkbox"]
    if not boxes:
        return None
    checked = [_value(part) for part in boxes[0].iter() if _kind(part) == "checked"]
    text = etree.Element("t")
    text.text = CHECKED if checked and checked[0] in ("1", "true", "on") else UNCHECKED
    return text


def _names_of(element: Any) -> list[str]:
    """Return the name of a place that begins at an element, if one of ours does."""
    kind = _kind(element)
    if kind == "bookmarkStart":
        told = _attribute(element, "name")
    elif kind == "sdt":
        tags = (part for child in element if _kind(child) == "sdtPr" for part in child)
        told = next((_value(tag) for tag in tags if _kind(tag) == "tag"), "")
    else:
        return []
    mark = bookmark_of(told)
    return [mark.removeprefix(PREFIX)] if mark.startswith(PREFIX) else []


PREFIX: Final = bookmark_of(TAG)


def _value(element: Any) -> str:
    return _attribute(element, "val")


def _attribute(element: Any, name: str) -> str:
    """Return an attribute whatever its namespace, which differs between kinds of Word files."""
    found = (value for key, value in element.attrib.items() if key.rpartition("}")[2] == name)
    return str(next(found, ""))


def _kind(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _cleaned(text: str) -> str:
    lines = (" ".join(line.split()) for line in normalize("NFC", text).split("\n"))
    return "\n".join(lines).strip()
