"""The files of a period's compilation one by one, for the coordinator's page: made when asked for.

They are the same files that `cchc compile` makes; nothing is kept and nothing is sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from cchc_scheduler.actions.compile_files import PACK, SHEET, Material
from cchc_scheduler.actions.pack_submissions import pack
from cchc_scheduler.core.reports import OfficialReport, ReportKind
from cchc_scheduler.documents.as_pdf import as_pdf, soffice
from cchc_scheduler.documents.manifest import Manifest
from cchc_scheduler.documents.tracking_sheet import tracking_sheet

PDF: Final = ".pdf"
INSIDE: Final = "chỉ lãnh đạo UBND xã xem"
ORDER: Final[tuple[ReportKind, ...]] = ("upward", "party", "internal", "unit")


@dataclass(frozen=True, slots=True)
class FileName:
    """One file: its name and what it is, in Vietnamese."""

    name: str
    title: str


def files_of(material: Material) -> tuple[FileName, ...]:
    """Return the files a period has: what leaves the office first, units' own last."""
    made = material.compilation
    ordered = sorted(made.reports, key=lambda each: ORDER.index(each.kind))
    reports = [FileName(_name_of(each), _title_of(each)) for each in ordered]
    sheet = FileName(f"{SHEET}-{made.period}.xlsx", "Bảng theo dõi")
    packed = FileName(f"{PACK}-{made.period}.zip", "Tài liệu các đơn vị đã gửi, kèm danh mục")
    return (*reports, sheet, packed)


def pdf_of(material: Material) -> FileName | None:
    """Return the report to the city as PDF, where the machine has LibreOffice; else None."""
    found = next((each for each in material.compilation.reports if each.kind == "upward"), None)
    if found is None or soffice() is None:
        return None
    return FileName(f"{found.key}-{found.period}{PDF}", f"{_title_of(found)}, bản PDF")


def make_pdf(
    material: Material, name: str, templates: Sequence[Path], data: Path | None, into: Path
) -> Path | None:
    """Make a report's Word file and from it its PDF; None when LibreOffice could not."""
    word = make_file(material, Path(name).with_suffix(".docx").name, templates, data, into)
    printed = as_pdf(word.read_bytes()) if word is not None else None
    if printed is None or printed.pdf is None:
        return None
    path = into / Path(name).name
    path.write_bytes(printed.pdf)
    return path


def make_file(
    material: Material, name: str, templates: Sequence[Path], data: Path | None, into: Path
) -> Path | None:
    """Make one of these files in a folder; None when there is none of this name."""
    # Here, because what writes Word files takes 8 MB that an idle service never needs.
    from cchc_scheduler.documents.official_report import official_report  # noqa: PLC0415

    made, path, now = material.compilation, into / Path(name).name, material.compilation.made_at
    if name == f"{SHEET}-{made.period}.xlsx":
        path.write_bytes(tracking_sheet(material.tracking, now))
    elif name == f"{PACK}-{made.period}.zip":
        _pack(material, data, (path, now))
    else:
        report = next((each for each in made.reports if _name_of(each) == name), None)
        if report is None:
            return None
        path.write_bytes(official_report(report, templates, now))
    return path


def _pack(material: Material, data: Path | None, where: tuple[Path, datetime]) -> None:
    path, now = where
    scope = material.compilation.period_words
    manifest = Manifest(material.tracking.office, scope, now, material.handed_in)
    with path.open("wb") as target:
        pack(target, data, manifest)


def _name_of(report: OfficialReport) -> str:
    return f"{report.key}-{report.period}.docx"


def _title_of(report: OfficialReport) -> str:
    if report.kind == "internal":
        return f"{report.title} ({INSIDE})"
    if report.kind == "unit":
        return f"Báo cáo của đơn vị: {' '.join(report.letterhead.issuer)}"
    return f"Báo cáo gửi {', '.join(report.addressees)}"
