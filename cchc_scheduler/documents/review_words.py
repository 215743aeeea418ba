"""What is still to be settled about an annex, with how to settle it, for the command line."""

from typing import Final

from cchc_scheduler.core.annexes.values import Question, QuestionKind
from cchc_scheduler.core.plan_reviews import MendingFault, MendingProblem, ReviewedRow
from cchc_scheduler.core.review_deadlines import OF_DEADLINE
from cchc_scheduler.core.review_questions import OF_LEAD, OF_TEXT
from cchc_scheduler.documents.annex_words import question_words

FAULTS: Final[dict[MendingProblem, str]] = {
    "no-such-row": "there is no such row; a row that was split is named by its parts",
    "no-such-unit": "the directory has no unit {0!r}",
    "empty-part": "it is split into a part without words",
    "one-part": "a row is split into two or more",
    "joined-to-none": "there is no row {0!r} that stays and that it could be joined to",
    "day-without-meaning": "a last day ({0}) belongs to what is done once only",
    "no-such-task": "the plan in force has no task {0!r}",
}


def question_with_answer(row: ReviewedRow, question: Question) -> str:
    """Return an open question with its row, its place, and how it is answered."""
    return f"row {row.key}: {question_words(question)} [{question.kind}] -> {_how(question.kind)}"


def mending_fault_words(fault: MendingFault) -> str:
    """Return what is wrong with a mending, with its row."""
    return f"row {fault.row}: {FAULTS[fault.problem].format(fault.told)}"


def _how(kind: QuestionKind) -> str:
    if kind == "text-missing":
        return "give `text`, or `leave_out: true`"
    if kind in OF_LEAD:
        settle = "give `lead` (a unit's id)"
    elif kind == "support-near":
        settle = "give `support` (ids of units)"
    elif kind in OF_DEADLINE:
        settle = "give `deadline` (its words) or `last_day`"
    elif kind in OF_TEXT:
        settle = "give `text`, or `split`"
    elif kind == "duplicate":
        settle = "`leave_out` one of the two"
    else:
        settle = "mend the row"
    return f"{settle}, or `confirm: [{kind}]`"
