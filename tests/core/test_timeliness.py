from hypothesis import given
from hypothesis import strategies as st

from cchc_scheduler.core.timeliness import Timeliness, timeliness
from tests.core.cast import at, deadline

PLAN = deadline("2025-09-09", set_at="2025-07-28 08:00")


def test_nothing_complete_is_judged_by_neither_clock():
    assert Timeliness(None, None) == timeliness(None, [PLAN])


def test_the_last_second_of_the_last_day_is_on_time_and_the_next_is_not():
    assert Timeliness(True, True) == timeliness(at("2025-09-09 23:59:59"), [PLAN])
    assert Timeliness(False, False) == timeliness(at("2025-09-10 00:00"), [PLAN])


def test_a_later_day_agreed_in_time_counts_and_the_plans_day_stays_shown():
    later = deadline("2025-09-12", version=2, reason="later-day", set_at="2025-09-05 09:00")

    assert Timeliness(True, False) == timeliness(at("2025-09-11 10:00"), [PLAN, later])


def test_a_day_agreed_after_the_report_came_judges_nothing():
    later = deadline("2025-09-30", version=2, reason="extension", set_at="2025-09-12 09:00")

    assert Timeliness(False, False) == timeliness(at("2025-09-11 10:00"), [PLAN, later])


def test_the_day_of_a_return_never_enters():
    back = deadline("2025-09-30", version=2, reason="return", set_at="2025-09-10 09:00")

    assert Timeliness(False, False) == timeliness(at("2025-09-15 10:00"), [PLAN, back])


def test_an_amendment_after_the_report_turns_nothing_into_late():
    earlier = deadline("2025-09-05", version=2, reason="amendment", set_at="2025-09-20 09:00")

    assert Timeliness(True, True) == timeliness(at("2025-09-08 10:00"), [PLAN, earlier])


def test_an_amendment_known_before_the_report_is_the_plans_own_day():
    moved = deadline("2025-09-12", version=2, reason="amendment", set_at="2025-09-01 09:00")

    assert Timeliness(True, True) == timeliness(at("2025-09-11 10:00"), [PLAN, moved])


def test_what_was_handed_in_before_the_first_version_was_written_is_judged_by_it():
    assert Timeliness(True, True) == timeliness(at("2025-07-01 10:00"), [PLAN])


LATER = st.lists(
    st.tuples(
        st.sampled_from(["2025-09-03", "2025-09-12", "2025-09-30"]),
        st.sampled_from(["later-day", "extension", "return", "amendment"]),
        st.integers(11, 30),
    ),
    max_size=4,
)


@given(LATER)
def test_nothing_that_happens_later_turns_on_time_into_late(happened):
    came = at("2025-09-09 15:00")
    versions = [PLAN] + [
        deadline(last, version=n, reason=reason, set_at=f"2025-09-{on} 09:00")
        for n, (last, reason, on) in enumerate(sorted(happened, key=lambda one: one[2]), 2)
    ]

    assert Timeliness(True, True) == timeliness(came, versions)
