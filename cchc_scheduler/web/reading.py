"""Reads what a browser sends, within bounds: the size is refused before anything is parsed."""

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Final
from unicodedata import normalize
from urllib.parse import unquote_to_bytes

from python_multipart.exceptions import FormParserError
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request

NONCE_BYTES: Final = 16
HEX: Final = frozenset("0123456789abcdef")
MOST_FIELDS: Final = 40
LARGEST_FIELD: Final = 64 * 1024
# What a form may need beside its file: its other fields and the frames between them.
BESIDE_FILE: Final = 512 * 1024
PLAIN: Final = "application/x-www-form-urlencoded"
# More digits than any size has; a longer number is not even read.
LONGEST_LENGTH: Final = 12
# What the readers of forms raise at what is none.
FAULTS: Final = (HTTPException, MultiPartException, FormParserError, ValueError, LookupError)


class TooLarge(Exception):
    """The request announces more than is taken, or does not say how much it brings."""


class BadForm(Exception):
    """The request is no form, or one of more fields, files or letters than any page has."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it was typed: texts in NFC with LF line ends, and the file if one came."""

    texts: dict[str, str]
    file: UploadFile | None = None

    def text(self, name: str) -> str:
        """Return a field without blanks around it, or an empty text."""
        return self.texts.get(name, "")

    def line(self, name: str) -> str:
        """Return a field as one line, whatever line ends came with it."""
        return " ".join(self.text(name).split())


def typed(request: Request, largest: int, most_fields: int = MOST_FIELDS) -> "_Reading":
    """Give (`async with`) the form of a request; its file is closed at the end.

    `largest` is how many bytes a file, or texts beyond half a megabyte, may have. Raises TooLarge
    before anything is read, BadForm as soon as what is read can't be a form of ours.
    """
    announced = _announced(request)
    if announced is None or announced > largest + BESIDE_FILE:
        raise TooLarge
    return _Reading(request, most_fields)


class _Reading:
    """The form of one request, from its first byte until its file is closed."""

    def __init__(self, request: Request, most_fields: int) -> None:
        self._request: Final = request
        self._most: Final = most_fields
        self._form: FormData | None = None

    async def __aenter__(self) -> Typed:
        try:
            return await (self._short() if is_short(self._request) else self._long())
        except FAULTS as fault:
            raise BadForm from fault

    async def __aexit__(self, *_fault: object) -> None:
        if self._form is not None:
            await self._form.close()

    async def _short(self) -> Typed:
        parts = (await self._request.body()).split(b"&")
        if len(parts) > self._most:
            raise BadForm
        pairs = (part.partition(b"=") for part in parts if part)
        return Typed({_decoded(name): _cleaned(_decoded(value)) for name, _, value in pairs})

    async def _long(self) -> Typed:
        form = self._form = await self._request.form(
            max_files=1, max_fields=self._most, max_part_size=LARGEST_FIELD
        )
        pairs = form.multi_items()
        files = (each for _, each in pairs if isinstance(each, UploadFile) and each.filename)
        texts = {name: _cleaned(each) for name, each in pairs if isinstance(each, str)}
        return Typed(texts, next(files, None))


def is_short(request: Request) -> bool:
    """Tell whether a form is one of texts only, and no longer than a single field may be.

    Such a form is parsed at once, in a moment.
    """
    announced = _announced(request)
    if announced is None or announced > LARGEST_FIELD:
        return False
    kind = request.headers.get("content-type", "")
    return kind.partition(";")[0].strip().lower() == PLAIN


def _announced(request: Request) -> int | None:
    """Return how many bytes a request says it brings; None when it says no number."""
    length = request.headers.get("content-length", "")
    return int(length) if length.isdecimal() and len(length) <= LONGEST_LENGTH else None


def new_nonce() -> str:
    """Return what makes one showing of a form unique, so that a double click records once."""
    return secrets.token_hex(NONCE_BYTES)


def is_nonce(text: str) -> bool:
    """Tell whether a text can be such a nonce."""
    return len(text) == 2 * NONCE_BYTES and HEX.issuperset(text)


def day_of(text: str) -> tuple[date | None, bool]:
    """Return the day a field holds, and whether it holds something else."""
    if not text:
        return None, False
    try:
        return date.fromisoformat(text), False
    except ValueError:
        return None, True


def _decoded(raw: bytes) -> str:
    """Return a name or value of an urlencoded form as text, whatever its bytes are."""
    spaced = raw.replace(b"+", b" ")
    return (unquote_to_bytes(spaced) if b"%" in spaced else spaced).decode("utf-8", "replace")


def _cleaned(value: str) -> str:
    """Return a text in NFC with LF line ends, without NUL, halves of letters and blanks around."""
    if value.isascii() and value.isprintable():
        return value.strip()
    whole = value.encode("utf-8", "ignore").decode("utf-8")
    lines = whole.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return normalize("NFC", lines).strip()
