"""The columns of the tracking sheet, and what each line puts into them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from cchc_scheduler.core.evidence import Evidence
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.documents.tracking_facts import OwedLine, TaskLine
from cchc_scheduler.documents.vietnamese import clause_words, moment, short_period

Kind = Literal["text", "center", "day", "moment", "count"]
Value = str | date | datetime | int | None
Row = tuple[Value, ...]

NOT_SAID: Final = "(Kế hoạch không nêu)"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, its width in characters, and what stands in it."""

    title: str
    width: float
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, its title, its columns and how many of them stay in sight."""

    name: str
    title: str
    columns: tuple[Column, ...]
    kept: int


TASKS: Final = Sheet(
    "Nhiệm vụ",
    "NHIỆM VỤ CỦA KẾ HOẠCH VÀ KẾT QUẢ TRONG KỲ",
    (
        Column("TT", 4, "count"),
        Column("Điểm của Kế hoạch", 15),
        Column("Lĩnh vực", 18),
        Column("Nhiệm vụ (nguyên văn)", 50),
        Column("Chủ trì", 17),
        Column("Phối hợp", 17),
        Column("Thời hạn (nguyên văn)", 15),
        Column("Tình trạng trong kỳ", 18),
        Column("Kết quả trong kỳ", 50),
    ),
    2,
)
OWED: Final = Sheet(
    "Báo cáo phải nộp",
    "BÁO CÁO PHẢI NỘP, NHIỆM VỤ PHẢI HOÀN THÀNH",
    (
        Column("TT", 4, "count"),
        Column("Kỳ", 12),
        Column("Đơn vị", 30),
        Column("Điểm của Kế hoạch", 22),
        Column("Nội dung", 52),
        Column("Ngày cuối theo Kế hoạch", 13, "day"),
        Column("Ngày cuối đã thống nhất", 13, "day"),
        Column("Tình trạng", 30),
    ),
    3,
)
SENT: Final = Sheet(
    "Tiến độ gửi",
    "TIẾN ĐỘ GỬI BÁO CÁO CỦA CÁC ĐƠN VỊ",
    (
        Column("TT", 4, "count"),
        Column("Kỳ", 11),
        Column("Đơn vị", 22),
        Column("Nội dung", 18),
        Column("Ngày cuối theo Kế hoạch", 11, "day"),
        Column("Ngày cuối đã thống nhất", 11, "day"),
        Column("Người đồng ý, văn bản", 16),
        Column("Nhận bản để tổng hợp", 15, "moment"),
        Column("Bản ký số: số, ký hiệu", 12),
        Column("Bản ký số: ngày", 11, "day"),
        Column("Ghi nhận bản ký số", 15, "moment"),
        Column("Theo Kế hoạch", 10, "center"),
        Column("Theo mốc đã thống nhất", 10, "center"),
        Column("Số lần thông tin", 7, "count"),
        Column("Ý kiến của đơn vị", 20),
        Column("Đơn vị đã xác nhận", 15, "moment"),
        Column("Chốt dòng này", 15, "moment"),
        Column("Đính chính sau khi chốt", 20),
    ),
    3,
)


def task_row(line: TaskLine) -> Row:
    """Return a task's cells after its running number."""
    place = clause_words(line.clause)
    said = (line.deadline or NOT_SAID, line.states, line.results)
    return (place, line.area, line.text, line.lead, line.support, *said)


def owed_row(line: OwedLine) -> Row:
    """Return the cells of what is owed after its running number."""
    place = clause_words(line.clause)
    days = (line.plan_day, line.agreed_day)
    return (line.period, line.unit, place, line.title, *days, line.state)


def sent_row(line: Evidence) -> Row:
    """Return the cells of when a report came after its running number."""
    about = (short_period(period_named(line.period)), line.unit_name, line.title)
    agreed = (line.plan_day, line.agreed_day, line.agreed_by)
    came = (line.text_at, line.paper_number, line.paper_day, line.paper_at)
    judged = (_judged(line.by_plan), _judged(line.by_agreed))
    told = (line.told, line.opinion, line.confirmed_at, line.frozen_at)
    corrected = (
        f"{each.text} (lý do: {each.reason}; {each.by}, {moment(each.at)})"
        for each in line.corrections
    )
    return (*about, *agreed, *came, *judged, *told, "\n".join(corrected))


def _judged(on_time: bool | None) -> str | None:  # noqa: FBT001 - a fact with three values
    if on_time is None:
        return None
    return "trong thời hạn" if on_time else "sau thời hạn"
