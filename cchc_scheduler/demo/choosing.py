"""What a reader of the mailbox asked for by the page's address: letter, view, unit, group, page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from cchc_scheduler.demo.opened import OpenedLetter
from cchc_scheduler.demo.phrases import GROUPS

VIEWS: Final = {
    "html": "Máy tính",
    "phone": "Điện thoại",
    "dark": "Nền tối",
    "text": "Chữ thuần",
    "raw": "Bản gốc",
}
PAGE_SIZE: Final = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """The parts of an address; an empty one stands for all, `letter` 0 for the first."""

    letter: int = 0
    view: str = "html"
    unit: str = ""
    group: str = ""

    def link(self, **changes: object) -> str:
        """Return the address with some parts changed."""
        wanted = replace(self, **changes)  # type: ignore[arg-type]
        parts = {
            "letter": wanted.letter or "",
            "view": "" if wanted.view == "html" else wanted.view,
            "unit": wanted.unit,
            "group": wanted.group,
        }
        query = urlencode({key: value for key, value in parts.items() if value})
        return f"/?{query}" if query else "/"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the mailbox shows: the letters that fit, the page of the list, the opened letter."""

    asked: Asked
    fitting: Sequence[OpenedLetter]
    chosen: OpenedLetter | None
    place: int

    @property
    def page(self) -> Sequence[OpenedLetter]:
        """The page of the list on which the opened letter stands."""
        first = self.place // PAGE_SIZE * PAGE_SIZE
        return self.fitting[first : first + PAGE_SIZE]

    @property
    def first_number(self) -> int:
        """The place of the page's first letter, from 1."""
        return self.place // PAGE_SIZE * PAGE_SIZE + 1

    @property
    def page_number(self) -> int:
        """The number of the page, from 1."""
        return self.place // PAGE_SIZE + 1

    @property
    def pages(self) -> int:
        """How many pages the list has."""
        return -(-len(self.fitting) // PAGE_SIZE)

    def at(self, place: int) -> OpenedLetter | None:
        """Return the letter at a place of the list, None outside it."""
        return self.fitting[place] if 0 <= place < len(self.fitting) else None

    def first_of(self, page_number: int) -> OpenedLetter | None:
        """Return the first letter of a page, None where there is no such page."""
        return self.at((page_number - 1) * PAGE_SIZE)


def read_asked(query: Mapping[str, str], units: Sequence[str]) -> Asked:
    """Return what an address asks for; what is unknown in it is left out."""
    letter, view = query.get("letter", ""), query.get("view", "")
    unit, group = query.get("unit", ""), query.get("group", "")
    return Asked(
        letter=int(letter) if letter.isascii() and letter.isdecimal() else 0,
        view=view if view in VIEWS else "html",
        unit=unit if unit in units else "",
        group=group if any(each.id == group for each in GROUPS) else "",
    )


def choose(letters: Sequence[OpenedLetter], asked: Asked) -> Choice:
    """Return the letters that fit and the one to open: the one asked for, else the first of them.

    Where everything is shown and nothing was asked for, the first letter about a unit is opened.
    """
    kinds = [kind for group in GROUPS if group.id == asked.group for kind in group.kinds]
    fitting = [
        letter
        for letter in letters
        if (not kinds or letter.sent.kind in kinds)
        and (not asked.unit or asked.unit in letter.sent.units)
    ]
    numbers = [letter.number for letter in fitting]
    if asked.letter in numbers:
        place = numbers.index(asked.letter)
    else:
        place = next((n for n, letter in enumerate(fitting) if letter.sent.units), 0)
    return Choice(asked, fitting, fitting[place] if fitting else None, place)
