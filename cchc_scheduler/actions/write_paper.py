"""Write a drafted paper as a Word file into a folder; a file somebody edited there stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cchc_scheduler.actions.compile_report import compile_period
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.draft_papers import (
    Signer,
    draft_apology,
    draft_request,
    draft_slip,
    draft_submission,
    draft_thanks,
)
from cchc_scheduler.actions.kept_texts import with_kept_texts
from cchc_scheduler.actions.place_files import Placed, place, placing
from cchc_scheduler.actions.read_outline import report_outlines
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.reports import OfficialReport
from cchc_scheduler.documents.official_papers import OfficialPaper, PaperKind, official_paper

UPWARD = "upward"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which paper of which period; `unit` is for the apology, `asked_by`, `signer` for requests."""

    kind: PaperKind
    period: str
    asked_by: date | None = None
    signer: Signer | None = None
    unit: str | None = None


def draft(desk: Desk, asked: Asked, template_dirs: Sequence[Path]) -> OfficialPaper:
    """Return the paper that is asked for, filled in from the record.

    Raises BadInput or NotFound, each saying why there is none.
    """
    if asked.kind == "cam-on":
        return draft_thanks(desk, asked.period)
    if asked.kind == "cao-loi":
        if asked.unit is None:
            raise BadInput("Say with --unit whose letter it is, by the unit's id.")
        return draft_apology(desk, asked.period, asked.unit)
    if asked.kind == "phieu-trinh":
        report = _upward(desk, asked.period, template_dirs)
        return draft_slip(desk, asked.period, report)
    if asked.kind == "to-trinh":
        return draft_submission(desk, asked.period)
    by_office = asked.kind == "don-doc-b"
    return draft_request(
        desk, asked.period, by_office=by_office, asked_by=asked.asked_by, signer=asked.signer
    )


def write_paper(
    paper: OfficialPaper, period: str, folder: Path, template_dirs: Sequence[Path], now: datetime
) -> Placed:
    """Make a paper's Word file in a folder; return where it stands."""
    name = f"{paper.kind}-{period}.docx"
    with placing(folder) as stage:
        (stage / name).write_bytes(official_paper(paper, template_dirs, now))
        (placed,) = place(stage, folder, (name,), now)
    return placed


def _upward(desk: Desk, period: str, template_dirs: Sequence[Path]) -> OfficialReport:
    compilation = compile_period(desk, report_outlines(template_dirs), period)
    kept = with_kept_texts(desk.connection, compilation)
    found = next((each for each in kept.reports if each.kind == UPWARD), None)
    if found is None:
        raise NotFound("No outline makes a report to the city; there is nothing to lay before.")
    return found
