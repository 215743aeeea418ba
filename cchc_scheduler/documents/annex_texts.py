"""Annexes made of units' words: tasks, inspections, documents, proposals, what was put right."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cchc_scheduler.core.answers import Answer
from cchc_scheduler.core.collected import Given, Raised, UnitMaterial
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.core.plans import Task
from cchc_scheduler.core.report_outlines import AnnexOutline
from cchc_scheduler.documents.annex_rows import (
    Row,
    counted,
    group,
    joined_by_unit,
    one_line,
    telling,
)
from cchc_scheduler.documents.report_making import Making
from cchc_scheduler.documents.report_words import NO_PAPER, nothing_came
from cchc_scheduler.documents.vietnamese import (
    clause_words,
    listed,
    sentence_case,
    short_day,
    short_period,
)

NOT_READ: Final = "[Đã gửi báo cáo, chưa có nội dung theo điểm này - cán bộ tổng hợp bổ sung]"
CONTINUOUS: Final = "Thường xuyên"
# A document as it is cited: its number with a symbol, and the day after "ngày".
DOCUMENT: Final = re.compile(
    r"(?P<number>\d{1,5}(?:/\d{4})?[/-][A-ZĐ][\w.Đ/-]*)(?:\s*,?\s*ngày\s+(?P<day>\d{1,2}/\d{1,2}/\d{4}))?"
)
STATE_OF_MATTER: Final = {"asked": "đang xem xét", "answered": "đã trả lời", "noted": "đã ghi nhận"}


def tasks(annex: AnnexOutline, making: Making) -> Sequence[Row]:
    """Return the plan's tasks word for word, area by area, with what their leads say of them."""
    plan = making.collection.plan
    rows: list[Row] = []
    number = 0
    for area in plan.areas:
        found = [task for task in plan.tasks if task.area == area.id]
        rows += [group(f"{area.clause}. {area.title}")] if found else []
        for task in found:
            number += 1
            rows.append(Row({"tt": str(number), **_task(task, annex, making)}))
    return rows


def _task(task: Task, annex: AnnexOutline, making: Making) -> dict[str, str]:
    given = [each for each in _about(task, making) if each.unit in task.lead]
    units = making.units(task.lead)
    return {
        "nhiem-vu": task.text,
        "diem": task.clause,
        "chu-tri": listed(making.names(task.lead)),
        "phoi-hop": listed(making.names(task.support)),
        "thoi-han": task.deadline.text or (CONTINUOUS if _is_continuous(task) else NO_PAPER),
        "ket-qua": _result(task, given, units, making),
        "tinh-trang": _states(task, given, making),
        "kho-khan": _answers_of(annex.questions[:1], task, making),
        "kiem-chung": _answers_of(annex.questions[1:2], task, making),
    }


def _about(task: Task, making: Making) -> Iterator[Given]:
    """Yield what units say of a task, also of one paragraph of several."""
    for unit in making.collection.units:
        for given in unit.given:
            first = given.clauses[0] if given.clauses else ""
            if first == task.clause or first.startswith(f"{task.clause}/"):
                yield given


def _result(
    task: Task, given: Sequence[Given], leads: Sequence[UnitMaterial], making: Making
) -> str:
    """Return what leads say of a task; the year's report says what they said before, too."""
    found = [(each.unit, each.text) for each in given if each.text.strip()]
    before = [line for unit in leads for line in _earlier(task, unit, making)]
    if found or before:
        return "\n".join([*before, *([joined_by_unit(found, making)] if found else [])])
    silent = [each.unit for each in leads if each.standing == "none"]
    if silent:
        return nothing_came(making.names(silent))
    return NOT_READ if any(each.standing == "unread" for each in leads) else ""


def _earlier(task: Task, unit: UnitMaterial, making: Making) -> Iterator[str]:
    """Yield what a unit said of a task in earlier periods, where the report is the year's too."""
    for period, answers in unit.earlier if making.collection.year_too else ():
        for key, answer in answers.items():
            if answer.text.strip() and (key == task.clause or key.startswith(f"{task.clause}/")):
                named = short_period(period_named(period))
                yield f"{sentence_case(named)}: {one_line(answer.text)}"


def _states(task: Task, given: Sequence[Given], making: Making) -> str:
    """Return how units say a task stands; a continuous task is never past its day."""
    known = [making.states.get(each.state or "") for each in given]
    fitting = [
        state.text
        for state in known
        if state is not None and state.continuous == _is_continuous(task)
    ]
    return "; ".join(dict.fromkeys(fitting))


def _is_continuous(task: Task) -> bool:
    return task.deadline.kind != "once"


def _answers_of(questions: Sequence[str], task: Task, making: Making) -> str:
    """Return what leads answer to a question that is about their whole report."""
    found = [
        (each.unit, one_line(each.text))
        for question in questions
        for each in telling(making.answered(question))
        if each.unit in task.lead and task.clause in each.text
    ]
    return joined_by_unit(found, making) if found else ""


def answers(annex: AnnexOutline, making: Making) -> Sequence[Row]:
    """Return one row for each line that units answered to the annex's questions."""
    found = (each for question in annex.questions for each in telling(making.answered(question)))
    lines = ((each, line.strip()) for each in found for line in each.text.splitlines())
    return tuple(counted(_line(each, line, making) for each, line in lines if line))


def _line(given: Given, line: str, making: Making) -> dict[str, str]:
    cited = DOCUMENT.search(line)
    return {
        "don-vi": making.name(given.unit),
        "noi-dung": line,
        "so-ky-hieu": cited["number"] if cited else "",
        "ngay": (cited["day"] or "") if cited else "",
        "co-quan": making.name(given.unit),
        "linh-vuc": "",
    }


def proposals(annex: AnnexOutline, making: Making) -> Sequence[Row]:
    """Return what units propose in their reports and on their pages, with the answers given."""
    asked = [each for question in annex.questions for each in telling(making.answered(question))]
    written = ({"noi-dung": one_line(g.text), "don-vi": making.name(g.unit)} for g in asked)
    raised = (_raised(each, making) for each in making.collection.raised)
    return tuple(counted([*written, *raised]))


def _raised(raised: Raised, making: Making) -> dict[str, str]:
    answered = f" (ngày {short_day(raised.answered)})" if raised.answered else ""
    return {
        "noi-dung": one_line(raised.text),
        "don-vi": making.name(raised.unit),
        "ngay": short_day(raised.day),
        "co-quan": making.collection.office.coordinator.name,
        "ket-qua": f"{one_line(raised.answer)}{answered}" if raised.answer else "",
        "trang-thai": STATE_OF_MATTER[raised.state],
    }


def follow_up(annex: AnnexOutline, making: Making) -> Sequence[Row]:
    """Return what units named as wanting last period, and what they say was done since.

    The annex names the two questions: what was wanting, and what was put right.
    """
    named, done = annex.questions[0], annex.questions[-1]
    rows = []
    for unit in making.collection.units:
        before = unit.last.get(named, Answer()).text
        now = unit.answers.get(done)
        if before.strip() or (now is not None and now.text.strip()):
            told = one_line(now.text) if now is not None else ""
            rows.append(_followed(making.name(unit.unit), one_line(before), told))
    return tuple(counted(rows))


def _followed(name: str, before: str, done: str) -> Mapping[str, str]:
    return {"ton-tai": before, "don-vi": name, "ket-qua": done}


def evidence(annex: AnnexOutline, making: Making) -> Sequence[Row]:
    """Return the documents that units name as proof, line by line; nothing is scored."""
    found = (each for question in annex.questions for each in telling(making.answered(question)))
    lines = ((each, line.strip()) for each in found for line in each.text.splitlines())
    return tuple(
        Row({"tai-lieu": line, "don-vi": making.name(each.unit), "diem": _point(each)})
        for each, line in lines
        if line
    )


def _point(given: Given) -> str:
    return clause_words(given.clauses[0]) if given.clauses else ""
