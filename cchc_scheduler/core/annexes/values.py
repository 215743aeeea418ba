"""What is proposed from an annex: tasks with their questions, and what the paper says of itself."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from cchc_scheduler.core.phrases.values import Reading

QuestionKind = Literal[
    "text-missing",  # a row with a unit or a day, but no task
    "lead-missing",  # nobody is named
    "lead-unknown",  # no unit of the directory bears this name
    "lead-near",  # a unit is named nearly so
    "support-near",  # a unit that supports is named nearly so
    "lead-collective",  # "các cơ quan, đơn vị": nobody can answer for it
    "several-leads",  # one is asked, the rest support
    "lead-ditto",  # as in the row above
    "deadline",  # the reading of the deadline says why
    "deadline-before-plan",  # the last day lies before the plan begins
    "deadline-after-plan",  # the last day lies after the plan's end
    "several-days",  # one row names several last days; asked when a row is reviewed
    "day-as-number",  # a sheet's number stands where a day should
    "day-or-month",  # 10/9 or 9/10: a sheet may have turned them round
    "month-first",  # 9/25/2025 typed as text
    "formula-without-value",  # the sheet was never calculated
    "error-value",  # #REF! and its like
    "duplicate",  # the same task stands in another row
    "columns-shifted",  # the row stands one column to the right
    "joined",  # a row without number, unit and day was joined to the one above
    "torn",  # the rest of a row at the top of a page was joined to the row before
    "legacy-text",  # letters of an old font
    "hidden-row",  # the sheet hides this row
]
QUESTION_KINDS: Final[tuple[QuestionKind, ...]] = get_args(QuestionKind)

FileFault = Literal[
    "empty-file",
    "too-large",
    "damaged",
    "password",
    "zip-bomb",
    "old-word",  # .doc: to be saved as .docx
    "needs-xls",  # .xls, .ods: the extra is not installed
    "needs-pdf",  # .pdf: the extra is not installed
    "scanned-pdf",  # pictures of pages, no text
    "unknown-kind",
]

FaultKind = Literal[
    FileFault,
    "no-table",
    "several-tables",
    "no-such-table",
    "no-tasks",
    "too-many-rows",
    "legacy-font",
]

WarningKind = Literal[
    "legacy-font",
    "tables-joined",
    "heads-repeated",
    "rows-left-out",
    "column-not-understood",
    "no-decision",
    "period-assumed",
    "macros",
    "hidden-rows",
    "tracked-changes",
    "cut-off",
    "lead-and-support-together",
]


@dataclass(frozen=True, slots=True)
class Question:
    """What a person must answer about a row; `told` is what the sentence names."""

    kind: QuestionKind
    place: str
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """What a person should know about the paper as a whole."""

    kind: WarningKind
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnexFault:
    """Why nothing was read; `place` is the sheet, page or table it is about, if one."""

    kind: FaultKind
    place: str = ""
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A name as written, and the unit it means: None when the directory has none.

    `confidence` is 1 for the unit's own name, less for what was abbreviated or resembles it.
    `collective` names a group ("các sở, ban, ngành") that no single unit answers for.
    """

    name: str
    unit: str | None
    confidence: float
    collective: bool = False
    nearest: str | None = None


@dataclass(frozen=True, slots=True)
class ImportedTask:
    """A task as proposed; `text`, `lead_text`, `support_text`, `deadline_text` are verbatim.

    `lead` holds at most the one match that is asked; other leads stand first in `support`.
    """

    row: int
    place: str
    page: int | None
    number: str
    section: str
    text: str
    product: str
    lead: tuple[Match, ...]
    support: tuple[Match, ...]
    lead_text: str
    support_text: str
    deadline_text: str
    deadline: Reading
    confidence: float
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class UnmatchedUnit:
    """A name the directory lacks, the id it could be given, and the rows that name it."""

    name: str
    proposed_id: str
    nearest: str | None
    as_lead: tuple[int, ...]
    as_support: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """The document an annex belongs to, as far as its text tells: number, day and period."""

    number: str | None = None
    day: date | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Annex:
    """Everything proposed from one annex; with faults, no task."""

    tasks: tuple[ImportedTask, ...] = ()
    unmatched: tuple[UnmatchedUnit, ...] = ()
    warnings: tuple[Notice, ...] = ()
    faults: tuple[AnnexFault, ...] = ()
    origin: Origin = Origin()
    table: str = ""
