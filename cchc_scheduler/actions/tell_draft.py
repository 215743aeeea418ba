"""Tell the coordinator that a draft was made, and where its files are fetched."""

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.keep_draft import Wanted, key_of
from cchc_scheduler.actions.letter_facts import About, about_rows, common, counted, item
from cchc_scheduler.actions.outbox import Draft
from cchc_scheduler.actions.read_way import Way, read_way
from cchc_scheduler.actions.tell_coordinator import REASON, coordinator
from cchc_scheduler.documents.draft_facts import STEP_WORDS, DayOfStep, DraftLetter
from cchc_scheduler.store import compilations, obligations


def tell_draft(desk: Desk, wanted: Wanted, number: int) -> int:
    """Write the letter about a draft, once; it leaves in the next window. Return its number."""
    to = coordinator(desk)
    if to is None:
        return 0
    rows = obligations.in_group(desk.connection, wanted.group)
    subject: About = about_rows(desk, [(rows[0], None)], history=False)[0]
    by_plan = About(subject.row, subject.plan_deadline, subject.plan_deadline)
    words, way = item(desk, by_plan), read_way(desk, wanted.period)
    kept = compilations.one(desk.connection, number)
    facts = DraftLetter(
        common=common(desk, to, REASON, by_plan),
        period=words.period,
        period_id=wanted.period,
        period_short=words.period_short,
        cause=wanted.cause,
        made_at=desk.now,
        counted=counted(desk, wanted.group),
        missing=_missing(desk, wanted.group),
        checks=kept["findings"],
        link=_link(desk, wanted.period),
        upstream_day=way.upstream_day,
        days=_days(way),
    )
    cause = f"draft {wanted.period} {wanted.cause} {key_of(desk, wanted.asked)}".strip()
    draft = Draft("report", "report-draft", facts, to, cause=cause)
    return desk.outbox.put(desk.connection, desk.in_force, draft, desk.now)


def _missing(desk: Desk, group: str) -> tuple[str, ...]:
    """Return the names of the units whose report has not come, in the plan's order."""
    waiting = {
        row["unit"]
        for row in obligations.in_group(desk.connection, group)
        if row["first_complete_at"] is None
        and row["state"] not in ("submitted", "accepted", "waived", "cancelled")
    }
    return tuple(unit.name for unit in desk.in_force.office.units if unit.id in waiting)


def _days(way: Way) -> tuple[DayOfStep, ...]:
    return tuple(DayOfStep(STEP_WORDS[each.step], each.day) for each in way.days)


def _link(desk: Desk, period: str) -> str | None:
    links = desk.outbox.links
    return links.report_of(desk.connection, period, desk.now) if links else None
