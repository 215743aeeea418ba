"""All tables together, so that one import knows the whole schema."""

from typing import Final

from sqlalchemy import MetaData
from sqlmodel import SQLModel

from cchc_scheduler.store import (
    addenda,
    approvals,
    attempts,
    audit,
    calls,
    capabilities,
    compilations,
    deadlines,
    directory,
    evidence,
    inbound,
    job_runs,
    kept_texts,
    letters,
    markers,
    matters,
    notices,
    obligations,
    reconciliations,
    report_answers,
    requests,
    revisions,
    sessions,
    submissions,
    way_steps,
)

ROOMS: Final = (
    addenda,
    approvals,
    attempts,
    audit,
    calls,
    capabilities,
    compilations,
    deadlines,
    directory,
    evidence,
    inbound,
    job_runs,
    kept_texts,
    letters,
    markers,
    matters,
    notices,
    obligations,
    reconciliations,
    report_answers,
    requests,
    revisions,
    sessions,
    submissions,
    way_steps,
)
METADATA: Final[MetaData] = SQLModel.metadata
