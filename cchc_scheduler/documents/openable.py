"""Whether a file that was handed in can be opened at all; nothing of it is read further."""

import io
import zipfile
import zlib
from typing import Final

from cchc_scheduler.core.submissions import FILE_TYPES, OFFICE

# The part of each package without which it is no document.
MAIN_PART: Final = {
    f"{OFFICE}.wordprocessingml.document": "word/document.xml",
    f"{OFFICE}.spreadsheetml.sheet": "xl/workbook.xml",
    "application/vnd.oasis.opendocument.text": "content.xml",
}
PDF: Final = "application/pdf"
PDF_BEGINS_WITHIN: Final = 1024
PIECE: Final = 4096
FAULTS: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    KeyError,
    NotImplementedError,
)


def opens(content: bytes, file_type: str) -> bool:
    """Tell whether a file of a type that is taken has its form; of any other type, whether it is.

    Of a package only the beginning of its main part is unpacked, so that nothing can burst.
    """
    if file_type == PDF:
        return b"%PDF-" in content[:PDF_BEGINS_WITHIN]
    if file_type not in FILE_TYPES:
        return bool(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            main = MAIN_PART.get(file_type)
            if main is None:
                return True
            with archive.open(main) as part:
                return part.read(PIECE).lstrip().startswith(b"<")
    except FAULTS:
        return False
