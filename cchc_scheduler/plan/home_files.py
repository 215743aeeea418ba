"""All files of a home read together: either every value, or every fault of every file at once."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from cchc_scheduler.core.obligations import owed
from cchc_scheduler.core.offices import Office
from cchc_scheduler.core.plans import Plan
from cchc_scheduler.core.policies import Policy
from cchc_scheduler.core.workdays import CalendarYear, WorkCalendar
from cchc_scheduler.plan.calendar_file import CalendarFile
from cchc_scheduler.plan.calendars import work_calendar
from cchc_scheduler.plan.checks import check_calendar, check_office, check_policy, ids_of
from cchc_scheduler.plan.documents import Document, document_of
from cchc_scheduler.plan.faults import Fault
from cchc_scheduler.plan.office_file import OfficeFile
from cchc_scheduler.plan.plan_checks import check_plan
from cchc_scheduler.plan.plan_file import PlanFile
from cchc_scheduler.plan.policy_file import PolicyFile
from cchc_scheduler.plan.reading import read_source
from cchc_scheduler.plan.sources import Source
from cchc_scheduler.plan.validating import validated

V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)


class _Valued(Protocol[V_co]):
    """A file's model, which knows itself as a value of the rules."""

    def value(self) -> V_co: ...


@dataclass(frozen=True, slots=True)
class HomePaths:
    """Where a home's files stand; a year without a calendar file is computed."""

    office: Path
    policy: Path
    plans: tuple[Path, ...]
    calendars: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class HomeFiles:
    """What a home's files say, and the documents that `plan apply` would store."""

    office: Office
    policy: Policy
    plans: tuple[Plan, ...]
    years: tuple[CalendarYear, ...]
    calendar: WorkCalendar
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class _Models:
    office: OfficeFile | None
    policy: PolicyFile | None
    plans: tuple[PlanFile | None, ...]
    years: tuple[CalendarFile | None, ...]


def read_office(path: Path) -> tuple[Office | None, tuple[Fault, ...]]:
    """Read `office.yaml`; the office, or None and every fault in it."""
    source = read_source(path)
    return _only(source, _office_model(source))


def read_policy(path: Path) -> tuple[Policy | None, tuple[Fault, ...]]:
    """Read `policy.yaml`; the policy, or None and every fault in it."""
    source = read_source(path)
    return _only(source, _policy_model(source))


def read_calendar(path: Path) -> tuple[CalendarYear | None, tuple[Fault, ...]]:
    """Read one year's calendar; the year, or None and every fault in it."""
    source = read_source(path)
    return _only(source, _calendar_model(source, path))


def read_plan(path: Path, units: list[str]) -> tuple[Plan | None, tuple[Fault, ...]]:
    """Read one plan against the ids of the office's units; the plan, or None and its faults."""
    source = read_source(path)
    return _only(source, _plan_model(source, units))


def read_home_files(paths: HomePaths) -> tuple[HomeFiles | None, tuple[Fault, ...]]:
    """Read every file of a home; the values, or None and every fault of all files, in order."""
    office, policy = read_source(paths.office), read_source(paths.policy)
    plans = [read_source(path) for path in paths.plans]
    years = [(read_source(path), path) for path in paths.calendars]
    units = ids_of(office, "units")
    models = _Models(
        office=_office_model(office),
        policy=_policy_model(policy),
        plans=tuple(_plan_model(plan, units) for plan in plans),
        years=tuple(_calendar_model(year, path) for year, path in years),
    )
    sources = (office, policy, *plans, *(year for year, _ in years))
    faults = [fault for source in sources for fault in sorted(source.faults)]
    files = None if faults else _files(models)
    if files is not None:
        faults = _faults_between(files, plans)
    if not plans:
        faults.append(Fault("plans", 0, "", "holds no plan; put one there as plans/<plan>.yaml"))
    return (None if faults else files), tuple(faults)


def _office_model(source: Source) -> OfficeFile | None:
    check_office(source)
    return validated(source, OfficeFile)


def _policy_model(source: Source) -> PolicyFile | None:
    check_policy(source)
    return validated(source, PolicyFile)


def _plan_model(source: Source, units: list[str]) -> PlanFile | None:
    check_plan(source, units)
    return validated(source, PlanFile)


def _calendar_model(source: Source, path: Path) -> CalendarFile | None:
    check_calendar(source, int(path.stem) if path.stem.isdecimal() else None)
    return validated(source, CalendarFile)


def _only(source: Source, model: _Valued[V] | None) -> tuple[V | None, tuple[Fault, ...]]:
    faults = tuple(sorted(source.faults))
    return (None if model is None or faults else model.value()), faults


def _files(models: _Models) -> HomeFiles | None:
    if models.office is None or models.policy is None:
        return None
    plans = [plan for plan in models.plans if plan is not None]
    years = [year for year in models.years if year is not None]
    values = tuple(year.value() for year in years)
    whole = (models.office, models.policy, *plans, *years)
    return HomeFiles(
        office=models.office.value(),
        policy=models.policy.value(),
        plans=tuple(plan.value() for plan in plans),
        years=values,
        calendar=work_calendar(values),
        documents=tuple(document_of(model) for model in whole),
    )


def _faults_between(files: HomeFiles, sources: list[Source]) -> list[Fault]:
    """Return faults for two plans that share an id, or make one unit owe the same thing twice."""
    owner: dict[str, str] = {}
    for plan, source in zip(files.plans, sources, strict=True):
        names = [plan.id, *(one.id for one in owed(plan, files.calendar))]
        for name in names:
            other = owner.setdefault(name, source.file)
            if other != source.file:
                path = ("id",) if name == plan.id else ("cycles",)
                source.add_bare(path, f"makes {name!r} again, which {other} makes already")
    return [fault for source in sources for fault in sorted(source.faults)]
