"""Finds the jobs of a home: one file each, with a docstring, EVERY and run(service)."""

import importlib.util
import inspect
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

from cchc_scheduler.core.errors import BadInput

Run = Callable[[Any], "Awaitable[Any] | Any"]


@dataclass(frozen=True, slots=True)
class Job:
    """One duty of the service: how often it looks, and what it does."""

    name: str
    about: str
    every: timedelta
    run: Run
    path: Path

    @property
    def waits(self) -> bool:
        """Whether the job waits for the network itself, instead of running in the worker."""
        return inspect.iscoroutinefunction(self.run)


def find_jobs(files: Iterable[Path]) -> tuple[Job, ...]:
    """Return the jobs of these files, by name.

    Raises BadInput naming the file when one is no job.
    """
    return tuple(_job(path) for path in sorted(files, key=lambda path: path.name))


def _job(path: Path) -> Job:
    module = _load(path)
    every, run = getattr(module, "EVERY", None), getattr(module, "run", None)
    if not isinstance(every, timedelta) or every <= timedelta(0):
        raise BadInput(f"{path}: a job needs EVERY = timedelta(...), longer than nothing")
    if not callable(run) or not module.__doc__:
        raise BadInput(f"{path}: a job needs a docstring and a function run(service)")
    return Job(path.stem, inspect.cleandoc(module.__doc__).splitlines()[0], every, run, path)


def _load(path: Path) -> ModuleType:
    """Load a file by its path, so that no package named `jobs` ever exists."""
    spec = importlib.util.spec_from_file_location(f"cchc_job_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise BadInput(f"{path}: can't be read as Python")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as fault:
        raise BadInput(f"{path}: {type(fault).__name__}: {fault}") from fault
    return module
