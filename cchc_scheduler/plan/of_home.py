"""The office's files of one home: where they stand, and all of them read."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.home import Home
from cchc_scheduler.plan.home_files import HomeFiles, HomePaths, read_home_files
from cchc_scheduler.plan.reading import read_source


def paths_of(home: Home) -> HomePaths:
    """Return where a home's office files stand."""
    return HomePaths(
        office=home.config_file("office.yaml"),
        policy=home.config_file("policy.yaml"),
        plans=home.config_files("plans"),
        calendars=home.config_files("calendar"),
        outlines=home.outline_files(),
        packaged_outlines=home.packaged_outline_files(),
    )


def paths_with(home: Home, plans: Iterable[Path]) -> HomePaths:
    """Return the same with further plans, each in place of the home's of the same id."""
    paths, added = paths_of(home), tuple(plans)
    ids = {read_source(path).text("id") for path in added}
    kept = (path for path in paths.plans if read_source(path).text("id") not in ids)
    return replace(paths, plans=(*(path for path in kept if path not in added), *added))


def paths_alone(home: Home, plan: Path) -> HomePaths:
    """Return the same with one plan in place of all; outlines speak of another's clauses then."""
    paths = paths_of(home)
    outlines = (*paths.packaged_outlines, *paths.outlines)
    return replace(paths, plans=(plan,), outlines=(), packaged_outlines=outlines)


def files_of(home: Home, plan: Path | None = None) -> HomeFiles:
    """Return the office's files, with one plan alone where it is named.

    BadInput lists every fault of every file at once.
    """
    files, faults = read_home_files(paths_of(home) if plan is None else paths_alone(home, plan))
    if files is None:
        listed = "\n".join(str(fault) for fault in faults)
        raise BadInput(f"The office's files have {len(faults)} faults:\n{listed}")
    return files
