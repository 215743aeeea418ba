"""Job runs: when each duty of the service last began and ended, and what went wrong."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, RowMapping, delete, insert, select
from sqlmodel import Field, SQLModel

from cchc_scheduler.store.tables import table_of


class JobRun(SQLModel, table=True):
    """The last run of one job; `fault` is None when it ended well."""

    __tablename__ = "job_run"

    job: str = Field(primary_key=True)
    started_at: datetime
    ended_at: datetime
    fault: str | None = Field(default=None)
    faults_in_a_row: int = Field(default=0)


JOB_RUN = table_of(JobRun)


def record(
    connection: Connection, job: str, started_at: datetime, ended_at: datetime, fault: str | None
) -> None:
    """Replace what is known of a job's last run."""
    before = connection.execute(
        select(JOB_RUN.c.faults_in_a_row).where(JOB_RUN.c.job == job)
    ).scalar_one_or_none()
    row = {
        "job": job,
        "started_at": started_at,
        "ended_at": ended_at,
        "fault": fault,
        "faults_in_a_row": (before or 0) + 1 if fault else 0,
    }
    connection.execute(delete(JOB_RUN).where(JOB_RUN.c.job == job))
    connection.execute(insert(JOB_RUN), row)


def every(connection: Connection) -> Sequence[RowMapping]:
    """Return the last run of every job, by name."""
    return connection.execute(select(JOB_RUN).order_by(JOB_RUN.c.job)).mappings().all()
