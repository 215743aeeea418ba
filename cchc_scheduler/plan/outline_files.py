"""All outlines of a home read together: units' form, compiled reports, annexes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from cchc_scheduler.core.outlines import Outline
from cchc_scheduler.core.report_outlines import AnnexOutline, FigureRule, ReportOutline
from cchc_scheduler.plan.annex_outline_file import AnnexesFile
from cchc_scheduler.plan.faults import Fault
from cchc_scheduler.plan.outline_checks import check_between_outlines, check_outline
from cchc_scheduler.plan.outline_file import OutlineFile
from cchc_scheduler.plan.reading import read_source
from cchc_scheduler.plan.report_outline_checks import (
    check_between_annexes,
    check_form,
    check_named,
    known_of,
)
from cchc_scheduler.plan.report_outline_file import ReportOutlineFile
from cchc_scheduler.plan.sources import Source
from cchc_scheduler.plan.validating import validated

OutlineKind = Literal["unit", "report", "annexes"]
# Keys that only one kind of file has; with one of them misspelt the others still tell.
OF_REPORT: Final = frozenset(("report", "speaker", "addressees", "opening", "signature"))
OF_ANNEXES: Final = "annexes"


@dataclass(frozen=True, slots=True)
class FoundOutlines:
    """The outlines of all files, each kind in the order of the files' names."""

    units: tuple[Outline, ...] = ()
    reports: tuple[ReportOutline, ...] = ()
    annexes: tuple[AnnexOutline, ...] = ()
    rules: tuple[FigureRule, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldTo:
    """What an office's own outlines are held to: its units, the clauses of its plans."""

    own: Collection[Path] = ()
    units: Collection[str] = ()
    clauses: Collection[str] = ()


def kind_of(source: Source) -> OutlineKind:
    """Return what an outline's file is for, by its keys."""
    keys = set(source.data) if isinstance(source.data, dict) else set()
    if keys & OF_REPORT:
        return "report"
    return "annexes" if OF_ANNEXES in keys else "unit"


def read_outlines(
    paths: Iterable[Path], held: HeldTo | None = None
) -> tuple[FoundOutlines, tuple[Fault, ...]]:
    """Read outlines; the values, and every fault of all files in order.

    Only an office's own are held to its units and clauses: packaged ones may speak of another's.
    """
    told = held or HeldTo()
    sources = [(path, read_source(path)) for path in paths]
    known = known_of([source for _, source in sources], told.units, told.clauses)
    found = FoundOutlines()
    for path, source in sources:
        own = path in told.own
        if kind_of(source) == "unit":
            check_outline(source, told.units if own else (), told.clauses if own else ())
        else:
            check_form(source)
            if own:
                check_named(source, known)
        found = _with(found, source)
    check_between_outlines([source for _, source in sources])
    check_between_annexes([source for _, source in sources])
    return found, tuple(fault for _, source in sources for fault in sorted(source.faults))


def _with(found: FoundOutlines, source: Source) -> FoundOutlines:
    """Return what was found so far, with the values of one more file."""
    kind = kind_of(source)
    if kind == "report":
        report = validated(source, ReportOutlineFile)
        return replace(found, reports=(*found.reports, report.value())) if report else found
    if kind == "annexes":
        annexes = validated(source, AnnexesFile)
        return _with_annexes(found, annexes) if annexes else found
    unit = validated(source, OutlineFile)
    return replace(found, units=(*found.units, unit.value())) if unit else found


def _with_annexes(found: FoundOutlines, file: AnnexesFile) -> FoundOutlines:
    rules = tuple(rule.value() for rule in file.rules)
    return replace(found, annexes=(*found.annexes, *file.values()), rules=(*found.rules, *rules))
