"""The closed lists of words that every room uses: states, kinds, rungs, levels, roles and ranks.

Each list is the one source for types, table checks and screens; the glossary gives its Vietnamese.
"""

from enum import IntEnum
from typing import Final, Literal, get_args

ObligationState = Literal[
    "scheduled", "open", "submitted", "accepted", "returned", "waived", "cancelled"
]
LetterState = Literal[
    "queued", "sending", "sent", "deferred", "unknown", "dead", "expired", "cancelled", "bounced"
]
LetterKind = Literal[
    "opening",
    "reminder",
    "escalation",
    "information",
    "correction",
    "approval",
    "digest",
    "leaders",
    "receipt",
    "return",
    "extension",
    "report",
    "undelivered",
    "login",
    "system",
    "test",
]
Rung = Literal[
    "opening", "remind-7", "remind-3", "remind-1", "due-day", "late-1", "late-3", "late-5"
]
Level = Literal["unit", "head", "office", "leaders"]
Role = Literal["focal", "head", "office", "leader"]
NoticeState = Literal["waiting", "carried", "spent", "skipped"]
Slot = Literal["morning", "afternoon"]
DeadlineReason = Literal["plan", "later-day", "extension", "return", "amendment"]
SubmissionKind = Literal["link", "file", "nil", "elsewhere"]
RequestKind = Literal["later-day", "not-ours"]
MatterKind = Literal["difficulty", "plan-change", "row-wrong", "row-right", "hand-over"]
MatterState = Literal["asked", "answered", "noted"]
ReportSource = Literal["page", "word"]
CompilationCause = Literal["after-due", "complete", "asked", "laid"]
WayStep = Literal["draft", "head", "for-signature", "signed", "issued"]
TimelinessBy = Literal["first", "text", "paper"]
Escalation = Literal["automatic", "approval"]
ApprovalState = Literal["asked", "approved", "to-page", "postponed"]
Roll = Literal["forward", "none", "back"]
Bound = Literal["exclusive", "inclusive", "period_end"]
DeadlineKind = Literal["once", "recurring", "continuous", "event-bound", "unknown"]
RevisionKind = Literal["office", "policy", "plan", "calendar"]
LedgerKind = Literal["weakness", "inspection", "self-check", "evidence"]
Access = Literal["coordinator", "leader", "it"]
ApplyEffect = Literal["made", "moved", "withdrawn", "brought-back"]
PlanDraftState = Literal["open", "applied", "dropped"]

OBLIGATION_STATES: Final[tuple[ObligationState, ...]] = get_args(ObligationState)
LETTER_STATES: Final[tuple[LetterState, ...]] = get_args(LetterState)
LETTER_KINDS: Final[tuple[LetterKind, ...]] = get_args(LetterKind)
RUNGS: Final[tuple[Rung, ...]] = get_args(Rung)
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
ROLES: Final[tuple[Role, ...]] = get_args(Role)
NOTICE_STATES: Final[tuple[NoticeState, ...]] = get_args(NoticeState)
SLOTS: Final[tuple[Slot, ...]] = get_args(Slot)
DEADLINE_REASONS: Final[tuple[DeadlineReason, ...]] = get_args(DeadlineReason)
SUBMISSION_KINDS: Final[tuple[SubmissionKind, ...]] = get_args(SubmissionKind)
REQUEST_KINDS: Final[tuple[RequestKind, ...]] = get_args(RequestKind)
MATTER_KINDS: Final[tuple[MatterKind, ...]] = get_args(MatterKind)
MATTER_STATES: Final[tuple[MatterState, ...]] = get_args(MatterState)
REPORT_SOURCES: Final[tuple[ReportSource, ...]] = get_args(ReportSource)
COMPILATION_CAUSES: Final[tuple[CompilationCause, ...]] = get_args(CompilationCause)
WAY_STEPS: Final[tuple[WayStep, ...]] = get_args(WayStep)
APPROVAL_STATES: Final[tuple[ApprovalState, ...]] = get_args(ApprovalState)
REVISION_KINDS: Final[tuple[RevisionKind, ...]] = get_args(RevisionKind)
LEDGER_KINDS: Final[tuple[LedgerKind, ...]] = get_args(LedgerKind)
ACCESSES: Final[tuple[Access, ...]] = get_args(Access)
APPLY_EFFECTS: Final[tuple[ApplyEffect, ...]] = get_args(ApplyEffect)
PLAN_DRAFT_STATES: Final[tuple[PlanDraftState, ...]] = get_args(PlanDraftState)

CHASED: Final[tuple[ObligationState, ...]] = ("open", "returned")
LADDER_KINDS: Final[tuple[LetterKind, ...]] = ("opening", "reminder", "escalation")
AT_ONCE_KINDS: Final[tuple[LetterKind, ...]] = ("receipt", "login", "system", "test")
SLOT_HOLDING: Final[tuple[LetterState, ...]] = (
    "queued",
    "sending",
    "sent",
    "deferred",
    "unknown",
    "bounced",
)
ROLE_OF_LEVEL: Final[dict[Level, Role]] = {
    "unit": "focal",
    "head": "head",
    "office": "office",
    "leaders": "leader",
}


class Rank(IntEnum):
    """Order of rank of posts: nobody's lateness is reported to someone of lower rank."""

    STAFF = 1
    HEAD = 2
    VICE_CHAIR = 3
    CHAIR = 4
