"""The forecast is the ladder played forward while nobody acts."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.core.cases import NoticeRecord
from cchc_scheduler.core.forecast import Coming, Passed, forecast
from cchc_scheduler.core.policies import Policy
from tests.core.cast import CALENDAR, OFFICE, at, case, deadline, directory, with_post
from tests.core.player import Player

START, END = at("2025-07-28 00:00"), at("2025-12-31 23:59")
UNITS = ("culture", "office", "economy")


def coming(cases, posts, span=(START, END)):
    found = forecast(cases, posts, CALENDAR, span)
    return [
        (f"{each.at.astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M}", each.rung, each.address)
        for each in found
        if isinstance(each, Coming)
    ]


def test_the_third_quarter_of_one_silent_unit():
    assert coming([case(state="scheduled")], directory()) == [
        ("2025-08-15 07:30", "opening", "lan@xa.example"),
        ("2025-08-27 07:30", "remind-7", "lan@xa.example"),
        ("2025-09-04 07:30", "remind-3", "lan@xa.example"),
        ("2025-09-08 07:30", "remind-1", "lan@xa.example"),
        ("2025-09-09 07:30", "due-day", "lan@xa.example"),
        ("2025-09-10 14:00", "late-1", "dung@xa.example"),
        ("2025-09-12 14:00", "late-3", "chi@xa.example"),
        ("2025-09-16 14:00", "late-5", "hoa@xa.example"),
    ]


def test_switched_on_after_the_deadline_it_begins_with_the_head():
    found = coming([case(state="scheduled")], directory(), (at("2025-09-17 00:00"), END))

    assert found == [
        ("2025-09-17 14:00", "late-1", "dung@xa.example"),
        ("2025-09-19 14:00", "late-3", "chi@xa.example"),
        ("2025-09-23 14:00", "late-5", "hoa@xa.example"),
    ]


def test_rungs_that_will_not_go_are_told_with_their_reason():
    found = forecast([case(unit="office")], directory(), CALENDAR, (at("2025-09-08 00:00"), END))

    passed = [(each.rung, each.why) for each in found if isinstance(each, Passed)]
    assert passed == [
        ("opening", "higher-rung"),
        ("remind-7", "higher-rung"),
        ("remind-3", "higher-rung"),
        ("late-3", "own-head"),
    ]


def test_both_ends_of_the_span_are_included():
    instant = at("2025-08-15 07:30")

    assert len(coming([case()], directory(), (instant, instant))) == 1


def test_what_was_told_already_is_not_told_again():
    told = {"late-1": NoticeRecord("spent", at("2025-09-10 14:01"))}
    found = coming([case(notices=told)], directory(), (at("2025-09-11 00:00"), END))

    assert [rung for _, rung, _ in found] == ["late-3", "late-5"]


def test_what_is_closed_is_not_foretold():
    assert forecast([case(state="accepted")], directory(), CALENDAR, (START, END)) == ()


def test_where_a_person_must_agree_nothing_above_the_head_is_foretold():
    record = case(policy=Policy(escalation="approval"))
    found = coming([record], directory(), (at("2025-09-10 00:00"), END))

    assert [rung for _, rung, _ in found] == ["late-1"]


def test_leaders_are_told_of_all_units_at_once():
    later = case(unit="culture", deadline=deadline("2025-09-10"))
    found = coming([case(), later], directory())

    assert [(at_, rung) for at_, rung, _ in found if rung == "late-5"] == [
        ("2025-09-17 14:00", "late-5"),
        ("2025-09-17 14:00", "late-5"),
    ]


def test_a_unit_that_climbs_after_the_letter_is_left_to_the_page():
    later = case(unit="culture", deadline=deadline("2025-09-19"))
    found = forecast([case(), later], directory(), CALENDAR, (START, END))

    assert [each.why for each in found if isinstance(each, Passed)] == ["leaders-page"]


OFFICES = st.sampled_from(
    [
        OFFICE,
        replace(OFFICE, vice_chair=None),
        with_post(OFFICE, "chief", holder=None),
        with_post(OFFICE, "head-economy", holder="hoa"),
        with_post(OFFICE, "head-culture", holder=None),
        with_post(OFFICE, "focal-economy", holder=None),
    ]
)
LAST_DAYS = st.lists(
    st.dates(at("2021-02-01 00:00").date(), at("2030-10-31 00:00").date()), min_size=1, max_size=1
)


@given(OFFICES, LAST_DAYS, st.lists(st.integers(0, 8), min_size=3, max_size=3))
def test_the_forecast_equals_the_ladder_played_by_hand(office, last, later):
    cases = [
        case(unit=unit, deadline=deadline(CALENDAR.shift(last[0], n + 1).isoformat()))
        for unit, n in zip(UNITS, later, strict=True)
    ]
    end = at(f"{CALENDAR.shift(last[0], 40)} 23:59")

    played = Player(cases, directory(office)).run(end)
    found = forecast(cases, directory(office), CALENDAR, (at("2020-06-01 00:00"), end))

    assert sorted((now, key, wanted.rung) for now, key, wanted in played.sent) == sorted(
        (each.at, each.obligation, each.rung) for each in found if isinstance(each, Coming)
    )
    assert sorted(played.skipped) == sorted(
        (each.at, each.obligation, each.rung, each.why)
        for each in found
        if isinstance(each, Passed)
    )
    assert [each.at for each in found] == sorted(each.at for each in found)
