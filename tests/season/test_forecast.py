"""The forecast of the core is the simulation in which nobody acts (invariant 13)."""

from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.core.addressees import Directory
from cchc_scheduler.core.cases import Case
from cchc_scheduler.core.deadlines import Deadline
from cchc_scheduler.core.forecast import Coming, Passed, forecast
from cchc_scheduler.core.obligations import owed
from cchc_scheduler.service import office_files
from cchc_scheduler.simulate.season import Season, span_of
from tests.season.conftest import FIRST, LAST


def test_the_forecast_is_the_simulation_in_which_nobody_acts(checkout, silent_season):
    files = office_files(checkout)
    span = span_of(Season(FIRST, LAST))
    cases = [
        Case(
            each.id,
            each.unit,
            f"{each.item}/{each.period}",
            "scheduled",
            Deadline(1, "plan", each.days, span.start),
            files.policy,
        )
        for plan in files.plans
        for each in owed(plan, files.calendar)
    ]

    found = forecast(cases, Directory(files.office), files.calendar, (span.start, span.end))

    assert {
        (letter["at"], item["obligation"], item["rung"], letter["to"][0])
        for letter in silent_season["letters"]
        for item in letter["items"]
    } == {
        (each.at.astimezone(OFFICE_ZONE).isoformat(), each.obligation, each.rung, each.address)
        for each in found
        if isinstance(each, Coming)
    }
    assert {
        (each["at"], each["obligation"], each["rung"], each["reason"])
        for each in silent_season["skipped"]
    } == {
        (each.at.astimezone(OFFICE_ZONE).isoformat(), each.obligation, each.rung, each.why)
        for each in found
        if isinstance(each, Passed)
    }
