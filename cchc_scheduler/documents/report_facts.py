"""What the form of a unit's report speaks of, as values for the page and the Word file."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from cchc_scheduler.core.answers import NOTHING, Answer, Answers, Total, total
from cchc_scheduler.core.outlines import ReportField, UnitForm
from cchc_scheduler.documents.vietnamese import (
    clause_words,
    listed,
    number_words,
    sentence_case,
)

STATE_LABEL: Final = "Tình trạng"
TO_CONFIRM: Final = "°"


@dataclass(frozen=True, slots=True)
class Version:
    """A version that is kept, and who saved it when; one not handed in is a draft."""

    number: int
    saved_at: datetime
    saved_by: str
    handed_in: bool


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """Everything the form of one obligation is made of.

    `answers` are those of the newest version, `last` those handed in for the period before, named
    by `last_period`; `earlier` are periods of the same year before this one, with their answers.
    """

    obligation: str
    office: str
    city: str
    place: str
    coordinator: str
    unit: str
    head: str
    period: str
    period_words: str
    form: UnitForm
    version: Version | None
    answers: Answers
    last: Answers
    last_period: str | None
    earlier: tuple[tuple[str, Answers], ...]
    period_names: Mapping[str, str]

    @property
    def title(self) -> str:
        """What the report is about, with its period."""
        return f"{self.form.title} {self.period_words}"

    def with_answers(self, answers: Answers) -> "ReportFacts":
        """Return the same form filled in otherwise."""
        return replace(self, answers=answers)

    def shown(self, field: ReportField) -> Answer:
        """Return what stands in a field: the newest answer, before that last period's text."""
        if self.version is not None or self.answers or field.kind == "figure":
            return self.answers.get(field.key, NOTHING)
        text = self.last.get(field.key, NOTHING).text if field.key not in SHORT else ""
        return Answer(text, unchanged=bool(text))

    def total(self, field: ReportField) -> Total | None:
        """Return a figure over the year so far, this period's answers included."""
        if field.figure is None:
            return None
        return total(field.figure, (*self.earlier, (self.period, self.answers)))

    def total_words(self, field: ReportField) -> str:
        """Return that in words, with the periods that count and those without a figure."""
        whole = self.total(field)
        if whole is None or field.figure is None:
            return ""
        what = "Lũy kế từ đầu năm" if field.figure.adding == "sum" else "Số mới nhất"
        value = f"{number_words(whole.value)}{' (ước)' if whole.estimated else ''}"
        counted = listed([self.period_names.get(each, each) for each in whole.counted])
        missing = listed([self.period_names.get(each, each) for each in whole.missing])
        gap = f"; chưa có số {missing}" if missing else ""
        return f"{what}: {value}, tính {counted}{gap}"

    def label(self, field: ReportField) -> str:
        """Return what names a question."""
        return label_of(field)

    def looked_back(self, field: ReportField) -> str:
        """Return what last period's answer said that this question comes back to."""
        return self.last.get(field.looks_back or "", NOTHING).text


# What belongs to one paper only and is never carried over from the last.
SHORT: Final = ("so-ky-hieu",)


def cited(field: ReportField) -> str:
    """Return the clause of a field as it is cited, with a capital: Điểm a khoản 6 Mục III."""
    return sentence_case(clause_words(field.clauses[0]))


def is_cited(field: ReportField) -> bool:
    """Tell whether a question is a clause of the plan, and not one of the outline's own."""
    return field.kind == "result" or field.support


def label_of(field: ReportField) -> str:
    """Return what names a question: its clause, or its title."""
    return cited(field) if is_cited(field) else prompt_of(field)


def prompt_of(field: ReportField) -> str:
    """Return a question in one line: a clause with the plan's words, or the outline's title."""
    if is_cited(field):
        return f"{cited(field)}: {field.prompt}"
    mark = TO_CONFIRM if field.figure and field.figure.to_confirm else ""
    return f"{field.prompt}{mark}"
