"""A period's obligations as a table that is searched and carried out; the words of its columns."""

from typing import Final

from cchc_scheduler.documents.list_tables import Column, ListTable
from cchc_scheduler.documents.period_facts import PeriodShown

COLUMNS: Final = (
    Column("Đơn vị"),
    Column("Nội dung"),
    Column("Căn cứ"),
    Column("Tình trạng"),
    Column("Ngày cuối theo Kế hoạch", "day"),
    Column("Mốc đã thống nhất", "day"),
    Column("Nhận bản đủ đầu tiên", "moment"),
    Column("Theo Kế hoạch"),
    Column("Theo mốc đã thống nhất"),
    Column("Nhận bản để tổng hợp", "moment"),
    Column("Số, ký hiệu bản ký số"),
    Column("Ngày bản ký số", "day"),
)
JUDGED: Final[dict[bool | None, str]] = {True: "đúng thời hạn", False: "sau thời hạn", None: ""}


def period_table(shown: PeriodShown) -> ListTable:
    """Return one row for each obligation of a period, unit by unit in the plan's order."""
    items = {each.task: each for each in shown.items}
    rows = tuple(
        (
            cell.unit_name,
            items[cell.task].title,
            items[cell.task].clause,
            cell.state,
            cell.plan_day,
            cell.agreed_day,
            cell.received_at,
            JUDGED[cell.by_plan],
            JUDGED[cell.by_agreed] if cell.agreed_day else "",
            cell.text_at,
            cell.paper_number,
            cell.paper_day,
        )
        for cell in shown.cells
    )
    return ListTable(f"ky-{shown.period}", f"Kỳ báo cáo {shown.name}", COLUMNS, rows)
