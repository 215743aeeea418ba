"""What holds of the ladder for every deadline of 2021-2030, every office and every record."""

import random
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_scheduler.clock import office_date, office_instant
from cchc_scheduler.core.cases import ApprovalRecord, NoticeRecord
from cchc_scheduler.core.ladder import PASSED_OVER, decide
from cchc_scheduler.core.offices import Absence
from cchc_scheduler.core.policies import LATE_RUNGS, UNIT_RUNGS, Policy
from cchc_scheduler.core.rungs import moments
from cchc_scheduler.core.slots import slot_at
from cchc_scheduler.words import RUNGS
from tests.core.cast import CALENDAR, OFFICE, at, case, deadline, directory, with_post
from tests.core.player import Player

LAST_DAYS = st.dates(date(2021, 2, 1), date(2030, 10, 31))
ROLLS = st.sampled_from(["forward", "none", "back"])
UNITS = ("culture", "office", "economy")
PEOPLE = ("chi", "dung", "hoa", "lan")
OFFICES = st.sampled_from(
    [
        OFFICE,
        replace(OFFICE, vice_chair=None),
        replace(OFFICE, office_chief=None),
        with_post(OFFICE, "vice-chair", holder=None),
        with_post(OFFICE, "chief", holder=None),
        with_post(OFFICE, "head-economy", holder=None),
        with_post(OFFICE, "head-economy", holder="hoa"),
        with_post(OFFICE, "head-economy", holder="an"),
        with_post(OFFICE, "focal-economy", holder=None),
    ]
)
ABSENCES = st.lists(
    st.tuples(
        st.sampled_from(["chief", "vice-chair", "head-economy", "focal-economy", "chair"]),
        st.integers(-20, 20),
        st.integers(0, 15),
        st.sampled_from([None, "em", "giang"]),
    ),
    max_size=3,
)


@st.composite
def directories(draw, last):
    """Draw an office with absences around a deadline."""
    absences = [
        Absence(post, last + timedelta(days=first), last + timedelta(days=first + span), deputy)
        for post, first, span, deputy in draw(ABSENCES)
    ]
    return directory(draw(OFFICES), absences)


@st.composite
def steered(draw, last):
    """Draw a case that people may have steered: a request that holds it, a level put off."""
    held, put_off = draw(st.sampled_from([(None, None), (3, None), (None, 6), (8, 5)]))
    approvals = {}
    if put_off is not None:
        until = at(f"{last + timedelta(days=put_off)} 14:00")
        approvals["late-3"] = ApprovalRecord("postponed", until)
    return case(
        policy=Policy(escalation=draw(st.sampled_from(["automatic"] * 3 + ["approval"]))),
        held_until=None if held is None else at(f"{last + timedelta(days=held)} 16:30"),
        approvals=approvals,
    )


@st.composite
def seasons(draw):
    """Draw the three units' cases of one period and the directory they live in."""
    last = draw(LAST_DAYS)
    roll = draw(ROLLS)
    shift = draw(st.lists(st.integers(0, 4), min_size=3, max_size=3))
    cases = [
        replace(draw(steered(last)), unit=unit, deadline=_deadline(last + timedelta(days=n), roll))
        for unit, n in zip(UNITS, shift, strict=True)
    ]
    named = [replace(each, obligation=f"report/{each.unit}") for each in cases]
    return last, named, draw(directories(last))


def _deadline(last, roll):
    return deadline(last.isoformat(), roll=roll, set_at="2021-01-04 08:00")


def _span(last, ahead=40):
    return CALENDAR.shift(last, -20), CALENDAR.shift(last, ahead)


@given(LAST_DAYS, ROLLS)
def test_rungs_fall_on_working_days_in_their_slot_and_in_order(last, roll):
    found = moments(_deadline(last, roll).days, Policy(), CALENDAR)

    assert [found[rung] for rung in RUNGS] == sorted(set(found.values()))
    slots = [slot_at(found[rung], CALENDAR, Policy().window).slot for rung in RUNGS]
    assert slots == ["morning"] * len(UNIT_RUNGS) + ["afternoon"] * len(LATE_RUNGS)


@given(LAST_DAYS, ROLLS)
def test_no_unit_rung_comes_after_due_and_no_late_one_before_lateness(last, roll):
    days = _deadline(last, roll).days
    found = moments(days, Policy(), CALENDAR)

    assert all(found[rung] < days.due for rung in UNIT_RUNGS)
    assert all(found[rung] >= max(days.due, days.late_after) for rung in LATE_RUNGS)


@given(seasons())
def test_played_out_no_rung_is_asked_twice_and_each_leaves_in_its_slot(season):
    last, cases, posts = season
    played = Player(cases, posts).run(at(f"{_span(last)[1]} 23:59"))

    keys = [(key, wanted.rung) for _, key, wanted in played.sent]
    assert len(set(keys)) == len(keys)
    for now, _, wanted in played.sent:
        slot = slot_at(now, CALENDAR, Policy().window)
        assert slot is not None
        assert (slot.slot == "afternoon") == (wanted.rung in LATE_RUNGS)
        assert now < wanted.expires_at


@given(seasons(), st.integers())
def test_any_cadence_that_looks_once_a_slot_gives_the_same_notices(season, seed):
    last, cases, posts = season
    first, until = _span(last)
    exact = Player(cases, posts).run(at(f"{until} 23:59"))
    ragged = Player(cases, posts).look_all(_ragged(first, until, random.Random(seed)))

    assert exact.by_day() == ragged.by_day()
    assert {each[1:] for each in exact.skipped} == {each[1:] for each in ragged.skipped}
    assert {each[1:] for each in exact.asked} == {each[1:] for each in ragged.asked}


def _ragged(first, until, luck):
    """Return one random look in each slot of each working day, and others at any hour."""
    looks = []
    day = first - timedelta(days=40)
    while day <= until:
        midnight = office_instant(day, Policy().window.opens) - timedelta(hours=7, minutes=30)
        if CALENDAR.is_working(day):
            looks.append(midnight + timedelta(minutes=luck.randrange(450, 840)))
            looks.append(midnight + timedelta(minutes=luck.randrange(840, 990)))
        if luck.random() < 0.5:
            looks.append(midnight + timedelta(minutes=luck.randrange(1440)))
        day += timedelta(days=1)
    return sorted(looks)


@given(seasons(), st.lists(st.integers(-40 * 24, 60 * 24), min_size=1, max_size=40))
def test_however_rarely_it_looks_no_level_is_skipped_and_none_comes_early(season, hours):
    last, cases, posts = season
    noon = at(f"{last} 12:00")
    played = Player(cases, posts).look_all(sorted(noon + timedelta(hours=n) for n in hours))

    for now, key, wanted in played.sent:
        if wanted.rung in LATE_RUNGS:
            _assert_below_settled(played.cases[key], wanted.rung, now)
            assert now >= wanted.fire_at


def _assert_below_settled(record, rung, now):
    place = LATE_RUNGS.index(rung)
    if place == 0:
        assert now >= record.deadline.days.late_after
        return
    below = record.notices[LATE_RUNGS[place - 1]]
    assert below.state == "spent" or below.why in PASSED_OVER
    assert CALENDAR.count(office_date(below.at), office_date(now)) >= 2


@given(seasons())
def test_the_leaders_get_one_letter_a_period(season):
    last, cases, posts = season
    played = Player(cases, posts).run(at(f"{_span(last)[1]} 23:59"))

    assert len({now for now, _, wanted in played.sent if wanted.rung == "late-5"}) <= 1


HOURS = st.integers(0, 8 * 24).map(lambda n: at("2025-09-10 00:00") + timedelta(hours=n))
SETTLED = st.one_of(
    st.builds(NoticeRecord, st.just("spent"), HOURS),
    st.builds(
        NoticeRecord,
        st.just("skipped"),
        HOURS,
        why=st.sampled_from(sorted(PASSED_OVER)),
    ),
)
ANY_FATE = st.one_of(
    st.none(),
    SETTLED,
    st.builds(NoticeRecord, st.sampled_from(["waiting", "carried"])),
    st.builds(NoticeRecord, st.just("spent"), HOURS, proven=st.just(False)),
    st.builds(
        NoticeRecord,
        st.just("skipped"),
        HOURS,
        why=st.sampled_from(["leaders-page", "formal-return", "too-late", "higher-rung"]),
    ),
)
WORDS = st.one_of(
    st.none(),
    st.builds(ApprovalRecord, st.sampled_from(["asked", "approved", "to-page"])),
    st.builds(
        ApprovalRecord,
        st.just("postponed"),
        st.integers(10, 30).map(lambda n: at(f"2025-09-{n} 14:00")),
    ),
)


@st.composite
def records(draw):
    """Draw a late case on which anything may have happened, often with levels told before."""
    height = draw(st.sampled_from([1, 1, 2, 0, 3]))
    fates = {rung: draw(ANY_FATE) for rung in RUNGS}
    if draw(st.sampled_from([True, True, False])):
        fates |= {rung: draw(SETTLED) for rung in LATE_RUNGS[:height]}
        fates |= dict.fromkeys(LATE_RUNGS[height:])
    words = {rung: draw(WORDS) for rung in LATE_RUNGS} if draw(st.booleans()) else {}
    return case(
        unit=draw(st.sampled_from(UNITS)),
        state=draw(st.sampled_from(["open", "returned"])),
        policy=Policy(escalation=draw(st.sampled_from(["automatic"] * 3 + ["approval"]))),
        notices={rung: fate for rung, fate in fates.items() if fate is not None},
        approvals={rung: word for rung, word in words.items() if word is not None},
        held_until=draw(
            st.sampled_from([None] * 4 + [at("2025-09-15 16:30"), at("2025-09-22 16:30")])
        ),
    )


POSTS = st.builds(
    directory,
    OFFICES,
    st.just(()),
    st.sampled_from([(), (), (), *((f"{who}@xa.example",) for who in PEOPLE)]),
)
MOMENTS = st.one_of(
    st.integers(0, 150).map(lambda n: at("2025-09-01 00:00") + timedelta(hours=5 * n)),
    st.integers(9, 22).map(lambda n: at("2025-09-01 14:15") + timedelta(days=n)),
)


@settings(max_examples=400)
@given(records(), POSTS, MOMENTS)
def test_whatever_the_record_no_level_goes_over_one_without_proof(record, posts, now):
    made = decide(record, posts, CALENDAR, now)

    rung = made.wanted.rung if made.wanted else "late-5" if made.leaders_ready_since else None
    if rung not in ("late-3", "late-5"):
        return
    passed = {skip.rung: skip.at for skip in made.skips if skip.why in PASSED_OVER}
    for below in LATE_RUNGS[: LATE_RUNGS.index(rung)]:
        known = record.notices.get(below)
        proven = known is not None and known.state == "spent" and known.proven
        over = known is not None and known.state == "skipped" and known.why in PASSED_OVER
        assert proven or over or below in passed
    below = LATE_RUNGS[LATE_RUNGS.index(rung) - 1]
    settled = passed.get(below) or record.notices[below].at
    assert CALENDAR.count(office_date(settled), office_date(now)) >= 2
    assert record.held_until is None or now >= record.held_until


@settings(max_examples=400)
@given(records(), POSTS, MOMENTS)
def test_whatever_the_record_only_what_is_open_and_reachable_is_asked_for(record, posts, now):
    made = decide(record, posts, CALENDAR, now)

    if made.wanted is None:
        return
    known = record.notices.get(made.wanted.rung)
    assert known is None or known.state == "waiting"
    assert made.wanted.fire_at <= now < made.wanted.expires_at
    assert slot_at(now, CALENDAR, Policy().window) is not None
    level = posts.reach("unit", record.unit, office_date(now))
    assert made.wanted.rung in LATE_RUNGS or level == made.wanted.addressee


@settings(max_examples=400)
@given(records(), POSTS, MOMENTS)
def test_fed_its_own_decision_it_never_asks_the_same_again(record, posts, now):
    made = decide(record, posts, CALENDAR, now)
    notices = dict(record.notices)
    for skip in made.skips:
        notices[skip.rung] = NoticeRecord("skipped", skip.at, why=skip.why)
    if made.wanted is not None:
        notices[made.wanted.rung] = NoticeRecord("carried")
    approvals = dict(record.approvals)
    if made.ask is not None:
        approvals[made.ask.rung] = ApprovalRecord("asked")

    again = decide(replace(record, notices=notices, approvals=approvals), posts, CALENDAR, now)

    assert (again.wanted, again.skips, again.ask) == (None, (), None)


@settings(max_examples=400)
@given(records(), POSTS, MOMENTS)
def test_the_next_look_always_lies_ahead(record, posts, now):
    made = decide(record, posts, CALENDAR, now)

    assert made.next_check is None or made.next_check > now


@given(directories(date(2025, 9, 9)), st.sampled_from(UNITS))
def test_nobody_below_the_late_head_and_never_that_head_is_told_above(posts, unit):
    told = {"late-1": NoticeRecord("spent", at("2025-09-10 14:01"))}
    made = decide(case(unit=unit, notices=told), posts, CALENDAR, at("2025-09-12 14:00"))

    if made.wanted is None:
        assert [skip.rung for skip in made.skips if skip.why in PASSED_OVER] == ["late-3"]
        return
    head = posts.office.post(posts.office.unit(unit).head)
    assert made.wanted.rung == "late-3"
    assert made.wanted.addressee.person.id != head.holder
    assert posts.office.rank_at("chief") >= posts.office.rank_at(head.id)
