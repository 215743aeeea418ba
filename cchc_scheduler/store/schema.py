"""All tables together, so that one import knows the whole schema."""

from typing import Final

from sqlalchemy import MetaData
from sqlmodel import SQLModel

from cchc_scheduler.store import (
    approvals,
    attempts,
    audit,
    capabilities,
    deadlines,
    directory,
    inbound,
    job_runs,
    letters,
    markers,
    matters,
    notices,
    obligations,
    reconciliations,
    report_answers,
    requests,
    revisions,
    submissions,
)

ROOMS: Final = (
    approvals,
    attempts,
    audit,
    capabilities,
    deadlines,
    directory,
    inbound,
    job_runs,
    letters,
    markers,
    matters,
    notices,
    obligations,
    reconciliations,
    report_answers,
    requests,
    revisions,
    submissions,
)
METADATA: Final[MetaData] = SQLModel.metadata
