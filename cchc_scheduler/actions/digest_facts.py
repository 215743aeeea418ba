"""Fill the coordinator's digest: what to do, how each period stands, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.coming_letters import coming_letters, ends_at
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.desk_pages import desk_page
from cchc_scheduler.actions.digest_ahead import AHEAD, announced_of, lines_ahead
from cchc_scheduler.actions.digest_news import news_of, undelivered_of
from cchc_scheduler.actions.digest_questions import questions_of, unofficial_years
from cchc_scheduler.actions.digest_todo import awaited, chased, late_and_missing, standing
from cchc_scheduler.actions.letter_facts import About, about_rows, counted, explanation, item
from cchc_scheduler.actions.period_board import open_groups, period_rows
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.forecast import Coming
from cchc_scheduler.documents.digests import Digest, LostLetter, MatrixRow, PeriodBlock, ToDo
from cchc_scheduler.documents.facts import Common, PageRow
from cchc_scheduler.documents.vietnamese import clause_words, sentence_case
from cchc_scheduler.store import obligations

# As many periods as a phone shows side by side.
COLUMNS: Final = 3


@dataclass(frozen=True, slots=True)
class Signs:
    """What makes a digest worth writing today; most days have none of it.

    `coming` is None while nothing is to be looked at before the end of the next working day: then
    no notice can come, and what the days after bring need not be worked out.
    """

    asked: tuple[ToDo, ...]
    news: tuple[str, ...]
    undelivered: tuple[LostLetter, ...]
    coming: tuple[Coming, ...] | None
    announced: tuple[str, ...]
    due_today: bool

    @property
    def quiet(self) -> bool:
        """Whether nothing changed, is due or is asked."""
        changed = self.asked or self.news or self.undelivered
        return not (changed or self.announced or self.due_today)


def signs_of(desk: Desk) -> Signs:
    """Return the signs of today, before anything else of the digest is worked out."""
    coming, today = _coming_soon(desk), office_date(desk.now)
    return Signs(
        asked=tuple(awaited(desk)),
        news=tuple(news_of(desk)),
        undelivered=tuple(undelivered_of(desk)),
        coming=coming,
        announced=tuple(announced_of(desk, coming or ())),
        due_today=any(office_date(each.at) == today for each in coming or ()),
    )


def _coming_soon(desk: Desk) -> tuple[Coming, ...] | None:
    """Return the notices ahead, or None when the store says that none is due by tomorrow."""
    first = obligations.next_due(desk.connection)
    if first is None or first > ends_at(desk, 1):
        return None
    return tuple(coming_letters(desk, AHEAD))


def digest_facts(desk: Desk, shared: Common, signs: Signs) -> Digest:
    """Return the whole digest of a day with these signs."""
    groups, late = open_groups(desk), late_and_missing(desk)
    columns = [group for group in groups if _is_cycle(desk, group)][:COLUMNS]
    coming = signs.coming if signs.coming is not None else coming_letters(desk, AHEAD)
    return Digest(
        common=_with_clause(desk, shared, groups[0]) if groups else shared,
        periods=tuple(_block(desk, group, late) for group in columns),
        todo=(*signs.asked, *standing(desk, late)),
        news=signs.news,
        coming=tuple(lines_ahead(desk, coming)),
        announced=signs.announced,
        questions=tuple(questions_of(desk)),
        week=office_date(desk.now).isocalendar().week,
        unofficial=unofficial_years(desk),
        quiet=signs.quiet,
        matrix=_matrix(desk, columns),
        others=tuple(_line(desk, group) for group in groups if group not in columns),
        undelivered=signs.undelivered,
        desk=desk_page(desk, "hom-nay"),
    )


def _is_cycle(desk: Desk, group: str) -> bool:
    return desk.in_force.cycle(group.split("/", maxsplit=1)[0]) is not None


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
        late=len({row["unit"] for row in late if row["task_group"] == group}),
    )


def _matrix(desk: Desk, columns: Sequence[str]) -> tuple[MatrixRow, ...]:
    """Return a row for each unit that owes something in these periods, in the plan's order."""
    found: list[dict[str, PageRow]] = [
        {row.unit: row for row in period_rows(desk, group, for_leaders=False)} for group in columns
    ]
    return tuple(
        MatrixRow(unit.short, tuple(column.get(unit.name) for column in found))
        for unit in desk.in_force.office.units
        if any(unit.name in column for column in found)
    )


def _line(desk: Desk, group: str) -> str:
    """Return one duty without a column in a line: what, until when, and who is missing."""
    words = item(desk, _by_plan(desk, group))
    rows = obligations.in_group(desk.connection, group)
    awaited_from = {row["unit"] for row in rows if row["state"] in ("open", "returned")}
    named = [unit.short for unit in desk.in_force.office.units if unit.id in awaited_from]
    stands = f"chưa nhận của {', '.join(named)}" if named else "đã nhận, chờ xác nhận"
    return f"{sentence_case(words.report)}: {words.due_words}; {stands}"
