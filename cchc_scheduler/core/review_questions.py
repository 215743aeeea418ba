"""Which questions about a row still wait: each kind is answered by settling what it asks about."""

from collections.abc import Iterator
from typing import Final

from cchc_scheduler.core.annexes.values import ImportedTask, Question, QuestionKind
from cchc_scheduler.core.mendings import Mending
from cchc_scheduler.core.review_deadlines import OF_DEADLINE

OF_LEAD: Final[frozenset[QuestionKind]] = frozenset(
    ("lead-missing", "lead-unknown", "lead-near", "lead-collective", "several-leads", "lead-ditto")
)
OF_TEXT: Final[frozenset[QuestionKind]] = frozenset(
    ("text-missing", "joined", "torn", "legacy-text")
)


def still_asked(
    task: ImportedTask, mending: Mending, of_deadline: tuple[Question, ...], gone: set[str]
) -> Iterator[Question]:
    """Yield what is still asked about a row; `gone` are the places of rows that do not stay."""
    others = (each for each in task.questions if each.kind not in OF_DEADLINE)
    for question in (*others, *of_deadline):
        if question.kind == "text-missing":
            if not (mending.text or "").strip():
                yield question
        elif not mending.confirms(question.kind) and not _answered(question, mending, gone):
            yield question


def _answered(question: Question, mending: Mending, gone: set[str]) -> bool:
    if question.kind in OF_LEAD:
        return mending.lead is not None
    if question.kind == "support-near":
        return mending.support is not None
    if question.kind in OF_TEXT:
        return mending.text is not None
    return question.kind == "duplicate" and question.told[0] in gone
