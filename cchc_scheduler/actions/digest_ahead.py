"""What the next working days bring, for the digest: levels announced, letters, days that end."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Final

from cchc_scheduler.actions.coming_letters import LEVEL_WORDS, gathered
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.letter_facts import About, about_rows
from cchc_scheduler.actions.read_way import newest_groups, read_way
from cchc_scheduler.clock import office_date, office_instant
from cchc_scheduler.core.forecast import Coming
from cchc_scheduler.core.leaders import page_days
from cchc_scheduler.core.offices import Unit
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.documents.draft_facts import STEP_WORDS
from cchc_scheduler.documents.vietnamese import moment, short_day, short_period, two_digits
from cchc_scheduler.store import obligations

AHEAD: Final = 10
FEW: Final = 3
Line = tuple[datetime, str]


def announced_of(desk: Desk, coming: Sequence[Coming]) -> list[str]:
    """Return the levels above the head that go out today or on the next working day."""
    until = desk.in_force.calendar.shift(office_date(desk.now), 1)
    return [
        f"{moment(at)}, thông tin đến {LEVEL_WORDS[level]} về: "
        f"{', '.join(unit.name for unit in named)}. {_how_to_put_off(named)}"
        for at, level, named in gathered(desk, coming)
        if level in ("office", "leaders") and office_date(at) <= until
    ]


def _how_to_put_off(named: Sequence[Unit]) -> str:
    """Say how a level is put off; nobody puts off what concerns the coordinating unit itself."""
    own = next((unit.name for unit in named if unit.coordinator), None)
    if own is None:
        return "Nếu cần lùi, đề nghị trả lời thư này, nêu ngày và lý do"
    if len(named) == 1:
        return "Phần của đơn vị đầu mối tổng hợp không lùi được"
    return f"Nếu cần lùi (trừ phần của {own}), đề nghị trả lời thư này, nêu ngày và lý do"


def lines_ahead(desk: Desk, coming: Sequence[Coming]) -> list[str]:
    """Return one line for each thing of the next ten working days, in order of time."""
    last = desk.in_force.calendar.shift(office_date(desk.now), AHEAD)
    lines = [*_letters(desk, coming), *_ends(desk, last), *_pages(desk, last), *_steps(desk, last)]
    return [text for _, text in sorted(lines, key=lambda line: line[0])]


def _letters(desk: Desk, coming: Sequence[Coming]) -> Iterator[Line]:
    """Yield one line for each moment and level, with the units in it."""
    for at, level, named in gathered(desk, coming):
        yield at, f"{moment(at)}, gửi {LEVEL_WORDS[level]}: {_units(desk, named)}"


def _units(desk: Desk, named: Sequence[Unit]) -> str:
    if len(named) > FEW and len(named) == len(desk.in_force.office.units):
        return f"cả {two_digits(len(named))} đơn vị"
    return ", ".join(unit.short for unit in named)


def _ends(desk: Desk, last: date) -> Iterator[Line]:
    """Yield the last days of what is asked for, each with its units."""
    today = office_date(desk.now)
    found: dict[tuple[date, str], list[About]] = {}
    rows = [(row, None) for row in obligations.chased(desk.connection)]
    for each in about_rows(desk, rows, history=False):
        day = each.deadline.days.last_day
        if today <= day <= last:
            found.setdefault((day, each.row["period"]), []).append(each)
    for (day, period), subjects in found.items():
        owing = {each.row["unit"] for each in subjects}
        named = [unit for unit in desk.in_force.office.units if unit.id in owing]
        text = f"Hết ngày {short_day(day)}, ngày cuối của {_period(period)}: {_units(desk, named)}"
        yield office_instant(day, time.max), text


def _pages(desk: Desk, last: date) -> Iterator[Line]:
    """Yield the days of the leaders' page."""
    today, opens = office_date(desk.now), desk.in_force.policy.window.opens
    for group in newest_groups(desk):
        rows = obligations.in_group(desk.connection, group)
        subjects = about_rows(desk, [(row, None) for row in rows], history=False)
        period = period_named(group.split("/")[1])
        days = [each.plan_deadline.days for each in subjects]
        for day in page_days(period, days, desk.in_force.calendar):
            if today < day <= last:
                at = office_instant(day, opens)
                yield at, f"{moment(at)}, trang tổng hợp {short_period(period)} của lãnh đạo"


def _steps(desk: Desk, last: date) -> Iterator[Line]:
    """Yield the internal days of the reports' way that are still to come."""
    today = office_date(desk.now)
    for group in newest_groups(desk):
        way = read_way(desk, group.split("/")[1])
        recorded = {step.step for step in way.steps}
        for each in way.days:
            if today < each.day <= last and each.step not in recorded:
                step = f"báo cáo tổng hợp {_period(way.period)}: {STEP_WORDS[each.step]}"
                text = f"Hết ngày {short_day(each.day)}, mốc nội bộ {step}"
                yield office_instant(each.day, time.max), text


def _period(period: str) -> str:
    return short_period(period_named(period))
