"""Read the outlines of reports from the office's templates, its own before packaged ones."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import structlog

from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.outlines import Outline
from cchc_scheduler.core.report_outlines import ReportOutlines
from cchc_scheduler.home import OUTLINES
from cchc_scheduler.plan.outline_checks import check_outline
from cchc_scheduler.plan.outline_file import OutlineFile
from cchc_scheduler.plan.outline_files import read_outlines
from cchc_scheduler.plan.reading import read_source
from cchc_scheduler.plan.validating import validated

UNIT_REPORT: Final = "bao-cao-don-vi.yaml"


def unit_outline(template_dirs: Sequence[Path]) -> Outline | None:
    """Return the outline of a unit's report; None when there is none or it has faults.

    Faults go to the log; `cchc plan check` names them too. Everything but the form goes on.
    """
    path = outline_paths(template_dirs).get(UNIT_REPORT)
    if path is None:
        return None
    source = read_source(path)
    check_outline(source, (), ())
    model = validated(source, OutlineFile)
    if model is None or source.faults:
        faults = [str(fault) for fault in sorted(source.faults)]
        structlog.get_logger("actions").warning("outline_faulty", faults=faults)
        return None
    return model.value()


def report_outlines(template_dirs: Sequence[Path]) -> ReportOutlines:
    """Return every outline that compiled reports are made by; read anew when a file has changed.

    Raises BadInput with every fault of every outline, or when units' reports have no outline.
    """
    paths = outline_paths(template_dirs)
    form = paths.pop(UNIT_REPORT, None)
    if form is None:
        raise BadInput(f"There is no outline of units' reports: {OUTLINES / UNIT_REPORT}.")
    return _read(tuple(_stamped(path) for path in (form, *paths.values())))


def _stamped(path: Path) -> tuple[Path, int, int]:
    """Return a file with what tells whether it has changed: its time in ns, its size in bytes."""
    found = path.stat()
    return path, found.st_mtime_ns, found.st_size


@lru_cache(maxsize=4)
def _read(files: tuple[tuple[Path, int, int], ...]) -> ReportOutlines:
    """Return the outlines of these files; that of the units' form is the first."""
    found, faults = read_outlines(path for path, _, _ in files)
    if faults:
        listed = "\n".join(str(fault) for fault in faults)
        raise BadInput(f"The outlines of reports have {len(faults)} faults:\n{listed}")
    return ReportOutlines(found.units[0], found.reports, found.annexes, found.rules)


def outline_paths(template_dirs: Sequence[Path]) -> dict[str, Path]:
    """Return the outlines' files by name, the one of the first folder that has it."""
    found: dict[str, Path] = {}
    for folder in template_dirs:
        for path in sorted((folder / OUTLINES).glob("*.yaml")):
            found.setdefault(path.name, path)
    return {name: found[name] for name in sorted(found)}
