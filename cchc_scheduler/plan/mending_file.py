"""A file of mendings: what a person settles about rows of an annex, for the command line."""

from pathlib import Path

from pydantic import Field

from cchc_scheduler.core.annexes.values import QuestionKind
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.mendings import ALL, Mending
from cchc_scheduler.plan.checks import no_repeats
from cchc_scheduler.plan.fields import Clause, Day, FileModel, Id, RowNumber, Text
from cchc_scheduler.plan.reading import read_source
from cchc_scheduler.plan.validating import validated
from cchc_scheduler.words import DeadlineKind


class MendingEntry(FileModel):
    """One row: `row` is its number among the proposals, or `5/2` for a part of a split one."""

    row: RowNumber
    text: Text | None = None
    lead: Id | None = None
    no_lead: bool = False
    support: list[Id] | None = None
    deadline: Text | None = None
    means: DeadlineKind | None = None
    last_day: Day | None = None
    split: list[Text] = Field(default_factory=list)
    join: RowNumber | None = None
    leave_out: bool = False
    confirm: list[QuestionKind] | None = None
    confirm_all: bool = False
    same_as: Clause | None = None
    new: bool = False

    def value(self) -> Mending:
        """Return the mending as a value."""
        return Mending(
            row=self.row,
            text=self.text,
            lead="" if self.no_lead else self.lead,
            support=None if self.support is None else tuple(self.support),
            deadline=self.deadline,
            means=self.means,
            last_day=self.last_day,
            parts=tuple(self.split),
            joined_to=self.join,
            left_out=self.leave_out,
            confirmed=(ALL,) if self.confirm_all else tuple(self.confirm or ()),
            same_as="" if self.new else self.same_as,
        )


class MendingFile(FileModel):
    """The whole file."""

    rows: list[MendingEntry]


def read_mendings(path: Path) -> tuple[Mending, ...]:
    """Return the mendings of a file; BadInput lists every fault with its line."""
    source = read_source(path)
    no_repeats(source, [(*each, "row") for each, _ in source.entries("rows")])
    model = validated(source, MendingFile)
    if model is None or source.faults:
        listed = "\n".join(str(fault) for fault in sorted(source.faults))
        raise BadInput(f"The file of mendings has {len(source.faults)} faults:\n{listed}")
    return tuple(entry.value() for entry in model.rows)
