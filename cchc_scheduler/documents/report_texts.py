"""Every text of a report with the place it stands in, for the checks that read texts."""

from collections.abc import Iterator
from dataclasses import dataclass

from cchc_scheduler.core.reports import OfficialReport


@dataclass(frozen=True, slots=True)
class PlacedText:
    """One text: `where` is the section's or annex's key, `place` how a person is told of it.

    `missing` tells that the program itself says here what is still to come.
    """

    where: str
    place: str
    text: str
    missing: bool = False


def texts_of(report: OfficialReport) -> Iterator[PlacedText]:
    """Yield the texts of a report in the order of reading: opening, sections, annexes."""
    for text in (report.title, *report.basis, *report.opening):
        yield PlacedText("", "phần mở đầu", text)
    for section in report.sections:
        place = f"mục {section.key}"
        for passage in section.passages:
            yield PlacedText(section.key, place, passage.text, passage.kind == "missing")
    for annex in report.annexes:
        place = f"Phụ lục {annex.number}"
        for line in annex.lines:
            for cell in filter(None, line.cells):
                yield PlacedText(annex.key, place, cell, cell.startswith("["))
        if annex.note:
            yield PlacedText(annex.key, place, annex.note, "[" in annex.note)
