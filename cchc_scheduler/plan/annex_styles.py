"""Which styles of an Excel file show a number as a day, and whether the month stands first."""

import re
from dataclasses import dataclass
from typing import Any, Final

from cchc_scheduler.plan.annex_archive import attribute, kind

# Formats that every sheet program knows by number (ECMA-376 part 1, 18.8.30): days, then days of
# the languages of East Asia.
KNOWN_DAYS: Final = frozenset(
    (*range(14, 18), 22, *range(27, 32), 36, *range(50, 54), *range(55, 59))
)
# What is quoted, escaped or in brackets shows as it stands.
LITERAL: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


@dataclass(frozen=True, slots=True)
class Styles:
    """Numbers of styles: those of days, those with the month first, those in bold; fonts in use."""

    days: frozenset[int] = frozenset()
    month_first: frozenset[int] = frozenset()
    bold: frozenset[int] = frozenset()
    fonts: tuple[str, ...] = ()


def read_styles(root: Any) -> Styles:
    """Return the styles of a file; none when it has no such part."""
    if root is None:
        return Styles()
    parts = {kind(each): each for each in root}
    codes = {
        attribute(each, "numFmtId"): attribute(each, "formatCode")
        for each in parts.get("numFmts", ())
    }
    fonts = list(parts.get("fonts", ()))
    formats = [
        (attribute(each, "numFmtId"), attribute(each, "fontId"))
        for each in parts.get("cellXfs", ())
    ]
    codes_of = [codes.get(number, "") for number, _ in formats]
    return Styles(
        days=frozenset(
            at
            for at, (number, _) in enumerate(formats)
            if is_day(codes_of[at]) or (number.isdigit() and int(number) in KNOWN_DAYS)
        ),
        month_first=frozenset(at for at, code in enumerate(codes_of) if month_is_first(code)),
        bold=frozenset(at for at, (_, font) in enumerate(formats) if _is_bold(fonts, font)),
        fonts=tuple(dict.fromkeys(_font_names(fonts, {font for _, font in formats}))),
    )


def is_day(code: str) -> bool:
    """Tell whether a number format shows days: it has d, or y beside m."""
    letters = LITERAL.sub("", code).casefold()
    if letters in ("", "general"):
        return False
    return "d" in letters or ("y" in letters and "m" in letters)


def month_is_first(code: str) -> bool:
    """Tell whether a format shows 9/25/2025: month, then day."""
    letters = LITERAL.sub("", code).casefold()
    month, day, year = (letters.find(letter) for letter in "mdy")
    return 0 <= month < day and not 0 <= year < month


def _is_bold(fonts: list[Any], number: str) -> bool:
    if not number.isdigit() or int(number) >= len(fonts):
        return False
    return any(
        kind(each) == "b" and attribute(each, "val") not in ("0", "false")
        for each in fonts[int(number)]
    )


def _font_names(fonts: list[Any], used: set[str]) -> list[str]:
    return [
        attribute(each, "val")
        for at, font in enumerate(fonts)
        if str(at) in used
        for each in font
        if kind(each) == "name"
    ]
