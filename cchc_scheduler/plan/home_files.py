"""All files of a home read together: either every value, or every fault of every file at once."""

from dataclasses import dataclass
from pathlib import Path

from cchc_scheduler.core.obligations import owed
from cchc_scheduler.core.offices import Office
from cchc_scheduler.core.outlines import Outline
from cchc_scheduler.core.plans import Plan, oldest_first
from cchc_scheduler.core.policies import Policy
from cchc_scheduler.core.report_outlines import AnnexOutline, ReportOutline
from cchc_scheduler.core.workdays import CalendarYear, WorkCalendar
from cchc_scheduler.plan.calendar_checks import check_calendar
from cchc_scheduler.plan.calendar_file import CalendarFile
from cchc_scheduler.plan.calendars import work_calendar
from cchc_scheduler.plan.checks import ids_of
from cchc_scheduler.plan.documents import Document, document_of
from cchc_scheduler.plan.faults import Fault
from cchc_scheduler.plan.office_checks import check_office
from cchc_scheduler.plan.office_file import OfficeFile
from cchc_scheduler.plan.outline_checks import clauses_of
from cchc_scheduler.plan.outline_files import FoundOutlines, HeldTo, read_outlines
from cchc_scheduler.plan.plan_checks import check_plan
from cchc_scheduler.plan.plan_file import PlanFile
from cchc_scheduler.plan.policy_checks import check_policy
from cchc_scheduler.plan.policy_file import PolicyFile
from cchc_scheduler.plan.reading import read_source
from cchc_scheduler.plan.sources import Source
from cchc_scheduler.plan.validating import validated


@dataclass(frozen=True, slots=True)
class HomePaths:
    """Where a home's files stand; a year without a calendar file is computed.

    `packaged_outlines` are those that no outline of the home stands before.
    """

    office: Path
    policy: Path
    plans: tuple[Path, ...]
    calendars: tuple[Path, ...]
    outlines: tuple[Path, ...] = ()
    packaged_outlines: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class HomeFiles:
    """What a home's files say, and the documents that `plan apply` would store."""

    office: Office
    policy: Policy
    plans: tuple[Plan, ...]
    years: tuple[CalendarYear, ...]
    calendar: WorkCalendar
    documents: tuple[Document, ...]
    outlines: tuple[Outline, ...] = ()
    reports: tuple[ReportOutline, ...] = ()
    annexes: tuple[AnnexOutline, ...] = ()


@dataclass(frozen=True, slots=True)
class _Models:
    office: OfficeFile | None
    policy: PolicyFile | None
    plans: tuple[PlanFile | None, ...]
    years: tuple[CalendarFile | None, ...]
    outlines: FoundOutlines


def read_home_files(paths: HomePaths) -> tuple[HomeFiles | None, tuple[Fault, ...]]:
    """Read every file of a home; the values, or None and every fault of all files, in order."""
    office, policy = read_source(paths.office), read_source(paths.policy)
    plans = [read_source(path) for path in paths.plans]
    years = [(read_source(path), path) for path in paths.calendars]
    units, clauses = ids_of(office, "units"), clauses_of(plans)
    held = HeldTo(paths.outlines, units, clauses)
    outlines, outline_faults = read_outlines((*paths.packaged_outlines, *paths.outlines), held)
    models = _Models(
        office=_office_model(office),
        policy=_policy_model(policy),
        plans=tuple(_plan_model(plan, units) for plan in plans),
        years=tuple(_calendar_model(year, path) for year, path in years),
        outlines=outlines,
    )
    _check_between(office, plans, models)
    sources = (office, policy, *plans, *(year for year, _ in years))
    faults = [fault for source in sources for fault in sorted(source.faults)]
    faults += outline_faults
    if not plans:
        faults.append(Fault("plans", 0, "", "holds no plan; put one there as plans/<plan>.yaml"))
    return (None if faults else _files(models)), tuple(faults)


def _office_model(source: Source) -> OfficeFile | None:
    if source.data is not None:
        check_office(source)
    return validated(source, OfficeFile)


def _policy_model(source: Source) -> PolicyFile | None:
    check_policy(source)
    return validated(source, PolicyFile)


def _plan_model(source: Source, units: list[str]) -> PlanFile | None:
    check_plan(source, units)
    return validated(source, PlanFile)


def _calendar_model(source: Source, path: Path) -> CalendarFile | None:
    check_calendar(source, path.stem)
    return validated(source, CalendarFile)


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
        plans=oldest_first(plan.value() for plan in plans),
        years=values,
        calendar=work_calendar(values),
        documents=tuple(document_of(model) for model in whole),
        outlines=models.outlines.units,
        reports=models.outlines.reports,
        annexes=models.outlines.annexes,
    )


def _check_between(office: Source, plans: list[Source], models: _Models) -> None:
    """Record two plans that make one unit owe the same, and reports that go past the coordinator.

    Only plans without a fault of their own can be compared.
    """
    calendar = work_calendar(year.value() for year in models.years if year is not None)
    units = (unit for _, unit in office.entries("units"))
    coordinator = next((unit.get("id") for unit in units if unit.get("coordinator") is True), None)
    owner: dict[str, str] = {}
    upward: set[str] = set()
    for source, model in zip(plans, models.plans, strict=True):
        if model is None or source.faults:
            continue
        _check_recipients(source, coordinator)
        for name in (model.id, *(one.id for one in owed(model.value(), calendar, upward))):
            other = owner.setdefault(name, source.file)
            if other != source.file:
                path = ("id",) if name == model.id else ("cycles",)
                source.add_bare(path, f"makes {name!r}, as {other} does; keep it in one of them")


def _check_recipients(plan: Source, coordinator: str | None) -> None:
    for path, cycle in plan.entries("cycles"):
        if coordinator is not None and cycle.get("recipient") != coordinator:
            problem = f"is not the coordinator ({coordinator}), which alone receives reports"
            plan.add((*path, "recipient"), problem)
