"""`documents/outlines/<outline>.yaml`: what a unit's report asks besides the plan's own clauses."""

from pydantic import Field

from cchc_scheduler.core.outlines import (
    Adding,
    FigureRow,
    Outline,
    Part,
    PartKind,
    Question,
    StateChoice,
    Support,
)
from cchc_scheduler.plan.fields import Clause, FileModel, Id, Line


class StateEntry(FileModel):
    """One word for how a task stands."""

    id: Id
    text: Line
    continuous: bool
    done: bool = False

    def value(self) -> StateChoice:
        """Return the state as a value of the rules."""
        return StateChoice(self.id, self.text, self.continuous, self.done)


class QuestionEntry(FileModel):
    """One question; without `units` it is asked of every unit."""

    id: Id
    clause: Clause
    title: Line
    hint: Line | None = None
    units: list[Id] = Field(default_factory=list)
    line: bool = False
    looks_back: Id | None = None

    def value(self) -> Question:
        """Return the question as a value of the rules."""
        return Question(
            self.id,
            self.clause,
            self.title,
            self.hint,
            tuple(self.units),
            self.line,
            self.looks_back,
        )


class PartEntry(FileModel):
    """One part of the report, in the order in which it is printed."""

    id: Id
    title: Line
    kind: PartKind
    hint: Line | None = None
    questions: list[QuestionEntry] = Field(default_factory=list)

    def value(self) -> Part:
        """Return the part as a value of the rules."""
        questions = tuple(question.value() for question in self.questions)
        return Part(self.id, self.title, self.kind, self.hint, questions)


class FigureEntry(FileModel):
    """One row of figures; without `providers` it is asked of every unit."""

    id: Id
    row: Line
    clause: Clause
    title: Line
    measure: Line
    providers: list[Id]
    adding: Adding = "sum"
    decimals: int = Field(default=0, ge=0, le=4)
    to_confirm: bool = False

    def value(self) -> FigureRow:
        """Return the row as a value of the rules."""
        return FigureRow(
            id=self.id,
            row=self.row,
            clause=self.clause,
            title=self.title,
            measure=self.measure,
            providers=tuple(self.providers),
            adding=self.adding,
            decimals=self.decimals,
            to_confirm=self.to_confirm,
        )


class SupportEntry(FileModel):
    """Units asked for their share of a task that another unit leads."""

    clause: Clause
    units: list[Id] = Field(min_length=1)

    def value(self) -> Support:
        """Return the request as a value of the rules."""
        return Support(self.clause, tuple(self.units))


class OutlineFile(FileModel):
    """The whole of one outline's file."""

    id: Id
    title: Line
    states: list[StateEntry] = Field(min_length=1)
    parts: list[PartEntry] = Field(min_length=1)
    figures: list[FigureEntry] = Field(default_factory=list)
    support: list[SupportEntry] = Field(default_factory=list)

    def value(self) -> Outline:
        """Return the outline as a value of the rules."""
        return Outline(
            id=self.id,
            title=self.title,
            states=tuple(state.value() for state in self.states),
            parts=tuple(part.value() for part in self.parts),
            figures=tuple(figure.value() for figure in self.figures),
            support=tuple(each.value() for each in self.support),
        )
