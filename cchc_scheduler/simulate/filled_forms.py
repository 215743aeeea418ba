"""The form of a report as somebody in a scenario fills it in: `answers` of a `submit`.

Each answer stands under the key of its field: a text, or a mapping with `text` and `state`.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Final

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.filled_reports import Filled
from cchc_scheduler.actions.read_outline import unit_outline
from cchc_scheduler.actions.record_submission import Handed
from cchc_scheduler.actions.report_forms import WORD, read_report
from cchc_scheduler.core.answers import Answer, Answers, answer_problems, understood
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.outlines import Outline, UnitForm
from cchc_scheduler.home import Home
from cchc_scheduler.store import files

ANSWER_KEYS: Final = frozenset(("text", "state"))


@dataclass(frozen=True, slots=True)
class Forms:
    """By which outline forms are made; `data` is where filled-in ones are kept, None for nowhere.

    A simulation keeps no files: the store then holds the answers alone.
    """

    outline: Outline
    data: Path | None = None


FindForms = Callable[[], Forms | None]


def no_forms() -> Forms | None:
    """Find none."""
    return None


def finds_forms(home: Home, data: Path | None = None) -> FindForms:
    """Return what finds a home's forms: read once, and only when somebody fills one in."""

    @cache
    def find() -> Forms | None:
        outline = unit_outline(home.template_dirs())
        return Forms(outline, data) if outline else None

    return find


def with_form(desk: Desk, forms: Forms | None, handed: Handed, told: Any) -> Handed:
    """Return what is handed in as a filled-in form, as the page of the unit would make it.

    Raises BadInput for answers the form does not ask for or can't take.
    """
    facts = read_report(desk, forms.outline, handed.obligation) if forms else None
    if forms is None or facts is None:
        raise BadInput("answers: there is no form of a report for this.")
    answers = understood(facts.form, _typed(told, facts.form), facts.last)
    problems = answer_problems(facts.form, answers)
    if problems:
        listed = ", ".join(f"{key}: {problem}" for key, problem in problems.items())
        raise BadInput(f"answers: {listed}.")
    made = replace(
        handed,
        kind="file",
        link=None,
        file_name=f"bao-cao-{facts.period}-{handed.obligation.rpartition('/')[2]}.docx",
        file_type=WORD,
        report=Filled(facts.form, "page", answers),
    )
    if forms.data is None:
        return made
    from cchc_scheduler.documents.report_form import report_form  # noqa: PLC0415 - 7 MB, rare

    content = report_form(facts.with_answers(answers), desk.now)
    kept = files.keep(forms.data, [content])
    return replace(made, file_size=kept.size, file_sha256=hashlib.sha256(content).hexdigest())


def _typed(told: Any, form: UnitForm) -> Answers:
    if not isinstance(told, Mapping):
        raise BadInput("answers: a mapping from fields to answers is needed.")
    known = {field.key: field for field in form.fields}
    typed = {}
    for key, value in told.items():
        if key not in known:
            close = get_close_matches(str(key), list(known), 1)
            meant = f"; did you mean {close[0]!r}?" if close else "."
            raise BadInput(f"answers: the unit's form has no field {key!r}{meant}")
        typed[str(key)] = _answer(str(key), value, {each.id for each in known[key].states})
    return typed


def _answer(key: str, value: Any, states: set[str]) -> Answer:
    if not isinstance(value, Mapping):
        return Answer(str(value))
    if not set(value) <= ANSWER_KEYS:
        raise BadInput(f"answers: {key}: an answer has `text` and `state` only.")
    state = value.get("state")
    if state is not None and state not in states:
        raise BadInput(f"answers: {key}: state {state!r} is none of {', '.join(sorted(states))}.")
    return Answer(str(value.get("text", "")), state)
