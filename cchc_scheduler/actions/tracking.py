"""Read what the tracking sheet of a period holds: tasks with what units said, what is owed, when.

Of an office whose plan is not in force yet it is made of the files, and says so.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.letter_facts import decision_words
from cchc_scheduler.actions.read_evidence import evidence_of, rows_of_year
from cchc_scheduler.core.cycles import holds
from cchc_scheduler.core.deadlines import Deadline
from cchc_scheduler.core.obligations import owed_in
from cchc_scheduler.core.offices import Office
from cchc_scheduler.core.outlines import Outline
from cchc_scheduler.core.periods import Period, period_named
from cchc_scheduler.core.plans import Cycle, Plan, Task
from cchc_scheduler.documents.deadline_words import BY_PLAN
from cchc_scheduler.documents.tracking_facts import OwedLine, TaskLine, TrackingFacts
from cchc_scheduler.documents.vietnamese import (
    clause_words,
    listed,
    long_period,
    sentence_case,
    short_period,
)
from cchc_scheduler.plan.home_files import HomeFiles
from cchc_scheduler.store import deadlines, obligations, report_answers

STATES: Final = {
    "scheduled": "chưa mở kỳ",
    "submitted": "đã nhận",
    "accepted": "đã nhận, đã chấp nhận",
    "returned": "đang bổ sung",
    "waived": "được miễn",
}
LEFT: Final = "chưa nhận, còn trong thời hạn"
NOT_RECEIVED: Final = "chưa nhận được"
NOT_IN_FORCE: Final = "Kế hoạch chưa được đưa vào theo dõi"
UNAPPLIED: Final = (
    f"{NOT_IN_FORCE}: bảng này lập từ tệp cấu hình, chưa ghi nhận báo cáo nào của đơn vị."
)
ANNEX_AWAITED: Final = (
    'Kế hoạch dẫn "{wording}"; phụ lục đó chưa được nhập, nên trang nhiệm vụ chỉ có các điểm của '
    "Mục III."
)
AGREED: Final = ("later-day", "extension")
Said = dict[str, list[tuple[str, str, str]]]  # clause: (unit's name, state in words, text)


def tracking_facts(desk: Desk, outline: Outline | None, period: Period) -> TrackingFacts:
    """Return what the sheet of a period holds; evidence is that of the year up to the period."""
    office, plan = desk.in_force.office, plan_of_period(desk.in_force.plans, period)
    rows = [row for row in obligations.every(desk.connection) if row["state"] != "cancelled"]
    begun = [
        row
        for row in rows_of_year(desk, period.year)
        if row["state"] != "scheduled" and period_named(row["period"]).last_day <= period.last_day
    ]
    said = _said(desk, outline, plan, period)
    return TrackingFacts(
        office=office.name,
        coordinator=office.coordinator.name,
        decision=decision_words(plan),
        period_words=period_words(plan, period),
        as_of=desk.now,
        tasks=tuple(_task(office, plan, task, said) for task in plan.tasks),
        owed=tuple(_owed(desk, rows, period.year)),
        sent=evidence_of(desk, begun),
        notes=tuple(_notes(plan)),
    )


def unapplied_facts(files: HomeFiles, period: Period, now: datetime) -> TrackingFacts:
    """Return the same for an office whose files were never put in force."""
    office, plan = files.office, plan_of_period(files.plans, period)
    made = owed_in(office, files.plans, files.calendar)
    owed = tuple(
        OwedLine(
            period=short_period(period_named(each.period)),
            unit=office.unit(each.unit).name,
            clause=each.clause,
            title=sentence_case(each.title),
            plan_day=each.last_day,
            agreed_day=None,
            state="chưa theo dõi",
        )
        for each in made
        if period_named(each.period).year == period.year
    )
    return TrackingFacts(
        office=office.name,
        coordinator=office.coordinator.name,
        decision=decision_words(plan),
        period_words=period_words(plan, period),
        as_of=now,
        tasks=tuple(_task(office, plan, task, {}) for task in plan.tasks),
        owed=owed,
        sent=(),
        notes=(UNAPPLIED, *_notes(plan)),
    )


def plan_of_period(plans: Sequence[Plan], period: Period) -> Plan:
    """Return the newest plan in force on the period's last day, else the newest of all."""
    held = [plan for plan in plans if plan.first_day <= period.last_day <= plan.last_day]
    return held[-1] if held else plans[-1]


def period_words(plan: Plan, period: Period) -> str:
    """Return quý IV và năm 2025 where a cycle of the plan joins the year's report."""
    joined = any(cycle.with_year for cycle in plan.cycles if holds(cycle, period))
    return long_period(period, with_year=joined)


def _notes(plan: Plan) -> Iterator[str]:
    if plan.annex_wording and not plan.annex_imported:
        yield ANNEX_AWAITED.format(wording=plan.annex_wording)


def _said(desk: Desk, outline: Outline | None, plan: Plan, period: Period) -> Said:
    """Return what units answered in the period, by each clause they told about first."""
    words = {each.id: each.text for each in outline.states} if outline else {}
    found: Said = {}
    for cycle in plan.cycles:
        if not holds(cycle, period):
            continue
        for unit in cycle.units:
            name = desk.in_force.office.unit(unit).name
            for row in _answers(desk, cycle, unit, period):
                first = row["clauses"].split("\n")[0]
                state = words.get(row["state"] or "", "")
                found.setdefault(first, []).append((name, state, row["text"].strip()))
    return found


def _answers(desk: Desk, cycle: Cycle, unit: str, period: Period) -> Iterator[RowMapping]:
    forms = report_answers.handed_in(desk.connection, cycle.id, unit, [period.id])
    for each in forms:
        if each["form"] is not None:
            rows = report_answers.answers_of(desk.connection, each["form"])
            yield from (row for row in rows if row["figure"] is None)


def _task(office: Office, plan: Plan, task: Task, said: Said) -> TaskLine:
    area = next((each.title for each in plan.areas if each.id == task.area), "")
    answers = [
        (f"{clause_words(clause)}: " if clause != task.clause else "", *answer)
        for clause, answers in said.items()
        if clause == task.clause or clause.startswith(f"{task.clause}/")
        for answer in answers
    ]
    several = len({name for _, name, _, _ in answers}) > 1
    states = [(place, name, state) for place, name, state, _ in answers if state]
    results = [(place, name, text) for place, name, _, text in answers if text]
    return TaskLine(
        clause=task.clause,
        area=area,
        text=task.text,
        lead=listed([office.unit(unit).name for unit in task.lead]),
        support=listed([office.unit(unit).name for unit in task.support]),
        deadline=task.deadline.text,
        states=_joined(states, several=several),
        results=_joined(results, several=several),
    )


def _joined(told: Sequence[tuple[str, str, str]], *, several: bool) -> str:
    """Return what was said a line each, with its unit where more than one speaks."""
    lines = (f"{place}{f'{name}: ' if several else ''}{words}" for place, name, words in told)
    return "\n".join(lines)


def _owed(desk: Desk, rows: Sequence[RowMapping], year: int) -> Iterator[OwedLine]:
    office = desk.in_force.office
    mine = [row for row in rows if period_named(row["period"]).year == year]
    mine.sort(
        key=lambda row: (
            period_named(row["period"]).last_day,
            row["task"],
            office.order_of(row["unit"]),
        )
    )
    versions = deadlines.all_versions(desk.connection, [row["id"] for row in mine])
    for row in mine:
        known = versions[row["id"]]
        in_force = next(each for each in known if each.version == row["deadline_version"])
        agreed = [each for each in known if each.reason in AGREED]
        yield OwedLine(
            period=short_period(period_named(row["period"])),
            unit=office.unit(row["unit"]).name,
            clause=row["clause"],
            title=sentence_case(row["title"]),
            plan_day=[each for each in known if each.reason in BY_PLAN][-1].days.last_day,
            agreed_day=agreed[-1].days.last_day if agreed else None,
            state=_state(row, in_force, desk.now),
        )


def _state(row: RowMapping, in_force: Deadline, now: datetime) -> str:
    if row["state"] == "open":
        return LEFT if now < in_force.days.late_after else NOT_RECEIVED
    return STATES[row["state"]]
