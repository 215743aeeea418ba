"""A full sample of what a Word template can read: for trying it and for its preview."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from docx.document import Document as WordDocument

from cchc_scheduler.core.reports import (
    Annex,
    Column,
    Letterhead,
    Line,
    OfficialReport,
    Passage,
    Section,
    Signature,
    Source,
)
from cchc_scheduler.documents.official_papers import (
    TEMPLATES,
    Basis,
    Mistake,
    OfficialPaper,
    Slip,
    Standing,
)
from cchc_scheduler.documents.official_report import lay_out_annexes
from cchc_scheduler.documents.word_templates import rendered

SAMPLE_TIME: Final = datetime(2025, 9, 16, 2, 0, tzinfo=UTC)
SOURCE: Final = Source("phong-kinh-te", 1, 1, SAMPLE_TIME)
TEXT: Final = (
    "[văn bản mẫu] Các cơ quan, đơn vị triển khai thực hiện nhiệm vụ theo Kế hoạch, bảo đảm tiến "
    "độ và chất lượng; kết quả cụ thể được nêu tại các phụ lục kèm theo."
)
HEAD: Final = Letterhead(
    parent=("ỦY BAN NHÂN DÂN", "XÃ MẪU"),
    issuer=("PHÒNG MẪU",),
    symbol="/BC-MẪU",
    place="Xã Mẫu",
    year=2025,
    name="Phòng Mẫu",
)
ANNEX: Final = Annex(
    key="mau",
    number="1",
    title="Bảng mẫu",
    columns=(
        Column("TT", 1, "center"),
        Column("Nội dung", 6),
        Column("Đơn vị tính", 2, "center"),
        Column("Số lượng", 2, "right"),
    ),
    lines=(
        Line(("I. NHÓM MẪU",), "group"),
        Line(("1", "Nội dung mẫu", "văn bản", "1.234")),
        Line(("", "Tổng cộng", "văn bản", "1.234"), "total"),
    ),
    note="Ghi chú mẫu.",
)
REPORT: Final = OfficialReport(
    key="mau",
    kind="upward",
    period="2025-Q3",
    title="Kết quả thực hiện công tác mẫu quý III năm 2025",
    letterhead=HEAD,
    addressees=("Cơ quan mẫu A", "Cơ quan mẫu B"),
    basis=("Căn cứ văn bản mẫu.",),
    opening=(TEXT,),
    sections=(
        Section("I", "I.", 1, "MỤC MẪU", ("III.1",), (Passage(TEXT, "written"),)),
        Section("I.1", "1.", 2, "Khoản mẫu", ("III.1.a",), (Passage(TEXT, "given", SOURCE),)),
        Section(
            "I.1.a",
            "a)",
            3,
            "Điểm mẫu",
            ("III.1.a",),
            (Passage("[Đang tổng hợp]", "missing"), Passage(TEXT, "edited", SOURCE)),
        ),
    ),
    annexes=(ANNEX,),
    recipients=("Như trên", "Lưu: VT"),
    signature=Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
)
PAPER: Final = OfficialPaper(
    kind="don-doc-b",
    title="Công văn mẫu",
    letterhead=HEAD,
    addressees=("Đơn vị mẫu A", "Đơn vị mẫu B"),
    signature=Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
    office="UBND xã Mẫu",
    coordinator="Phòng Mẫu",
    chief="Văn phòng Mẫu",
    basis=Basis("Kế hoạch mẫu", "01/QĐ-MẪU", date(2025, 7, 1), "Chủ tịch mẫu", "điểm mẫu"),
    standing=Standing(
        period="quý III năm 2025",
        period_short="quý III/2025",
        due="trước ngày 10/9/2025",
        at=SAMPLE_TIME,
        expected=5,
        received=3,
        missing=("Đơn vị mẫu A", "Đơn vị mẫu B"),
    ),
    asked_by=date(2025, 9, 17),
    annexes=(ANNEX,),
    slip=Slip(
        "Chủ tịch mẫu", ("nội dung mẫu",), ("chỉ tiêu mẫu",), ("kiến nghị mẫu",), date(2025, 9, 19)
    ),
    mistake=Mistake("Đơn vị mẫu A", date(2025, 9, 10), date(2025, 9, 8), "01/BC-MẪU", "lãnh đạo"),
)


def sample_facts(name: str) -> Mapping[str, object]:
    """Return a full sample for a template by its file name: a paper's, else a report's."""
    return {"paper": PAPER} if name in TEMPLATES.values() else {"report": REPORT}


def sample_document(template: Path, name: str, now: datetime) -> bytes:
    """Return what a template gives with the sample; BadInput when it can't be rendered."""

    def finish(document: WordDocument) -> None:
        lay_out_annexes(document, (ANNEX,))

    return rendered(template, sample_facts(name), "Xem trước", now, finish)
