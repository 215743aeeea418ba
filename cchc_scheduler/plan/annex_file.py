"""A file that was handed over as an annex, whatever it is called: what it is, and its tables.

The kind is told by content. Nothing is run, fetched or unpacked to disk.
"""

from collections.abc import Callable
from typing import Final

from cchc_scheduler.core.annexes.grids import Paper
from cchc_scheduler.plan.annex_archive import Archive
from cchc_scheduler.plan.annex_faults import UnreadableAnnex
from cchc_scheduler.plan.annex_old_sheet import read_old_sheets
from cchc_scheduler.plan.annex_pdf import read_pdf
from cchc_scheduler.plan.annex_sheet import read_sheets
from cchc_scheduler.plan.annex_word import read_word

LARGEST_FILE: Final = 25 * 1024 * 1024
ZIP: Final = b"PK"
PDF: Final = b"%PDF-"
PDF_BEGINS_WITHIN: Final = 1024
# The compound file that old Word and Excel write, and that a password wraps new files in.
COMPOUND: Final = bytes.fromhex("d0cf11e0a1b11ae1")
OPEN_SHEET: Final = b"application/vnd.oasis.opendocument.spreadsheet"


def read_paper(content: bytes) -> Paper:
    """Return the tables of a file; UnreadableAnnex says why it has none that can be read."""
    if not content:
        raise UnreadableAnnex("empty-file")
    if len(content) > LARGEST_FILE:
        raise UnreadableAnnex("too-large", f"{LARGEST_FILE // 1024 // 1024} MB")
    if content.startswith(ZIP):
        return _zipped(content)
    if content.startswith(COMPOUND):
        return _compound(content)
    if PDF in content[:PDF_BEGINS_WITHIN]:
        return read_pdf(content)
    raise UnreadableAnnex("unknown-kind")


def _zipped(content: bytes) -> Paper:
    archive = Archive(content)
    readers: tuple[tuple[str, Callable[[Archive], Paper]], ...] = (
        ("word/document.xml", read_word),
        ("xl/workbook.xml", read_sheets),
    )
    for part, reader in readers:
        if part in archive.names:
            return reader(archive)
    if "content.xml" in archive.names and archive.part("mimetype") == OPEN_SHEET:
        _check_open_sheet(archive)
        return read_old_sheets(content)
    raise UnreadableAnnex("unknown-kind" if archive.names else "damaged")


def _check_open_sheet(archive: Archive) -> None:
    """Refuse what bursts or is locked before another library unpacks it."""
    archive.part("content.xml")
    if b"encryption-data" in (archive.part("META-INF/manifest.xml") or b""):
        raise UnreadableAnnex("password")


def _compound(content: bytes) -> Paper:
    """Tell old files apart by the names of the streams inside, which stand in UTF-16."""
    if _names(content, "EncryptedPackage"):
        raise UnreadableAnnex("password")
    if _names(content, "WordDocument"):
        raise UnreadableAnnex("old-word")
    if _names(content, "Workbook") or _names(content, "Book"):
        return read_old_sheets(content)
    raise UnreadableAnnex("unknown-kind")


def _names(content: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in content
