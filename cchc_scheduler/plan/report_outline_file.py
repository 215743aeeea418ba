"""`documents/outlines/<report>.yaml`: how a compiled report is made up, section by section."""

from typing import Annotated

from pydantic import Field

from cchc_scheduler.core.report_outlines import (
    CompiledKind,
    Only,
    ReportOutline,
    SectionKind,
    SectionOutline,
    Sentence,
    Speaker,
)
from cchc_scheduler.plan.annex_outline_file import AnnexEntry
from cchc_scheduler.plan.fields import Clause, FileModel, Id, Line

Lines = Annotated[int, Field(ge=1, le=60)]


class SentenceEntry(FileModel):
    """A sentence of the outline's own; `year` binds it to the reports of one year."""

    text: Line
    only: Only = "always"
    year: Annotated[int, Field(ge=1900, le=9999)] | None = None

    def value(self) -> Sentence:
        """Return the sentence as a value of the rules."""
        return Sentence(self.text, self.only, self.year)


class SectionEntry(FileModel):
    """One heading and what it takes up, with the headings below it."""

    id: Clause
    title: Line
    clauses: list[Clause] = Field(min_length=1)
    units: list[Id] = Field(default_factory=list)
    support: list[Id] = Field(default_factory=list)
    kind: SectionKind = "answers"
    questions: list[Id] = Field(default_factory=list)
    figures: list[Id] = Field(default_factory=list)
    annexes: list[Id] = Field(default_factory=list)
    sentences: list[SentenceEntry] = Field(default_factory=list)
    prompt: Line | None = None
    most_lines: Lines | None = None
    number: Line | None = None
    only: Only = "always"
    sections: list["SectionEntry"] = Field(default_factory=list)

    def value(self) -> SectionOutline:
        """Return the section as a value of the rules."""
        return SectionOutline(
            id=self.id,
            title=self.title,
            clauses=tuple(self.clauses),
            units=tuple(self.units),
            support=tuple(self.support),
            kind=self.kind,
            questions=tuple(self.questions),
            figures=tuple(self.figures),
            annexes=tuple(self.annexes),
            sentences=tuple(each.value() for each in self.sentences),
            prompt=self.prompt,
            most_lines=self.most_lines,
            number=self.number,
            only=self.only,
            sections=tuple(each.value() for each in self.sections),
        )


class TitleEntry(FileModel):
    """The report's title for a period, and for one that ends a year."""

    period: Line
    year: Line


class ReportOutlineFile(FileModel):
    """The whole of one compiled report's outline."""

    id: Id
    report: CompiledKind
    title: TitleEntry
    speaker: Speaker
    symbol: Line
    addressees: list[Line] = Field(min_length=1)
    basis: list[Line] = Field(default_factory=list)
    opening: list[SentenceEntry] = Field(min_length=1)
    estimates: Line | None = None
    sections: list[SectionEntry] = Field(default_factory=list)
    leaves_out: list[Clause] = Field(default_factory=list)
    annexes: list[Id] = Field(default_factory=list)
    tables: list[AnnexEntry] = Field(default_factory=list)
    recipients: list[Line] = Field(min_length=1)
    signature: list[Line] = Field(min_length=1)

    def value(self) -> ReportOutline:
        """Return the outline as a value of the rules."""
        return ReportOutline(
            id=self.id,
            kind=self.report,
            title=self.title.period,
            year_title=self.title.year,
            speaker=self.speaker,
            symbol=self.symbol,
            addressees=tuple(self.addressees),
            basis=tuple(self.basis),
            opening=tuple(each.value() for each in self.opening),
            estimates=self.estimates,
            sections=tuple(each.value() for each in self.sections),
            annexes=tuple(self.annexes),
            tables=tuple(each.value() for each in self.tables),
            recipients=tuple(self.recipients),
            signature=tuple(self.signature),
            leaves_out=tuple(self.leaves_out),
        )
