"""What every part of compiled reports is made from: the collection, its figures, the outlines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cchc_scheduler.core.collected import Collection, Given, UnitMaterial
from cchc_scheduler.core.compiling import Figures, FigureSum, covers, figures_of
from cchc_scheduler.core.outlines import StateChoice, UnitForm, form_of
from cchc_scheduler.core.report_outlines import ReportOutlines, SectionOutline
from cchc_scheduler.documents.report_words import outline_words, without_figure


@dataclass(frozen=True, slots=True)
class Making:
    """Everything a report is made from; `words` fill what an outline has in braces."""

    collection: Collection
    outlines: ReportOutlines
    figures: Figures
    forms: Mapping[str, UnitForm]
    states: Mapping[str, StateChoice]
    words: Mapping[str, str]

    def name(self, unit: str) -> str:
        """Return a unit's name as the Decision writes it."""
        return self.collection.name_of(unit)

    def names(self, units: Sequence[str]) -> list[str]:
        """Return the names of units."""
        return [self.name(unit) for unit in units]

    def without(self, units: Sequence[str], names: Sequence[str]) -> str:
        """Return the note that units gave no figure; all of them together are not named."""
        owing = [each.unit for each in self.collection.units if each.owes]
        return without_figure(names if len(units) < len(owing) else ["các đơn vị"])

    def shorts(self, units: Sequence[str]) -> list[str]:
        """Return the short names of units, for notes in narrow columns."""
        return [self.collection.office.unit(unit).short for unit in units]

    def units(self, named: Sequence[str]) -> tuple[UnitMaterial, ...]:
        """Return what the named units gave, or every unit when none is named; in their order."""
        if not named:
            return self.collection.units
        known = {each.unit: each for each in self.collection.units}
        return tuple(known[unit] for unit in named if unit in known)

    def providers(self, section: SectionOutline) -> tuple[UnitMaterial, ...]:
        """Return the units that provide a section; of unknown ones, those whose form asks it.

        Packaged outlines name the packaged office's units, which another office does not have.
        """
        known = self.units(section.units)
        if known:
            return known
        return tuple(u for u in self.collection.units if self.asked(u.unit, section.clauses))

    def asked(self, unit: str, clauses: Sequence[str]) -> tuple[str, ...]:
        """Return which clauses a unit's form asks as a result or a share, of those taken up."""
        form = self.forms.get(unit)
        fields = form.fields if form else ()
        results = (each for each in fields if each.kind == "result" or each.support)
        asked = (each.clauses[0] for each in results)
        return tuple(one for one in asked if any(covers(clause, one) for clause in clauses))

    def answered(self, question: str) -> tuple[Given, ...]:
        """Return every unit's answer to a question of the units' outline that is not empty."""
        found = (each.answers.get(question) for each in self.collection.units)
        return tuple(each for each in found if each is not None and each.text.strip())

    def figure(self, name: str) -> FigureSum | None:
        """Return a figure by its id; None when the units' outline has no such figure."""
        return self.figures.get(name)


def making(collection: Collection, outlines: ReportOutlines) -> Making:
    """Return what reports are made from, every figure added up once."""
    units = [each.unit for each in collection.units]
    plan, outline = collection.plan, outlines.unit
    figures = figures_of(collection, outline)
    return Making(
        collection=collection,
        outlines=outlines,
        figures=figures,
        forms={unit: form_of(outline, plan, unit) for unit in units},
        states={each.id: each for each in outline.states},
        words=outline_words(collection),
    )
