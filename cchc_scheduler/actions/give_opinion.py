"""An organisation that follows the work gives its opinion (V.2.g); the coordinator answers.

It is registered under a number with its day, and never chased.
"""

from dataclasses import dataclass
from datetime import datetime

from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.submissions import LONGEST_NOTE, FieldProblem, text_problems
from cchc_scheduler.store import audit, opinions, organisations
from cchc_scheduler.store.database import Database


@dataclass(frozen=True, slots=True)
class Given:
    """What an organisation says; `carrier` names the form that carried it."""

    organisation: int
    carrier: str
    text: str


def opinion_problems(text: str, field: str = "text") -> tuple[FieldProblem, ...]:
    """Return what is wrong with an opinion's or an answer's words."""
    return tuple(text_problems(field, text, LONGEST_NOTE, needed=True))


def give_opinion(db: Database, given: Given, now: datetime) -> int:
    """Register an opinion in one transaction; return its number. The same form registers once.

    Raises BadInput for words that can't be taken, NotFound for an unknown organisation.
    """
    if opinion_problems(given.text):
        raise BadInput("An opinion needs its words.")
    with db.work() as connection:
        known = opinions.by_carrier(connection, given.carrier)
        if known is not None:
            return int(known["id"])
        if organisations.one(connection, given.organisation) is None:
            raise NotFound(f"There is no organisation {given.organisation}.")
        number = opinions.add(
            connection,
            {
                "organisation": given.organisation,
                "carrier": given.carrier,
                "text": given.text,
                "given_at": now,
                "state": "asked",
            },
        )
        subject = f"opinion {number}"
        detail = {"organisation": given.organisation}
        audit.write(connection, now, [("supervision", "opinion given", subject, detail)])
    return number


def answer_opinion(db: Database, told: tuple[int, str], by: str, now: datetime) -> None:
    """Answer an opinion, or put better words in the place of an earlier answer.

    `told` is its number and the answer. Raises NotFound or BadInput, and then writes nothing.
    """
    number, answer = told
    if opinion_problems(answer):
        raise BadInput("An answer needs its words: the organisation reads them.")
    with db.work() as connection:
        row = opinions.one(connection, number)
        if row is None:
            raise NotFound(f"There is no opinion {number}.")
        if row["answer"] == answer:
            return
        opinions.answer(
            connection, number, state="answered", answer=answer, answered_at=now, answered_by=by
        )
        verb = "opinion answered" if row["answer"] is None else "answer changed"
        audit.write(connection, now, [(by, verb, f"opinion {number}", {})])
