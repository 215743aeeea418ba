"""What the coordinator's digest and tick list say: to-do first, then how each period stands."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from cchc_scheduler.documents.facts import Common, Counted, PageRow

ToDoKind = Literal[
    "held",
    "reconcile",
    "request",
    "matter",
    "mail",
    "mailbox",
    "rows",
    "step",
    "address",
    "away",
    "talk",
    "see",
    "question",
    "approval",
    "opinion",
    "other",
]


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing the coordinator should do, in a sentence, with the facts that help.

    `link` leads to the signed-in page on which it is done; it carries no token. `quoted` says that
    `detail` holds what somebody typed, of which a long one may be quoted in part.
    `kind` and `key` tell the desk where it is done: the key is the obligation, the period, the
    number or the address it is about, empty where it is about several. `how` is the command that
    does it, for who reads the mail.
    """

    text: str
    detail: str | None = None
    link: str | None = None
    quoted: bool = False
    kind: ToDoKind = field(default="other", compare=False)
    key: str = field(default="", compare=False)
    how: str = field(default="", compare=False)

    @property
    def told(self) -> str:
        """The facts with the command behind them, as the mail tells them."""
        return "; ".join(each for each in (self.detail, self.how) if each)


@dataclass(frozen=True, slots=True)
class PeriodBlock:
    """One period in the digest; `late` counts the units that may be called late and are missing."""

    period: str
    period_short: str
    due_words: str
    days_left: int | None
    counted: Counted
    late: int = 0


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One unit in the digest's table of units and periods; None where it owes nothing."""

    unit: str
    cells: tuple[PageRow | None, ...]

    @property
    def missing(self) -> bool:
        """Whether anything of this unit has not come."""
        return any(cell is not None and cell.received_at is None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class LostLetter:
    """A letter that did not arrive or may not have: to whom, by what number they are called."""

    subject: str
    to: str
    phone: str | None
    fate: str


@dataclass(frozen=True, slots=True)
class Digest:
    """The coordinator's digest: to-do first, then each period, news, what comes, what is open.

    `matrix` has a column for each of `periods`, in their order; `others` are duties without a
    column, a line each. `unofficial` are years whose official calendar is still missing. `desk` is
    the address of the signed-in desk, None while pages have no address. `cut` says that the tail
    was left out because the mail would have grown too long.
    """

    common: Common
    periods: tuple[PeriodBlock, ...]
    todo: tuple[ToDo, ...]
    news: tuple[str, ...]
    coming: tuple[str, ...]
    announced: tuple[str, ...]
    questions: tuple[str, ...]
    week: int
    quiet: bool = False
    unofficial: tuple[int, ...] = ()
    matrix: tuple[MatrixRow, ...] = ()
    others: tuple[str, ...] = ()
    undelivered: tuple[LostLetter, ...] = ()
    desk: str | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True)
class TickList:
    """The units to compare with the register of incoming documents; `desk` as in the digest."""

    common: Common
    period: str
    period_short: str
    last_day: date
    units: tuple[str, ...] = field(default=())
    desk: str | None = None
