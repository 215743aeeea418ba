"""One commune's home, and its command line run in this process."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from freezegun import freeze_time

from cchc_scheduler.actions.apply_documents import Application, apply_documents
from cchc_scheduler.actions.open_periods import open_periods
from cchc_scheduler.actions.write_due_letters import write_due_letters
from cchc_scheduler.cli import main
from cchc_scheduler.engine.worker import run_inline
from cchc_scheduler.home import find_home, make_home
from cchc_scheduler.plan import kept_reviews, mending_file
from cchc_scheduler.service import build_service, office_files

# Commands load their modules when they are called; models are made with the real date.
LOADED_BEFORE_TIME_STANDS_STILL = (kept_reviews, mending_file)
# Thursday, 4 September 2025, 08:00 in the office: quarter III is being asked for.
MORNING = "2025-09-04 01:00:00"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("CCHC_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A new home with the packaged office."""
    folder = tmp_path / "home"
    make_home(folder, "k" * 43)
    return folder


@pytest.fixture
def morning() -> Iterator[None]:
    """The machine's clock stands at 08:00 of 4 September 2025."""
    with freeze_time(MORNING):
        yield


@pytest.fixture
def cchc(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, home: Path
) -> Callable[..., Answer]:
    """Run a command for the home; return its exit code and what it printed where."""

    def run(*args: str, at: Path | None = home, typed: str = "") -> Answer:
        capsys.readouterr()
        monkeypatch.setattr("sys.stdin", StringIO(typed))
        options = [] if at is None else ["--home", str(at)]
        with pytest.raises(SystemExit) as ended:
            main([*options, *args])
        printed = capsys.readouterr()
        return Answer(int(ended.value.code or 0), printed.out, printed.err)

    return run


@pytest.fixture(scope="session")
def _season_made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("season") / "home"
    make_home(folder, "k" * 43)
    home = find_home(folder, {})
    with freeze_time(MORNING):
        service = build_service(home, run_inline)
        documents, now = office_files(home).documents, service.now()
        application = Application(documents, "it")
        apply_documents(service.db, service.records, service.outbox, application, now)
        open_periods(service.db, service.records, now)
        write_due_letters(service.db, service.records, service.outbox, now)
        service.close()
    return folder


@pytest.fixture
def season(_season_made_once: Path, home: Path, morning: None) -> Path:
    """The office's files in force, and everything written that is due on that morning."""
    shutil.copytree(_season_made_once, home, dirs_exist_ok=True)
    return home
