"""Files in a mail: their names made harmless, their type told by content, their hash."""

import hashlib
import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from email.message import Message
from typing import Final

from cchc_scheduler.mail.decoding import as_text, header_text

LONGEST_NAME: Final = 150
MOST_MEMBERS: Final = 1_000
UNNAMED: Final = "tep-khong-ten"
RESERVED: Final = re.compile(r"^(con|prn|aux|nul|com[1-9]|lpt[1-9])(\.|$)", re.IGNORECASE)
BAD_IN_NAMES: Final = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
BIDI: Final = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c")
OFFICE: Final = "application/vnd.openxmlformats-officedocument"
# What a file begins with, and its type.
MAGIC: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-executable"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x1f\x8b", "application/gzip"),
    (b"{\\rtf", "application/rtf"),
)
# Which member tells what a zip really is.
ZIPPED: Final = (
    ("word/document.xml", f"{OFFICE}.wordprocessingml.document"),
    ("xl/workbook.xml", f"{OFFICE}.spreadsheetml.sheet"),
    ("ppt/presentation.xml", f"{OFFICE}.presentationml.presentation"),
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of a mail; `type` is told by its content where that is known, `size` is in bytes."""

    name: str
    type: str
    size: int
    sha256: str
    data: bytes


def attachment(part: Message) -> Attachment:
    """Return a part as a file; a part without bytes is an empty file."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else _as_bytes(part)
    declared = part.get_content_type()
    return Attachment(
        name=safe_name(file_name(part)),
        type=type_of(data, declared),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        data=data,
    )


def file_name(part: Message) -> str:
    """Return the name a part says it has (RFC 2231, RFC 2047 in quotes, raw UTF-8), or ''."""
    try:
        told = _with_text_headers(part).get_filename()
    except Exception:  # noqa: BLE001 - a parameter of any shape must give some name
        told = None
    return header_text(told) if told else ""


def _with_text_headers(part: Message) -> Message:
    """Return the two headers that may hold a name, with raw bytes in them read as text."""
    plain = Message()
    for header, value in part.raw_items():
        if header.lower() in ("content-disposition", "content-type") and header not in plain:
            plain[header] = as_text(str(value))
    return plain


def safe_name(name: str) -> str:
    """Return a name that can't leave its folder, hide its ending or be too long (150 bytes)."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(c for c in last if c not in BIDI and unicodedata.category(c) not in ("Cc", "Cf"))
    plain = BAD_IN_NAMES.sub("_", seen).strip().strip(".").strip()
    if RESERVED.match(plain):
        plain = f"_{plain}"
    return _shortened(plain) or UNNAMED


def type_of(data: bytes, declared: str) -> str:
    """Return a file's type by what it begins with, else what the mail declared."""
    for beginning, known in MAGIC:
        if data.startswith(beginning):
            return known
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_type(data)
    return declared.lower()


def _zip_type(data: bytes) -> str:
    """Look only into the list of members; nothing is ever unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.namelist()[:MOST_MEMBERS]
            if "mimetype" in members and archive.getinfo("mimetype").file_size < LONGEST_NAME:
                return archive.read("mimetype").decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, NotImplementedError, RuntimeError):
        return "application/zip"
    return next((known for member, known in ZIPPED if member in members), "application/zip")


def _as_bytes(part: Message) -> bytes:
    """Return a mail inside a mail as its own bytes."""
    try:
        inner = part.get_payload(0) if part.is_multipart() else None
        return inner.as_bytes() if isinstance(inner, Message) else b""
    except Exception:  # noqa: BLE001 - a broken inner mail is an empty file; the raw mail is kept
        return b""


def _shortened(name: str) -> str:
    if len(name.encode()) <= LONGEST_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:  # noqa: PLR2004
        stem, dot, ending = name, "", ""
    room = LONGEST_NAME - len((dot + ending).encode())
    return stem.encode()[:room].decode("utf-8", "ignore") + dot + ending
