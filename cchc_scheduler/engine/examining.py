"""Everything `cchc doctor` can find without the network, for the command and for the page."""

from datetime import datetime

from cchc_scheduler.actions.read_system import Found
from cchc_scheduler.engine.check_home import (
    check_expiry,
    check_files,
    check_machine,
    check_settings,
)
from cchc_scheduler.engine.check_store import check_store
from cchc_scheduler.engine.findings import Finding
from cchc_scheduler.home import Home
from cchc_scheduler.settings import Settings


def examine_home(home: Home, now: datetime) -> tuple[list[Finding], Settings | None]:
    """Return the findings about a home, and its settings if they can be read; writes nothing."""
    files, found = check_files(home, now)
    settings, more = check_settings(home)
    found += [*more, *check_machine(home)]
    if settings is not None:
        found += check_expiry(settings, now)
    if home.data is not None:
        found += check_store(home.data, files, now)
    return found, settings


def found_at(home: Home, now: datetime) -> list[Found]:
    """Return the same findings as the page of the system shows them, faults first, none twice."""
    findings, _ = examine_home(home, now)
    once = sorted(dict.fromkeys(findings), key=lambda each: not each.wrong)
    return [Found(each.step, " ".join(each.problem.split()), each.wrong) for each in once]
