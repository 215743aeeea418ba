"""What a unit's report asks, as values: an outline, and the fields it makes of the plan for a unit.

Results are asked clause by clause from the plan itself: the tasks a unit leads (Mục III) and its
standing duties (khoản 2 Mục V), so that a unit that leads no area has its own questions too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from cchc_scheduler.core.plans import Plan, Task

FieldKind = Literal["result", "text", "line", "figure"]
Adding = Literal["sum", "latest"]
PartKind = Literal["about", "results", "figures", "questions"]

# Letters of clauses that a name in a page or a Word file can't bear.
PLAIN: Final = str.maketrans({"đ": "dd", ".": "-", "/": "-"})


@dataclass(frozen=True, slots=True)
class StateChoice:
    """One word for how a task stands; `continuous` tells for which kind of task it is offered.

    `done` tells that a task with it counts as completed.
    """

    id: str
    text: str
    continuous: bool
    done: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the outline; `units` empty means every unit, `line` a short answer.

    `looks_back` names the question whose answer of the last period is printed above this one.
    """

    id: str
    clause: str
    title: str
    hint: str | None = None
    units: tuple[str, ...] = ()
    line: bool = False
    looks_back: str | None = None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row of figures; `adding` says how the year's value comes from those of its periods.

    `decimals` is how many digits may stand after the comma; `to_confirm` marks a row that no
    document at hand asks for (°).
    """

    id: str
    row: str
    clause: str
    title: str
    measure: str
    providers: tuple[str, ...]
    adding: Adding = "sum"
    decimals: int = 0
    to_confirm: bool = False


@dataclass(frozen=True, slots=True)
class Support:
    """A clause led by another unit on which further units are asked for their share."""

    clause: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the report: what stands in it, and for `questions` and `about` which."""

    id: str
    title: str
    kind: PartKind
    hint: str | None = None
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """A report's outline; providers that are empty mean every unit."""

    id: str
    title: str
    states: tuple[StateChoice, ...]
    parts: tuple[Part, ...]
    figures: tuple[FigureRow, ...]
    support: tuple[Support, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportField:
    """One thing to fill in. `key` is what answers are kept by; `clauses` what it tells about."""

    key: str
    clauses: tuple[str, ...]
    kind: FieldKind
    prompt: str
    states: tuple[StateChoice, ...] = ()
    hint: str | None = None
    looks_back: str | None = None
    figure: FigureRow | None = None
    support: bool = False

    @property
    def slug(self) -> str:
        """The key in plain letters, for names in a page and tags in a Word file."""
        return self.key.translate(PLAIN)


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that stand together under an area of the plan, or under no title."""

    title: str
    clause: str | None
    fields: tuple[ReportField, ...]


@dataclass(frozen=True, slots=True)
class FormPart:
    """One part of a unit's form."""

    id: str
    title: str
    kind: PartKind
    groups: tuple[Group, ...]
    hint: str | None = None

    @property
    def fields(self) -> tuple[ReportField, ...]:
        """All fields of the part, in order."""
        return tuple(each for group in self.groups for each in group.fields)


@dataclass(frozen=True, slots=True)
class UnitForm:
    """The whole form of one unit."""

    outline: str
    title: str
    parts: tuple[FormPart, ...]
    fields: tuple[ReportField, ...] = field(default=())


def form_of(outline: Outline, plan: Plan, unit: str) -> UnitForm:
    """Return the form an outline makes for a unit; parts without a field are left out."""
    parts = tuple(
        made for part in outline.parts if (made := _part(part, outline, plan, unit)).fields
    )
    fields = tuple(each for part in parts for each in part.fields)
    return UnitForm(outline.id, outline.title, parts, fields)


def _part(part: Part, outline: Outline, plan: Plan, unit: str) -> FormPart:
    if part.kind == "results":
        groups = tuple(_results(outline, plan, unit))
    elif part.kind == "figures":
        groups = (Group("", None, tuple(_figures(outline, unit))),)
    else:
        asked = (each for each in part.questions if not each.units or unit in each.units)
        groups = (Group("", None, tuple(_question(each) for each in asked)),)
    return FormPart(part.id, part.title, part.kind, groups, part.hint)


def _results(outline: Outline, plan: Plan, unit: str) -> Iterator[Group]:
    """Yield the unit's tasks by area, then the duties no task answers for, then its shares."""
    answered: set[str] = set()
    for area in plan.areas:
        led = [task for task in plan.tasks if task.area == area.id and unit in task.lead]
        answered |= {area.lead_clause or ""} if led and unit in area.lead else set()
        answered |= {task.lead_clause or "" for task in led}
        fields = tuple(each for task in led for each in _of_task(task, outline))
        if fields:
            yield Group(area.title, area.clause, fields)
    duties = tuple(
        _result(duty.clause, (duty.clause,), duty.text, outline)
        for duty in plan.duties_of(unit)
        if duty.clause not in answered
    )
    if duties:
        yield Group("Trách nhiệm thường xuyên của đơn vị", duties[0].key.rpartition(".")[0], duties)
    shares = tuple(_shares(outline, plan, unit))
    if shares:
        yield Group("Nội dung phối hợp", None, shares)


def _of_task(task: Task, outline: Outline, *, support: bool = False) -> Iterator[ReportField]:
    """Yield a task's questions: one, or one for each paragraph where the text has several."""
    also = (task.lead_clause,) if task.lead_clause and not support else ()
    paragraphs = [line.strip() for line in task.text.split("\n") if line.strip()]
    continuous = task.deadline.kind != "once"
    for number, paragraph in enumerate(paragraphs, start=1):
        clause = task.clause if len(paragraphs) == 1 else f"{task.clause}/{number}"
        made = _result(clause, (clause, *also), paragraph, outline, continuous=continuous)
        yield _share(made) if support else made


def _result(
    key: str, clauses: tuple[str, ...], text: str, outline: Outline, *, continuous: bool = True
) -> ReportField:
    states = tuple(state for state in outline.states if state.continuous == continuous)
    return ReportField(key, clauses, "result", text.rstrip(";."), states)


def _share(made: ReportField) -> ReportField:
    return ReportField(made.key, made.clauses, "text", made.prompt, support=True)


def _shares(outline: Outline, plan: Plan, unit: str) -> Iterator[ReportField]:
    named = {each.clause for each in outline.support if unit in each.units}
    for task in plan.tasks:
        if unit not in task.lead and (unit in task.support or task.clause in named):
            yield from _of_task(task, outline, support=True)


def _figures(outline: Outline, unit: str) -> Iterator[ReportField]:
    for row in outline.figures:
        if not row.providers or unit in row.providers:
            yield ReportField(row.id, (row.clause,), "figure", row.title, figure=row)


def _question(asked: Question) -> ReportField:
    kind: FieldKind = "line" if asked.line else "text"
    return ReportField(
        asked.id, (asked.clause,), kind, asked.title, hint=asked.hint, looks_back=asked.looks_back
    )
