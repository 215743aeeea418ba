"""Annexes made of figures: targets, statistics, procedures, spending."""

from collections.abc import Iterator, Sequence
from typing import Final

from cchc_scheduler.core.collected import UnitMaterial
from cchc_scheduler.core.compiling import FigureSum
from cchc_scheduler.core.report_outlines import AnnexOutline, FigureGroup, TargetUse
from cchc_scheduler.documents.annex_rows import Row, counted, group
from cchc_scheduler.documents.report_facts import TO_CONFIRM
from cchc_scheduler.documents.report_making import Making
from cchc_scheduler.documents.report_targets import (
    figures_for,
    rate_of,
    tasks_done,
    value_words,
)
from cchc_scheduler.documents.report_words import NO_PAPER, figure_words
from cchc_scheduler.documents.vietnamese import clause_words, listed, number_words, short_day

TOTAL: Final = "Tổng số"
ESTIMATED: Final = "x"


def targets(annex: AnnexOutline, making: Making) -> Sequence[Row]:
    """Return the plan's targets word for word, each with the figures that measure it below."""
    uses = {each.clause: each for each in annex.targets}
    rows: list[Row] = []
    for number, target in enumerate(making.collection.plan.targets, start=1):
        use = uses.get(target.clause, TargetUse(target.clause))
        rows.append(_target(number, target.text, use, making))
        rows += _below(number, use, making)
    return rows


def _target(number: int, text: str, use: TargetUse, making: Making) -> Row:
    figures = figures_for(use.clause, making)
    told = rate_of(use, making)
    quiet = all(each.value is None for each in figures)
    note = told.note or (use.unpublished or "" if quiet else "")
    return Row(
        {
            "tt": str(number),
            "chi-tieu": text,
            "don-vi-tinh": use.measure,
            "muc-tieu": use.goal,
            "trong-ky": told.period,
            "ty-le": told.whole,
            "nguon": _source(making),
            "ghi-chu": note,
        }
    )


def _below(number: int, use: TargetUse, making: Making) -> Iterator[Row]:
    if use.tasks and making.collection.plan.annex_imported:
        counted_tasks = tasks_done(making)
        told = f"{counted_tasks.done}/{counted_tasks.total}"
        yield Row({"tt": f"{number}.1", "chi-tieu": "Nhiệm vụ hoàn thành / tổng", "luy-ke": told})
    for place, figure in enumerate(figures_for(use.clause, making), start=1):
        quiet = figure.value is None and use.unpublished
        cells = {**_figure(figure, making), "tt": f"{number}.{place}"}
        yield Row({**cells, "ghi-chu": use.unpublished or ""} if quiet else cells)


def _figure(figure: FigureSum, making: Making) -> dict[str, str]:
    row, (now, whole) = figure.row, value_words(figure)
    return {
        "chi-tieu": f"{row.title}{TO_CONFIRM if row.to_confirm else ''}",
        "don-vi-tinh": row.measure,
        "trong-ky": now,
        "luy-ke": whole,
        "ky-truoc": figure_words(figure.last, estimated=False),
        "uoc": ESTIMATED if figure.estimated else "",
        "nguon": _source(making),
        "don-vi": _providers(figure, making),
        "diem": clause_words(row.clause),
        "ghi-chu": _lacking(figure, making),
    }


def _lacking(figure: FigureSum, making: Making) -> str:
    return making.without(figure.without, making.shorts(figure.without)) if figure.without else ""


def _providers(figure: FigureSum, making: Making) -> str:
    named = figure.row.providers
    return (
        listed(making.names([each.unit for each in making.units(named)])) if named else "Các đơn vị"
    )


def _source(making: Making) -> str:
    day = making.collection.cutoff
    return f"báo cáo của đơn vị, chốt {short_day(day) if day else NO_PAPER}"


def figures(annex: AnnexOutline, making: Making) -> Sequence[Row]:
    """Return the figures of the annex's groups under their numbers; what lacks is said."""
    rows: list[Row] = []
    for each in annex.groups:
        found = list(_of_group(each, annex, making))
        rows += [group(f"{each.number}. {each.title}"), *found] if found else []
    return rows


def _of_group(wanted: FigureGroup, annex: AnnexOutline, making: Making) -> Iterator[Row]:
    prefix = annex.rows or ""
    own = {
        figure.row.row.removeprefix(prefix): figure
        for figure in making.figures.values()
        if figure.row.row.startswith(f"{prefix}{wanted.number}.")
    }
    also = {use.row: figure for use in wanted.also if (figure := making.figure(use.figure))}
    if wanted is annex.groups[0]:
        yield _plan_tasks(wanted, making)
    for number, figure in sorted({**own, **also}.items(), key=lambda each: each[0]):
        yield Row({**_figure(figure, making), "tt": number})


def _plan_tasks(wanted: FigureGroup, making: Making) -> Row:
    """Return how many tasks the plan holds, and of the dated ones how many are completed."""
    plan, done = making.collection.plan, tasks_done(making)
    completed = f"; hoàn thành {done.done}/{done.total} nhiệm vụ có thời hạn" if done.total else ""
    told = "" if plan.annex_imported else "Danh mục nhiệm vụ cụ thể chưa nhập"
    return Row(
        {
            "tt": f"{wanted.number}.1",
            "chi-tieu": f"Nhiệm vụ trong Kế hoạch{completed}",
            "don-vi-tinh": "nhiệm vụ",
            "luy-ke": str(len(plan.tasks)),
            "ghi-chu": told,
        }
    )


def one_line(annex: AnnexOutline, making: Making) -> Sequence[Row]:
    """Return one line of figures, each under its own column; fields of work are not collected."""
    known = {column.id: making.figure(column.id) for column in annex.columns}
    found = {name: figure for name, figure in known.items() if figure is not None}
    if all(figure.value is None for figure in found.values()):
        return ()
    cells = {name: value_words(figure)[0] for name, figure in found.items()}
    told = rate_of(annex.targets[0], making).period if annex.targets else ""
    lacking = dict.fromkeys(unit for figure in found.values() for unit in figure.without)
    note = making.without(tuple(lacking), making.shorts(tuple(lacking))) if lacking else ""
    return (Row({"tt": "1", "ten": TOTAL, **cells, "ty-le": told, "ghi-chu": note}, "total"),)


def spending(annex: AnnexOutline, making: Making) -> Sequence[Row]:
    """Return what each unit spent, then all together; what was planned is not collected."""
    rows: list[Row] = []
    for name in annex.figures:
        figure = making.figure(name)
        if figure is not None and figure.whole is not None:
            units = {each.unit: each for each in making.collection.units}
            rows += counted(_spent(figure, units[part.unit], making) for part in figure.parts)
            now, whole = value_words(figure)
            rows.append(Row({"noi-dung": TOTAL, "trong-ky": now, "luy-ke": whole}, "total"))
    return rows


def _spent(figure: FigureSum, unit: UnitMaterial, making: Making) -> dict[str, str]:
    part = next(each for each in figure.parts if each.unit == unit.unit)
    lacking = unit.unit in figure.without
    given = unit.answers.get(figure.row.id)
    estimated = given is not None and given.estimated
    return {
        "noi-dung": f"{figure.row.title} ({figure.row.measure})",
        "don-vi": making.name(unit.unit),
        "trong-ky": "[chưa có số]" if lacking else figure_words(part.value, estimated=estimated),
        "luy-ke": number_words(part.whole) if part.whole is not None else "",
    }
