"""Read the outline of the units' report from the office's templates."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import structlog

from cchc_scheduler.core.outlines import Outline
from cchc_scheduler.home import OUTLINES
from cchc_scheduler.plan.outline_checks import check_outline
from cchc_scheduler.plan.outline_file import OutlineFile
from cchc_scheduler.plan.reading import read_source
from cchc_scheduler.plan.validating import validated

UNIT_REPORT: Final = "bao-cao-don-vi.yaml"


def unit_outline(template_dirs: Sequence[Path]) -> Outline | None:
    """Return the outline of a unit's report; None when there is none or it has faults.

    Faults go to the log; `cchc plan check` names them too. Everything but the form goes on.
    """
    places = (folder / OUTLINES / UNIT_REPORT for folder in template_dirs)
    path = next((place for place in places if place.is_file()), None)
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
