"""What an annex proposes, as the JSON that other programs are promised."""

from collections.abc import Iterable
from typing import Any

from cchc_scheduler.core.annexes.values import Annex, ImportedTask, Match, UnmatchedUnit
from cchc_scheduler.documents.annex_words import fault_words, question_words, warning_words
from cchc_scheduler.documents.reading_json import iso, reading_as_json


def annex_as_json(annex: Annex) -> dict[str, Any]:
    """Return an annex; `faults` is empty exactly when tasks were read."""
    origin = annex.origin
    return {
        "document": {"number": origin.number, "day": iso(origin.day)},
        "period": {"from": iso(origin.first), "to": iso(origin.last)},
        "table": annex.table,
        "tasks": [_task(task) for task in annex.tasks],
        "unmatched_units": [_unit(unit) for unit in annex.unmatched],
        "warnings": [warning_words(notice) for notice in annex.warnings],
        "faults": [
            {"kind": fault.kind, "place": fault.place, "problem": fault_words(fault)}
            for fault in annex.faults
        ],
    }


def _task(task: ImportedTask) -> dict[str, Any]:
    return {
        "row": task.row,
        "page": task.page,
        "place": task.place,
        "number": task.number,
        "section": task.section,
        "text": task.text,
        "product": task.product,
        "lead": _ids(task.lead),
        "support": _ids(task.support),
        "lead_text": task.lead_text,
        "support_text": task.support_text,
        "units": [
            *(_match(match, "lead") for match in task.lead),
            *(_match(match, "support") for match in task.support),
        ],
        "deadline_text": task.deadline_text,
        "deadline": reading_as_json(task.deadline),
        "confidence": task.confidence,
        "questions": [question_words(question) for question in task.questions],
        "asked": [question.kind for question in task.questions],
    }


def _ids(matches: Iterable[Match]) -> list[str]:
    return [match.unit for match in matches if match.unit is not None]


def _match(match: Match, role: str) -> dict[str, Any]:
    return {
        "name": match.name,
        "role": role,
        "unit": match.unit,
        "confidence": match.confidence,
        "group": match.collective,
    }


def _unit(unit: UnmatchedUnit) -> dict[str, Any]:
    return {
        "name": unit.name,
        "id": unit.proposed_id,
        "nearest": unit.nearest,
        "lead_in_rows": list(unit.as_lead),
        "support_in_rows": list(unit.as_support),
    }
