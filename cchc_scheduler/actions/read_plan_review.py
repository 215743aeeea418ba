"""A draft of a plan as the review page shows it: the file's own cells beside what they mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cchc_scheduler.actions.plan_draft_room import DraftBrief, DraftReview
from cchc_scheduler.core.annexes.values import ImportedTask
from cchc_scheduler.core.mendings import Mending
from cchc_scheduler.core.offices import Office
from cchc_scheduler.core.plan_reviews import ReviewedRow
from cchc_scheduler.documents.annex_words import question_words, warning_words
from cchc_scheduler.plan.kept_reviews import KeptMending
from cchc_scheduler.words import DeadlineKind

# A page that holds the forms of more rows is too heavy for a phone; the rest follows when these
# are settled.
MOST_FORMS = 20


@dataclass(frozen=True, slots=True)
class RowShown:
    """One row: as written in the file, as it will stand, what is asked, what was settled."""

    key: str
    place: str
    written: ImportedTask
    text: str
    lead: str
    lead_name: str
    support: tuple[str, ...]
    support_names: tuple[str, ...]
    deadline_text: str
    kind: DeadlineKind
    last_day: date | None
    questions: tuple[str, ...]
    mending: Mending
    settled: str


@dataclass(frozen=True, slots=True)
class ReviewShown:
    """The whole page; `asked` are rows with open questions, `rest` the others, `gone` left out."""

    brief: DraftBrief
    warnings: tuple[str, ...]
    asked: tuple[RowShown, ...]
    more: int
    rest: tuple[RowShown, ...]
    gone: tuple[tuple[str, str], ...]
    open_points: int
    units: tuple[tuple[str, str], ...]
    ready: bool
    document: str | None
    made_at: datetime


def shown(review: DraftReview, office: Office) -> ReviewShown:
    """Return a draft as a person reviews it."""
    names = {unit.id: unit.short for unit in office.units}
    settled = {each.mending.row: each for each in review.mendings}
    rows = [_row(row, names, settled) for row in review.review.rows]
    asked = [row for row in rows if row.questions]
    return ReviewShown(
        brief=review.brief,
        warnings=tuple(warning_words(each) for each in review.annex.warnings),
        asked=tuple(asked[:MOST_FORMS]),
        more=max(len(asked) - MOST_FORMS, 0),
        rest=tuple(row for row in rows if not row.questions),
        gone=tuple(_gone(review, review.review.gone)),
        open_points=len(review.review.open),
        units=tuple((unit.id, unit.name) for unit in office.units),
        ready=review.review.ready,
        document=review.annex.origin.number,
        made_at=review.brief.made_at,
    )


def _row(row: ReviewedRow, names: dict[str, str], settled: dict[str, KeptMending]) -> RowShown:
    kept = settled.get(row.key)
    return RowShown(
        key=row.key,
        place=row.place,
        written=row.proposed,
        text=row.text,
        lead=row.lead or "",
        lead_name=names.get(row.lead or "", row.lead or ""),
        support=row.support,
        support_names=tuple(names.get(each, each) for each in row.support),
        deadline_text=row.deadline.text or "",
        kind=row.deadline.kind,
        last_day=row.deadline.last_day,
        questions=tuple(question_words(each) for each in row.open),
        mending=kept.mending if kept else Mending(row.key),
        settled=kept.by if kept else "",
    )


def _gone(review: DraftReview, keys: Sequence[str]) -> list[tuple[str, str]]:
    """Return the rows that were left out or joined to others, with their words."""
    tasks = {str(number): task.text for number, task in enumerate(review.annex.tasks, 1)}
    return [(key, tasks.get(key.partition("/")[0], "")) for key in keys]
