"""A service with an empty store in memory, and jobs written in the test."""

import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.clock import SystemClock
from cchc_scheduler.documents.letters import LetterTexts
from cchc_scheduler.engine.jobs import Job, find_jobs
from cchc_scheduler.engine.worker import WorkerThread
from cchc_scheduler.home import find_home
from cchc_scheduler.service import Service
from cchc_scheduler.settings import Settings
from cchc_scheduler.store.migrate import new_in_memory


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """A service that knows nothing yet, on the machine's clock."""
    home = find_home(tmp_path, {})
    worker = WorkerThread()
    made = Service(
        home=home,
        settings=Settings(),
        clock=SystemClock(),
        db=new_in_memory(),
        records=Records(),
        outbox=Outbox(LetterTexts(home.template_dirs())),
        wire=None,
        worker=worker,
    )
    yield made
    worker.close()
    made.close()


@pytest.fixture
def job(tmp_path: Path) -> Callable[[str, str], Job]:
    """Write a job's file and load it: `job("name", source)`."""

    def write(name: str, source: str) -> Job:
        path = tmp_path / f"{name}.py"
        path.write_text(textwrap.dedent(source), encoding="utf-8")
        (found,) = find_jobs([path])
        return found

    return write
