"""Reads lines copied from a register of incoming documents: number, day, and whose document it is.

Lines may be in any sensible order ("12/BC-PKT 08/9/2025 Phòng Kinh tế"). Only what is clear is
matched: a line that names two units, or none, is given back for a person to look at.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from cchc_scheduler.core.annexes.directory import Directory, directory_of
from cchc_scheduler.core.offices import Office

NUMBER: Final = re.compile(r"(?<![\w/])(\d{1,6}[a-zđ]?)\s*/\s*((?:\d{4}\s*/\s*)?[A-ZĐ][\w&.Đ-]*)")
DAY: Final = re.compile(r"(?<![\d/])(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?![\d/])")
ISO_DAY: Final = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?!\d)")
CELLS: Final = re.compile(r"\t+|\s*[;|]\s*|\s{2,}")
SYMBOL: Final = re.compile(r"[-.&]")
MOST_LINES: Final = 500
LONGEST_LINE: Final = 500
MOST_WORDS: Final = 12
# Names by initials or a post are too weak inside running text.
SURE: Final = 0.85


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One line: `unit` None where it is not clear, `day` the latest day it holds."""

    text: str
    number: str | None
    day: date | None
    unit: str | None


def register_lines(text: str, office: Office) -> tuple[RegisterLine, ...]:
    """Return what each line that is not empty says, in order; at most five hundred lines."""
    directory = directory_of(office)
    lines = [" ".join(line.split(" ")).strip() for line in text.splitlines()]
    return tuple(
        _line(line[:LONGEST_LINE], directory) for line in lines[:MOST_LINES] if line.strip()
    )


def _line(line: str, directory: Directory) -> RegisterLine:
    number = NUMBER.search(line)
    rest = line[: number.start()] + "  " + line[number.end() :] if number else line
    days = list(_days(rest))
    words = ISO_DAY.sub("  ", DAY.sub("  ", rest))
    units = set(_units(words, directory))
    if not units and number is not None:
        units = set(_by_symbol(number[2], directory))
    return RegisterLine(
        text=" ".join(line.split()),
        number=f"{number[1]}/{''.join(number[2].split())}".rstrip(".-") if number else None,
        day=max(days, default=None),
        unit=units.pop() if len(units) == 1 else None,
    )


def _days(text: str) -> Iterator[date]:
    """Yield the days of a line that exist."""
    found = [(int(m[3]), int(m[2]), int(m[1])) for m in DAY.finditer(text)]
    found += [(int(m[1]), int(m[2]), int(m[3])) for m in ISO_DAY.finditer(text)]
    for year, month, day in found:
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def _units(text: str, directory: Directory) -> Iterator[str]:
    """Yield the units named in a line: by whole cells first, else by the longest run of words."""
    cells = [cell.strip(" .,:-()") for cell in CELLS.split(text)]
    named = [found[0] for cell in cells if cell and (found := directory.find(cell))]
    if named:
        yield from named
        return
    for cell in cells:
        yield from _inside(cell.split(), directory)


def _inside(words: list[str], directory: Directory) -> Iterator[str]:
    """Yield the units whose name stands among words; a longer name hides the shorter in it."""
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + MOST_WORDS), at, -1):
            found = directory.find(" ".join(words[at:end]).strip(" .,:-()"))
            if found is not None and found[1] >= SURE:
                yield found[0]
                at = end
                break
        else:
            at += 1


def _by_symbol(symbol: str, directory: Directory) -> Iterator[str]:
    """Yield the unit whose initials stand in the symbol of a number: BC-PKT."""
    for part in SYMBOL.split(symbol)[1:]:
        found = directory.find(part)
        if found is not None:
            yield found[0]
