"""A plan's tasks as the rows of an annex, which `plan import` reads back to the same tasks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cchc_scheduler.core.offices import Office
from cchc_scheduler.core.plans import Plan, StatedDeadline, Task
from cchc_scheduler.documents.vietnamese import short_day

HEADS: Final = (
    "TT",
    "Nội dung nhiệm vụ",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Thời gian hoàn thành",
    "Sản phẩm",
)
ANNEX: Final = "PHỤ LỤC"
ALWAYS: Final = "Thường xuyên"
EMPTY_TITLE: Final = (
    "PHỤ LỤC",
    "DANH MỤC NHIỆM VỤ NĂM ……",
    "(Kèm theo Quyết định số      /QĐ-UBND ngày    tháng    năm      )",
)
KINDS: Final = {"QĐ": "Quyết định", "KH": "Kế hoạch", "NQ": "Nghị quyết", "CTr": "Chương trình"}


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """One row: a section has its clause and title only; a task six cells, the product empty."""

    clause: str
    text: str
    lead: str = ""
    support: str = ""
    deadline: str = ""
    section: bool = False

    @property
    def cells(self) -> tuple[str, ...]:
        """The row's texts, one for each head."""
        return (self.clause, self.text, self.lead, self.support, self.deadline, "")


def annex_rows(office: Office, plan: Plan) -> tuple[AnnexRow, ...]:
    """Return every area of a plan with its tasks, in the plan's order."""
    return tuple(_rows(office, plan))


def annex_title(plan: Plan) -> tuple[str, str, str]:
    """Return the three lines above the table: what it is, its title, and what it belongs to."""
    decision = plan.decision
    kind = next((name for mark, name in KINDS.items() if f"/{mark}" in decision.number), "Văn bản")
    belongs = (
        f"(Kèm theo {kind} số {decision.number} ngày {short_day(decision.day)} của "
        f"{decision.issuer})"
    )
    return ANNEX, f"Danh mục nhiệm vụ {plan.title}".upper(), belongs


def _rows(office: Office, plan: Plan) -> Iterator[AnnexRow]:
    for area in plan.areas:
        yield AnnexRow(area.clause, area.title, section=True)
        for task in plan.tasks:
            if task.area == area.id:
                yield _row(office, task)


def _row(office: Office, task: Task) -> AnnexRow:
    return AnnexRow(
        task.clause,
        task.text,
        "; ".join(office.unit(unit).name for unit in task.lead),
        "; ".join(office.unit(unit).name for unit in task.support),
        deadline_cell(task.deadline),
    )


def deadline_cell(deadline: StatedDeadline) -> str:
    """Return a deadline's own words; without any, what its kind says."""
    if deadline.text:
        return deadline.text
    if deadline.last_day is not None:
        return short_day(deadline.last_day)
    return ALWAYS if deadline.kind == "continuous" else ""
