"""The manifest of what was handed in (danh mục): one line each, as a table and for reading."""

import csv
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.documents.vietnamese import moment, short_day, size_words
from cchc_scheduler.words import SubmissionKind

Fate = Literal["packed", "no-file", "erased", "marked", "missing", "damaged"]
FATES: Final[dict[Fate, str]] = {
    "packed": "có trong gói",
    "no-file": "không có tệp kèm theo",
    "erased": "không đưa vào gói: nội dung đã được xóa",
    "marked": "không đưa vào gói: có dấu hiệu nội dung bí mật nhà nước",
    "missing": "không đưa vào gói: không tìm thấy tệp lưu",
    "damaged": "không đưa vào gói: tệp lưu không còn nguyên vẹn",
}
KINDS: Final[dict[SubmissionKind, str]] = {
    "file": "tệp",
    "link": "đường liên kết",
    "nil": "không phát sinh",
    "elsewhere": "văn bản gửi qua hệ thống khác",
}
HEAD: Final = (
    "TT",
    "Mã biên nhận",
    "Kỳ",
    "Đơn vị",
    "Nội dung",
    "Lần gửi",
    "Hình thức",
    "Thời gian nhận",
    "Người gửi",
    "Tên tệp gốc",
    "Kích thước (byte)",
    "SHA-256",
    "Tên trong gói",
    "Đường liên kết",
    "Số, ký hiệu văn bản",
    "Ngày văn bản",
    "Ghi chú",
    "Tình trạng",
)
FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
BOM: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One thing that was handed in, or held back before it was; `path` is its name in the pack.

    `reference` is the receipt's code. `period` and `unit` are ids, with their words beside.
    """

    reference: str
    period: str
    period_words: str
    unit: str
    unit_name: str
    title: str
    received_at: datetime
    by: str
    version: int | None = None
    kind: SubmissionKind | None = None
    file_name: str | None = None
    file_size: int | None = None
    file_sha256: str | None = None
    file_type: str | None = None
    link: str | None = None
    number: str | None = None
    document_day: date | None = None
    note: str | None = None
    usable: bool = True
    fate: Fate = "no-file"
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands at the head of a manifest, and its lines; `as_of` is when the store was read."""

    office: str
    scope: str
    as_of: datetime
    lines: tuple[HandedIn, ...]


def manifest_csv(manifest: Manifest) -> bytes:
    """Return the manifest as a table that Excel opens with every letter right, and no formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    for number, line in enumerate(manifest.lines, start=1):
        writer.writerow([str(number), *map(_safe, _cells(line))])
    return (BOM + out.getvalue()).encode("utf-8", "replace")


def manifest_text(manifest: Manifest) -> bytes:
    """Return the manifest for reading."""
    packed = sum(line.fate == "packed" for line in manifest.lines)
    head = (
        f"DANH MỤC TÀI LIỆU CÁC ĐƠN VỊ ĐÃ GỬI, {manifest.scope.upper()}",
        f"{manifest.office}. Dữ liệu tính đến {moment(manifest.as_of)}.",
        f"Tổng số {len(manifest.lines)} mục, trong đó {packed} mục có tệp trong gói này.",
        "Tệp được lưu nguyên như khi nhận; SHA-256 dùng để đối chiếu với biên nhận.",
    )
    told = [line for each in enumerate(manifest.lines, start=1) for line in _paragraph(*each)]
    text = "\r\n".join((*head, *told, ""))
    return (BOM + unicodedata.normalize("NFC", text)).encode("utf-8", "replace")


def _cells(line: HandedIn) -> Sequence[str]:
    received = line.received_at.astimezone(OFFICE_ZONE)
    return (
        line.reference,
        line.period,
        line.unit_name,
        line.title,
        _or_empty(line.version),
        KINDS[line.kind] if line.kind else "",
        f"{received:%Y-%m-%d %H:%M:%S}",
        line.by,
        line.file_name or "",
        _or_empty(line.file_size),
        line.file_sha256 or "",
        line.path or "",
        line.link or "",
        line.number or "",
        _or_empty(line.document_day),
        line.note or "",
        _fate(line),
    )


def _paragraph(number: int, line: HandedIn) -> Sequence[str]:
    told = {
        "Nội dung": line.title,
        "Hình thức": KINDS[line.kind] if line.kind else "",
        "Nhận": f"{moment(line.received_at)}, người gửi: {line.by}",
        "Tệp gốc": _file(line),
        "SHA-256": line.file_sha256 or "",
        "Trong gói": line.path or "",
        "Đường liên kết": line.link or "",
        "Số, ký hiệu": _paper(line),
        "Ghi chú": line.note or "",
        "Tình trạng": _fate(line),
    }
    again = f", lần {line.version}" if line.version else ""
    title = f"{number}. {line.unit_name}, {line.period_words}{again} ({line.reference})"
    rest = (f"   {name}: {' '.join(words.split())}" for name, words in told.items() if words)
    return ("", " ".join(title.split()), *rest)


def _fate(line: HandedIn) -> str:
    return FATES[line.fate] + ("" if line.usable else "; đã đề nghị gửi lại")


def _file(line: HandedIn) -> str:
    size = f" ({size_words(line.file_size)})" if line.file_size is not None else ""
    return f"{line.file_name}{size}" if line.file_name else ""


def _paper(line: HandedIn) -> str:
    day = f" ngày {short_day(line.document_day)}" if line.document_day else ""
    return f"{line.number}{day}" if line.number else ""


def _or_empty(value: object) -> str:
    return "" if value is None else str(value)


def _safe(cell: str) -> str:
    """Return a cell that no program takes for a formula."""
    plain = unicodedata.normalize("NFC", cell)
    return f"'{plain}" if plain.startswith(FORMULA_SIGNS) else plain
