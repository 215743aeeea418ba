"""What units proposed to change in the plan (last paragraph of V), and the list to submit it by."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.plans import Plan
from cchc_scheduler.core.reports import Annex, Column, Line
from cchc_scheduler.documents.vietnamese import moment, short_day
from cchc_scheduler.store import matters

COLUMNS: Final = (
    Column("TT", 1, "center"),
    Column("Cơ quan, đơn vị", 4),
    Column("Nội dung đề xuất sửa đổi, bổ sung", 10),
    Column("Ngày nêu", 3, "center"),
    Column("Ý kiến của đơn vị đầu mối", 6),
)
TITLE: Final = "Đề xuất sửa đổi, bổ sung Kế hoạch của các cơ quan, đơn vị"


def proposals(desk: Desk, plan: Plan) -> list[RowMapping]:
    """Return the proposals about one plan, oldest first, answered or not."""
    found = [row for row in matters.every(desk.connection) if row["kind"] == "plan-change"]
    return [row for row in found if desk.in_force.plan_of(_task(row)) == plan]


def proposals_annex(desk: Desk, rows: Sequence[RowMapping], at: datetime) -> Annex:
    """Return the list that goes with the submission."""
    office = desk.in_force.office
    lines = tuple(
        Line(
            (
                f"{number:02}",
                office.unit(row["obligation"].rpartition("/")[2]).name,
                row["text"],
                short_day(office_date(row["raised_at"])),
                row["answer"] or "",
            )
        )
        for number, row in enumerate(rows, start=1)
    )
    note = f"Dữ liệu tính đến {moment(at)}."
    return Annex("de-xuat", "", TITLE, COLUMNS, lines, note)


def _task(row: RowMapping) -> str:
    task, _, _ = row["obligation"].split("/")
    return str(task)
