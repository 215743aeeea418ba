"""Compile a period's reports from what units gave: read, never written; nothing is sent."""

from datetime import datetime
from pathlib import Path
from typing import Final

from cchc_scheduler.actions.collect_reports import collect, named_period
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.kept_texts import with_kept_texts
from cchc_scheduler.core.collected import Collection, UnitMaterial
from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.core.obligations import Owed, owed_in
from cchc_scheduler.core.periods import Period
from cchc_scheduler.core.plans import Cycle, Plan, for_period_ending
from cchc_scheduler.core.report_outlines import ReportOutlines
from cchc_scheduler.core.reports import Compilation, Finding
from cchc_scheduler.documents.compiled_reports import compiled
from cchc_scheduler.documents.report_checks import checked
from cchc_scheduler.documents.report_making import making
from cchc_scheduler.plan.home_files import HomeFiles

UNAPPLIED: Final = (
    "Kế hoạch chưa được áp dụng trong hệ thống: báo cáo được lập từ các tệp, chưa có nội dung nào "
    "được thu thập."
)


def compile_period(
    desk: Desk, outlines: ReportOutlines, period: str, data: Path | None = None
) -> Compilation:
    """Return all reports of a period as the record stands now, with what to look at.

    What a person edited stands in its place, and a finding names what came in after it.
    `outlines` are those of the office's templates (`report_outlines`); `data` is the folder of kept
    files, where those that can't be opened are found. Raises BadInput, NotFound.
    """
    made = making(collect(desk, period, data), outlines)
    return checked(with_kept_texts(desk.connection, compiled(made)), made)


def compile_as_given(
    desk: Desk, outlines: ReportOutlines, period: str, data: Path | None = None
) -> Compilation:
    """Return the same in the units' own words, as if nobody had edited anything."""
    made = making(collect(desk, period, data), outlines)
    return checked(compiled(made), made)


def compile_both(
    desk: Desk, outlines: ReportOutlines, period: str
) -> tuple[Compilation, Compilation]:
    """Return a period in the units' own words, and with what a person edited and what to look at.

    Both are made of one reading. Raises BadInput, NotFound.
    """
    made = making(collect(desk, period, None), outlines)
    given = compiled(made)
    return given, checked(with_kept_texts(desk.connection, given), made)


def compile_unapplied(
    files: HomeFiles, outlines: ReportOutlines, period: str, now: datetime
) -> Compilation:
    """Return the same for a home whose files were never applied: everything is still missing.

    Raises BadInput for a name that is no period, NotFound when the plans owe nothing for it.
    """
    named = named_period(period)
    plan, cycle, owed = _owed(files, named)
    units = {each.unit for each in owed}
    collection = Collection(
        office=files.office,
        plan=plan,
        cycle=cycle,
        period=named,
        made_at=now,
        units=tuple(UnitMaterial(u.id, "none") for u in files.office.units if u.id in units),
        findings=(Finding("unapplied", "", UNAPPLIED),),
    )
    made = making(collection, outlines)
    return checked(compiled(made), made)


def _owed(files: HomeFiles, period: Period) -> tuple[Plan, Cycle, list[Owed]]:
    """Return the newest plan's cycle that makes reports owed for a period, and those."""
    made = owed_in(files.office, files.plans, files.calendar)
    for plan in for_period_ending(reversed(files.plans), period.last_day):
        for cycle in plan.cycles:
            found = [one for one in made if (one.item, one.period) == (cycle.id, period.id)]
            if found:
                return plan, cycle, found
    raise NotFound(f"The plans make no report owed for {period.id}.")
