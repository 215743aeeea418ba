"""The office's files as JSON documents, which the store keeps as revisions, and back as values."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.offices import Office
from cchc_scheduler.core.plans import Plan
from cchc_scheduler.core.policies import Policy
from cchc_scheduler.core.workdays import CalendarYear
from cchc_scheduler.plan.calendar_file import CalendarFile
from cchc_scheduler.plan.fields import FileModel
from cchc_scheduler.plan.office_file import OfficeFile
from cchc_scheduler.plan.plan_file import PlanFile
from cchc_scheduler.plan.policy_file import PolicyFile
from cchc_scheduler.words import RevisionKind

M = TypeVar("M", bound=FileModel)

MODEL_OF: Final[dict[RevisionKind, type[FileModel]]] = {
    "office": OfficeFile,
    "policy": PolicyFile,
    "plan": PlanFile,
    "calendar": CalendarFile,
}


@dataclass(frozen=True, slots=True)
class Document:
    """One file's content as JSON; `name` is the plan's id or the year, else the kind itself."""

    kind: RevisionKind
    name: str
    content: dict[str, Any]


def document_of(model: FileModel) -> Document:
    """Return the document of a file's model."""
    kind = next(kind for kind, known in MODEL_OF.items() if isinstance(model, known))
    content = model.document()
    name = {"plan": content.get("id"), "calendar": content.get("year")}.get(kind, kind)
    return Document(kind, str(name), content)


def withdrawn(
    in_force: Iterable[tuple[str, str]], documents: Sequence[Document]
) -> tuple[tuple[str, str], ...]:
    """Return kind and name of each plan and year in force that a whole home no longer has.

    Documents that hold no office are not a whole home and withdraw nothing.
    """
    named = {(document.kind, document.name) for document in documents}
    if ("office", "office") not in named:
        return ()
    return tuple(
        (kind, name)
        for kind, name in in_force
        if kind in ("plan", "calendar") and (kind, name) not in named
    )


def office_from_document(content: Mapping[str, Any]) -> Office:
    """Return the office a document speaks of; BadInput when it is no such document."""
    return _model(OfficeFile, content).value()


def policy_from_document(content: Mapping[str, Any]) -> Policy:
    """Return the policy a document speaks of; BadInput when it is no such document."""
    return _model(PolicyFile, content).value()


def plan_from_document(content: Mapping[str, Any]) -> Plan:
    """Return the plan a document speaks of; BadInput when it is no such document."""
    return _model(PlanFile, content).value()


def calendar_from_document(content: Mapping[str, Any]) -> CalendarYear:
    """Return the year a document speaks of; BadInput when it is no such document."""
    return _model(CalendarFile, content).value()


def _model(model: type[M], content: Mapping[str, Any]) -> M:
    try:
        return model.model_validate_json(json.dumps(content))
    except ValidationError as error:
        name = model.__name__
        raise BadInput(f"a stored document is no {name} of this version: {error}") from error
