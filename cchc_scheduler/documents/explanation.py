"""How a date came about, in one sentence: in the foot of a letter and in `cchc explain`."""

from collections.abc import Sequence
from dataclasses import dataclass

from cchc_scheduler.core.deadlines import Days, Deadline
from cchc_scheduler.core.workdays import DayOff
from cchc_scheduler.documents.vietnamese import day_and_month, full_day, listed, short_day
from cchc_scheduler.words import Bound


@dataclass(frozen=True, slots=True)
class Explained:
    """What a sentence is made of.

    `wording` quotes the plan, `bound` says whether its day itself still counts, `days_off` are the
    public holidays that lie in the span being counted, `plan_days` the plan's own days.
    """

    wording: str | None
    bound: Bound | None
    deadline: Deadline
    plan_days: Days
    days_off: Sequence[DayOff] = ()


def explain_deadline(explained: Explained) -> str:
    """Return the sentence: wording, last day, what a day off changes, what is not counted."""
    sentences = [_first(explained), *_around_days_off(explained.deadline.days)]
    if explained.days_off:
        names: dict[str, list[str]] = {}
        for off in explained.days_off:
            names.setdefault(off.name, []).append(day_and_month(off.day))
        groups = [f"{listed(days)} ({name})" for name, days in names.items()]
        sentences.append(
            f"số ngày làm việc không tính thứ Bảy, Chủ nhật và ngày nghỉ {'; '.join(groups)}"
        )
    else:
        sentences.append("số ngày làm việc không tính thứ Bảy, Chủ nhật và ngày nghỉ lễ")
    return f"{'; '.join(sentences)}."


def _first(explained: Explained) -> str:
    deadline = explained.deadline
    last = full_day(deadline.days.last_day)
    if deadline.reason == "later-day":
        plan_last = short_day(explained.plan_days.last_day)
        return (
            f"thời điểm nhận đã thống nhất là hết {last}; thời hạn của Kế hoạch là hết {plan_last}"
        )
    if deadline.reason == "extension":
        return f"thời hạn đã được gia hạn đến hết {last}"
    if deadline.reason == "return":
        return f"thời gian bổ sung đến hết {last}, không tính vào việc đúng thời hạn"
    if explained.wording is None:
        return f"ngày cuối là {last}"
    if explained.bound == "exclusive":
        return f'"{explained.wording}" không tính chính ngày đó, nên ngày cuối là {last}'
    return f'"{explained.wording}" tính cả ngày đó, nên ngày cuối là {last}'


def _around_days_off(days: Days) -> list[str]:
    """Say what follows when the last day is a day off (Civil Code 2015 art. 148.5)."""
    if days.target == days.last_day:
        return []
    said = [f"ngày đó là ngày nghỉ nên đề nghị gửi trong {full_day(days.target)}"]
    if days.late_after > days.due:
        until = full_day(days.late_counts_from)
        said.append(f"chỉ coi là quá hạn sau {until} (khoản 5 Điều 148 Bộ luật Dân sự 2015)")
    return said
