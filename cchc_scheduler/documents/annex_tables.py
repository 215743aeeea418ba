"""The annexes of a compiled report: rows of each table laid under the columns that are printed."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from cchc_scheduler.core.report_outlines import AnnexOutline, ReportOutline, TableKind
from cchc_scheduler.core.reports import Annex, Column, Line
from cchc_scheduler.documents.annex_figures import figures, one_line, spending, targets
from cchc_scheduler.documents.annex_hand_ins import hand_ins
from cchc_scheduler.documents.annex_rows import Filler, Row, says_nothing
from cchc_scheduler.documents.annex_texts import answers, evidence, follow_up, proposals, tasks
from cchc_scheduler.documents.report_making import Making
from cchc_scheduler.documents.report_words import NO_FIGURES, NOTHING_AROSE, filled

NOT_NAMED: Final = "[chưa nêu]"
FILLERS: Final[Mapping[TableKind, Filler]] = MappingProxyType(
    {
        "tasks": tasks,
        "targets": targets,
        "figures": figures,
        "one-line": one_line,
        "answers": answers,
        "spending": spending,
        "proposals": proposals,
        "follow-up": follow_up,
        "hand-ins": hand_ins,
        "evidence": evidence,
    }
)


def annexes_of(report: ReportOutline, making: Making) -> tuple[Annex, ...]:
    """Return a report's annexes in its order; what leaves the office has fewer columns."""
    outside = report.kind != "internal"
    found = making.outlines.annexes_of(report)
    return tuple(_annex(each, making, outside=outside) for each in found)


def _annex(annex: AnnexOutline, making: Making, *, outside: bool) -> Annex:
    rows = FILLERS[annex.table](annex, making)
    shown = annex.shown(outside=outside)
    columns = tuple(Column(each.title, each.share, each.alignment, each.id) for each in shown)
    ids = tuple(each.id for each in shown)
    lines = tuple(_line(row, ids) for row in rows) or (_nothing(annex, making),)
    note = filled(annex.note, _words(annex, making)) if annex.note else None
    return Annex(annex.id, annex.number, annex.title, columns, lines, note, annex.table)


def _line(row: Row, columns: tuple[str, ...]) -> Line:
    if row.kind == "group":
        return Line((row.cells["title"],), "group")
    return Line(tuple(row.cells.get(each, "") for each in columns), row.kind)


def _nothing(annex: AnnexOutline, making: Making) -> Line:
    """Return the one line of an empty annex: nothing arose only where every unit said so."""
    said = all(_said_nothing(annex, each.unit, making) for each in making.collection.units)
    return Line((NOTHING_AROSE if said else NO_FIGURES,), "group")


def _said_nothing(annex: AnnexOutline, unit: str, making: Making) -> bool:
    (found,) = making.units((unit,))
    if found.standing in ("nil", "waived"):
        return True
    told = [found.answers[each].text for each in annex.questions if each in found.answers]
    return bool(told) and all(says_nothing(each) for each in told)


def _words(annex: AnnexOutline, making: Making) -> dict[str, str]:
    """Return what fills the words in braces of an annex's note."""
    told = [each.text for question in annex.questions for each in making.answered(question)]
    return {**making.words, "trich_xuat": "; ".join(told) or NOT_NAMED}
