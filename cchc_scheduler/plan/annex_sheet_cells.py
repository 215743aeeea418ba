"""What a cell of an Excel file shows: text, number, day, and what is wrong with it."""

import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from cchc_scheduler.core.annexes.grids import Cell, Flaw
from cchc_scheduler.plan.annex_archive import attribute, kind
from cchc_scheduler.plan.annex_styles import Styles

FIRST_DAY: Final = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
LAST_SERIAL: Final = 2_900_000


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheets of a file share; `old_days` counts days from 1904."""

    strings: list[str]
    styles: Styles
    old_days: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a cell stands; row and column count from 1."""

    sheet: str
    row: int
    column: int

    @property
    def place(self) -> str:
        """The cell as a person finds it: `Kế hoạch!C7`."""
        return f"{self.sheet}!{column_letters(self.column)}{self.row}"


def cell_of(element: Any, book: Book, spot: Spot) -> Cell:
    """Return what a cell shows, with the day or number behind it."""
    style = whole(attribute(element, "s"), 0)
    parts = {kind(each): each for each in element}
    value = (parts["v"].text or "") if "v" in parts else None
    bare = Cell("", spot.row, spot.column, spot.place, bold=style in book.styles.bold)
    if "is" in parts:
        return replace(bare, text=text_of(parts["is"]))
    written = attribute(element, "t")
    if not value:
        # A formula that gives an empty text says so by its type; any other was never calculated.
        flaw: Flaw | None = "formula-without-value" if "f" in parts and written != "str" else None
        return replace(bare, flaw=flaw)
    return _valued(book, bare, written, value, style)


def _valued(book: Book, bare: Cell, written: str, value: str, style: int) -> Cell:
    if written == "s":
        at = whole(value, -1)
        return replace(bare, text=book.strings[at] if 0 <= at < len(book.strings) else "")
    if written == "e":
        return replace(bare, text=value, flaw="error-value")
    if written in ("str", "inlineStr"):
        return replace(bare, text=unicodedata.normalize("NFC", value))
    if written == "d":
        return _dated(bare, value)
    if written == "b":
        return replace(bare, text="TRUE" if value == "1" else "FALSE")
    return _numbered(book, bare, value, style)


def _dated(bare: Cell, value: str) -> Cell:
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        return replace(bare, text=value)
    return replace(bare, text=shown_day(day), day=day)


def _numbered(book: Book, bare: Cell, value: str, style: int) -> Cell:
    try:
        number = float(value)
    except ValueError:
        return replace(bare, text=value)
    if style in book.styles.days and 1 <= number < LAST_SERIAL:
        day = FIRST_DAY[book.old_days] + timedelta(days=int(number))
        text = clock_words(round(number % 1 * 24 * 60)) + shown_day(day)
        return replace(bare, text=text, day=day, month_first=style in book.styles.month_first)
    return replace(bare, text=shown_number(number), number=number)


def shown_day(day: date) -> str:
    """Return a day as an office writes it: 09/9/2025 stands as 09/09/2025 in a book."""
    return f"{day.day:02}/{day.month:02}/{day.year}"


def clock_words(minutes: int) -> str:
    """Return the hour beside a day as "17 giờ 00 ngày ", or nothing at midnight."""
    if not 0 < minutes < 24 * 60:
        return ""
    return f"{minutes // 60:02} giờ {minutes % 60:02} ngày "


def shown_number(number: float) -> str:
    """Return a number as a sheet shows it: 2025, not 2025.0."""
    whole = number.is_integer() and abs(number) < 1e15  # noqa: PLR2004
    return str(int(number)) if whole else repr(number)


def text_of(element: Any) -> str:
    """Return the text of a string, without the readings that some languages write beside it."""
    pieces = (
        each.text or ""
        for each in element.iter()
        if kind(each) == "t" and kind(each.getparent()) != "rPh"
    )
    return unicodedata.normalize("NFC", "".join(pieces)).replace("_x000D_", "").replace("\r", "")


def whole(text: str, otherwise: int) -> int:
    """Return a number written in figures, or what stands for it when it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else otherwise  # noqa: PLR2004


def letters_number(letters: str) -> int:
    """Return the number of a column: AA is 27."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Return the letters of a column counted from 1: 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
