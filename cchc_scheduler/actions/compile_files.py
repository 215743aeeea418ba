"""Make all files of a period's compilation into a folder: reports, sheet, .zip and PDF.

Shared by the command line, the service and the demonstration; the store is only read. Without
LibreOffice, or when it fails, there is no PDF and everything else is there.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from cchc_scheduler.actions.compile_report import compile_period, compile_unapplied
from cchc_scheduler.actions.desk import Desk, desk_at
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.pack_submissions import findings_of, handed_in, pack
from cchc_scheduler.actions.place_files import Placed, place, placing
from cchc_scheduler.actions.read_outline import report_outlines
from cchc_scheduler.actions.records import Records
from cchc_scheduler.actions.tracking import tracking_facts, unapplied_facts
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.core.reports import Compilation, Finding
from cchc_scheduler.documents.as_pdf import as_pdf
from cchc_scheduler.documents.manifest import HandedIn, Manifest
from cchc_scheduler.documents.tracking_facts import TrackingFacts
from cchc_scheduler.documents.tracking_sheet import tracking_sheet
from cchc_scheduler.plan.home_files import HomeFiles
from cchc_scheduler.store import obligations
from cchc_scheduler.store.database import Database

UPWARD: Final = "upward"
SHEET: Final = "bang-theo-doi"
PACK: Final = "tai-lieu-da-gui"
EVERYTHING: Final = "các kỳ"
NOT_ASKED: Final = "not asked for"


def _quiet(_words: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Making:
    """What is asked for: of which period, into which folder, from which templates.

    `data` is the folder of kept files. `everything` packs what was ever handed in, not only for the
    period. `tell` hears what is being made, in English.
    """

    period: str
    folder: Path
    template_dirs: tuple[Path, ...]
    data: Path | None = None
    everything: bool = False
    pdf: bool = True
    tell: Callable[[str], None] = field(default=_quiet)


@dataclass(frozen=True, slots=True)
class CompiledFiles:
    """What was compiled, where each file stands, and what a person should look at.

    `outputs` are reports by their keys, in their order; `upward` is the one to the city. `kept` are
    files that a person had edited: they stayed, and new ones stand beside them.
    """

    compilation: Compilation
    outputs: tuple[tuple[str, Path], ...]
    upward: Path
    sheet: Path
    pack: Path
    pdf: Path | None
    why_no_pdf: str | None
    findings: tuple[Finding, ...]
    kept: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """Everything the files are made of, read at one instant."""

    compilation: Compilation
    tracking: TrackingFacts
    handed_in: tuple[HandedIn, ...]


def compile_files(
    db: Database, records: Records, outbox: Outbox, making: Making, now: datetime
) -> CompiledFiles:
    """Compile a period as the record stands now and make its files.

    Raises BadInput for outlines or templates with faults, NotFound for an unknown period,
    NotConfigured when nothing was ever applied, StoreUnusable when the folder can't be written;
    then nothing in the folder has changed.
    """
    with db.read() as connection:
        material = read_material(desk_at(connection, records, outbox, now), making)
    return make_files(material, making, now)


def compile_files_unapplied(files: HomeFiles, making: Making, now: datetime) -> CompiledFiles:
    """Do the same for an office whose files were never put in force: everything is missing."""
    outlines = report_outlines(making.template_dirs)
    compilation = compile_unapplied(files, outlines, making.period, now)
    tracking = unapplied_facts(files, period_named(making.period), now)
    return make_files(Material(compilation, tracking, ()), making, now)


def read_material(desk: Desk, making: Making) -> Material:
    """Read everything the files of a period are made of."""
    outlines = report_outlines(making.template_dirs)
    compilation = compile_period(desk, outlines, making.period, making.data)
    period = period_named(making.period)
    return Material(
        compilation=compilation,
        tracking=tracking_facts(desk, outlines.unit, period),
        handed_in=handed_in(desk, None if making.everything else (making.period,)),
    )


def make_files(material: Material, making: Making, now: datetime) -> CompiledFiles:
    """Make the files of what was read and place them, all or none."""
    compilation = material.compilation
    with placing(making.folder) as stage:
        reports = _write_reports(stage, compilation, making, now)
        upward = _upward(compilation)
        sheet = _write_sheet(stage, material, making, now)
        packed, lines = _write_pack(stage, material, making, now)
        pdf, why_no_pdf = _write_pdf(stage, reports[upward], making)
        made = [*reports.values(), sheet, packed, *([pdf] if pdf else [])]
        placed = place(stage, making.folder, made, now)
    at = {each.name: each.path for each in placed}
    return CompiledFiles(
        compilation=compilation,
        outputs=tuple((key, at[name]) for key, name in reports.items()),
        upward=at[reports[upward]],
        sheet=at[sheet],
        pack=at[packed],
        pdf=at[pdf] if pdf else None,
        why_no_pdf=why_no_pdf,
        findings=tuple(
            dict.fromkeys((*compilation.findings, *_not_packed(lines, compilation.period)))
        ),
        kept=tuple(each for each in placed if each.kept),
    )


def known_periods(connection: Connection) -> list[str]:
    """Return the periods for which anything is owed, in order of their ends."""
    periods = {row["period"] for row in obligations.every(connection)}
    return sorted(periods, key=lambda each: period_named(each).last_day)


def _upward(compilation: Compilation) -> str:
    """Return the key of the report to the city; BadInput when no outline makes one."""
    for report in compilation.reports:
        if report.kind == UPWARD:
            return report.key
    raise BadInput("No outline of a report to the city was found (report: upward).")


def _write_reports(
    stage: Path, compilation: Compilation, making: Making, now: datetime
) -> dict[str, str]:
    """Write every report as a Word file; return the files' names by the reports' keys."""
    # Here, because what writes Word files takes 8 MB that an idle service never needs.
    from cchc_scheduler.documents.official_report import official_report  # noqa: PLC0415

    names = {}
    for report in compilation.reports:
        names[report.key] = f"{report.key}-{compilation.period}.docx"
        making.tell(names[report.key])
        content = official_report(report, making.template_dirs, now)
        (stage / names[report.key]).write_bytes(content)
    return names


def _write_sheet(stage: Path, material: Material, making: Making, now: datetime) -> str:
    name = f"{SHEET}-{making.period}.xlsx"
    making.tell(name)
    (stage / name).write_bytes(tracking_sheet(material.tracking, now))
    return name


def _write_pack(
    stage: Path, material: Material, making: Making, now: datetime
) -> tuple[str, tuple[HandedIn, ...]]:
    name = f"{PACK}-{making.period}.zip"
    making.tell(name)
    scope = EVERYTHING if making.everything else material.compilation.period_words
    manifest = Manifest(material.tracking.office, scope, now, material.handed_in)
    with (stage / name).open("wb") as target:
        return name, pack(target, making.data, manifest)


def _write_pdf(stage: Path, report: str, making: Making) -> tuple[str | None, str | None]:
    """Write the report to the city as PDF too; return its name, or why there is none."""
    if not making.pdf:
        return None, NOT_ASKED
    name = Path(report).with_suffix(".pdf").name
    making.tell(name)
    printed = as_pdf((stage / report).read_bytes())
    if printed.pdf is None:
        return None, printed.reason
    (stage / name).write_bytes(printed.pdf)
    return name, None


def _not_packed(lines: tuple[HandedIn, ...], period: str) -> Iterator[Finding]:
    """Yield what was not packed, but for what the compilation itself names.

    It names the period's own files that are gone or broken, and mail that was held back.
    """
    return findings_of(
        each
        for each in lines
        if each.period != period or (each.fate == "marked" and each.version is not None)
    )
