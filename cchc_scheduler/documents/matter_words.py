"""What the kinds of matters are called on pages and in the digest."""

from typing import Final

from cchc_scheduler.words import MatterKind

MATTER_WORDS: Final[dict[MatterKind, str]] = {
    "difficulty": "khó khăn, vướng mắc",
    "plan-change": "đề xuất sửa đổi, bổ sung Kế hoạch",
    "row-wrong": "ý kiến về thời điểm nhận báo cáo",
    "row-right": "xác nhận thời điểm nhận báo cáo",
    "hand-over": "đề nghị đổi người nhận",
}
