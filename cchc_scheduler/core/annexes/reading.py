"""Reads an annex: one table of a file becomes proposals, or the faults say why none could be read.

Nothing is guessed silently: what is not sure stands as a question with its place.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from cchc_scheduler.core.annexes.columns import Columns
from cchc_scheduler.core.annexes.day_cells import DayReader, shows_turned
from cchc_scheduler.core.annexes.directory import Directory
from cchc_scheduler.core.annexes.grids import Grid, Paper
from cchc_scheduler.core.annexes.headings import NEEDED
from cchc_scheduler.core.annexes.keys import plain, slug
from cchc_scheduler.core.annexes.numbering import titled
from cchc_scheduler.core.annexes.old_letters import old_font_of_text, old_fonts_named
from cchc_scheduler.core.annexes.origins import origin_of
from cchc_scheduler.core.annexes.rows import Walked, enter, walk
from cchc_scheduler.core.annexes.tables import Table, tables_of
from cchc_scheduler.core.annexes.tasks import TaskReader
from cchc_scheduler.core.annexes.unit_cells import UnitReader
from cchc_scheduler.core.annexes.values import (
    Annex,
    AnnexFault,
    ImportedTask,
    Match,
    Notice,
    Origin,
    UnmatchedUnit,
)
from cchc_scheduler.core.phrases.values import Surroundings

MOST_ROWS: Final = 5_000
NEAR_LINES: Final = 14
SEEN_GRIDS: Final = 8
SEEN_WORDS: Final = 160
SAMPLE: Final = 20_000
SAMPLED_ROWS: Final = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader is asked: the directory, the period to read days in, and which table.

    `period_given` keeps that period whatever the paper's title says. `plans` are the periods of
    plans by the number of their decision. `table` counts from 1.
    """

    directory: Directory
    around: Surroundings
    period_given: bool = False
    plans: Mapping[str, tuple[date, date]] = field(default_factory=dict)
    table: int | None = None


def read_annex(paper: Paper, asked: Asked) -> Annex:
    """Return what a paper proposes; never raises, whatever its cells hold."""
    tables = tables_of(paper.grids)
    fault = _choice_fault(paper, tables, asked.table)
    if fault is not None:
        return Annex(faults=(fault,), warnings=tuple(_of_file(paper)))
    table = tables[(asked.table or 1) - 1]
    if table.length > MOST_ROWS:
        told = (str(table.length), str(MOST_ROWS))
        return Annex(faults=(AnnexFault("too-many-rows", table.name, told),), table=table.name)
    return _annex(paper, table, asked)


def _choice_fault(paper: Paper, tables: tuple[Table, ...], chosen: int | None) -> AnnexFault | None:
    if not tables:
        return _no_table(paper)
    if chosen is None and len(tables) > 1:
        return AnnexFault("several-tables", "", tuple(_described(tables)))
    if chosen is not None and not 1 <= chosen <= len(tables):
        return AnnexFault("no-such-table", "", (str(chosen), *_described(tables)))
    return None


def _described(tables: Iterable[Table]) -> Iterator[str]:
    return (f"{number}: {each.name} ({each.length})" for number, each in enumerate(tables, 1))


def _no_table(paper: Paper) -> AnnexFault:
    """Say what was looked for and what stands in the file instead."""
    font = _old_font(paper)
    if font is not None:
        return AnnexFault("legacy-font", "", (font, *old_fonts_named(paper.fonts)))
    seen = (_first_words(grid) for grid in paper.grids[:SEEN_GRIDS])
    return AnnexFault("no-table", "", (", ".join(NEEDED), *(each for each in seen if each)))


def _first_words(grid: Grid) -> str:
    row = next((row for row in grid.rows if len(row.own) > 1), None)
    words = " | ".join(" ".join(cell.text.split()) for cell in row.own) if row else ""
    return f"{grid.name}: {words}"[:SEEN_WORDS]


def _old_font(paper: Paper) -> str | None:
    """Return the old encoding of a table or of the whole, where the letters are of one."""
    tables = [" ".join(_texts(grid))[:SAMPLE] for grid in paper.grids]
    lines = (line for grid in paper.grids for line in grid.before)
    whole = " ".join((*paper.head, *lines, *tables))[:SAMPLE]
    found = (old_font_of_text(text) for text in (whole, *tables))
    return next((font for font in found if font is not None), None)


def _texts(grid: Grid) -> Iterator[str]:
    for row in grid.rows[:SAMPLED_ROWS]:
        yield from (cell.text for cell in row.own)


def _annex(paper: Paper, table: Table, asked: Asked) -> Annex:
    origin = origin_of(table.above[-NEAR_LINES:], paper.head)
    around = _period(origin, asked)
    walked = _walked(table)
    turned = shows_turned([raw.at("deadline") for raw in walked.tasks])
    reader = TaskReader(UnitReader(asked.directory), DayReader(around, turned, {}))
    tasks = tuple(reader.task(raw) for raw in walked.tasks)
    known = replace(origin, first=around.first, last=around.last)
    if not tasks:
        return Annex(faults=(AnnexFault("no-tasks", table.name),), origin=known, table=table.name)
    return Annex(
        tasks=tasks,
        unmatched=tuple(_unmatched(tasks)),
        warnings=(*_of_file(paper), *_of_table(table, walked), *_of_origin(origin, asked, known)),
        origin=known,
        table=table.name,
    )


def _period(origin: Origin, asked: Asked) -> Surroundings:
    """Return the period days are read in: given, of the known plan, of the title, or assumed.

    A period that the title names begins with the day of issue, before which nothing is owed.
    """
    around = replace(asked.around, issued=origin.day or asked.around.issued)
    if asked.period_given:
        return around
    known = asked.plans.get(origin.number or "")
    if known is not None:
        first, last = known
        return replace(around, first=first, last=last)
    first, last = origin.first or around.first, origin.last or around.last
    if origin.day is not None and origin.first is None:
        last = max(last, date(origin.day.year, 12, 31))
    if origin.day is not None and origin.day <= last:
        first = origin.day
    return replace(around, first=min(first, last), last=last)


def _walked(table: Table) -> Walked:
    found = Walked()
    for part in table.parts:
        for title in part.titles:
            enter(found, *(titled(title) or ("none", title)))
        walk(part.rows, part.columns, found)
    return found


def _unmatched(tasks: Iterable[ImportedTask]) -> Iterator[UnmatchedUnit]:
    """Yield every single body that the directory lacks, in the order of the table."""
    names: dict[str, Match] = {}
    leads: dict[str, list[int]] = {}
    supports: dict[str, list[int]] = {}
    for task in tasks:
        for rows, matches in ((leads, task.lead), (supports, task.support)):
            for match in matches:
                if match.unit is None and not match.collective:
                    names.setdefault(plain(match.name), match)
                    rows.setdefault(plain(match.name), []).append(task.row)
    for words, match in names.items():
        as_lead, as_support = leads.get(words, []), supports.get(words, [])
        yield UnmatchedUnit(
            match.name, slug(match.name), match.nearest, tuple(as_lead), tuple(as_support)
        )


def _of_file(paper: Paper) -> Iterator[Notice]:
    for told in paper.told:
        yield Notice(told)
    fonts = old_fonts_named(paper.fonts)
    font = _old_font(paper)
    if fonts or font:
        yield Notice("legacy-font", (font or "", *fonts))


def _of_table(table: Table, walked: Walked) -> Iterator[Notice]:
    if len(table.parts) > 1:
        yield Notice("tables-joined", (str(len(table.parts)),))
    if walked.heads:
        yield Notice("heads-repeated", (str(walked.heads),))
    if walked.left_out:
        yield Notice("rows-left-out", tuple(walked.left_out))
    if walked.hidden:
        yield Notice("hidden-rows", (str(walked.hidden),))
    yield from _of_columns(table.columns)


def _of_columns(columns: Columns) -> Iterator[Notice]:
    for head in columns.unknown:
        yield Notice("column-not-understood", (" ".join(head.split()),))
    if columns.at("lead") is None and columns.at("lead-and-support") is not None:
        yield Notice("lead-and-support-together")


def _of_origin(origin: Origin, asked: Asked, known: Origin) -> Iterator[Notice]:
    if origin.number is None:
        yield Notice("no-decision")
    if origin.first is None and not asked.period_given and origin.number not in asked.plans:
        yield Notice("period-assumed", (str(known.first), str(known.last)))
