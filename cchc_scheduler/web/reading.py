"""Reads what a browser sends, within bounds: the size is refused before anything is parsed."""

import secrets
from collections.abc import Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from unicodedata import normalize
from urllib.parse import parse_qsl

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


class TooLarge(Exception):
    """The request announces more than is taken, or does not say how much it brings."""


class BadForm(Exception):
    """The request is no form, or one of more fields, files or letters than any page has."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it was typed: texts in NFC with LF line ends, and the file if one came."""

    texts: dict[str, str]
    file: UploadFile | None

    def text(self, name: str) -> str:
        """Return a field without blanks around it, or an empty text."""
        return self.texts.get(name, "").strip()

    def line(self, name: str) -> str:
        """Return a field as one line, whatever line ends came with it."""
        return " ".join(self.text(name).split())


@asynccontextmanager
async def typed(request: Request, largest: int, most_fields: int = MOST_FIELDS) -> Any:
    """Give the form of a request; its file is closed at the end.

    `largest` is how many bytes a file, or texts beyond half a megabyte, may have. Raises TooLarge
    before anything is read, BadForm as soon as what is read can't be a form of ours.
    """
    announced = request.headers.get("content-length", "")
    if not announced.isdecimal() or len(announced) > LONGEST_LENGTH:
        raise TooLarge
    if int(announced) > largest + BESIDE_FILE:
        raise TooLarge
    try:
        form = await _form_of(request, most_fields)
    except (HTTPException, MultiPartException, FormParserError, ValueError, LookupError) as fault:
        raise BadForm from fault
    try:
        yield Typed(dict(_texts(form)), _file(form))
    finally:
        await form.close()


async def _form_of(request: Request, most_fields: int) -> FormData:
    if not is_short(request):
        return await request.form(max_files=1, max_fields=most_fields, max_part_size=LARGEST_FIELD)
    text = (await request.body()).decode("latin-1")
    return FormData([*parse_qsl(text, keep_blank_values=True, max_num_fields=most_fields)])


def is_short(request: Request) -> bool:
    """Tell whether a form is one of texts only, and no longer than a single field may be.

    Such a form is parsed at once, in a moment.
    """
    announced = request.headers.get("content-length", "")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    few = announced.isdecimal() and len(announced) <= LONGEST_LENGTH
    return few and int(announced) <= LARGEST_FIELD and kind == PLAIN


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


def _texts(form: FormData) -> Iterator[tuple[str, str]]:
    for name, value in form.multi_items():
        if isinstance(value, str):
            yield name, _cleaned(value)


def _cleaned(value: str) -> str:
    """Return a text in NFC with LF line ends, without NUL and halves of letters."""
    whole = value.encode("utf-8", "ignore").decode("utf-8")
    return normalize("NFC", whole.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", ""))


def _file(form: FormData) -> UploadFile | None:
    for _name, value in form.multi_items():
        if isinstance(value, UploadFile) and value.filename:
            return value
    return None
