"""Everything that is checked before a report is laid before anyone: warnings, never refusals."""

from collections.abc import Iterator
from dataclasses import replace

from cchc_scheduler.core.reports import Compilation, Finding
from cchc_scheduler.documents.figure_checks import (
    estimated,
    jumped,
    not_numbers,
    prose,
    ruled,
    shrunk,
)
from cchc_scheduler.documents.report_making import Making
from cchc_scheduler.documents.report_texts import texts_of
from cchc_scheduler.documents.report_words import cited
from cchc_scheduler.documents.text_checks import check_texts
from cchc_scheduler.documents.vietnamese import clause_words


def checked(compilation: Compilation, making: Making) -> Compilation:
    """Return a compilation with what a person should look at in its reports, each thing once."""
    outlines = {each.id: each for each in making.outlines.reports}
    plan = making.collection.plan
    quoted = {task.text for task in plan.tasks} | {target.text for target in plan.targets}
    names = [each.name for each in making.collection.office.units]
    found = [*compilation.findings, *check_figures(making)]
    found += [*unanswered(making), *misplaced_states(making)]
    # What stands in the longest report is not told once more of those made of the same words.
    for report in sorted(compilation.reports, key=lambda each: -len(each.sections)):
        outline = outlines.get(report.key)
        if outline is not None and outline.kind != "internal":
            found += prose(outline, report, making.figures)
            found += check_texts(report, names, making.words["ky"], quoted)
            quoted |= {each.text for each in texts_of(report)}
    return replace(compilation, findings=tuple(dict.fromkeys(found)))


def check_figures(making: Making) -> tuple[Finding, ...]:
    """Return what should be looked at in the figures of all units together."""
    return (
        *not_numbers(making),
        *ruled(making.outlines.rules, making.figures),
        *shrunk(making.figures),
        *jumped(making.figures),
        *estimated(making.figures),
    )


def unanswered(making: Making) -> Iterator[Finding]:
    """Yield for each unit that filled in the form the clauses it leads and left empty."""
    for unit in making.collection.units:
        if unit.standing != "form":
            continue
        form, told = making.forms[unit.unit], unit.answers
        empty = [
            field.clauses[0]
            for field in form.fields
            if field.kind == "result" and field.key not in told
        ]
        if empty:
            said = f"{making.name(unit.unit)} để trống {len(empty):02} nội dung: {cited(empty)}."
            yield Finding("unanswered", unit.unit, said)


def misplaced_states(making: Making) -> Iterator[Finding]:
    """Yield states that a task of this kind can't have, or that no outline knows any more."""
    for unit in making.collection.units:
        fields = {each.key: each for each in making.forms[unit.unit].fields}
        for given in unit.given:
            field = fields.get(given.key)
            if given.state is None or field is None or not field.states:
                continue
            if given.state not in {each.id for each in field.states}:
                where = clause_words(given.clauses[0])
                told = f"tình trạng đã chọn ở {where} không dùng cho loại nhiệm vụ này, không in."
                yield Finding("state", unit.unit, f"{making.name(unit.unit)}: {told}")
