"""The official report: a Word file, the tracking sheet, and ten years of hand-ins in one .zip."""

import os
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from benchmarks.figures import Figure, middle
from benchmarks.offices import packaged_home
from benchmarks.sizes import Sizes
from cchc_scheduler.actions.pack_submissions import pack
from cchc_scheduler.core.evidence import Evidence
from cchc_scheduler.core.reports import (
    Annex,
    Column,
    Letterhead,
    Line,
    OfficialReport,
    Passage,
    Section,
    Signature,
)
from cchc_scheduler.documents.manifest import HandedIn, Manifest
from cchc_scheduler.documents.official_report import official_report
from cchc_scheduler.documents.tracking_facts import OwedLine, TaskLine, TrackingFacts
from cchc_scheduler.documents.tracking_sheet import tracking_sheet
from cchc_scheduler.store import files

NOW = datetime(2025, 9, 16, 2, 0, tzinfo=UTC)
OFFICE = "Ủy ban nhân dân xã Tuệ Tĩnh"
UNITS = 5
QUARTERS = 4
# One report in five comes twice: returned once for completion.
AGAIN = 5
PERIOD = "quý III năm 2025"
TEXT = (
    "Đã triển khai Kế hoạch cải cách hành chính, phân công người phụ trách từng nhiệm vụ; rà soát, "
    "công khai thủ tục hành chính và tiếp nhận phản ánh, kiến nghị của người dân, doanh nghiệp. "
)
COLUMNS = ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Kết quả trong kỳ", "Tình trạng")


def measure(sizes: Sizes, folder: Path) -> list[Figure]:
    return [_report(sizes), _sheet(sizes), _pack(sizes, folder)]


def _report(sizes: Sizes) -> Figure:
    """The first one is dropped: it loads the libraries and the template."""
    report = _long_report(sizes)
    dirs = packaged_home().template_dirs()
    rounds = []
    for _ in range(sizes.report_rounds + 1):
        began = time.perf_counter()
        content = official_report(report, dirs, NOW)
        rounds.append((time.perf_counter() - began) * 1000)
    first, *later = rounds
    words = f"report as .docx: {sizes.report_sections} sections, {sizes.report_rows} annex rows"
    parts = {"ms the first time": round(first), "kB": round(len(content) / 1000)}
    return Figure("report-docx", words, middle(later), "ms", "at most", 250.0, tuple(later), parts)


def _long_report(sizes: Sizes) -> OfficialReport:
    sections = tuple(
        Section(
            key=f"{number}",
            number=f"{number}",
            level=2,
            title=f"Nội dung thứ {number}",
            passages=(Passage(TEXT * 2, "given"), Passage(TEXT, "given")),
        )
        for number in range(1, sizes.report_sections + 1)
    )
    lines = tuple(
        Line((str(number), TEXT, "Phòng Kinh tế", "", "Thường xuyên", TEXT, "có kết quả"))
        for number in range(1, sizes.report_rows + 1)
    )
    shares = (1, 6, 3, 3, 2, 6, 3)
    columns = tuple(Column(*each) for each in zip(COLUMNS, shares, strict=True))
    return OfficialReport(
        key="bao-cao-so-noi-vu",
        kind="upward",
        period="2025-Q3",
        title=f"Kết quả thực hiện công tác cải cách hành chính {PERIOD}",
        letterhead=Letterhead(
            (), ("ỦY BAN NHÂN DÂN", "XÃ TUỆ TĨNH"), "/BC-UBND", "Xã Tuệ Tĩnh", 2025, OFFICE
        ),
        addressees=("Sở Nội vụ thành phố Hải Phòng",),
        basis=("Thực hiện Quyết định số 362/QĐ-UBND ngày 28/7/2025;",),
        opening=(f"{OFFICE} báo cáo như sau:",),
        sections=sections,
        annexes=(Annex("phu-luc-1", "I", "Tình hình thực hiện nhiệm vụ", columns, lines),),
        recipients=("- Như trên;", "- Lưu: VT."),
        signature=Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
    )


def _sheet(sizes: Sizes) -> Figure:
    """Rows are shared among the three tables: tasks, what is owed, when what came."""
    facts = _facts(sizes.sheet_rows // 3)
    rounds = []
    for _ in range(sizes.report_rounds + 1):
        began = time.perf_counter()
        content = tracking_sheet(facts, NOW)
        rounds.append(time.perf_counter() - began)
    words = f"tracking sheet as .xlsx: {sizes.sheet_rows:,} rows in three tables"
    parts = {"kB": round(len(content) / 1000)}
    later = tuple(rounds[1:])
    return Figure("tracking-sheet", words, middle(later), "s", "at most", 1.5, later, parts)


def _facts(rows: int) -> TrackingFacts:
    task = TaskLine(
        clause="III.2.a",
        area="Cải cách thể chế",
        text=TEXT,
        lead="Văn phòng HĐND-UBND xã",
        support="",
        deadline="Thường xuyên",
        states="Thường xuyên, có kết quả",
        results=TEXT,
    )
    day, agreed = date(2025, 9, 9), date(2025, 9, 12)
    owed = OwedLine("quý III/2025", "Phòng Kinh tế", "V.1.c", "Báo cáo", day, agreed, "đã nhận")
    sent = Evidence(
        obligation="bao-cao-quy/2025-Q3/phong-kinh-te",
        unit="phong-kinh-te",
        unit_name="Phòng Kinh tế",
        period="2025-Q3",
        title="báo cáo kết quả",
        plan_day=day,
        late_after=NOW,
        complete_at=NOW,
        by_plan=False,
        agreed_day=agreed,
        agreed_by="Trưởng phòng",
        by_agreed=True,
        text_at=NOW,
        paper_number="12/BC-PKT",
        paper_day=day,
        paper_at=NOW,
        told=4,
        confirmed_at=NOW,
    )
    return TrackingFacts(
        office=OFFICE,
        coordinator="Phòng Văn hóa-Xã hội",
        decision="Quyết định số 362/QĐ-UBND ngày 28/7/2025",
        period_words=PERIOD,
        as_of=NOW,
        tasks=(task,) * rows,
        owed=(owed,) * rows,
        sent=(sent,) * rows,
    )


def _pack(sizes: Sizes, folder: Path) -> Figure:
    """Every file is checked against its hash, then packed; all of them are in the page cache."""
    lines = tuple(_hand_ins(sizes, folder))
    rounds = []
    target = folder / "handed-in.zip"
    for _ in range(max(sizes.report_rounds // 2, 1)):
        began = time.perf_counter()
        with target.open("wb") as out:
            pack(out, folder, Manifest(OFFICE, "các kỳ", NOW, lines))
        rounds.append(time.perf_counter() - began)
    words = f"{sizes.pack_years} years of hand-ins in one .zip with manifest"
    parts = {"files": float(len(lines)), "MB": round(target.stat().st_size / 1e6, 1)}
    return Figure("pack", words, middle(rounds), "s", "at most", 10.0, tuple(rounds), parts)


def _hand_ins(sizes: Sizes, folder: Path):
    line = HandedIn(
        reference="",
        period="",
        period_words=PERIOD,
        unit="phong-kinh-te",
        unit_name="Phòng Kinh tế",
        title="báo cáo kết quả",
        received_at=NOW,
        by="Đầu mối",
        kind="file",
        file_name="báo cáo.docx",
    )
    number = 0
    for quarter in range(sizes.pack_years * QUARTERS):
        year, place = 2016 + quarter // QUARTERS, quarter % QUARTERS + 1
        for unit in range(UNITS):
            for version in range(1, 3 if unit % AGAIN == 0 else 2):
                number += 1
                kept = files.keep(folder, [os.urandom(sizes.pack_kb * 1000)])
                yield replace(
                    line,
                    reference=f"BN-{year}Q{place}-{number:04}",
                    period=f"{year}-Q{place}",
                    unit=f"don-vi-{unit}",
                    version=version,
                    received_at=NOW + timedelta(days=number),
                    file_size=kept.size,
                    file_sha256=kept.sha256,
                )
