"""From the cells of one row to a proposed task with its questions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from cchc_scheduler.core.annexes.day_cells import DayReader
from cchc_scheduler.core.annexes.grids import Cell
from cchc_scheduler.core.annexes.headings import Role
from cchc_scheduler.core.annexes.keys import key, plain
from cchc_scheduler.core.annexes.numbering import DOTS
from cchc_scheduler.core.annexes.old_letters import old_font_of_text
from cchc_scheduler.core.annexes.rows import RawTask
from cchc_scheduler.core.annexes.unit_cells import UnitReader, lead_and_support, without_label
from cchc_scheduler.core.annexes.values import ImportedTask, Match, Question, QuestionKind
from cchc_scheduler.core.phrases.reading import DITTO_MARKS
from cchc_scheduler.core.phrases.values import Reading

DITTO: Final = re.compile(r"^(?:n ?t|nhu (?:tren|dong tren|o tren|muc tren)|idem)$")
SURE: Final = 0.8
OPEN: Final = 0.3
MISSING: Final = 0.2
ASKED: Final = 0.6
DATED_BUT_ASKED: Final = 0.5
SHIFTED: Final = 0.4


@dataclass(slots=True)
class TaskReader:
    """Makes tasks of rows in their order; keeps what "nt" and doubled tasks look back on."""

    units: UnitReader
    days: DayReader
    above: dict[Role, str] = field(default_factory=dict)
    first_place: dict[str, tuple[str, tuple[int, int]]] = field(default_factory=dict)

    def task(self, raw: RawTask) -> ImportedTask:
        """Return the task that a row proposes."""
        written = {role: self._written(role, raw) for role in ("support", "product", "deadline")}
        lead, support, asked = self._leads(raw, written["support"])
        text = _joined(raw.at("text"), *raw.joined)
        reading = self._reading(raw, written["deadline"])
        questions = (
            *self._of_shape(raw, text),
            *asked,
            *self.days.doubts(_placed(raw.at("deadline"), raw), reading),
        )
        task = ImportedTask(
            row=raw.row.number,
            place=raw.row.place,
            page=raw.row.page,
            number=raw.number,
            section=raw.section,
            text=text,
            product=_product(raw, written["product"]),
            lead=lead,
            support=support,
            lead_text=raw.lead.text.strip(),
            support_text=raw.at("support").text.strip(),
            deadline_text=raw.at("deadline").text.strip(),
            deadline=reading,
            confidence=0.0,
            questions=questions,
        )
        return replace(task, confidence=_confidence(task))

    def _written(self, role: Role, raw: RawTask) -> str:
        """Return what a cell says: what stands above it where it says "nt"."""
        text = raw.at(role).text.strip()
        if is_ditto(text):
            return self.above.get(role, "")
        if DOTS.match(text):
            text = ""
        self.above[role] = text
        return text

    def _reading(self, raw: RawTask, written: str) -> Reading:
        cell = raw.at("deadline")
        found = self.days.reading(written)
        if is_ditto(cell.text):
            return replace(found, phrase=cell.text, reason=found.reason or "ditto")
        return found

    def _leads(
        self, raw: RawTask, support_text: str
    ) -> tuple[tuple[Match, ...], tuple[Match, ...], list[Question]]:
        """Return the one that is asked, those who support, and what is unclear about it."""
        role: Role = "lead" if "lead" in raw.cells else "lead-and-support"
        ditto = is_ditto(raw.lead.text)
        written = self._written(role, raw)
        halves = lead_and_support(written) or (without_label(written), "")
        named = self.units.units_in(halves[0])
        supporting = (*self.units.units_in(halves[1]), *self.units.units_in(support_text))
        asked = _answerable(named)
        others = tuple(each for each in named if each is not asked)
        questions = list(_lead_questions(raw, asked, () if role != "lead" else others))
        questions += _support_questions(raw, supporting)
        if ditto:
            questions.append(Question("lead-ditto", raw.lead.place, (written,)))
        lead = () if asked is None else (asked,)
        return lead, _unlike(asked, (*others, *supporting)), questions

    def _of_shape(self, raw: RawTask, text: str) -> Iterator[Question]:
        place = raw.row.place
        if not text:
            yield Question("text-missing", place)
        if raw.shifted:
            yield Question("columns-shifted", place)
        for cell in raw.joined:
            yield Question("joined", cell.place, (cell.text.strip(),))
        for cell in raw.torn:
            yield Question("torn", cell.place, (cell.text.strip(),))
        if raw.row.hidden:
            yield Question("hidden-row", place)
        yield from _flaws(raw)
        yield from self._duplicate(raw, text)
        font = old_font_of_text(f"{text} {raw.lead.text}")
        if font is not None:
            yield Question("legacy-text", place, (font,))

    def _duplicate(self, raw: RawTask, text: str) -> Iterator[Question]:
        words, cell = key(text), raw.at("text")
        if not words:
            return
        place, origin = self.first_place.setdefault(words, (raw.row.place, (cell.row, cell.column)))
        if place != raw.row.place and origin != (cell.row, cell.column):
            yield Question("duplicate", raw.row.place, (place,))


def is_ditto(text: str) -> bool:
    """Tell whether a cell only points to the one above."""
    return text.strip() in DITTO_MARKS or DITTO.match(plain(text)) is not None


def _placed(cell: Cell, raw: RawTask) -> Cell:
    """Return a cell that a question can point to: an empty one is found by its row."""
    return cell if cell.place else replace(cell, place=raw.row.place)


def _joined(*cells: Cell) -> str:
    return "\n".join(cell.text.strip() for cell in cells if cell.text.strip())


def _product(raw: RawTask, written: str) -> str:
    texts = [written, *(cell.text.strip() for cell in raw.products)]
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _answerable(named: tuple[Match, ...]) -> Match | None:
    """Return the first that is a unit, else the first that is one body, else whoever is named."""
    known = (each for each in named if each.unit is not None)
    single = (each for each in named if not each.collective)
    return next(known, next(single, named[0] if named else None))


def _unlike(lead: Match | None, named: tuple[Match, ...]) -> tuple[Match, ...]:
    """Return those who support, each once, without the one who leads."""
    found: dict[str, Match] = {}
    for match in named:
        found.setdefault(match.unit or plain(match.name), match)
    if lead is not None:
        found.pop(lead.unit or plain(lead.name), None)
    return tuple(found.values())


def _lead_questions(
    raw: RawTask, asked: Match | None, others: tuple[Match, ...]
) -> Iterator[Question]:
    place = raw.lead.place or raw.row.place
    if asked is None:
        yield Question("lead-missing", place)
        return
    if asked.unit is None:
        kind: QuestionKind = "lead-collective" if asked.collective else "lead-unknown"
        yield Question(kind, place, (asked.name, asked.nearest or ""))
    elif asked.confidence < SURE:
        yield Question("lead-near", place, (asked.name, asked.unit))
    single = [each.name for each in others if not each.collective]
    if single:
        yield Question("several-leads", place, (asked.name, ", ".join(single)))


def _support_questions(raw: RawTask, named: tuple[Match, ...]) -> Iterator[Question]:
    place = raw.at("support").place or raw.lead.place
    for match in named:
        if match.unit is not None and match.confidence < SURE:
            yield Question("support-near", place, (match.name, match.unit))


def _flaws(raw: RawTask) -> Iterator[Question]:
    for role, cell in raw.cells.items():
        if cell.flaw is not None and role != "number":
            yield Question(cell.flaw, cell.place, (cell.text.strip(),))


def _confidence(task: ImportedTask) -> float:
    """Return how sure a proposal is: as sure as its weakest part."""
    parts = [task.lead[0].confidence or OPEN if task.lead else MISSING]
    if task.deadline.reason is not None:
        parts.append(DATED_BUT_ASKED if task.deadline.due else OPEN)
    kinds = {question.kind for question in task.questions}
    if kinds:
        parts.append(ASKED)
    if kinds & {"columns-shifted", "legacy-text", "text-missing"}:
        parts.append(SHIFTED)
    return round(min(1.0, *parts), 2)
