"""What is asked about next year's proposed plan, in the words the coordinator reads."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from cchc_scheduler.core.next_years import Asked, AskedKind
from cchc_scheduler.documents.vietnamese import short_day

WORDS: Final[Mapping[AskedKind, str]] = {
    "decision-number": "Số, ký hiệu của quyết định mới (quyết định cũ: {0}); bắt buộc điền.",
    "decision-day": "Ngày ban hành quyết định mới (quyết định cũ: {0}); bắt buộc điền.",
    "decision-title": 'Tên quyết định là đề xuất, chuyển từ: "{0}".',
    "title": 'Tên kế hoạch là đề xuất, chuyển từ: "{0}".',
    "span": "Đề xuất cả năm; kế hoạch cũ có hiệu lực từ {0} đến {1}.",
    "basis": "Căn cứ của kế hoạch mới để trống; căn cứ của kế hoạch cũ: {0}",
    "year-in-text": "Lời văn nêu năm {0}, giữ nguyên văn; đối chiếu với văn bản mới.",
    "recurring": 'Thời hạn nêu năm cũ: "{0}"; nếu chuyển sang năm mới: "{1}".',
    "own-days": "Ngày riêng của từng báo cáo năm cũ đã bỏ; ghi ngày mới. Năm cũ: {0}",
    "cycle-days": "Các mốc lấy từ kế hoạch cũ, xác nhận còn áp dụng: {0}.",
    "unit-gone": "Đơn vị {1} ({0}) không còn đủ cả năm mới theo danh bạ.",
    "annex": "Phụ lục của kế hoạch mới chưa có.",
    "to-confirm": "Điều chưa rõ của kế hoạch cũ: {0}; xác nhận hoặc xóa dòng này.",
    "calendar": (
        "Chưa có lịch nghỉ chính thức năm {0}: thêm config/calendar/{0}.yaml khi có thông báo; "
        "các mốc đang tính tạm."
    ),
}
OLD_ANNEX: Final = "Nhiệm vụ của phụ lục cũ đã được chép sang; bỏ những nhiệm vụ không còn."
ONCE: Final = "Thời hạn năm cũ: {0}; văn bản mới có nêu lại không? {1}"
ONCE_MOVED: Final = "Nếu lặp lại sau một năm, ngày cuối là {0}."
ONCE_UNKNOWN: Final = "Năm mới không có ngày đó."


def asked_words(asked: Asked) -> str:
    """Return one question as a sentence."""
    if asked.kind == "once":
        text, last_day, moved = asked.told
        was = f'"{text}"' if text else _day(last_day)
        then = ONCE_MOVED.format(_day(moved)) if moved else ONCE_UNKNOWN
        return ONCE.format(was, then)
    if asked.kind in ("basis", "own-days", "cycle-days"):
        return WORDS[asked.kind].format("; ".join(each.strip(";. ") for each in asked.told))
    if asked.kind == "annex" and asked.told:
        return f"{WORDS['annex']} {OLD_ANNEX}"
    return WORDS[asked.kind].format(*(_day(each) for each in asked.told))


def _day(told: str) -> str:
    """Return a day as 28/7/2025; any other word as it is."""
    try:
        return short_day(date.fromisoformat(told))
    except ValueError:
        return told
