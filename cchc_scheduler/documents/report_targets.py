"""The plan's targets (chỉ tiêu): what was reached, by the figures that measure them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from cchc_scheduler.core.compiling import FigureSum, rate
from cchc_scheduler.core.plans import Task
from cchc_scheduler.core.report_outlines import ReportOutline, TargetUse
from cchc_scheduler.core.reports import Passage
from cchc_scheduler.documents.report_making import Making
from cchc_scheduler.documents.report_words import (
    NO_FIGURES,
    figure_sentence,
    figure_words,
    per_cent,
)
from cchc_scheduler.documents.vietnamese import sentence_case, two_digits

NO_LIST: Final = (
    "chưa tính được vì Danh mục nhiệm vụ cụ thể (Phụ lục kèm theo Kế hoạch) chưa nhập vào hệ thống"
)


@dataclass(frozen=True, slots=True)
class TargetRate:
    """How far a target is reached: in this period and over the year, in per cent, as printed."""

    period: str = ""
    whole: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TasksDone:
    """How many of the plan's dated tasks are completed; `total` 0 while there are none."""

    done: int
    total: int


def target_passages(report: ReportOutline, making: Making) -> Iterator[Passage]:
    """Yield one paragraph a target: the plan's words, then what was reached or what is missing."""
    uses = uses_of(report, making)
    for number, target in enumerate(making.collection.plan.targets, start=1):
        use = uses.get(target.clause, TargetUse(target.clause))
        said, missing = _reached(use, making)
        words = f"Chỉ tiêu {number}. {target.text.rstrip('.;')}: {sentence_case(said)}"
        yield Passage(f"{words.rstrip('.')}.", "missing" if missing else "written")


def uses_of(report: ReportOutline, making: Making) -> dict[str, TargetUse]:
    """Return how each target is measured, by its clause, as the report's annexes say."""
    annexes = making.outlines.annexes_of(report)
    return {use.clause: use for each in annexes if each.table == "targets" for use in each.targets}


def figures_for(clause: str, making: Making) -> tuple[FigureSum, ...]:
    """Return the figures that tell about a target."""
    return tuple(each for each in making.figures.values() if each.row.clause == clause)


def rate_of(use: TargetUse, making: Making) -> TargetRate:
    """Return how far a target is reached; empty words where a figure is missing."""
    if use.tasks:
        return _tasks_rate(making)
    reached, of = making.figure(use.reached or ""), making.figure(use.of or "")
    if reached is None:
        return TargetRate()
    if use.least is not None:
        least = Decimal(str(use.least))
        return TargetRate(per_cent(rate(reached.value, least)), per_cent(_last(reached, least)))
    if of is None:
        return TargetRate()
    # A number that is set once for the year (giao) is compared with the year's, not the period's.
    period = None if of.row.adding != reached.row.adding else rate(reached.value, of.value)
    return TargetRate(per_cent(period), per_cent(rate(reached.whole, of.whole)))


def tasks_done(making: Making) -> TasksDone:
    """Count the plan's dated tasks, and those that their units call completed, now or earlier."""
    dated = [task for task in making.collection.plan.tasks if task.deadline.kind == "once"]
    done = 0
    for task in dated:
        states = [making.states.get(each) for each in _states_of(task, making)]
        done += any(state is not None and state.done for state in states)
    return TasksDone(done, len(dated))


def _states_of(task: Task, making: Making) -> Iterator[str]:
    for unit in making.collection.units:
        now = unit.answers.get(task.clause)
        earlier = (answers.get(task.clause) for _, answers in unit.earlier)
        yield from (each.state for each in (now, *earlier) if each is not None and each.state)


def _reached(use: TargetUse, making: Making) -> tuple[str, bool]:
    """Return what is said of a target, and whether that is only what is missing."""
    if use.tasks:
        told = _tasks_rate(making)
        return (told.note, not making.collection.plan.annex_imported)
    figures = figures_for(use.clause, making)
    said = [text for each in figures if (text := figure_sentence(each))]
    if not said and use.unpublished:
        return use.unpublished, False
    if not said:
        units = tuple(dict.fromkeys(unit for each in figures for unit in each.without))
        return (making.without(units, making.names(units)) if units else NO_FIGURES), True
    reached = rate_of(use, making)
    whole = reached.whole or reached.period
    return "; ".join([*said, *([f"đạt tỷ lệ {whole}%"] if whole and use.of else [])]), False


def _tasks_rate(making: Making) -> TargetRate:
    if not making.collection.plan.annex_imported:
        return TargetRate(note=NO_LIST)
    counted = tasks_done(making)
    told = f"hoàn thành {two_digits(counted.done)}/{two_digits(counted.total)} nhiệm vụ có thời hạn"
    share = rate(Decimal(counted.done), Decimal(counted.total))
    words = per_cent(share)
    return TargetRate("", words, f"{told} ({words}%)" if words else told)


def _last(reached: FigureSum, least: Decimal) -> Decimal | None:
    return rate(reached.whole, least)


def value_words(figure: FigureSum) -> tuple[str, str]:
    """Return a figure's value in the period and over the year, as they are printed."""
    return (
        figure_words(figure.value, estimated=figure.estimated),
        figure_words(figure.whole, estimated=figure.whole_estimated),
    )
