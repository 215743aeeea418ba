"""Fill the coordinator's digest: what to do, how each period stands, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.case_files import load_cases
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.digest_todo import awaited, chased, late_and_missing, standing
from cchc_scheduler.actions.letter_facts import About, about_rows, counted, explanation, item
from cchc_scheduler.actions.period_board import open_groups, period_rows
from cchc_scheduler.clock import office_date, office_instant
from cchc_scheduler.core.forecast import Coming, forecast
from cchc_scheduler.core.offices import Unit
from cchc_scheduler.core.plans import Task
from cchc_scheduler.core.policies import LEVEL_OF_RUNG
from cchc_scheduler.documents.facts import Common, Digest, PeriodBlock, ToDo
from cchc_scheduler.documents.vietnamese import clause_words, moment
from cchc_scheduler.store import audit, letters, markers, obligations
from cchc_scheduler.words import Level

AHEAD: Final = 10
TOLD: Final = {
    "submitted": "đã nhận báo cáo",
    "returned": "đã đề nghị bổ sung",
    "granted": "đã thống nhất lùi thời gian",
    "refused": "đã trả lời đề nghị",
    "asked": "đơn vị có đề nghị",
    "raised": "đơn vị nêu vướng mắc hoặc đề nghị",
    "confirmed": "đơn vị xác nhận thời điểm nhận báo cáo",
    "marking refused": "hệ thống đã từ chối nội dung có dấu độ mật, không lưu lại",
    "accepted": "đã xác nhận báo cáo",
    "waived": "đã được miễn",
    "addendum": "gửi nội dung sau khi báo cáo tổng hợp đã trình ký; đã lập bản bổ sung",
    "moved": "thời hạn thay đổi theo kế hoạch hoặc lịch",
}
LEVEL_WORDS: Final[dict[Level, str]] = {
    "unit": "đầu mối",
    "head": "người đứng đầu",
    "office": "Chánh Văn phòng",
    "leaders": "lãnh đạo UBND xã",
}


@dataclass(frozen=True, slots=True)
class Signs:
    """What makes a digest worth writing today; most days have none of it."""

    asked: tuple[ToDo, ...]
    news: tuple[str, ...]
    coming: tuple[Coming, ...]
    announced: tuple[str, ...]
    due_today: bool

    @property
    def quiet(self) -> bool:
        """Whether nothing changed, is due or is asked."""
        return not (self.asked or self.news or self.announced or self.due_today)


def signs_of(desk: Desk) -> Signs:
    """Return the signs of today, before anything else of the digest is worked out."""
    coming, today = _coming(desk), office_date(desk.now)
    return Signs(
        asked=tuple(awaited(desk)),
        news=tuple(_news(desk)),
        coming=tuple(coming),
        announced=tuple(_announced(desk, coming)),
        due_today=any(office_date(each.at) == today for each in coming),
    )


def digest_facts(desk: Desk, shared: Common, signs: Signs) -> Digest:
    """Return the whole digest of a day with these signs."""
    groups, late = open_groups(desk), late_and_missing(desk)
    return Digest(
        common=_with_clause(desk, shared, groups[0]) if groups else shared,
        periods=tuple(_block(desk, group, late) for group in groups),
        todo=(*signs.asked, *standing(desk, late)),
        news=signs.news,
        coming=tuple(_coming_words(desk, signs.coming)),
        announced=signs.announced,
        questions=tuple(open_questions(desk)),
        week=office_date(desk.now).isocalendar().week,
        unofficial=_unofficial(desk),
        quiet=signs.quiet,
    )


def _with_clause(desk: Desk, shared: Common, group: str) -> Common:
    """Return the foot of the letter with the clause and the dates of the first period it shows."""
    subject = _by_plan(desk, group)
    clause = clause_words(subject.row["clause"])
    return replace(shared, clause=clause, explanation=explanation(desk, subject))


def _by_plan(desk: Desk, group: str) -> About:
    """Return a period's first obligation against the plan's own day."""
    rows = obligations.in_group(desk.connection, group)
    subject = about_rows(desk, [(rows[0], None)], history=False)[0]
    return About(subject.row, subject.plan_deadline, subject.plan_deadline)


def ending_today(desk: Desk) -> list[tuple[str, list[str]]]:
    """Return the periods of which something ends today, with what is missing."""
    return _missing_where(desk, office_date(desk.now))


def ended_before(desk: Desk) -> list[tuple[str, list[str]]]:
    """Return the same for the working day before today."""
    today = office_date(desk.now)
    return _missing_where(desk, desk.in_force.calendar.shift(today, -1), through=today)


def _missing_where(
    desk: Desk, first: date, through: date | None = None
) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for subject in chased(desk):
        ends = subject.deadline.days.late_counts_from
        if first <= ends < (through or first + timedelta(days=1)):
            found.setdefault(subject.row["task_group"], []).append(subject.row["id"])
    return list(found.items())


def _block(desk: Desk, group: str, late: Sequence[RowMapping]) -> PeriodBlock:
    words = item(desk, _by_plan(desk, group))
    return PeriodBlock(
        period=words.period,
        period_short=words.period_short,
        due_words=words.due_words,
        days_left=words.days_left,
        counted=counted(desk, group),
        rows=period_rows(desk, group, for_leaders=False),
        late=len({row["unit"] for row in late if row["task_group"] == group}),
    )


def _news(desk: Desk) -> list[str]:
    """Return what people did and what went wrong since the last digest."""
    since = int(markers.read(desk.connection, "digest-audit") or "0")
    office = desk.in_force.office
    units = {row["id"]: row["unit"] for row in obligations.every(desk.connection)}
    news = [
        f"{office.unit(units[row['subject']]).name}: {TOLD[row['verb']]} ({moment(row['at'])})"
        for row in audit.since(desk.connection, since)
        if row["verb"] in TOLD and row["subject"] in units
    ]
    lost = letters.in_state(desk.connection, "unknown", "dead", "bounced")
    news += [f'Thư "{row["subject"]}": {_fate(row)}' for row in lost if _fresh(desk, row)]
    return news


def _fate(row: RowMapping) -> str:
    if row["state"] == "unknown" and row["lost"] > 1:
        return "chưa rõ máy chủ đã nhận hay chưa, không gửi lại; đề nghị hỏi lại bằng điện thoại"
    if row["state"] == "unknown":
        return "chưa rõ máy chủ đã nhận hay chưa, sẽ gửi lại một lần"
    return f"không chuyển được ({row['reply']})"


def _fresh(desk: Desk, row: RowMapping) -> bool:
    last = markers.read(desk.connection, "digest-sent")
    return last is None or office_date(row["created_at"]) >= date.fromisoformat(last)


def _coming(desk: Desk) -> list[Coming]:
    """Return the notices of the next ten working days if nobody does anything."""
    rows = obligations.unclosed(desk.connection)
    cases = load_cases(desk.connection, desk.in_force, rows)
    last = desk.in_force.calendar.shift(office_date(desk.now), AHEAD)
    until = office_instant(last, desk.in_force.policy.window.closes)
    found = forecast(cases.values(), desk.directory, desk.in_force.calendar, (desk.now, until))
    return [each for each in found if isinstance(each, Coming)]


def _coming_words(desk: Desk, coming: Sequence[Coming]) -> list[str]:
    """Return one line for each moment and level, with the units in it."""
    return [
        f"{moment(at)}, gửi {LEVEL_WORDS[level]}: {', '.join(unit.short for unit in named)}"
        for at, level, named in _gathered(desk, coming)
    ]


def _announced(desk: Desk, coming: Sequence[Coming]) -> list[str]:
    """Return the levels above the head that go out today or on the next working day."""
    until = desk.in_force.calendar.shift(office_date(desk.now), 1)
    return [
        f"{moment(at)}, thông tin đến {LEVEL_WORDS[level]} về: "
        f"{', '.join(unit.name for unit in named)}. {_how_to_put_off(named)}"
        for at, level, named in _gathered(desk, coming)
        if level in ("office", "leaders") and office_date(at) <= until
    ]


def _gathered(
    desk: Desk, coming: Sequence[Coming]
) -> list[tuple[datetime, Level, tuple[Unit, ...]]]:
    """Return what comes by moment and level, each unit once and in the plan's order."""
    units = {row["id"]: row["unit"] for row in obligations.every(desk.connection)}
    found: dict[tuple[datetime, Level], set[str]] = {}
    for each in coming:
        found.setdefault((each.at, LEVEL_OF_RUNG[each.rung]), set()).add(units[each.obligation])
    return [
        (at, level, tuple(unit for unit in desk.in_force.office.units if unit.id in named))
        for (at, level), named in found.items()
    ]


def _how_to_put_off(named: Sequence[Unit]) -> str:
    """Say how a level is put off; nobody puts off what concerns the coordinating unit itself."""
    own = next((unit.name for unit in named if unit.coordinator), None)
    if own is None:
        return "Nếu cần lùi, đề nghị trả lời thư này, nêu ngày và lý do"
    if len(named) == 1:
        return "Phần của đơn vị đầu mối tổng hợp không lùi được"
    return f"Nếu cần lùi (trừ phần của {own}), đề nghị trả lời thư này, nêu ngày và lý do"


def open_questions(desk: Desk) -> list[str]:
    """Return what no document has answered yet; none of it is ever guessed."""
    asked: list[str] = []
    for plan in desk.in_force.plans:
        if plan.annex_wording and not plan.annex_imported:
            asked.append(f"Phụ lục của kế hoạch chưa được đưa vào: {plan.annex_wording}")
        asked += list(plan.to_confirm)
        asked += [_unclear(task) for task in plan.unclear_tasks]
        for cycle in plan.cycles:
            if cycle.upstream_day is None:
                asked.append("Thành phố chưa có văn bản về hạn gửi báo cáo của xã")
            if cycle.cutoff_day is None:
                asked.append("Chưa có văn bản về ngày chốt số liệu")
    asked += [
        f"Chưa có lịch nghỉ chính thức năm {year}; các mốc đang tính tạm"
        for year in _unofficial(desk)
    ]
    return list(dict.fromkeys(asked))


def _unclear(task: Task) -> str:
    words = f'"{task.deadline.text}"' if task.deadline.text else "lời văn không nêu"
    return f"Thời hạn của nhiệm vụ tại {clause_words(task.clause)} cần được xác nhận: {words}"


def _unofficial(desk: Desk) -> tuple[int, ...]:
    """Return the years in view whose official calendar is not here yet."""
    year = office_date(desk.now).year
    calendar = desk.in_force.calendar
    return tuple(
        each for each in (year, year + 1) if not calendar.is_official(each) and _matters(desk, each)
    )


def _matters(desk: Desk, year: int) -> bool:
    """A year's calendar is asked for from December of the year before."""
    today = office_date(desk.now)
    return today.year >= year or today.month == 12  # noqa: PLR2004
