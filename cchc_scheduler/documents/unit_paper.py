"""A unit's own report as an official paper: what it filled in, under the headings of its form."""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Final

from cchc_scheduler.core.collected import Given, UnitMaterial
from cchc_scheduler.core.outlines import FormPart, Group, ReportField
from cchc_scheduler.core.reports import (
    Annex,
    Column,
    Line,
    OfficialReport,
    Passage,
    Section,
    Signature,
)
from cchc_scheduler.documents.report_facts import label_of
from cchc_scheduler.documents.report_letterhead import letterhead_of
from cchc_scheduler.documents.report_making import Making
from cchc_scheduler.documents.report_words import figure_words
from cchc_scheduler.documents.vietnamese import roman

COLUMNS: Final = (
    Column("TT", 6, "center", "tt"),
    Column("Chỉ tiêu", 40, "left", "chi-tieu"),
    Column("Đơn vị tính", 12, "center", "don-vi-tinh"),
    Column("Trong kỳ", 14, "right", "trong-ky"),
    Column("Lũy kế từ đầu năm", 14, "right", "luy-ke"),
)
# Units whose head's title names what they are: Trưởng Phòng, Chánh Văn phòng.
KINDS: Final = ("Văn phòng", "Phòng")
SYMBOL: Final = "/BC"
FIGURES_TITLE: Final = "SỐ LIỆU TRONG KỲ"


def unit_papers(making: Making) -> Iterator[OfficialReport]:
    """Yield one report for each unit that filled in the form, in the plan's order."""
    for unit in making.collection.units:
        if unit.standing == "form":
            yield _paper(unit, making)


def _paper(unit: UnitMaterial, making: Making) -> OfficialReport:
    collection, form = making.collection, making.forms[unit.unit]
    office, name = collection.office, making.name(unit.unit)
    telling = [part for part in form.parts if part.kind in ("results", "questions")]
    period, ky = collection.period, making.words["ky"]
    return OfficialReport(
        key=f"{form.outline}-{unit.unit}",
        kind="unit",
        period=period.id,
        title=f"{form.title} {ky}",
        letterhead=letterhead_of(office, name, SYMBOL, period.year),
        addressees=(office.coordinator.name,),
        basis=(),
        opening=(f"{name} báo cáo {_small_first(form.title)} {ky} như sau:",),
        sections=tuple(_sections(telling, unit)),
        annexes=tuple(_figures(unit, making)),
        recipients=("Như trên", "Lưu: VT"),
        signature=Signature((_signer(office.post(office.unit(unit.unit).head).title, name),)),
    )


def _sections(parts: Sequence[FormPart], unit: UnitMaterial) -> Iterator[Section]:
    numbers = count(1)
    for part in parts:
        told = [group for group in part.groups if any(_given(each, unit) for each in group.fields)]
        if not told:
            continue
        number = next(numbers)
        plain = [group for group in told if not group.title]
        lines = tuple(line for group in plain for line in _passages(group, unit))
        yield Section(part.id, f"{roman(number)}.", 1, part.title.upper(), (), lines)
        for place, group in enumerate([each for each in told if each.title], start=1):
            key, clauses = f"{part.id}.{place}", (group.clause,) if group.clause else ()
            passages = tuple(_passages(group, unit))
            yield Section(key, f"{place}.", 2, group.title, clauses, passages)


def _passages(group: Group, unit: UnitMaterial) -> Iterator[Passage]:
    for field in group.fields:
        given = _given(field, unit)
        if given is not None:
            states = {each.id: each.text for each in field.states}
            state = states.get(given.state or "", "")
            lines = [line.strip() for line in given.text.splitlines() if line.strip()]
            first = f"{label_of(field)}{f' ({state})' if state else ''}"
            yield Passage(": ".join([first, *lines[:1]]), "given", given.source)
            for line in lines[1:]:
                yield Passage(line, "given", given.source)


def _given(field: ReportField, unit: UnitMaterial) -> Given | None:
    given = unit.answers.get(field.key)
    return given if given is not None and (given.text.strip() or given.state) else None


def _figures(unit: UnitMaterial, making: Making) -> Iterator[Annex]:
    lines: list[Line] = []
    for figure in making.figures.values():
        given = unit.answers.get(figure.row.id)
        part = next((each for each in figure.parts if each.unit == unit.unit), None)
        if given is None or part is None:
            continue
        now = figure_words(part.value, estimated=given.estimated) or given.text
        whole = figure_words(part.whole, estimated=False)
        number = str(len(lines) + 1)
        lines.append(Line((number, figure.row.title, figure.row.measure, now, whole)))
    if lines:
        yield Annex("so-lieu", "I", FIGURES_TITLE, COLUMNS, tuple(lines), None, "figures")


def _signer(title: str, name: str) -> str:
    """Return a head's title as it stands below the unit's own name: TRƯỞNG PHÒNG, GIÁM ĐỐC."""
    kind = next((each for each in KINDS if name.startswith(each)), "")
    if not title.casefold().endswith(name.casefold()):
        return title.upper()
    return f"{title[: -len(name)].strip()} {kind}".strip().upper()


def _small_first(words: str) -> str:
    return words[:1].lower() + words[1:]
