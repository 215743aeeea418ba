"""What the coordinator is told of a report's way in the digest: the next step, what lacks of it."""

from typing import Final

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.desk_pages import period_page
from cchc_scheduler.actions.read_way import Way, newest_groups, read_way
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.documents.digests import ToDo
from cchc_scheduler.documents.draft_facts import STEP_WORDS
from cchc_scheduler.documents.vietnamese import full_day, short_day, short_period

RECORD: Final = "ghi lại bằng lệnh cchc record way {period} {step}"


def steps_due(desk: Desk) -> list[ToDo]:
    """Return the steps whose day is today or the next working day: a digest is written for them."""
    today = office_date(desk.now)
    last = desk.in_force.calendar.shift(today, 1)
    found: list[ToDo] = []
    for way in _ways(desk):
        coming = way.awaited
        if coming is not None and today <= coming.day <= last:
            text = f"Báo cáo tổng hợp {_period(way)}: {STEP_WORDS[coming.step]} trong "
            how = RECORD.format(period=way.period, step=coming.step)
            limit = _limit(way) or None
            day, page = full_day(coming.day), period_page(desk, way.period)
            step = ToDo(f"{text}{day}", limit, page, kind="step", key=way.period, how=how)
            found.append(step)
    return found


def steps_passed(desk: Desk) -> list[ToDo]:
    """Return the steps whose day has passed: they stand in every digest until they are recorded."""
    today = office_date(desk.now)
    found: list[ToDo] = []
    for way in _ways(desk):
        coming = way.awaited
        if coming is not None and coming.day < today:
            text = f"Báo cáo tổng hợp {_period(way)}: chưa ghi nhận bước {STEP_WORDS[coming.step]}"
            day = f"mốc nội bộ {short_day(coming.day)}"
            how = RECORD.format(period=way.period, step=coming.step)
            facts = "; ".join(each for each in (day, _limit(way)) if each)
            page = period_page(desk, way.period)
            found.append(ToDo(text, facts, page, kind="step", key=way.period, how=how))
    return found


def _ways(desk: Desk) -> list[Way]:
    return [read_way(desk, group.split("/")[1]) for group in newest_groups(desk)]


def _period(way: Way) -> str:
    return short_period(period_named(way.period))


def _limit(way: Way) -> str:
    return f"hạn gửi của xã: hết {short_day(way.upstream_day)}" if way.upstream_day else ""
