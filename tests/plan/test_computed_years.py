import json

from cchc_scheduler.plan.calendars import READY, VERSION, by_law, computed_year, years_by_law


def test_the_years_that_stand_ready_are_what_the_library_says():
    """After a new `holidays`, write `years_by_law()` into the file anew."""
    assert years_by_law() == json.loads(READY.read_text("utf-8"))
    assert years_by_law()["holidays"] == VERSION


def test_a_year_outside_the_file_is_asked_of_the_library():
    found = computed_year(2045)

    assert [day for day, _ in by_law(2045)["off"]] == [
        off.day.isoformat() for off in found.days_off
    ]
