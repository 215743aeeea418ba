"""The form of Phòng Kinh tế for quarter III/2025 as the shipped plan and outline make it."""

import io
import re
import zipfile
from datetime import UTC, datetime

from cchc_scheduler.core.answers import Answer
from cchc_scheduler.core.outlines import form_of
from cchc_scheduler.documents.report_facts import ReportFacts
from cchc_scheduler.home import find_home
from cchc_scheduler.service import office_files

NOW = datetime(2025, 9, 4, 2, 0, tzinfo=UTC)
FILES = office_files(find_home(None))
ANSWERS = {
    "nguoi-lap": Answer("Nguyễn Thị Hoa"),
    "III.6.a": Answer(
        "Đã ban hành 03 văn bản.\nThu đạt 80% & vượt <kế hoạch>.", "ongoing-with-result"
    ),
    "III.6.d/2": Answer("Đã giao tự chủ cho 02 đơn vị", "ongoing-nothing-new"),
    "V.2.c.2": Answer("Đã đối thoại 01 cuộc"),
    "III.3.c": Answer("Đã phối hợp"),
    "thu-ngan-sach": Answer("1.234,5", estimated=True),
    "kinh-phi": Answer("12"),
    "ton-tai": Answer("Chậm số liệu\nDo chờ cơ quan thuế"),
    "kiem-chung": Answer("12/BC-PKT ngày 03/9/2025"),
}


def facts_of(unit="phong-kinh-te", **more):
    office, plan = FILES.office, FILES.plans[-1]
    told = office.unit(unit)
    known = {
        "obligation": f"bao-cao-quy/2025-Q3/{unit}",
        "office": office.name,
        "city": office.city,
        "place": office.place,
        "coordinator": office.coordinator.name,
        "unit": told.name,
        "head": office.post(told.head).title,
        "period": "2025-Q3",
        "period_words": "quý III năm 2025",
        "form": form_of(FILES.outlines[0], plan, unit),
        "version": None,
        "answers": {},
        "last": {},
        "last_period": None,
        "earlier": (),
        "period_names": {"2025-Q2": "quý II/2025", "2025-Q3": "quý III/2025"},
    }
    return ReportFacts(**{**known, **more})


def main_part(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("word/document.xml").decode()


def with_main_part(content, xml):
    """The same file with another main part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for member in source.infolist():
            whole = xml.encode() if member.filename == "word/document.xml" else source.read(member)
            target.writestr(member.filename, whole)
    return out.getvalue()


def without_controls(content):
    """The file as a program leaves it that knows neither content controls nor bookmarks."""
    xml = re.sub(r"<w:sdtPr>.*?</w:sdtPr>", "", main_part(content), flags=re.DOTALL)
    xml = re.sub(r"</?w:sdt(Content)?>", "", xml)
    return with_main_part(content, re.sub(r"<w:bookmark(Start|End)[^>]*/>", "", xml))
