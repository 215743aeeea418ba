"""What a unit sees of itself besides one report: its matters, its row of the table, its days."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from cchc_scheduler.core.evidence import Evidence
from cchc_scheduler.documents.facts import Common, Item
from cchc_scheduler.words import MatterKind, ObligationState

DayState = Literal["ahead", "open", "received", "late", "waived", "cancelled"]


@dataclass(frozen=True, slots=True)
class MatterShown:
    """Something the unit raised, and the answer once there is one."""

    number: int
    kind: MatterKind
    title: str
    text: str
    by: str
    at: datetime
    person: str | None
    address: str | None
    answer: str | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnRow:
    """The unit's own row of the timeliness table.

    `by_plan` and `by_agreed` are None while nothing complete came; `agreed_day` is None while no
    other day than the plan's was agreed. `words` is what a confirmation confirms, as one sentence.
    `frozen` is the row as it was frozen for the year's evaluation, once it was.
    """

    state: str
    plan_day: date
    agreed_day: date | None
    received_at: datetime | None
    by_plan: bool | None
    by_agreed: bool | None
    words: str
    frozen: Evidence | None = None


@dataclass(frozen=True, slots=True)
class ReceiptShown:
    """One receipt: its reference, when, and how often it was handed in by then."""

    code: str
    at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class UnitDay:
    """One deadline of the unit: what is owed and until when, and what came.

    `sequence` grows with each new version of the deadline; `obligation` is its stable name.
    """

    obligation: str
    report: str
    clause: str
    last_day: date
    target: date
    state: ObligationState
    shown: DayState
    agreed: str | None
    sequence: int
    receipts: tuple[ReceiptShown, ...]


@dataclass(frozen=True, slots=True)
class UnitCalendar:
    """A unit's days in order, for its page and its feed."""

    unit: str
    office: str
    coordinator: str
    contact: str
    phone: str | None
    days: tuple[UnitDay, ...]


@dataclass(frozen=True, slots=True)
class LinksLetter:
    """The links of a unit's open reports, sent again because somebody asked for them."""

    common: Common
    items: tuple[Item, ...]
