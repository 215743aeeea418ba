"""The filters a Word template may use: how lists, numbers and sentences are written."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from cchc_scheduler.clock import office_date
from cchc_scheduler.documents import vietnamese

MARKS: Final = " -–;.,"
MOST_ROMAN: Final = 39


def roman(number: str) -> str:
    """Return an annex's number in Roman letters; what is no number stays as it is (`A`, `IV`)."""
    if not number.isdecimal() or not 1 <= int(number) <= MOST_ROMAN:
        return number
    return vietnamese.roman(int(number))


def lines(text: str) -> tuple[str, ...]:
    """Return the lines of a text that hold something: each becomes a paragraph."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def dashed(words: Sequence[str]) -> tuple[str, ...]:
    """Return lines as a list is written: `- A;`, and a full stop after the last."""
    plain = [word.strip(MARKS) for word in words]
    ends = [*([";"] * (len(plain) - 1)), "."][: len(plain)]
    return tuple(f"- {word}{end}" for word, end in zip(plain, ends, strict=True))


def small_first(words: str) -> str:
    """Return words with a small letter at the beginning, unless an abbreviation begins them."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    "short_day": vietnamese.short_day,
    "full_day": vietnamese.full_day,
    "moment": vietnamese.moment,
    "office_day": office_date,
    "two": vietnamese.two_digits,
    "working_days": vietnamese.working_days,
    "listed": vietnamese.listed,
    "sentence": vietnamese.sentence_case,
    "roman": roman,
    "lines": lines,
    "dashed": dashed,
    "receivers": dashed,
    "small_first": small_first,
}
KEPT: Final = ("upper", "lower", "length", "join", "first", "last", "trim", "default", "replace")
