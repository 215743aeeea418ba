"""A plan's draft as it stands: the annex that was read, what people settled, what is open."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping

from cchc_scheduler.actions.records import InForce
from cchc_scheduler.core.annexes.values import Annex
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.plan_reviews import Review, mended
from cchc_scheduler.core.plans import Plan, plan_named
from cchc_scheduler.plan.amending import amended
from cchc_scheduler.plan.annex_asking import Place, known_for
from cchc_scheduler.plan.document_faults import refuse_faulty
from cchc_scheduler.plan.documents import Document
from cchc_scheduler.plan.kept_reviews import (
    KeptMending,
    annex_from_text,
    mendings_from_text,
)
from cchc_scheduler.store import plan_drafts, revisions
from cchc_scheduler.words import PlanDraftState


@dataclass(frozen=True, slots=True)
class DraftBrief:
    """One draft in a list; `version` is raised by every mending, `apply` set once in force."""

    number: int
    plan: str
    name: str
    sha256: str
    state: PlanDraftState
    version: int
    made_at: datetime
    made_by: str
    changed_at: datetime
    changed_by: str
    closed_at: datetime | None
    apply: int | None


@dataclass(frozen=True, slots=True)
class DraftReview:
    """One draft with all that a person needs to review it.

    `annex` holds the rows as they stand in the file and as they were read; `mendings` who settled
    what; `review` the rows as they will stand, with open questions and mendings that fit nothing.
    """

    brief: DraftBrief
    annex: Annex
    mendings: tuple[KeptMending, ...]
    review: Review


def brief_of(row: RowMapping) -> DraftBrief:
    """Return a row of the store as a value."""
    return DraftBrief(
        number=row["id"],
        plan=row["plan"],
        name=row["name"],
        sha256=row["sha256"],
        state=row["state"],
        version=row["version"],
        made_at=row["made_at"],
        made_by=row["made_by"],
        changed_at=row["changed_at"],
        changed_by=row["changed_by"],
        closed_at=row["closed_at"],
        apply=row["apply"],
    )


def find_draft(connection: Connection, number: int) -> RowMapping:
    """Return a draft's row; NotFound when there is none."""
    row = plan_drafts.one(connection, number)
    if row is None:
        raise NotFound(f"There is no draft {number}. `cchc plan show --drafts` lists them.")
    return row


def find_open(connection: Connection, number: int) -> RowMapping:
    """Return the row of a draft that is still open; BadInput when it is not."""
    row = find_draft(connection, number)
    if row["state"] != "open":
        raise BadInput(f"Draft {number} is {row['state']}; upload the annex again to change it.")
    return row


def review_of(in_force: InForce, row: RowMapping) -> DraftReview:
    """Return a draft as it stands under the office and the plan in force."""
    annex, kept = annex_from_text(row["proposal"]), mendings_from_text(row["mendings"])
    known = known_for(place_of(in_force, row["plan"]), annex)
    return DraftReview(brief_of(row), annex, kept, mended(annex, (k.mending for k in kept), known))


def place_of(in_force: InForce, plan_id: str | None) -> Place:
    """Return where an annex belongs; BadInput when there is no such plan in force."""
    if not in_force.plans:
        raise BadInput("No plan is in force; apply the office's plan first.")
    plan: Plan = plan_named(in_force.plans, plan_id)
    return Place(in_force.office, in_force.plans, plan, in_force.calendar)


def document_with(
    connection: Connection, in_force: InForce, plan_id: str, review: Review
) -> Document:
    """Return a plan's document with a reviewed annex in it; BadInput with all faults of it."""
    rows = [
        row
        for row in revisions.of_name(connection, "plan", plan_id)
        if row["document"] != revisions.WITHDRAWN
    ]
    versions = [Document("plan", plan_id, json.loads(row["document"])) for row in rows]
    document = amended(versions[-1], review, versions)
    refuse_faulty(document, [unit.id for unit in in_force.office.units])
    return document
