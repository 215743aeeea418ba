"""Reads what a browser sends, within bounds: the size is refused before anything is parsed."""

import secrets
from collections.abc import Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final
from unicodedata import normalize

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

NONCE_BYTES: Final = 16
MOST_FIELDS: Final = 40
LARGEST_FIELD: Final = 64 * 1024
# What a form may need beside its file: its other fields and the frames between them.
BESIDE_FILE: Final = 512 * 1024


class TooLarge(Exception):
    """The request announces more than is taken, or does not say how much it brings."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it was typed: texts in NFC with LF line ends, and the file if one came."""

    texts: dict[str, str]
    file: UploadFile | None

    def text(self, name: str) -> str:
        """Return a field without blanks around it, or an empty text."""
        return self.texts.get(name, "").strip()


@asynccontextmanager
async def typed(request: Request, largest: int) -> Any:
    """Give the form of a request; its file is closed at the end.

    `largest` is how many bytes a file may have. Raises TooLarge before anything is read.
    """
    announced = request.headers.get("content-length", "")
    if not announced.isdecimal() or int(announced) > largest + BESIDE_FILE:
        raise TooLarge
    async with request.form(
        max_files=1, max_fields=MOST_FIELDS, max_part_size=LARGEST_FIELD
    ) as form:
        yield Typed(dict(_texts(form)), _file(form))


def new_nonce() -> str:
    """Return what makes one showing of a form unique, so that a double click records once."""
    return secrets.token_hex(NONCE_BYTES)


def is_nonce(text: str) -> bool:
    """Tell whether a text can be such a nonce."""
    return len(text) == 2 * NONCE_BYTES and all(c in "0123456789abcdef" for c in text)


def _texts(form: FormData) -> Iterator[tuple[str, str]]:
    for name, value in form.multi_items():
        if isinstance(value, str):
            yield name, normalize("NFC", value.replace("\r\n", "\n").replace("\x00", ""))


def _file(form: FormData) -> UploadFile | None:
    for _name, value in form.multi_items():
        if isinstance(value, UploadFile) and value.filename:
            return value
    return None
