"""What a unit answers in its report, as values: read, joined with a colleague's, and added up.

Numbers are written as the office writes them, 1.234,5; what can't be read as one is never guessed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from cchc_scheduler.core.outlines import FigureRow, ReportField, UnitForm
from cchc_scheduler.core.submissions import UNSEEN

LONGEST_ANSWER: Final = 6_000
LONGEST_LINE: Final = 300
LONGEST_NUMBER: Final = 24
NUMBER: Final = re.compile(
    r"(?P<whole>[0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]{1,15})(?:,(?P<part>[0-9]+))?"
)


WrongAnswer = Literal["too-long", "unseen", "not-a-number"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands in one field. Of a figure, `text` is what was typed and `value` what it means.

    `unchanged` tells that the text is last period's, left as it was.
    """

    text: str = ""
    state: str | None = None
    value: Decimal | None = None
    estimated: bool = False
    unchanged: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing was filled in."""
        return not (self.text.strip() or self.state)


Answers = Mapping[str, Answer]
NOTHING: Final = Answer()


@dataclass(frozen=True, slots=True)
class Total:
    """A figure over the year: its value, and the ids of periods counted and of periods without one.

    `estimated` when any period that counts is an estimate (ước).
    """

    value: Decimal
    estimated: bool
    counted: tuple[str, ...]
    missing: tuple[str, ...]


def read_number(text: str, decimals: int) -> Decimal | None:
    """Return the number a text writes the Vietnamese way, or None when it writes none.

    Points or blanks part thousands, a comma the decimals, of which at most `decimals` may stand.
    """
    found = NUMBER.fullmatch(" ".join(text.split()))
    if found is None or len(found["part"] or "") > decimals:
        return None
    whole = re.sub(r"[. ]", "", found["whole"])
    return Decimal(f"{whole}.{found['part']}" if found["part"] else whole)


def understood(form: UnitForm, typed: Answers, last: Answers) -> dict[str, Answer]:
    """Return the answers to fields of a form, figures read, empty ones left out.

    `last` are the answers of the period before; a result left as it was is marked so.
    """
    read = ((field, _read(field, typed.get(field.key, NOTHING), last)) for field in form.fields)
    return {field.key: answer for field, answer in read if not answer.empty}


def _read(field: ReportField, answer: Answer, last: Answers) -> Answer:
    text = answer.text.strip()
    if field.figure is not None:
        value = read_number(text, field.figure.decimals)
        return Answer(text, value=value, estimated=answer.estimated and bool(text))
    state = answer.state if answer.state in {each.id for each in field.states} else None
    before = last.get(field.key, NOTHING).text.split()
    return Answer(text, state, unchanged=bool(text) and text.split() == before)


def answer_problems(form: UnitForm, answers: Answers) -> dict[str, WrongAnswer]:
    """Return what is wrong with answers, by the keys of their fields, in the form's order."""
    looked = (
        (field.key, _problem(field, answers.get(field.key, NOTHING))) for field in form.fields
    )
    return {key: problem for key, problem in looked if problem is not None}


def _problem(field: ReportField, answer: Answer) -> WrongAnswer | None:
    most = {"line": LONGEST_LINE, "figure": LONGEST_NUMBER}.get(field.kind, LONGEST_ANSWER)
    if len(answer.text) > most:
        return "too-long"
    if UNSEEN.search(answer.text):
        return "unseen"
    if field.kind == "figure" and answer.text and answer.value is None:
        return "not-a-number"
    return None


def tells_something(form: UnitForm, answers: Answers) -> bool:
    """Tell whether a report says anything of its own about a task, a duty or a question."""
    asked = (field for part in form.parts if part.kind != "about" for field in part.fields)
    return any(
        not answer.empty and not (answer.unchanged and answer.state is None)
        for answer in (answers.get(field.key, NOTHING) for field in asked)
    )


def joined(base: Answers, theirs: Answers, mine: Answers) -> tuple[dict[str, Answer], list[str]]:
    """Join two versions that began with the same one; return them and the keys both changed.

    Where only one changed a field, that change counts; where both did, mine stands and is named.
    """
    whole: dict[str, Answer] = {}
    clashes = []
    for key in dict.fromkeys((*mine, *theirs, *base)):
        was, their, my = (_plain(each.get(key, NOTHING)) for each in (base, theirs, mine))
        if my == was:
            kept = theirs.get(key, NOTHING)
        else:
            kept = mine.get(key, NOTHING)
            if their not in (was, my):
                clashes.append(key)
        if not kept.empty:
            whole[key] = kept
    return whole, clashes


def _plain(answer: Answer) -> Answer:
    return replace(answer, value=None, unchanged=False)


def total(row: FigureRow, periods: Sequence[tuple[str, Answers]]) -> Total | None:
    """Return a figure over the periods of a year, in their order, or None when none has it.

    A sum adds what every period gives; a figure of kind `latest` is what the newest one says.
    """
    given = [(period, answers.get(row.id, NOTHING)) for period, answers in periods]
    counted = [(period, each) for period, each in given if each.value is not None]
    if not counted:
        return None
    used = counted if row.adding == "sum" else counted[-1:]
    missing = _without(given) if row.adding == "sum" else ()
    return Total(
        value=sum((each.value or Decimal(0) for _, each in used), Decimal(0)),
        estimated=any(each.estimated for _, each in used),
        counted=tuple(period for period, _ in used),
        missing=missing,
    )


def _without(given: Iterable[tuple[str, Answer]]) -> tuple[str, ...]:
    return tuple(period for period, each in given if each.value is None)
