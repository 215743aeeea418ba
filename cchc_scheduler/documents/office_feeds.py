"""The events of the coordinator's and the leaders' calendars in words."""

from dataclasses import dataclass
from datetime import date, datetime

from cchc_scheduler.documents.calendar_feed import FeedEvent
from cchc_scheduler.documents.draft_facts import STEP_WORDS
from cchc_scheduler.documents.vietnamese import sentence_case, short_day
from cchc_scheduler.words import WayStep


@dataclass(frozen=True, slots=True)
class SharedDay:
    """One last permitted day, of all units that have it: what is owed, and who is still missing.

    `agreed` says what moved the day away from the plan's; `expected` is 0 when nothing is owed any
    more.
    """

    key: str
    report: str
    clause: str
    last_day: date
    target: date
    sequence: int
    expected: int
    received: int
    missing: tuple[str, ...]
    agreed: str | None = None


def coordinator_day(day: SharedDay) -> FeedEvent:
    """Return the coordinator's event of a day: it counts what came and names who is missing."""
    words = [f"Căn cứ: {day.clause}."]
    if day.target != day.last_day:
        words.append(f"Các thư đề nghị gửi trong ngày {short_day(day.target)}.")
    if day.agreed:
        words.append(f"{sentence_case(day.agreed)}.")
    if day.missing:
        words.append(f"Chưa nhận: {'; '.join(day.missing)}.")
    count = f"đã nhận {day.received}/{day.expected}" if day.expected else "không còn phải gửi"
    return FeedEvent(
        key=day.key,
        on=day.last_day,
        title=f"Ngày cuối: {day.report} ({count})",
        text=" ".join(words),
        sequence=day.sequence,
        cancelled=not day.expected,
        alarm=f"Còn 3 ngày: {day.report}" if day.missing else None,
    )


def leader_day(day: SharedDay) -> FeedEvent:
    """Return a leader's event of the same day: no unit is named before its head was told."""
    return FeedEvent(
        key=day.key,
        on=day.last_day,
        title=f"Ngày cuối các đơn vị gửi {day.report}",
        text=f"Căn cứ: {day.clause}.",
        sequence=day.sequence,
        cancelled=not day.expected,
    )


def letter_event(at: datetime, level: str, to: str, units: tuple[str, ...]) -> FeedEvent:
    """Return the coming letter of a level above the heads, as things stand now."""
    return FeedEvent(
        key=f"thu/{level}/{at:%Y%m%dT%H%M}",
        on=at,
        title=f"Dự kiến gửi thư {to}",
        text=f"Về: {'; '.join(units)}. Thư không gửi khi đã nhận báo cáo; cần lùi thì trả lời thư "
        "tổng hợp buổi sáng trước ngày này.",
    )


def way_event(report: str, key: str, step: WayStep, day: date, *, done: bool) -> FeedEvent:
    """Return the internal day of one step of a compiled report's way."""
    stands = "đã ghi nhận" if done else "chưa ghi nhận"
    return FeedEvent(
        key=f"{key}/{step}",
        on=day,
        title=f"Báo cáo tổng hợp {report}: {STEP_WORDS[step]} ({stands})",
        text="Mốc nội bộ, tính ngược theo ngày làm việc từ hạn gửi của xã.",
    )


def upstream_event(report: str, key: str, day: date) -> FeedEvent:
    """Return the day on which the office's own report is due upward."""
    return FeedEvent(
        key=f"upstream/{key}",
        on=day,
        title=f"Hạn xã gửi báo cáo {report} lên cấp trên",
        text=f"Hết ngày {short_day(day)}.",
    )


def page_event(report: str, key: str, day: date) -> FeedEvent:
    """Return a day of the leaders' page."""
    return FeedEvent(
        key=f"trang/{key}/{day:%Y%m%d}",
        on=day,
        title=f"Trang tổng hợp của lãnh đạo: {report}",
        text="Gửi lúc 07 giờ 30 qua thư điện tử.",
    )
