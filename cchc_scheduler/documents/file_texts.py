"""The text inside a file that was handed in, read only to look for markings.

A hostile file costs at most some seconds of a process of its own. A plain .zip is never opened.
"""

from collections.abc import Iterable
from typing import Final

from cchc_scheduler.core.submissions import OFFICE
from cchc_scheduler.documents.reading_process import lines_by_process

PDF: Final = "application/pdf"
ZIPPED: Final = (
    f"{OFFICE}.wordprocessingml.document",
    f"{OFFICE}.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.text",
)
# Up to this many bytes of text an archive is read on the spot, which takes some hundredths of a
# second; starting a process takes longer.
SMALL: Final = 1024 * 1024


def lines_in(content: bytes, file_type: str) -> Iterable[str]:
    """Return the lines of a file's text; none for a type without any, or a damaged file."""
    if file_type == PDF:
        return lines_by_process("pdf", content)
    if file_type not in ZIPPED:
        return ()
    from cchc_scheduler.documents.zipped_texts import (  # noqa: PLC0415 - lxml takes 7 MB
        lines_of_zipped,
        size_of_texts,
    )

    if size_of_texts(content) <= SMALL:
        return lines_of_zipped(content)
    return lines_by_process("zipped", content)
