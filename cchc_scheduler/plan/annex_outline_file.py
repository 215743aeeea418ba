"""`documents/outlines/phu-luc.yaml`: the annexes of compiled reports, with their columns."""

from typing import Annotated

from pydantic import Field

from cchc_scheduler.core.report_outlines import (
    AnnexColumn,
    AnnexOutline,
    FigureGroup,
    FigureRule,
    FigureRuleKind,
    FigureUse,
    TableKind,
    TargetUse,
)
from cchc_scheduler.core.reports import Alignment
from cchc_scheduler.plan.fields import Clause, FileModel, Id, Line

Share = Annotated[float, Field(gt=0, le=100)]


class ColumnEntry(FileModel):
    """One column; `outside` columns are printed in what leaves the office."""

    id: Id
    title: Line
    share: Share
    align: Alignment = "left"
    outside: bool = False

    def value(self) -> AnnexColumn:
        """Return the column as a value of the rules."""
        return AnnexColumn(self.id, self.title, self.share, self.align, self.outside)


class FigureUseEntry(FileModel):
    """A figure under another number."""

    row: Line
    figure: Id


class FigureGroupEntry(FileModel):
    """A group of the table of figures."""

    number: Line
    title: Line
    also: list[FigureUseEntry] = Field(default_factory=list)

    def value(self) -> FigureGroup:
        """Return the group as a value of the rules."""
        also = tuple(FigureUse(each.row, each.figure) for each in self.also)
        return FigureGroup(self.number, self.title, also)


class TargetUseEntry(FileModel):
    """How one target of the plan is measured."""

    clause: Clause
    measure: Line | None = None
    goal: Line | None = None
    reached: Id | None = None
    of: Id | None = None
    least: float | None = None
    unpublished: Line | None = None
    tasks: bool = False

    def value(self) -> TargetUse:
        """Return the measure as a value of the rules."""
        return TargetUse(
            clause=self.clause,
            measure=self.measure or "",
            goal=self.goal or "",
            reached=self.reached,
            of=self.of,
            least=self.least,
            unpublished=self.unpublished,
            tasks=self.tasks,
        )


class RuleEntry(FileModel):
    """What must hold between figures; a warning is given where it does not."""

    rule: FigureRuleKind
    whole: Id
    parts: list[Id] = Field(min_length=1)
    rate: Id | None = None

    def value(self) -> FigureRule:
        """Return the rule as a value."""
        return FigureRule(self.rule, self.whole, tuple(self.parts), self.rate)


class AnnexEntry(FileModel):
    """One annex. `rows` is the beginning of the rows of figures that stand in it (`3-`)."""

    id: Id
    number: Line
    title: Line
    table: TableKind
    clauses: list[Clause] = Field(min_length=1)
    columns: list[ColumnEntry] = Field(min_length=1)
    questions: list[Id] = Field(default_factory=list)
    figures: list[Id] = Field(default_factory=list)
    rows: Line | None = None
    groups: list[FigureGroupEntry] = Field(default_factory=list)
    targets: list[TargetUseEntry] = Field(default_factory=list)
    note: Line | None = None

    def value(self) -> AnnexOutline:
        """Return the annex as a value of the rules."""
        return AnnexOutline(
            id=self.id,
            number=self.number,
            title=self.title,
            table=self.table,
            clauses=tuple(self.clauses),
            columns=tuple(column.value() for column in self.columns),
            questions=tuple(self.questions),
            figures=tuple(self.figures),
            rows=self.rows,
            groups=tuple(group.value() for group in self.groups),
            targets=tuple(target.value() for target in self.targets),
            note=self.note,
        )


class AnnexesFile(FileModel):
    """The whole of a file of annexes."""

    id: Id
    annexes: list[AnnexEntry] = Field(min_length=1)
    rules: list[RuleEntry] = Field(default_factory=list)

    def values(self) -> tuple[AnnexOutline, ...]:
        """Return the annexes as values of the rules, in the file's order."""
        return tuple(annex.value() for annex in self.annexes)
