"""What the letters speak of, as values: actions fill them, templates read them and nothing else."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from cchc_scheduler.words import Rung

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
class Told:
    """One earlier letter about an obligation: when, to which post, and its fate."""

    at: datetime
    to: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Item:
    """One obligation as a letter speaks of it.

    `head_title` is the head's post with its unit. `asked` names what is owed ("báo cáo ..."), or
    the completion of it after a return; `piece` is its short word for subjects. `due_words` is the
    deadline in force, `plan_due_words` the plan's own ("trước ngày 10/9/2025"); `agreed` says what
    moved the one from the other, if anything. `days_left` counts working days from the letter's day
    to `target`, None once it has passed. `leads` are the areas and duties to report on, each with
    its clause; `leads_brief` says the same in few words, for tables. `link` leads to the page on
    which the unit hands in; None in letters that may not carry it.
    """

    obligation: str
    rung: Rung | None
    rung_words: str
    unit: str
    unit_short: str
    head_title: str
    report: str
    asked: str
    piece: str
    period: str
    period_short: str
    due_words: str
    plan_due_words: str
    last_day: date
    plan_last_day: date
    target: date
    days_left: int | None
    leads: tuple[str, ...] = ()
    leads_brief: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    opinion: str | None = None
    cutoff: date | None = None
    compile_day: date | None = None
    upstream_day: date | None = None
    agreed: str | None = None
    completes: bool = False
    own_of_coordinator: bool = False
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Common:
    """What every letter holds: who speaks, to whom and why, and the foot of the page.

    `rehearsal_for` names the post a letter would have gone to, while the office only rehearses.
    `standing` is the sentence for a deputy or a vacant post. `marker` is the line above which a
    reply is to be written, where the service itself reads replies.
    """

    office: str
    coordinator: str
    contact: str
    phone: str | None
    mailbox: str
    decision: str
    clause: str | None
    explanation: str | None
    reason: str
    now: datetime
    to_title: str
    rehearsal_for: str | None = None
    standing: str | None = None
    marker: str | None = None


@dataclass(frozen=True, slots=True)
class SignInLetter:
    """A link that signs its receiver in once, until the given moment."""

    common: Common
    link: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Counted:
    """How many reports of a period are expected, received, on time, being completed, missing."""

    expected: int
    received: int
    on_time: int
    completing: int
    missing: int


@dataclass(frozen=True, slots=True)
class LadderLetter:
    """Opening, reminders, and the letters to head, office and leaders; the most urgent item first.

    `tomorrow` says that the target is the very next calendar day, `copied` that the unit's head
    receives a copy.
    """

    common: Common
    items: tuple[Item, ...]
    counted: Counted
    plan_name: str
    reconciled_at: datetime | None = None
    page_day: date | None = None
    tomorrow: bool = False
    copied: bool = False

    @property
    def first(self) -> Item:
        """The item that decides kind, template and subject."""
        return self.items[0]

    @property
    def others(self) -> tuple[Item, ...]:
        """Everything else the letter carries."""
        return self.items[1:]

    @property
    def same(self) -> tuple[Item, ...]:
        """The items of the first one's rung and period: a table's rows."""
        return tuple(item for item in self.items if _alike(item, self.first))

    @property
    def rest(self) -> tuple[Item, ...]:
        """The items of other rungs and periods."""
        return tuple(item for item in self.items if not _alike(item, self.first))


def _alike(one: Item, other: Item) -> bool:
    return (one.rung, one.asked) == (other.rung, other.asked)


@dataclass(frozen=True, slots=True)
class ApprovalLetter:
    """What the head of the coordinating unit is asked before a level is told.

    `draft` is the letter as it would go, `draft_form` its template; None when nobody can be written
    to at that level. `to_vice_chair` marks the draft to a head who is a vice chair.
    """

    common: Common
    items: tuple[Item, ...]
    level: str
    goes_at: datetime
    pending: int
    draft: LadderLetter | None = None
    draft_form: str = ""
    to_vice_chair: bool = False

    @property
    def has_own(self) -> bool:
        """Whether the coordinating unit's own part is among what is asked about."""
        return any(item.own_of_coordinator for item in self.items)


@dataclass(frozen=True, slots=True)
class NewsLetter:
    """A short piece of news about one obligation: reported, received, sorry.

    `received_at` is when it came; `letter_at` the earlier letter that is being corrected; `upward`
    tells whether the reader is a leader, to whom one reports, and not a head like oneself.
    """

    common: Common
    item: Item
    counted: Counted
    received_at: datetime | None = None
    letter_at: datetime | None = None
    number: str | None = None
    told: str | None = None
    on_time: bool | None = None
    closed_by: str | None = None
    upward: bool = False


@dataclass(frozen=True, slots=True)
class ReceiptLetter:
    """What was handed in, by whom, when, and against which day it stands.

    `first_at` is when the first complete version came, where this one completes it; `unread` names
    what of a form in Word could not be read into its field.
    """

    common: Common
    item: Item
    code: str
    kind: str
    at: datetime
    by: str
    version: int
    on_time: bool | None
    link: str | None = None
    file_name: str | None = None
    file_size: int | None = None
    sha256: str | None = None
    number: str | None = None
    note: str | None = None
    first_at: datetime | None = None
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerLetter:
    """The answer to a request, or a return for completion."""

    common: Common
    item: Item
    asked_at: datetime | None = None
    asked_until: date | None = None
    asked_reason: str | None = None
    new_day: date | None = None
    document: str | None = None
    reason: str | None = None
    comment: str | None = None
    first_at: datetime | None = None
    usable: bool = True


@dataclass(frozen=True, slots=True)
class MovedItem:
    """One obligation whose last day an amended plan moved; `was` is the day before."""

    item: Item
    was: date


@dataclass(frozen=True, slots=True)
class AmendedLetter:
    """What an amended plan changes for one unit: days moved, what is owed no longer, or again."""

    common: Common
    unit: str
    unit_short: str
    moved: tuple[MovedItem, ...] = ()
    withdrawn: tuple[Item, ...] = ()
    brought_back: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class PageRow:
    """One unit in a table of units: its state in words, its day, and when its report came."""

    unit: str
    state: str
    last_day: date
    received_at: datetime | None
    tone: str
    opinion: str | None = None
    agreed: str | None = None


@dataclass(frozen=True, slots=True)
class LeadersPage:
    """The leaders' page: four numbers and the units in the plan's order."""

    common: Common
    period: str
    period_short: str
    due_words: str
    last_day: date
    counted: Counted
    rows: tuple[PageRow, ...]
    asked: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True)
class MailAnswer:
    """The answer to a reply that was not recorded by itself: why, and what it may have been about.

    `subject` and `at` are those of the mail that came in; `why` a word of the closed list.
    """

    common: Common
    subject: str
    at: datetime
    why: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A letter that did not arrive, or a level that has nobody who can be reached."""

    common: Common
    unit: str
    unit_short: str
    post: str
    phone: str | None
    why: str
    subject: str | None
    waits: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """A system letter or a test letter: one matter, in sentences."""

    common: Common
    matter: str
    sentences: tuple[str, ...]
