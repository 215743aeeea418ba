"""What units fill into the form of their report: drafts and handed-in versions, field by field.

A version is never changed, only followed by the next; each field keeps the clauses it tells about,
so that it can be carried to another outline.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select
from sqlmodel import Field, SQLModel

from cchc_scheduler.store.obligations import OBLIGATION
from cchc_scheduler.store.portable import insert_all
from cchc_scheduler.store.submissions import SUBMISSION
from cchc_scheduler.store.tables import one_of, table_of
from cchc_scheduler.words import REPORT_SOURCES


class ReportForm(SQLModel, table=True):
    """One version of a filled-in form; a draft (bản nháp) belongs to no submission.

    `unread` lists, one a line, what of a Word file could not be read into its field.
    """

    __tablename__ = "report_form"
    __table_args__ = (one_of("source", REPORT_SOURCES),)

    id: int | None = Field(default=None, primary_key=True)
    obligation: str = Field(foreign_key="obligation.id", index=True)
    submission: int | None = Field(default=None, foreign_key="submission.id", unique=True)
    carrier: str = Field(unique=True)
    outline: str
    source: str
    saved_at: datetime
    saved_by: str
    unread: str | None = Field(default=None)


class ReportAnswer(SQLModel, table=True):
    """One field of one version: a text with its state, or a figure.

    `clauses` stand one a line. `text` is what was typed, `figure` the number it means in decimal
    digits with a point; `estimated` is ước; `unchanged` tells that the text is last period's.
    """

    __tablename__ = "report_answer"

    form: int = Field(primary_key=True, foreign_key="report_form.id")
    key: str = Field(primary_key=True)
    place: int
    clauses: str
    text: str
    state: str | None = Field(default=None)
    figure: str | None = Field(default=None)
    estimated: bool
    unchanged: bool


FORM = table_of(ReportForm)
ANSWER = table_of(ReportAnswer)


def add(
    connection: Connection, form: Mapping[str, Any], answers: Iterable[Mapping[str, Any]]
) -> int:
    """Insert a version with its answers, in their order; return its number."""
    key = connection.execute(insert(FORM), form).inserted_primary_key
    number: int = key[0] if key else 0
    rows = [{**each, "form": number, "place": place} for place, each in enumerate(answers)]
    insert_all(connection, ANSWER, rows)
    return number


def by_carrier(connection: Connection, carrier: str) -> RowMapping | None:
    """Return the version that a form carried, if it is kept."""
    query = select(FORM).where(FORM.c.carrier == carrier)
    return connection.execute(query).mappings().one_or_none()


def one(connection: Connection, obligation: str, form: int) -> RowMapping | None:
    """Return one version of one obligation, or None."""
    query = select(FORM).where(FORM.c.obligation == obligation, FORM.c.id == form)
    return connection.execute(query).mappings().one_or_none()


def newest(connection: Connection, obligation: str) -> RowMapping | None:
    """Return the newest version for one obligation, draft or handed in, or None."""
    query = select(FORM).where(FORM.c.obligation == obligation).order_by(FORM.c.id.desc()).limit(1)
    return connection.execute(query).mappings().one_or_none()


def of_submission(connection: Connection, submission: int) -> RowMapping | None:
    """Return the version that was handed in as a submission, or None."""
    query = select(FORM).where(FORM.c.submission == submission)
    return connection.execute(query).mappings().one_or_none()


def answers_of(connection: Connection, form: int) -> Sequence[RowMapping]:
    """Return the answers of a version, in the form's order."""
    query = select(ANSWER).where(ANSWER.c.form == form).order_by(ANSWER.c.place)
    return connection.execute(query).mappings().all()


def handed_in(
    connection: Connection, task: str, unit: str, periods: Sequence[str]
) -> Sequence[RowMapping]:
    """Return period and number of the newest usable handed-in version of a unit, by period.

    A period with an obligation but no such version stands with the number None.
    """
    usable = (
        select(FORM.c.obligation, func.max(FORM.c.id).label("form"))
        .join(SUBMISSION, SUBMISSION.c.id == FORM.c.submission)
        .where(SUBMISSION.c.usable.is_(True))
        .group_by(FORM.c.obligation)
        .subquery()
    )
    query = (
        select(OBLIGATION.c.period, usable.c.form)
        .outerjoin(usable, usable.c.obligation == OBLIGATION.c.id)
        .where(OBLIGATION.c.task == task, OBLIGATION.c.unit == unit)
        .where(OBLIGATION.c.period.in_(list(periods)))
        .order_by(OBLIGATION.c.period)
    )
    return connection.execute(query).mappings().all()
