"""The text inside a Word, Excel or OpenDocument file, within hard limits.

Nothing is unpacked to disk, no reference is followed, no part is read beyond its limit whatever it
unpacks to, and what is damaged yields the lines before the damage.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

MOST_MEMBERS: Final = 2_000
MOST_READ: Final = 60
LARGEST_MEMBER: Final = 5 * 1024 * 1024
LARGEST_WHOLE: Final = 20 * 1024 * 1024
# What holds one line of text: a paragraph or heading of a text, a string of a sheet, a title.
LINES: Final = frozenset(("p", "h", "si", "is", "title"))
PIECE: Final = 1 << 16
# Everything by which a damaged or hostile archive shows itself.
FAULTS: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    LookupError,
    AttributeError,
)
HAS_TEXT: Final = ("word/", "xl/sharedStrings", "xl/worksheets/", "xl/drawings/", "docProps/")


def size_of_texts(content: bytes) -> int:
    """Return how many bytes of text an archive says it has; 0 when it can't be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sum(each.file_size for each in archive.infolist() if _has_text(each))
    except FAULTS:
        return 0


def lines_of_zipped(content: bytes) -> Iterator[str]:
    """Yield the paragraphs, headings and strings of an archive's parts, one line each."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [each for each in archive.infolist() if _has_text(each)]
            if len(archive.infolist()) > MOST_MEMBERS:
                return
            left = LARGEST_WHOLE
            for member in members[:MOST_READ]:
                xml = _bounded(archive, member, min(left, LARGEST_MEMBER))
                left -= len(xml)
                yield from _lines_of_xml(xml)
    except FAULTS:
        return


def _has_text(member: zipfile.ZipInfo) -> bool:
    name = member.filename
    return name.endswith(".xml") and (name.startswith(HAS_TEXT) or "/" not in name)


def _bounded(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """Return the first bytes of a member, however many it has, says it has, or unpacks to."""
    with archive.open(member) as opened:
        return opened.read(max(most, 0))


def _lines_of_xml(xml: bytes) -> Iterator[str]:
    """Yield the paragraphs of an XML part; a part that was cut off gives those before the cut."""
    parser = etree.XMLPullParser(
        ("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        for start in range(0, len(xml), PIECE):
            parser.feed(xml[start : start + PIECE])
            for _event, element in parser.read_events():
                yield from _line_of(element)
    except etree.XMLSyntaxError:
        return


def _line_of(element: Any) -> Iterator[str]:
    tag = element.tag
    if isinstance(tag, str) and tag.rpartition("}")[2] in LINES:
        yield " ".join("".join(element.itertext()).split())
        _forget(element)


def _forget(element: Any) -> None:
    """Free an element that was read, and those before it: a tree of millions would not fit."""
    element.clear(keep_tail=True)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
