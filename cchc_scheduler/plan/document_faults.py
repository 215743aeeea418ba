"""Faults of a plan's document that no file holds: checked as a file would be."""

from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.plan.documents import Document
from cchc_scheduler.plan.plan_checks import check_plan
from cchc_scheduler.plan.plan_file import PlanFile
from cchc_scheduler.plan.plan_text import yaml_text
from cchc_scheduler.plan.reading import source_of
from cchc_scheduler.plan.validating import validated


def refuse_faulty(document: Document, units: list[str]) -> None:
    """Raise BadInput with every fault of a plan's document, each with the entry it stands in."""
    source = source_of(yaml_text(document.content), f"plan {document.name}")
    check_plan(source, units)
    validated(source, PlanFile)
    if source.faults:
        listed = "\n".join(str(fault) for fault in sorted(source.faults))
        raise BadInput(f"The plan would have {len(source.faults)} faults:\n{listed}")
