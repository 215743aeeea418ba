"""Collect what units gave for one period: the newest usable answers, or what came instead."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.filled_reports import answers_from
from cchc_scheduler.actions.kept_files import file_findings
from cchc_scheduler.actions.pack_submissions import FINDINGS
from cchc_scheduler.actions.read_evidence import evidence_of
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.answers import Answers
from cchc_scheduler.core.collected import (
    Collection,
    Given,
    HandedIn,
    Raised,
    Standing,
    UnitMaterial,
)
from cchc_scheduler.core.cycles import earlier_in_year, previous_in
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.periods import Period, period_named
from cchc_scheduler.core.plans import Cycle, Plan, for_period_ending
from cchc_scheduler.core.reports import Finding, Source
from cchc_scheduler.documents.manifest import Fate
from cchc_scheduler.store import inbound, matters, obligations, report_answers, submissions

MARKED: Final[Fate] = "marked"
HOW: Final = "Write it as 2025-Q3, 2025-09, 2025-H1, 2025-9M or 2025-Y."
PROPOSED: Final = ("difficulty", "plan-change")


def collect(desk: Desk, period_id: str, data: Path | None = None) -> Collection:
    """Return everything collected for a period of the newest cycle that has it.

    `data` is the folder of kept files; with it, files that can't be opened are named. Raises
    BadInput for a name that is no period, NotFound for a period of which nothing is owed.
    """
    period = named_period(period_id)
    plan, cycle, rows = owed(desk, period)
    units = tuple(_material(desk, row, period, cycle) for row in rows)
    return Collection(
        office=desk.in_force.office,
        plan=plan,
        cycle=cycle,
        period=period,
        made_at=desk.now,
        units=units,
        raised=tuple(_raised(desk, rows)),
        hand_ins=evidence_of(desk, rows),
        findings=tuple(_findings(desk, rows, units, data)),
    )


def named_period(period_id: str) -> Period:
    """Return the period with this id; BadInput when there is none."""
    try:
        return period_named(period_id)
    except ValueError as fault:
        raise BadInput(f"{fault}. {HOW}") from fault


def owed(desk: Desk, period: Period) -> tuple[Plan, Cycle, list[RowMapping]]:
    """Return the cycle whose reports are owed for a period, with their rows in the plan's order."""
    order = desk.in_force.office.order_of
    for plan in for_period_ending(reversed(desk.in_force.plans), period.last_day):
        for cycle in plan.cycles:
            group = obligations.in_group(desk.connection, f"{cycle.id}/{period.id}")
            rows = [row for row in group if row["state"] != "cancelled"]
            if rows:
                return plan, cycle, sorted(rows, key=lambda row: order(row["unit"]))
    raise NotFound(f"No report is owed for {period.id}. `cchc status` lists what is.")


def _material(desk: Desk, row: RowMapping, period: Period, cycle: Cycle) -> UnitMaterial:
    unit, usable = row["unit"], _usable(desk, row)
    told = next((each for each in reversed(usable) if _tells(desk, each)), None)
    newest = told or (usable[-1] if usable else None)
    previous, years = previous_in(cycle, period), [e.id for e in earlier_in_year(cycle, period)]
    last = [previous.id] if previous else []
    before = _answers(desk, row, list(dict.fromkeys((*last, *years))))
    source = _source(unit, newest) if newest is not None else None
    return UnitMaterial(
        unit=unit,
        standing=_standing(row, newest, told),
        source=source,
        handed=_handed(newest) if newest is not None else None,
        note=(newest["note"] or "") if newest is not None else "",
        given=tuple(_given(desk, told, source)) if told is not None else (),
        last=next((answers for name, answers in before if name in last), {}),
        earlier=tuple(each for each in before if each[0] in years),
    )


def _usable(desk: Desk, row: RowMapping) -> list[RowMapping]:
    """Return the versions that still count: not returned as unusable, their content not erased."""
    versions = submissions.of_obligation(desk.connection, row["id"])
    return [each for each in versions if each["usable"] and each["erased_at"] is None]


def _tells(desk: Desk, version: RowMapping) -> bool:
    """Tell whether a version says what the report holds: as answers, or that nothing arose."""
    if version["kind"] == "nil":
        return True
    form = report_answers.of_submission(desk.connection, version["id"])
    return form is not None


def _standing(row: RowMapping, newest: RowMapping | None, told: RowMapping | None) -> Standing:
    if told is not None:
        return "nil" if told["kind"] == "nil" else "form"
    if newest is not None:
        return "unread"
    return "waived" if row["state"] == "waived" else "none"


def _source(unit: str, version: RowMapping) -> Source:
    return Source(unit, version["id"], version["version"], version["handed_in_at"])


def _handed(version: RowMapping) -> HandedIn:
    day, name = version["document_day"], version["file_name"]
    return HandedIn(version["kind"], version["number"], day, name)


def _given(desk: Desk, version: RowMapping, source: Source | None) -> Iterator[Given]:
    form = report_answers.of_submission(desk.connection, version["id"])
    rows = report_answers.answers_of(desk.connection, form["id"]) if form is not None else ()
    for row, answer in zip(rows, answers_from(rows).values(), strict=True):
        yield Given(
            unit=source.unit if source else "",
            key=row["key"],
            clauses=tuple(row["clauses"].splitlines()),
            text=answer.text,
            state=answer.state,
            value=answer.value,
            estimated=answer.estimated,
            unchanged=answer.unchanged,
            source=source,
        )


def _answers(
    desk: Desk, row: RowMapping, periods: Sequence[str]
) -> tuple[tuple[str, Answers], ...]:
    found = report_answers.handed_in(desk.connection, row["task"], row["unit"], periods)
    return tuple((each["period"], _of_form(desk, each["form"])) for each in found)


def _of_form(desk: Desk, form: int | None) -> Answers:
    return answers_from(report_answers.answers_of(desk.connection, form)) if form else {}


def _raised(desk: Desk, rows: Sequence[RowMapping]) -> Iterator[Raised]:
    for row in rows:
        for each in matters.of_obligation(desk.connection, row["id"]):
            if each["kind"] in PROPOSED:
                yield Raised(
                    unit=row["unit"],
                    kind=each["kind"],
                    text=each["text"],
                    day=office_date(each["raised_at"]),
                    state=each["state"],
                    answer=each["answer"],
                    answered=office_date(each["answered_at"]) if each["answered_at"] else None,
                )


def _findings(
    desk: Desk, rows: Sequence[RowMapping], units: Sequence[UnitMaterial], data: Path | None
) -> Iterator[Finding]:
    """Yield what of the submissions can't be used, so that nothing is left out silently."""
    for row, unit in zip(rows, units, strict=True):
        name = desk.in_force.office.unit(unit.unit).name
        versions = submissions.of_obligation(desk.connection, row["id"])
        yield from file_findings(unit.unit, name, versions, data)
        yield from _later(unit, name, versions)
        yield from _unread(desk, unit, name)
        yield from _held_back(desk, row, name)


def _later(unit: UnitMaterial, name: str, versions: Sequence[RowMapping]) -> Iterator[Finding]:
    """Yield what came after the version whose answers are used, and holds no answers itself."""
    if unit.source is None:
        return
    used = unit.source.version
    for each in versions:
        if each["version"] > used and each["usable"] and each["kind"] in ("file", "link"):
            told = (
                f"{name} gửi thêm bản {each['version']} sau bản {used} đã đưa vào báo cáo; bản sau "
                "không phải mẫu điền, đề nghị mở ra đối chiếu."
            )
            yield Finding("later", unit.unit, told)


def _unread(desk: Desk, unit: UnitMaterial, name: str) -> Iterator[Finding]:
    """Yield what of a Word form could not be read into its fields."""
    submission = unit.source.submission if unit.source is not None else 0
    form = report_answers.of_submission(desk.connection, submission)
    if form is not None and form["unread"]:
        unread = "; ".join(form["unread"].splitlines())
        yield Finding("unread", unit.unit, f"Mẫu của {name} có nội dung chưa đọc được: {unread}.")


def _held_back(desk: Desk, row: RowMapping, name: str) -> Iterator[Finding]:
    """Yield mail that bore a marking of a state secret: it is held back, and no word of it told."""
    for mail in inbound.marked(desk.connection):
        if mail["obligation"] == row["id"]:
            reference = f"thư đến số {mail['id']}"
            told = FINDINGS[MARKED].format(name="", reference=reference, unit=name)
            yield Finding(f"kept-file-{MARKED}", row["unit"], told)
