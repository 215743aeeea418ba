"""Compile where a job or a recorded fact must not fail because an outline has a fault."""

from collections.abc import Callable

import structlog

from cchc_scheduler.actions.compile_report import compile_as_given, compile_period
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.draft_room import DraftRoom
from cchc_scheduler.actions.read_outline import report_outlines
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.reports import Compilation
from cchc_scheduler.store import obligations


def compiled_now(room: DraftRoom, desk: Desk, period: str) -> Compilation | None:
    """Return a period as it compiles now; None, with a line in the log, when it can't be."""
    return _unless_faulty(
        period,
        lambda: compile_period(desk, report_outlines(room.template_dirs), period, room.data),
    )


def given_now(room: DraftRoom, desk: Desk, period: str) -> Compilation | None:
    """Return the same without any text a person edited: units' own words alone."""
    return _unless_faulty(
        period, lambda: compile_as_given(desk, report_outlines(room.template_dirs), period)
    )


def report_keys(room: DraftRoom) -> tuple[str, ...]:
    """Return the names of the reports that leave the office, as its outlines have them.

    Raises BadInput when the outlines have faults.
    """
    outlines = report_outlines(room.template_dirs)
    return tuple(each.id for each in outlines.reports if each.kind != "internal")


def group_of(desk: Desk, period: str) -> str:
    """Return the periodic reports of a period (`bao-cao-quy/2025-Q3`); NotFound when none is."""
    for group in obligations.begun_groups(desk.connection):
        task, known = group.split("/")[:2]
        if known == period and desk.in_force.cycle(task) is not None:
            return group
    raise NotFound(f"No report is owed for {period} yet. `cchc status` lists what is.")


def _unless_faulty(period: str, compiling: Callable[[], Compilation]) -> Compilation | None:
    try:
        return compiling()
    except (BadInput, NotFound) as fault:
        structlog.get_logger("actions").warning("not_compiled", period=period, why=str(fault))
        return None
