"""What a slip (phiếu trình) sums up of a compiled report: what is unfinished, unmet, asked for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from cchc_scheduler.core.reports import Annex, Line, OfficialReport, Section

ESTIMATED: Final = re.compile(r"\(ước\)|^ước$", re.IGNORECASE)
WHOLE: Final = Decimal(100)
RATE: Final = "ty-le"
LABELS: Final = ("chi-tieu", "noi-dung", "nhiem-vu")


@dataclass(frozen=True, slots=True)
class SlipItems:
    """Lines of a slip, each naming its place in the report.

    `unfinished` are sections and rows with words or figures still to come, `unmet` targets below
    their whole with the rate reached, `proposals` what units ask for.
    """

    unfinished: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()


def slip_items(report: OfficialReport) -> SlipItems:
    """Return what the leaders should know before they sign a report."""
    unfinished = [_place(each) for each in report.sections if _is_unfinished(each)]
    for annex in report.annexes:
        unfinished += _estimated(annex)
    unmet = [each for annex in report.annexes if annex.table == "targets" for each in _unmet(annex)]
    asked = [
        each for annex in report.annexes if annex.table == "proposals" for each in _asked(annex)
    ]
    return SlipItems(*(tuple(dict.fromkeys(each)) for each in (unfinished, unmet, asked)))


def _is_unfinished(section: Section) -> bool:
    return any(
        passage.kind == "missing" or ESTIMATED.search(passage.text) for passage in section.passages
    )


def _place(section: Section) -> str:
    return f"Mục {section.key} {section.title}".strip()


def _estimated(annex: Annex) -> Iterator[str]:
    for line in annex.lines:
        if line.kind != "group" and any(ESTIMATED.search(cell) for cell in line.cells):
            yield f"Phụ lục {annex.number}: {_label(annex, line)} (ước)"


def _unmet(annex: Annex) -> Iterator[str]:
    for line in annex.lines:
        rate = _cell(annex, line, RATE)
        value = _number(rate)
        if value is not None and value < WHOLE:
            yield f"{_label(annex, line)} ({rate}%)"


def _asked(annex: Annex) -> Iterator[str]:
    for line in annex.lines:
        text = _cell(annex, line, "noi-dung")
        unit = _cell(annex, line, "don-vi")
        if text:
            yield f"{text} ({unit})" if unit else text


def _label(annex: Annex, line: Line) -> str:
    found = (_cell(annex, line, each) for each in LABELS)
    return next((text for text in found if text), line.cells[0])


def _cell(annex: Annex, line: Line, column: str) -> str:
    """Return a row's cell by its column's name; empty in a group's line."""
    if line.kind == "group":
        return ""
    names = [each.id for each in annex.columns]
    return line.cells[names.index(column)].strip() if column in names else ""


def _number(text: str) -> Decimal | None:
    """Return 98,5 as a number; None for what is none."""
    try:
        return Decimal(text.replace("%", "").replace(".", "").replace(",", ".").strip())
    except InvalidOperation:
        return None
