"""Read what the coordinator's page of a period's compiled reports shows. Writes nothing."""

from dataclasses import dataclass

from cchc_scheduler.actions.compile_files import Making, Material, read_material
from cchc_scheduler.actions.compile_report import compile_as_given
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.draft_room import DraftRoom
from cchc_scheduler.actions.keep_draft import said_in
from cchc_scheduler.actions.kept_texts import kept_of
from cchc_scheduler.actions.read_outline import report_outlines
from cchc_scheduler.actions.read_way import TO_THE_CITY, Way, read_way
from cchc_scheduler.actions.report_files import files_of
from cchc_scheduler.core.text_changes import changes
from cchc_scheduler.documents.draft_facts import (
    STEP_WORDS,
    AddendumShown,
    ChangeShown,
    DayOfStep,
    DraftPage,
    StepShown,
)
from cchc_scheduler.store import addenda
from cchc_scheduler.words import WAY_STEPS, WayStep


@dataclass(frozen=True, slots=True)
class Opened:
    """A period's page, and what its files are made of."""

    page: DraftPage
    material: Material


def read_draft(room: DraftRoom, desk: Desk, period: str) -> Opened:
    """Return the page of a period as the record stands now.

    Raises BadInput when outlines have faults, NotFound when nothing is owed for the period.
    """
    making = Making(
        period, room.data or room.template_dirs[0], tuple(room.template_dirs), room.data
    )
    material = read_material(desk, making)
    way, office = read_way(desk, period), desk.in_force.office
    made = material.compilation
    page = DraftPage(
        office=office.name,
        coordinator=office.coordinator.name,
        period_words=made.period_words,
        made_at=made.made_at,
        expected=made.expected,
        received=made.received,
        on_time=made.on_time,
        missing=tuple(office.unit(each).name for each in made.missing),
        files=tuple((each.name, each.title) for each in files_of(material)),
        findings=tuple(each.text for each in made.findings),
        steps=tuple(_steps(way)),
        choices=_choices(way),
        upstream_day=way.upstream_day,
        days=tuple(DayOfStep(STEP_WORDS[each.step], each.day) for each in way.days),
        addenda=tuple(_addenda(desk, period)),
        proposals=() if way.laid else tuple(_proposals(room, desk, period)),
    )
    return Opened(page, material)


def _steps(way: Way) -> list[StepShown]:
    return [
        StepShown(STEP_WORDS[each.step], each.day, each.by, each.number, each.note)
        for each in way.steps
    ]


def _choices(way: Way) -> tuple[tuple[WayStep, str], ...]:
    wanted = ("issued",) if way.issued else WAY_STEPS
    return tuple((step, STEP_WORDS[step]) for step in WAY_STEPS if step in wanted)


def _addenda(desk: Desk, period: str) -> list[AddendumShown]:
    told = addenda.changes_of(desk.connection, period, TO_THE_CITY)
    unit = desk.in_force.office.unit
    return [
        AddendumShown(
            row["number"],
            unit(row["unit"]).name,
            row["version"],
            row["made_at"],
            tuple(
                ChangeShown(
                    each["title"],
                    unit(each["unit"]).name,
                    changes(each["before"] or "", each["after"] or ""),
                )
                for each in told
                if each["number"] == row["number"]
            ),
        )
        for row in addenda.of_period(desk.connection, period)
        if row["report"] == TO_THE_CITY
    ]


def _proposals(room: DraftRoom, desk: Desk, period: str) -> list[ChangeShown]:
    """Return what newer material says in sections whose words a person edited before it came."""
    kept = [each for each in kept_of(desk.connection, period) if each.report == TO_THE_CITY]
    if not kept:
        return []
    given = compile_as_given(desk, report_outlines(room.template_dirs), period)
    said = said_in(given.report(TO_THE_CITY))
    return [
        ChangeShown(
            each.title, desk.in_force.office.unit(each.unit).name, changes(text.text, each.text)
        )
        for text in kept
        for each in said
        if each.section == text.section
        and each.unit
        and text.unit in ("", each.unit)
        and each.kind != "missing"
        and not set(each.submissions) <= {source.submission for source in text.over}
    ]
