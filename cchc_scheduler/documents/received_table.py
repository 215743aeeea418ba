"""What units handed in as a table: one line for each obligation, its newest version."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from cchc_scheduler.documents.list_tables import Column, ListTable
from cchc_scheduler.words import ObligationState, SubmissionKind

KIND_WORDS: Final[dict[SubmissionKind, str]] = {
    "link": "đường dẫn",
    "file": "tệp",
    "nil": "báo không phát sinh",
    "elsewhere": "văn bản trên hệ thống Quản lý văn bản",
}
STATE_WORDS: Final[dict[ObligationState, str]] = {
    "scheduled": "chưa đến kỳ",
    "open": "đang chờ bản khác",
    "submitted": "chờ xem",
    "accepted": "đã chấp nhận",
    "returned": "đã trả lại, chờ bổ sung",
    "waived": "được miễn",
    "cancelled": "không còn trong kế hoạch",
}
ON_TIME: Final = {True: "đúng thời hạn", False: "sau thời hạn", None: "chưa xác định"}
COLUMNS: Final = (
    Column("Số", "number"),
    Column("Đơn vị"),
    Column("Nội dung"),
    Column("Lần gửi", "number"),
    Column("Nhận lúc", "moment"),
    Column("Hình thức"),
    Column("Thời hạn theo Kế hoạch", "day"),
    Column("So với Kế hoạch"),
    Column("Ngày đã thống nhất", "day"),
    Column("So với ngày đã thống nhất"),
    Column("Tình trạng"),
)


@dataclass(frozen=True, slots=True)
class ReceivedLine:
    """The newest submission for one obligation; `agreed` is a later last day, None without one."""

    number: int
    unit: str
    report: str
    version: int
    at: datetime
    kind: SubmissionKind
    plan_day: date
    by_plan: bool | None
    agreed: date | None
    by_agreed: bool | None
    state: ObligationState


def received_table(lines: tuple[ReceivedLine, ...]) -> ListTable:
    """Return the lines as a table, in their order."""
    rows = tuple(
        (
            each.number,
            each.unit,
            each.report,
            each.version,
            each.at,
            KIND_WORDS[each.kind],
            each.plan_day,
            ON_TIME[each.by_plan],
            each.agreed,
            ON_TIME[each.by_agreed] if each.agreed else "",
            STATE_WORDS[each.state],
        )
        for each in lines
    )
    return ListTable("bao-cao-da-nhan", "Báo cáo đã nhận", COLUMNS, rows)
