"""One row of an annex before its columns are chosen, and the words rows share."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from cchc_scheduler.core.collected import Given
from cchc_scheduler.core.report_outlines import AnnexOutline
from cchc_scheduler.core.reports import LineKind
from cchc_scheduler.documents.report_making import Making

NOTHING_WORDS: Final = (
    "không",
    "không có",
    "không phát sinh",
    "chưa phát sinh",
    "không có phát sinh",
    "trong kỳ không phát sinh",
)


@dataclass(frozen=True, slots=True)
class Row:
    """What stands in a row, by the ids of columns; a column without a word stays empty."""

    cells: Mapping[str, str] = field(default_factory=dict)
    kind: LineKind = "row"


Filler = Callable[[AnnexOutline, Making], Sequence[Row]]


def group(title: str) -> Row:
    """Return a row that spans the table with a title."""
    return Row({"title": title}, "group")


def counted(rows: Iterable[Mapping[str, str]]) -> Iterator[Row]:
    """Yield rows with their running number in the column TT."""
    for number, cells in enumerate(rows, start=1):
        yield Row({"tt": str(number), **cells})


def says_nothing(text: str) -> bool:
    """Tell whether an answer only says that nothing arose: `Không phát sinh.`, `Không có`."""
    words = " ".join(text.casefold().split()).rstrip(".;")
    return words in NOTHING_WORDS


def one_line(text: str) -> str:
    """Return a text of several lines as one."""
    return "; ".join(line.strip().rstrip(";.") for line in text.splitlines() if line.strip())


def telling(given: Iterable[Given]) -> tuple[Given, ...]:
    """Return the answers that say more than that nothing arose."""
    return tuple(each for each in given if not says_nothing(each.text))


def joined_by_unit(found: Sequence[tuple[str, str]], making: Making) -> str:
    """Return texts of units as one; names stand before them where several units speak."""
    if len({unit for unit, _ in found}) == 1:
        return "\n".join(text for _, text in found)
    return "\n".join(f"{making.name(unit)}: {text}" for unit, text in found)
