"""Defects read in the code of fourteen other systems, each held off here by a test with its name.

What the rules alone can show is shown on the core; the rest is played by the real jobs on a store
in memory, with the office's own files, a clock that is set and a wire that keeps what it takes.
"""

import asyncio
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_scheduler.actions.go_live import go_live
from cchc_scheduler.actions.mend import mend_at_start
from cchc_scheduler.clock import VirtualClock, office_date
from cchc_scheduler.core.cases import NoticeRecord
from cchc_scheduler.core.ladder import decide
from cchc_scheduler.core.periods import period_named, period_of
from cchc_scheduler.core.policies import UNIT_RUNGS, Policy
from cchc_scheduler.core.rungs import moments
from cchc_scheduler.core.slots import next_window
from cchc_scheduler.engine.jobs import find_jobs
from cchc_scheduler.home import find_home
from cchc_scheduler.mail.outcomes import Accepted, Refused
from cchc_scheduler.service import office_files
from cchc_scheduler.simulate.scenario import parse_scenario
from cchc_scheduler.simulate.season import Season, simulate, simulated_service
from cchc_scheduler.store import attempts, letters, notices, obligations
from cchc_scheduler.store.migrate import new_in_memory
from tests.core.cast import CALENDAR, at, case, day, deadline, directory
from tests.core.looks import LATE_1, UNIT_DONE, look, wanted

ROOT = Path(__file__).parents[1]
UNITS = (
    "phong-van-hoa-xa-hoi",
    "van-phong-hdnd-ubnd",
    "phong-kinh-te",
    "trung-tam-phuc-vu-hanh-chinh-cong",
    "trung-tam-van-hoa-the-thao-va-truyen-thong",
)
LADDER = ("opening", "reminder", "escalation")


def play(first, last, deeds=""):
    """Live a span with the office's own files; return the findings."""
    home = find_home(ROOT, {}, ROOT)
    season = Season(day(first), day(last), parse_scenario(deeds))
    return simulate(home, season).findings


def submits(at_, *units):
    """Return the lines of a scenario in which these units hand in their third quarter."""
    return "".join(
        f"- {{at: '{at_}', unit: {unit}, period: 2025-Q3, do: submit, by: A, file: b.docx}}\n"
        for unit in units
    )


def items(found, *kinds):
    """Return (moment, unit, period, rung) of every notice in letters of these kinds."""
    return [
        (letter["at"][:16], *_parts(each["obligation"]), each["rung"])
        for letter in found["letters"]
        if letter["kind"] in (kinds or LADDER)
        for each in letter["items"]
    ]


def _parts(obligation):
    _, period, unit = obligation.split("/")
    return unit, period


class Postman:
    """A wire at the edge: takes every letter, or refuses those that a test says."""

    def __init__(self, refuses=lambda _: None):
        self.refuses = refuses
        self.taken = []

    async def deliver(self, envelopes, before_data, settled):
        for envelope in envelopes:
            if not await before_data(envelope.letter):
                continue
            refused = self.refuses(envelope)
            if refused is None:
                self.taken.append(envelope)
                await settled(Accepted(envelope.letter, "250 2.0.0 ok"))
            else:
                await settled(refused)


class Works:
    """The real service in memory: its clock is set by hand, its jobs run when told to."""

    def __init__(self, moment, wire):
        home = find_home(ROOT, {}, ROOT)
        self.clock = VirtualClock(at(moment))
        self.service = simulated_service(home, new_in_memory(), self.clock, wire)
        self.jobs = [job.run for job in find_jobs(home.job_files())]
        now = self.clock.now()
        documents = office_files(home).documents
        go_live(self.service.db, self.service.records, documents, "test", now)

    def restart(self):
        """Do what a new process does first."""
        service = self.service
        mend_at_start(service.db, service.records, service.outbox, self.clock.now())

    def bell(self, moment, rounds=5):
        """Run every job at a moment, several times over."""
        self.clock.move_to(at(moment))
        for _ in range(rounds):
            for job in self.jobs:
                made = job(self.service)
                if asyncio.iscoroutine(made):
                    asyncio.run(made)

    def read(self, query, *of):
        """Ask the store."""
        with self.service.db.read() as connection:
            return query(connection, *of)

    def ladder(self):
        """Return the kind, addressee and state of every ladder letter, in order."""
        rows = self.read(letters.every_brief)
        return [(r["kind"], r["addressee"], r["state"]) for r in rows if r["kind"] in LADDER]


# DHIS2: exact-day equality; "overdue" of the current period; every source mailed for each late unit


def test_dhis2_overdue_speaks_of_the_period_that_has_ended_and_never_before_it():
    found = play("2025-08-15", "2025-09-19")

    escalated = items(found, "escalation")
    assert {period for _, _, period, _ in escalated} == {"2025-Q3"}
    assert min(moment for moment, *_ in escalated) == "2025-09-10T14:00"


def test_dhis2_units_on_time_get_no_mail_for_those_that_are_late():
    late = "phong-kinh-te"
    on_time = [unit for unit in UNITS if unit != late]
    found = play("2025-08-15", "2025-09-19", submits("2025-09-03 09:00", *on_time))

    after = [each for each in items(found) if each[0] > "2025-09-03T09:00"]
    assert {unit for _, unit, _, _ in after} == {late}
    assert len({rung for *_, rung in after}) == len(after)


# TANF: one crontab instant a quarter; down that hour, no reminder; run again, everyone again


def test_tanf_down_over_the_instant_each_unit_is_reminded_exactly_once():
    found = play(
        "2025-09-03",
        "2025-09-09",
        "- {at: '2025-09-09 07:00', do: service-off, until: '2025-09-09 10:00'}\n",
    )

    last_day = [each for each in items(found) if each[3] == "due-day"]
    assert sorted(unit for _, unit, _, _ in last_day) == sorted(UNITS)
    assert {moment for moment, *_ in last_day} == {"2025-09-09T10:00"}


# CISO Assistant: work begun silences overdue; many mails a person a day; late work is locked out


@pytest.mark.parametrize(
    "deed",
    [
        "ask-extension, until: 2025-09-19, reason: 'đang làm'",
        "not-ours, reason: 'đang trao đổi'",
    ],
)
def test_ciso_assistant_a_unit_at_work_on_it_still_hears_that_it_is_overdue(deed):
    found = play(
        "2025-09-03",
        "2025-09-10",
        f"- {{at: '2025-09-09 09:00', unit: phong-kinh-te, period: 2025-Q3, do: {deed}}}\n",
    )

    late = [unit for _, unit, _, rung in items(found) if rung == "late-1"]
    assert "phong-kinh-te" in late


def test_ciso_assistant_nobody_gets_two_ladder_letters_in_one_half_of_a_day():
    found = play("2025-12-04", "2025-12-31")

    half_days = [
        (letter["to"][0], letter["at"][:10], letter["at"][11:16] >= "14:00")
        for letter in found["letters"]
        if letter["kind"] in LADDER
    ]
    assert len(set(half_days)) == len(half_days)


def test_ciso_assistant_late_work_is_always_taken_in():
    found = play("2025-09-03", "2025-10-15", submits("2025-10-10 10:00", "phong-kinh-te"))

    row = next(
        each for each in found["obligations"] if each["id"].endswith("2025-Q3/phong-kinh-te")
    )
    assert (row["state"], row["on_time"]) == ("submitted", False)


# OJS: no reminder before the day, then none after it either


def test_ojs_an_obligation_made_after_its_deadline_still_climbs_the_whole_ladder():
    found = play("2025-10-01", "2025-10-10")

    mine = [(moment, rung) for moment, unit, _, rung in items(found) if unit == "phong-kinh-te"]
    assert mine == [
        ("2025-10-01T14:00", "late-1"),
        ("2025-10-03T14:00", "late-3"),
        ("2025-10-07T14:00", "late-5"),
    ]


# Moodle: overdue looks back two hours; down longer than that loses the notice


def test_moodle_an_outage_of_three_days_loses_no_level():
    found = play(
        "2025-09-03",
        "2025-09-19",
        "- {at: '2025-09-08 07:00', do: service-off, until: '2025-09-10 18:00'}\n",
    )

    mine = [(moment, rung) for moment, unit, _, rung in items(found) if unit == "phong-kinh-te"]
    assert mine == [
        ("2025-09-03T07:30", "remind-7"),
        ("2025-09-04T07:30", "remind-3"),
        ("2025-09-11T14:00", "late-1"),
        ("2025-09-15T14:00", "late-3"),
        ("2025-09-17T14:00", "late-5"),
    ]


# Frappe: the second half-year begins on 1 July of the year to come


@given(st.dates(date(2021, 7, 1), date(2030, 12, 31)).filter(lambda each: each.month > 6))
def test_frappe_half_year_of_any_day_from_july_on_begins_that_july(each):
    half = period_of("half-year", each)

    assert (half.first_day, half.last_day) == (date(each.year, 7, 1), date(each.year, 12, 31))
    assert half == period_named(f"{each.year}-H2")


# Frappe: a condition that is false at midnight loses the notice for ever


def test_frappe_deferral_what_cannot_go_at_its_moment_goes_when_it_can():
    held = case(notices=LATE_1, held_until=at("2025-09-15 16:30"))

    assert wanted(look(held, "2025-09-12 14:00")) is None
    assert wanted(look(held, "2025-09-16 14:00")) == ("late-3", "chi")


def test_frappe_deferral_a_reminder_found_on_a_day_off_goes_on_the_next_working_day():
    made = look(case("2025-09-11"), "2025-08-30 09:00")

    assert made.wanted is None
    assert made.next_check == at("2025-09-03 07:30")
    assert wanted(look(case("2025-09-11"), "2025-09-03 07:30")) == ("remind-7", "lan")


# Probo and Operately: weekends by the UTC day, no holidays


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2025-09-08 00:30", "2025-09-08 07:30"),  # Monday here, still Sunday in UTC
        ("2025-09-08 06:59", "2025-09-08 07:30"),
        ("2025-09-06 00:30", "2025-09-08 07:30"),  # Saturday here, still Friday in UTC
        ("2025-09-02 02:00", "2025-09-03 07:30"),  # a holiday
    ],
)
def test_probo_working_days_are_those_of_the_offices_own_wall(moment, opens):
    assert at(opens) == next_window(at(moment), CALENDAR, Policy().window)


def test_probo_the_days_end_is_midnight_here_and_not_in_utc():
    days = deadline("2025-09-09").days

    assert office_date(days.due - timedelta(seconds=1)) == day("2025-09-09")
    assert office_date(days.due) == day("2025-09-10")


def test_probo_due_dates_are_counted_in_working_days_too():
    found = moments(deadline("2025-09-09").days, Policy(), CALENDAR)

    assert at("2025-08-15 07:30") == found["opening"]  # 25 calendar days, 15 working days


def test_probo_a_day_already_begun_here_is_not_in_the_past():
    """At 05:00 of the 10th it is still the 9th in UTC: the 9th is over, the 10th is not."""
    deeds = (
        submits("2025-09-09 10:00", "phong-kinh-te")
        + "- {at: '2025-09-10 05:00', unit: phong-kinh-te, period: 2025-Q3, do: return, "
        "until: 2025-09-%s, comment: 'bổ sung'}\n"
    )

    found = play("2025-09-09", "2025-09-10", deeds % "10")
    row = next(each for each in found["obligations"] if each["unit"] == "phong-kinh-te")
    assert (row["state"], row["last_day"]) == ("returned", "2025-09-10")
    with pytest.raises(Exception, match="lies in the past"):
        play("2025-09-09", "2025-09-10", deeds % "09")


@pytest.mark.parametrize("rung", UNIT_RUNGS)
def test_operately_a_rung_whose_morning_was_missed_goes_on_the_next_one(rung):
    found = moments(deadline("2025-09-09").days, Policy(), CALENDAR)
    order = UNIT_RUNGS.index(rung)
    told = {each: NoticeRecord("spent", found[each]) for each in UNIT_RUNGS[:order]}
    next_morning = found[rung] + timedelta(days=3 if office_date(found[rung]).weekday() == 4 else 1)

    made = decide(case(notices=told), directory(), CALENDAR, next_morning)

    coming = [each for each in UNIT_RUNGS if found[rung] < found[each] <= next_morning]
    expected = coming[-1] if coming else rung
    assert wanted(made) == ((expected, "lan") if rung != "due-day" else None)


# Redmine: no ledger of what was sent; the task run twice mails twice


def test_redmine_run_again_and_again_and_restarted_no_letter_goes_twice():
    postman = Postman()
    works = Works("2025-09-03 00:00", postman)

    works.bell("2025-09-04 07:30")
    first = len(postman.taken)
    works.restart()
    works.bell("2025-09-04 07:30")
    works.bell("2025-09-04 11:00")

    assert [kind for kind, *_ in works.ladder()] == ["reminder"] * len(UNITS)
    assert first == len(postman.taken)


# Janeway: reminders sent are kept by type, object and date, so two rules of one day collapse


def test_janeway_a_notice_is_known_by_its_rung_and_never_by_its_day():
    works = Works("2025-09-03 00:00", Postman())
    works.bell("2025-09-04 07:30")
    key = "bao-cao-quy/2025-Q3/phong-kinh-te"
    same_day = at("2025-09-04 08:00")
    row = {
        "obligation": key,
        "deadline_version": 1,
        "role": "focal",
        "state": "waiting",
        "fire_at": same_day,
        "decided_at": same_day,
        "proven": False,
    }

    with works.service.db.work() as connection:
        written = [
            notices.add(connection, [{**row, "rung": rung}])
            for rung in ("remind-3", "remind-1", "due-day", "remind-1")
        ]

    assert written == [0, 1, 1, 0]  # remind-3 was carried that morning already


# Hypha: one report and one stamp of "notified" a project


def test_hypha_two_overdue_periods_are_both_chased_in_one_letter():
    found = play("2025-12-10", "2025-12-12")

    mine = [
        [_parts(each["obligation"])[1] for each in letter["items"]]
        for letter in found["letters"]
        if letter["kind"] == "escalation"
        and any(each["obligation"].endswith("/phong-kinh-te") for each in letter["items"])
        and letter["items"][0]["rung"] == "late-1"
    ]
    assert [sorted(each) for each in mine] == [["2025-Q3", "2025-Q4"]]


# Vikunja: overdue mail only in the one minute that matches the clock


@pytest.mark.parametrize("minute", ["07:30:00", "07:30:59", "07:31:00", "09:47:13", "13:59:59"])
def test_vikunja_a_look_skipped_by_a_minute_or_hours_finds_the_notice_due(minute):
    assert wanted(look(case(), f"2025-08-15 {minute}")) == ("opening", "lan")


@pytest.mark.parametrize("minute", ["14:00:00", "14:01:00", "16:29:59"])
def test_vikunja_and_so_it_is_for_what_is_overdue(minute):
    assert wanted(look(case(notices=UNIT_DONE), f"2025-09-10 {minute}")) == ("late-1", "dung")


# django-helpdesk: escalated before the mail, which may fail in silence


def test_django_helpdesk_the_ladder_rises_only_on_an_accepted_letter_of_the_ledger():
    found = play(
        "2025-09-03",
        "2025-09-19",
        "- {at: '2025-09-10 13:00', do: smtp-down, until: '2025-09-12 15:00'}\n",
    )

    mine = [(moment, rung) for moment, unit, _, rung in items(found) if unit == "phong-kinh-te"]
    late = [(moment[:10], rung) for moment, rung in mine if rung.startswith("late")]
    assert late == [("2025-09-12", "late-1"), ("2025-09-16", "late-3"), ("2025-09-18", "late-5")]


def test_django_helpdesk_a_letter_refused_is_seen_and_its_level_stays_where_it_is():
    head = "truongphong.kinhte"
    wire = Postman(
        lambda each: (
            Refused(each.letter, 554, "5.7.1 not wanted here")
            if any(head in name for name in each.recipients)
            else None
        )
    )
    works = Works("2025-09-10 00:00", wire)

    for moment in ("2025-09-10 14:00", "2025-09-10 14:01", "2025-09-10 14:02"):
        works.bell(moment)

    key = "bao-cao-quy/2025-Q3/phong-kinh-te"
    mine = [row for row in works.read(letters.every_brief) if head in row["addressee"]]
    late = [n for n in works.read(notices.of_obligations, [key]) if n["rung"].startswith("late")]
    told = [r for r in works.read(letters.every_brief) if r["kind"] == "undelivered"]
    assert [(row["kind"], row["state"]) for row in mine] == [("escalation", "dead")]
    assert [(each["rung"], each["state"], each["proven"]) for each in late] == [
        ("late-1", "waiting", False)
    ]
    assert len(told) == 1
    assert works.read(obligations.one, key)["state"] == "open"
    phases = [
        each["phase"] for each in works.read(attempts.of_letters, [mine[0]["id"]])[mine[0]["id"]]
    ]
    assert phases[-1] == "refused"
