"""The office's files of one home: where they stand, and all of them read."""

from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.home import Home
from cchc_scheduler.plan.home_files import HomeFiles, HomePaths, read_home_files


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


def files_of(home: Home) -> HomeFiles:
    """Return the office's files; BadInput lists every fault of every file at once."""
    files, faults = read_home_files(paths_of(home))
    if files is None:
        listed = "\n".join(str(fault) for fault in faults)
        raise BadInput(f"The office's files have {len(faults)} faults:\n{listed}")
    return files
