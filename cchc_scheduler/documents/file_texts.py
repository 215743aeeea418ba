"""The text inside a file that was handed in, read only to look for markings, within hard limits.

Nothing is unpacked to disk, no reference is followed, and what can't be read yields nothing: a
hostile file costs at most some seconds and tens of megabytes. A plain .zip is never opened.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from cchc_scheduler.core.submissions import OFFICE
from cchc_scheduler.documents.pdf_texts import lines_of_pdf

PDF: Final = "application/pdf"
ZIPPED: Final = (
    f"{OFFICE}.wordprocessingml.document",
    f"{OFFICE}.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.text",
)
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


def lines_in(content: bytes, file_type: str) -> Iterator[str]:
    """Yield the lines of a file's text; nothing for a type without any, or a damaged file."""
    if file_type == PDF:
        yield from lines_of_pdf(content)
    elif file_type in ZIPPED:
        yield from _lines_of_zipped(content)


def _lines_of_zipped(content: bytes) -> Iterator[str]:
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
        element.clear(keep_tail=True)
