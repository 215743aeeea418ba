"""What five units gave for quarter III/2025, by the shipped plan and outlines."""

from dataclasses import replace
from datetime import UTC, date, datetime

from cchc_scheduler.actions.read_outline import report_outlines
from cchc_scheduler.core.answers import Answer, understood
from cchc_scheduler.core.collected import Collection, Given, HandedIn, UnitMaterial
from cchc_scheduler.core.evidence import Evidence
from cchc_scheduler.core.outlines import form_of
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.core.reports import Source
from cchc_scheduler.documents.compiled_reports import compiled
from cchc_scheduler.documents.report_checks import checked
from cchc_scheduler.documents.report_making import making
from cchc_scheduler.home import find_home
from cchc_scheduler.service import office_files

HOME = find_home(None)
FILES = office_files(HOME)
OUTLINES = report_outlines(HOME.template_dirs())
PLAN = FILES.plans[-1]
CULTURE = "phong-van-hoa-xa-hoi"
CHANCERY = "van-phong-hdnd-ubnd"
ECONOMY = "phong-kinh-te"
SERVICE = "trung-tam-phuc-vu-hanh-chinh-cong"
MEDIA = "trung-tam-van-hoa-the-thao-va-truyen-thong"
UNITS = (CULTURE, CHANCERY, ECONOMY, SERVICE, MEDIA)
CAME = datetime(2025, 9, 4, 2, 0, tzinfo=UTC)
NOW = datetime(2025, 9, 12, 2, 0, tzinfo=UTC)
UPWARD, PARTY, INTERNAL = "bao-cao-so-noi-vu", "bao-cao-dang-uy", "phu-luc-noi-bo"


def source(unit, version=1, at=CAME):
    return Source(unit, UNITS.index(unit) + 1, version, at)


def filled(unit, typed, *, last=None, earlier=(), at=CAME, plan=PLAN, outline=OUTLINES.unit):
    """A unit that filled in its form: keys to texts, pairs (text, state), or answers."""
    form = form_of(outline, plan, unit)
    read = understood(form, {key: _answer(told) for key, told in typed.items()}, last or {})
    by_key = {field.key: field for field in form.fields}
    given = tuple(
        Given(
            unit,
            key,
            by_key[key].clauses,
            told.text,
            told.state,
            told.value,
            told.estimated,
            told.unchanged,
            source(unit, at=at),
        )
        for key, told in read.items()
    )
    return UnitMaterial(
        unit, "form", source(unit, at=at), given=given, last=last or {}, earlier=tuple(earlier)
    )


def _answer(told):
    if isinstance(told, Answer):
        return told
    return Answer(*told) if isinstance(told, tuple) else Answer(told)


def nil(unit, note="Trong kỳ không phát sinh nội dung"):
    return UnitMaterial(unit, "nil", source(unit), note=note)


def unread(unit, at=CAME, **handed):
    told = {"kind": "file", "file_name": "bao-cao.docx", **handed}
    return UnitMaterial(unit, "unread", source(unit, at=at), HandedIn(**told))


def nothing(unit):
    return UnitMaterial(unit, "none")


def collection(*materials, period="2025-Q3", **more):
    """A collection of these units; the others handed nothing in."""
    told = {each.unit: each for each in materials}
    units = tuple(told.get(unit, nothing(unit)) for unit in UNITS)
    known = {
        "office": FILES.office,
        "plan": PLAN,
        "cycle": PLAN.cycles[0],
        "period": period_named(period),
        "made_at": NOW,
        "units": units,
    }
    return Collection(**{**known, **more})


def evidence(unit, **more):
    told = {
        "obligation": f"bao-cao-quy/2025-Q3/{unit}",
        "unit": unit,
        "unit_name": FILES.office.unit(unit).name,
        "period": "2025-Q3",
        "title": "báo cáo cải cách hành chính",
        "plan_day": date(2025, 9, 9),
        "late_after": datetime(2025, 9, 9, 17, 0, tzinfo=UTC),
        "complete_at": None,
        "by_plan": None,
    }
    return Evidence(**{**told, **more})


def compile_all(found, outlines=OUTLINES):
    made = making(found, outlines)
    return checked(compiled(made), made)


def section(compilation, key, report=UPWARD):
    """The texts of one section, each with its kind."""
    (found,) = [each for each in compilation.report(report).sections if each.key == key]
    return [(each.kind, each.text) for each in found.passages]


def rows(compilation, key, report=UPWARD):
    """The rows of one annex as words by the names of their columns; groups by their title."""
    (annex,) = [each for each in compilation.report(report).annexes if each.key == key]
    names = [column.id for column in annex.columns]
    return [
        line.cells[0] if line.kind == "group" else dict(zip(names, line.cells, strict=True))
        for line in annex.lines
    ]


def found_by(compilation, check):
    return [each.text for each in compilation.findings if each.check == check]


def with_plan(found, **more):
    return replace(found, plan=replace(found.plan, **more))


def texts_outside(compilation):
    """Everything printed in the two reports that leave the office."""
    for report in (compilation.report(UPWARD), compilation.report(PARTY)):
        yield from (report.title, *report.basis, *report.opening, *report.recipients)
        yield from (p.text for each in report.sections for p in each.passages)
        for annex in report.annexes:
            yield from (cell for line in annex.lines for cell in line.cells)
            yield annex.note or ""
