"""What is followed, as tables to carry out: the ledger, and what units raised."""

from typing import Final

from cchc_scheduler.actions.read_following import Following
from cchc_scheduler.documents.list_tables import Column, ListTable
from cchc_scheduler.documents.matter_words import MATTER_WORDS
from cchc_scheduler.documents.vietnamese import clause_words
from cchc_scheduler.words import LedgerKind

LEDGER_WORDS: Final[dict[LedgerKind, str]] = {
    "weakness": "tồn tại, hạn chế cần khắc phục",
    "inspection": "kiểm tra",
    "self-check": "tự kiểm tra",
    "evidence": "tài liệu kiểm chứng Chỉ số CCHC",
}
LEDGER_COLUMNS: Final = (
    Column("Số", "number"),
    Column("Loại"),
    Column("Đơn vị"),
    Column("Căn cứ"),
    Column("Nội dung"),
    Column("Văn bản, tiêu chí"),
    Column("Ngày phát hiện", "day"),
    Column("Ngày phải xong", "day"),
    Column("Kết quả"),
    Column("Ghi kết quả lúc", "moment"),
)
MATTER_COLUMNS: Final = (
    Column("Số", "number"),
    Column("Loại"),
    Column("Đơn vị"),
    Column("Kỳ"),
    Column("Nội dung"),
    Column("Người nêu"),
    Column("Nêu lúc", "moment"),
    Column("Trả lời"),
    Column("Trả lời lúc", "moment"),
)


def ledger_table(found: Following) -> ListTable:
    """Return the ledger as a table, in the order of the page."""
    rows = tuple(
        (
            each.number,
            LEDGER_WORDS[each.kind],
            each.unit,
            clause_words(each.clause),
            each.text,
            each.source,
            each.day,
            each.due,
            each.outcome,
            each.closed_at,
        )
        for each in found.ledger
    )
    return ListTable("so-theo-doi", "Sổ theo dõi cải cách hành chính", LEDGER_COLUMNS, rows)


def matters_table(found: Following) -> ListTable:
    """Return what units raised as a table, what waits first."""
    rows = tuple(
        (
            each.number,
            MATTER_WORDS[each.kind],
            each.unit,
            each.period,
            each.text,
            each.by,
            each.raised_at,
            each.answer,
            each.answered_at,
        )
        for each in found.matters
    )
    return ListTable("kien-nghi", "Khó khăn, kiến nghị của các đơn vị", MATTER_COLUMNS, rows)
