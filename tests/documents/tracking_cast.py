"""The tracking facts of quarter III/2025 in small, and a sheet read back."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

from openpyxl import load_workbook

from cchc_scheduler.core.evidence import Correction, Evidence
from cchc_scheduler.documents.tracking_facts import OwedLine, TaskLine, TrackingFacts

NOW = datetime(2025, 9, 16, 2, 0, 30, tzinfo=UTC)
TASK = TaskLine(
    clause="III.2.a",
    area="Cải cách thể chế",
    text="Nâng cao chất lượng xây dựng văn bản.",
    lead="Văn phòng HĐND-UBND xã",
    support="Phòng Kinh tế",
    deadline=None,
    states="Thường xuyên, có kết quả",
    results="Đã ban hành 03 văn bản.",
)
OWED = OwedLine(
    period="quý III/2025",
    unit="Phòng Kinh tế",
    clause="V.1.c",
    title="báo cáo kết quả",
    plan_day=date(2025, 9, 9),
    agreed_day=None,
    state="đã nhận",
)
SENT = Evidence(
    obligation="bao-cao-quy/2025-Q3/phong-kinh-te",
    unit="phong-kinh-te",
    unit_name="Phòng Kinh tế",
    period="2025-Q3",
    title="báo cáo kết quả",
    plan_day=date(2025, 9, 9),
    late_after=datetime(2025, 9, 9, 17, 0, tzinfo=UTC),
    complete_at=datetime(2025, 9, 10, 3, 5, 59, tzinfo=UTC),
    by_plan=False,
    agreed_day=date(2025, 9, 12),
    agreed_by="Trưởng phòng Phòng Văn hóa-Xã hội",
    by_agreed=True,
    text_at=datetime(2025, 9, 10, 3, 5, 59, tzinfo=UTC),
    paper_number="12/BC-PKT",
    paper_day=date(2025, 9, 11),
    paper_at=datetime(2025, 9, 11, 8, 0, tzinfo=UTC),
    told=4,
    confirmed_at=datetime(2025, 12, 10, 2, 0, tzinfo=UTC),
    confirmed_by="Đầu mối",
    frozen_at=datetime(2025, 12, 12, 17, 0, tzinfo=UTC),
    corrections=(
        Correction(
            1,
            "nhận lúc 08 giờ",
            "đối chiếu sổ văn bản đến",
            "văn thư",
            datetime(2025, 12, 13, 2, 0, tzinfo=UTC),
        ),
    ),
)
FACTS = TrackingFacts(
    office="Ủy ban nhân dân xã Tuệ Tĩnh",
    coordinator="Phòng Văn hóa-Xã hội",
    decision="Quyết định số 362/QĐ-UBND",
    period_words="quý III năm 2025",
    as_of=NOW,
    tasks=(TASK,),
    owed=(OWED,),
    sent=(SENT,),
)


def with_result(text):
    return replace(FACTS, tasks=(replace(TASK, results=text),))


def read_back(content):
    return load_workbook(io.BytesIO(content))


def rows_of(content, sheet):
    """The values of a sheet from its head on."""
    page = read_back(content)[sheet]
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=4)]
