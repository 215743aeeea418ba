"""A plan's file with an annex in it: the plan's own lines as they are, the tasks added as areas.

Questions stand as comments above the task they are about. A deadline that is asked about stays
`unknown`, so that nobody is chased by it before a person has read it.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from cchc_scheduler.core.annexes.keys import key
from cchc_scheduler.core.annexes.values import Annex, ImportedTask, Question, QuestionKind
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.plans import Plan, Task
from cchc_scheduler.words import DeadlineKind

Words = Callable[[Question], str]
OF_DEADLINE: Final[frozenset[QuestionKind]] = frozenset(
    (
        "deadline",
        "deadline-before-plan",
        "deadline-after-plan",
        "day-as-number",
        "day-or-month",
        "month-first",
        "formula-without-value",
        "error-value",
        "columns-shifted",
        "legacy-text",
    )
)
UNSEEN: Final = ("Cc", "Cf", "Cs")
BOUNDS: Final = ("exclusive", "inclusive", "period_end")
LOOKALIKES: Final = str.maketrans({"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ"})
KEY_LINE: Final = re.compile(r"^[a-z_]+:", re.MULTILINE)
LABEL: Final = re.compile(r"^([IVXLC]+|[A-Z]|\d{1,3})[.):]?\s")
UNTITLED: Final = "Phụ lục"
PART_OF_CLAUSE: Final = re.compile(r"[^0-9A-Za-zđĐ]+")


def with_annex(base: str, plan: Plan, annex: Annex, words: Words) -> str:
    """Return a plan's file with the tasks of an annex added; BadInput when it has no areas.

    A task that stands in the plan already, with the same words, units and days, is not added: an
    annex that was exported from the plan changes nothing.
    """
    new = tuple(task for task in annex.tasks if not _stands(task, plan))
    added = replace(annex, tasks=tuple(_without_repeats(new)))
    if not added.tasks:
        return base
    areas = "\n".join(_areas(added, words))
    found = re.search(r"^areas:[ \t]*(\[\])?[ \t]*(?:#.*)?$", base, re.MULTILINE)
    if found is None:
        raise BadInput("The plan's file has no `areas:` that the annex could be added to.")
    following = KEY_LINE.search(base, found.end())
    end = _before_comments(base, following.start() if following else len(base))
    head = base[: found.start()] + "areas:" + base[found.end() : end].rstrip("\n")
    return _told_imported(f"{head}\n{areas}\n\n{base[end:].lstrip(chr(10))}")


def _without_repeats(tasks: Iterable[ImportedTask]) -> Iterator[ImportedTask]:
    """Yield the tasks, one that stands twice in all it says without its words: it is only asked."""
    seen: set[object] = set()
    for task in tasks:
        says = (key(task.text), _ids(m.unit for m in task.lead), _deadline(task))
        same = (*says, _ids(m.unit for m in task.support), task.section if not task.lead else "")
        yield replace(task, text="") if same in seen else task
        seen.add(same)


def _stands(task: ImportedTask, plan: Plan) -> bool:
    return any(_same(task, each) for each in plan.tasks if key(each.text) == key(task.text))


def _same(task: ImportedTask, known: Task) -> bool:
    lead = {match.unit for match in task.lead}
    units = lead | {match.unit for match in task.support if match.unit}
    if not lead <= set(known.lead) or units != {*known.lead, *known.support}:
        return False
    kind, last_day = _read_as(task)
    return (kind, last_day) == (known.deadline.kind, known.deadline.last_day)


def _before_comments(base: str, position: int) -> int:
    """Return where the comments and blank lines above a key begin."""
    lines = base[:position].splitlines(keepends=True)
    while lines and (not lines[-1].strip() or lines[-1].startswith("#")):
        lines.pop()
    return len("".join(lines))


def _told_imported(text: str) -> str:
    found = re.search(r"^annex:", text, re.MULTILINE)
    if found is None:
        return text
    rest = re.sub(r"imported:\s*false", "imported: true", text[found.start() :], count=1)
    return text[: found.start()] + rest


def _areas(annex: Annex, words: Words) -> Iterator[str]:
    origin = annex.origin
    number = origin.number or "chưa rõ số"
    yield f"  # Phụ lục kèm theo {number}, nhập từ {annex.table}; dòng có CẦN XÁC NHẬN chưa chắc."
    sections = list(dict.fromkeys(task.section for task in annex.tasks))
    clauses = area_clauses(sections)
    for section in sections:
        tasks = [task for task in annex.tasks if task.section == section]
        yield f"  - clause: {_quoted(clauses[section])}"
        yield f"    title: {_quoted(clean_line(section) or UNTITLED)}"
        yield "    lead: []"
        yield f"    lead_clause: {_quoted(clauses[section])}"
        yield from _tasks(tasks, clauses[section], words)


def area_clauses(sections: list[str]) -> dict[str, str]:
    """Return a clause for each section: PL.II by its own number where that is free."""
    taken: dict[str, str] = {}
    for at, section in enumerate(sections, 1):
        found = LABEL.match(section.rpartition(" › ")[2])
        label = f"PL.{found[1]}" if found else f"PL.{at}"
        taken[section] = label if label not in taken.values() else f"PL.m{at}"
    return taken


def _tasks(tasks: list[ImportedTask], area: str, words: Words) -> Iterator[str]:
    written = [task for task in tasks if clean(task.text)]
    for task in tasks:
        if task not in written:
            yield from _comments(task, words, "    ")
    if not written:
        yield "    tasks: []"
        return
    yield "    tasks:"
    taken: set[str] = set()
    for task in written:
        clause = _clause(task, area, taken)
        yield from _comments(task, words, "      ")
        yield f"      - clause: {_quoted(clause)}"
        yield f"        text: {_quoted(clean(task.text))}"
        yield f"        lead: {_ids(match.unit for match in task.lead)}"
        yield f"        support: {_ids(match.unit for match in task.support)}"
        yield f"        deadline: {_deadline(task)}"


def _clause(task: ImportedTask, area: str, taken: set[str]) -> str:
    number = PART_OF_CLAUSE.sub(".", task.number).strip(".")
    clause = f"{area}.{number}" if number else f"{area}.d{task.row}"
    while clause in taken:
        clause = f"{clause}.d{task.row}" if f"d{task.row}" not in clause else f"{clause}x"
    taken.add(clause)
    return clause


def _comments(task: ImportedTask, words: Words, indent: str) -> Iterator[str]:
    yield f"{indent}# {clean_line(task.place)}"
    for name, text in (("Chủ trì", task.lead_text), ("Phối hợp", task.support_text)):
        if text and key(text):
            yield f"{indent}# {name}: {clean_line(text)}"
    if task.product:
        yield f"{indent}# Sản phẩm: {clean_line(task.product)}"
    for question in task.questions:
        yield f"{indent}# CẦN XÁC NHẬN: {clean_line(words(question))}"


def _ids(units: Iterator[str | None]) -> str:
    return f"[{', '.join(dict.fromkeys(unit for unit in units if unit))}]"


def _deadline(task: ImportedTask) -> str:
    reading, text = task.deadline, clean_line(task.deadline_text)
    kind, last_day = _read_as(task)
    parts = [f"text: {_quoted(text)}"] if text else []
    parts.append(f"kind: {kind}")
    if last_day is not None:
        if reading.bound in BOUNDS:
            parts.append(f"bound: {reading.bound}")
        parts.append(f"last_day: {last_day.isoformat()}")
    return f"{{{', '.join(parts)}}}"


def _read_as(task: ImportedTask) -> tuple[DeadlineKind, date | None]:
    """Return the kind and last day that a plan may hold: `unknown` while anything is asked."""
    reading = task.deadline
    asked = any(question.kind in OF_DEADLINE for question in task.questions)
    if asked or reading.needs_confirmation or (reading.kind == "once" and len(reading.due) != 1):
        return "unknown", None
    return reading.kind, reading.due[0] if reading.kind == "once" else None


def clean(text: str) -> str:
    """Return a text without characters that can't be seen, which a plan's file refuses."""
    whole = unicodedata.normalize("NFC", text.translate(LOOKALIKES))
    shown = (each for each in whole if each == "\n" or unicodedata.category(each) not in UNSEEN)
    return "".join(shown).strip()


def clean_line(text: str) -> str:
    """Return the same in one line."""
    return " ".join(clean(text).split())


def _quoted(text: str) -> str:
    """Return a text in double quotes, which YAML reads as JSON does."""
    return json.dumps(text, ensure_ascii=False)
