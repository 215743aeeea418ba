"""What no document has answered yet, for the digest; none of it is ever guessed."""

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.cycles import is_named
from cchc_scheduler.core.plans import Task
from cchc_scheduler.documents.vietnamese import clause_words

DECEMBER = 12


def questions_of(desk: Desk) -> list[str]:
    """Return the open questions of plans and calendar, each once."""
    asked: list[str] = []
    for plan in desk.in_force.plans:
        if plan.annex_wording and not plan.annex_imported:
            asked.append(f"Phụ lục của kế hoạch chưa được đưa vào: {plan.annex_wording}")
        asked += list(plan.to_confirm)
        asked += [_unclear(task) for task in plan.unclear_tasks]
        for cycle in plan.cycles:
            if not is_named(cycle, "upstream_day"):
                asked.append("Thành phố chưa có văn bản về hạn gửi báo cáo của xã")
            if not is_named(cycle, "cutoff"):
                asked.append("Chưa có văn bản về ngày chốt số liệu")
    asked += [
        f"Chưa có lịch nghỉ chính thức năm {year}; các mốc đang tính tạm"
        for year in unofficial_years(desk)
    ]
    return list(dict.fromkeys(asked))


def unofficial_years(desk: Desk) -> tuple[int, ...]:
    """Return the years in view whose official calendar is not here yet."""
    year = office_date(desk.now).year
    calendar = desk.in_force.calendar
    return tuple(
        each for each in (year, year + 1) if not calendar.is_official(each) and _matters(desk, each)
    )


def _unclear(task: Task) -> str:
    words = f'"{task.deadline.text}"' if task.deadline.text else "lời văn không nêu"
    return f"Thời hạn của nhiệm vụ tại {clause_words(task.clause)} cần được xác nhận: {words}"


def _matters(desk: Desk, year: int) -> bool:
    """A year's calendar is asked for from December of the year before."""
    today = office_date(desk.now)
    return today.year >= year or today.month == DECEMBER
