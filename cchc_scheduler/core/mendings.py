"""What a person settles about a row of an annex: a mending; nothing is in force by it.

A row is named by its number among the proposals ("5"), the part of a row that was split by "5/2".
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from cchc_scheduler.core.annexes.values import QuestionKind
from cchc_scheduler.words import DeadlineKind

ALL: Final = "all"


@dataclass(frozen=True, slots=True)
class Mending:
    """What is settled about one row; None leaves what the annex says.

    `lead` and `support` are ids of units, "" is nobody. `deadline` are other words, read anew;
    `means` and `last_day` settle what the words mean and leave them as they stand. `parts` are the
    texts of the rows it is split into, `joined_to` the row it is joined to. `confirmed` are
    questions answered with "as it was read", or "all". `same_as` is the task in force that this row
    goes on, "" for none.
    """

    row: str
    text: str | None = None
    lead: str | None = None
    support: tuple[str, ...] | None = None
    deadline: str | None = None
    means: DeadlineKind | None = None
    last_day: date | None = None
    parts: tuple[str, ...] = ()
    joined_to: str | None = None
    left_out: bool = False
    confirmed: tuple[QuestionKind | Literal["all"], ...] = ()
    same_as: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it leaves the row as the annex has it."""
        return self == Mending(self.row)

    def confirms(self, kind: QuestionKind) -> bool:
        """Tell whether a question is answered with "as it was read"."""
        return ALL in self.confirmed or kind in self.confirmed

    def over(self, whole: "Mending") -> "Mending":
        """Return this mending of a part, with what was settled about its whole row behind it."""
        return replace(
            self,
            lead=whole.lead if self.lead is None else self.lead,
            support=whole.support if self.support is None else self.support,
            deadline=whole.deadline if self.deadline is None else self.deadline,
            means=whole.means if self.means is None else self.means,
            last_day=whole.last_day if self.last_day is None else self.last_day,
            left_out=whole.left_out or self.left_out,
            confirmed=(*whole.confirmed, *self.confirmed),
        )
