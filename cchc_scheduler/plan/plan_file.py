"""`plans/<plan>.yaml`: what the plan says, clause by clause, its texts verbatim."""

from pydantic import Field

from cchc_scheduler.core.plans import Ask, Decision, Duty, Plan, Target
from cchc_scheduler.plan.area_entries import AreaEntry
from cchc_scheduler.plan.cycle_entries import CycleEntry
from cchc_scheduler.plan.fields import Clause, Day, FileModel, Id, Line, Text


class DecisionEntry(FileModel):
    """The document that put the plan in force."""

    number: Line
    day: Day
    issuer: Line
    title: Line


class TargetEntry(FileModel):
    """One target."""

    clause: Clause
    text: Text


class DutyEntry(FileModel):
    """One standing duty of a unit."""

    clause: Clause
    unit: Id
    text: Text


class AskEntry(FileModel):
    """A general clause, and by what it is served."""

    clause: Clause
    text: Text
    served_by: Line


class RecipientEntry(FileModel):
    """Someone the results are reported or sent to, and where the document says so."""

    name: Line
    source: Line


class AnnexEntry(FileModel):
    """How the text refers to its annex, and whether the annex's tasks are held here."""

    wording: Text | None
    imported: bool


class PlanFile(FileModel):
    """The whole of one plan's file."""

    id: Id
    title: Line
    decision: DecisionEntry
    first_day: Day
    last_day: Day
    basis: list[Text]
    targets: list[TargetEntry]
    areas: list[AreaEntry]
    cycles: list[CycleEntry]
    duties: list[DutyEntry]
    asks: list[AskEntry]
    recipients: list[RecipientEntry] = Field(min_length=1)
    annex: AnnexEntry
    to_confirm: list[Text]

    def value(self) -> Plan:
        """Return the plan as a value of the rules."""
        return Plan(
            id=self.id,
            title=self.title,
            decision=Decision(**self.decision.model_dump()),
            first_day=self.first_day,
            last_day=self.last_day,
            areas=tuple(area.value() for area in self.areas),
            tasks=tuple(task for area in self.areas for task in area.task_values()),
            targets=tuple(Target(target.clause, target.text) for target in self.targets),
            duties=tuple(Duty(duty.clause, duty.unit, duty.text) for duty in self.duties),
            asks=tuple(Ask(ask.clause, ask.text, ask.served_by) for ask in self.asks),
            cycles=tuple(cycle.value() for cycle in self.cycles),
            recipients=tuple(recipient.name for recipient in self.recipients),
            annex_wording=self.annex.wording,
            annex_imported=self.annex.imported,
            to_confirm=tuple(self.to_confirm),
            basis=tuple(self.basis),
        )
