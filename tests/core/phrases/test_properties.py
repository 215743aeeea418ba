"""What holds for every wording: it is read without fault, and what was written is read back."""

import calendar
import unicodedata
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cchc_scheduler.core.deadlines import DeadlineRule, last_day_of
from cchc_scheduler.core.periods import periods_of_year
from cchc_scheduler.core.phrases.patterns import PATTERNS
from cchc_scheduler.core.phrases.reading import read
from cchc_scheduler.core.phrases.values import Surroundings
from cchc_scheduler.core.workdays import WorkCalendar
from cchc_scheduler.documents.deadline_wording import day_words, rule_words

ROMAN = ("", "I", "II", "III", "IV")
SMALL = "tháng quý năm ngày trước hằng và đến từ của sau cuối đầu lần theo kể"
SIGNS = "0 1 5 31 99 2025 2026 0000 III ( ) , ; / - . %"
WORDS = [pattern.example for pattern in PATTERNS] + SMALL.split() + SIGNS.split()
SOME_DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
SPANS = st.tuples(SOME_DAYS, st.integers(0, 800)).map(
    lambda pair: Surroundings(pair[0], pair[0] + timedelta(days=pair[1]), pair[0])
)
SPELLINGS = st.sampled_from(
    [
        lambda text: text,
        str.upper,
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace(" ", "  "),
        lambda text: f" {text} ¹",
        lambda text: text.replace("hằng", "hàng").replace("quý", "quí"),
    ]
)
RULES = st.builds(
    DeadlineRule,
    st.sampled_from(["exclusive", "inclusive"]),
    st.one_of(st.none(), st.integers(1, 28)),
    st.integers(0, 12),
)


@given(st.text(max_size=60), SPANS)
def test_any_text_is_read_without_fault(text, around):
    found = read(text, around)

    assert found.phrase == text


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), SPANS)
def test_any_mixture_of_wordings_keeps_what_a_reading_promises(phrase, around):
    found = read(phrase, around)

    assert list(found.due) == sorted(set(found.due))
    assert found.due or found.kind != "once"
    assert found.reason or found.kind != "unknown"
    assert not (found.kind == "unknown" and found.due)


@given(st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join))
def test_a_plan_without_end_or_turned_round_is_read_too(phrase):
    for first, last in [(date.min, date.max), (date.max, date.max), (date.max, date.min)]:
        assert read(phrase, Surroundings(first, last)).phrase == phrase


@given(SOME_DAYS, st.sampled_from(["exclusive", "inclusive"]), SPANS, SPELLINGS)
def test_a_day_that_was_written_is_read_back_wherever_the_plan_lies(day, bound, around, spelling):
    found = read(spelling(day_words(day, bound)), around)

    assert (found.kind, found.bound, found.due) == ("once", bound, (day,))
    assert not found.needs_confirmation


@given(st.integers(2024, 2030), st.integers(1, 12), SPELLINGS)
def test_the_end_of_a_month_that_was_written_is_read_back(year, month, spelling):
    end = date(year, month, calendar.monthrange(year, month)[1])

    found = read(spelling(day_words(end, "period_end")), Surroundings(end, end))

    assert (found.bound, found.due, found.start) == ("period_end", (end,), end.replace(day=1))


@given(
    st.sampled_from(["quý {roman}/{year}", "Q{number}/{year}", "Quí {number} năm {year}"]),
    st.integers(1, 4),
    st.integers(2024, 2030),
    SPELLINGS,
)
def test_a_quarter_ends_with_its_last_month(form, number, year, spelling):
    phrase = form.format(roman=ROMAN[number], number=number, year=year)

    found = read(spelling(phrase), Surroundings(date(2025, 1, 1), date(2025, 12, 31)))

    month = number * 3
    assert found.due == (date(year, month, calendar.monthrange(year, month)[1]),)


@given(st.integers(1, 99), st.integers(1, 99), st.integers(2024, 2030))
def test_a_written_date_is_that_date_or_refused(day, month, year):
    found = read(f"{day}/{month}/{year}", Surroundings(date(2025, 1, 1), date(2025, 12, 31)))

    try:
        expected = (date(year, month, day),)
    except ValueError:
        expected = ()
    assert found.due == expected
    assert found.needs_confirmation == (not expected)


@given(RULES, st.sampled_from(["month", "quarter", "half-year", "year"]), SPANS, SPELLINGS)
def test_a_cycle_that_was_written_is_read_back_day_for_day(rule, frequency, around, spelling):
    """The reader and the rules of cycles agree, also on days after their period."""
    try:
        phrase = rule_words(rule, frequency)
    except ValueError:
        return  # nobody words such a cycle

    found = read(spelling(phrase), around)

    years = date(around.first.year - 2, 1, 1), date(around.last.year + 1, 12, 31)
    expected = []
    known = range(years[0].year, years[1].year + 1)
    for period in (each for year in known for each in periods_of_year(frequency, year)):
        day = last_day_of(rule, period.last_day)
        after = rule.months_after and around.first <= period.last_day <= around.last
        if after or around.first <= day <= around.last:
            expected.append(day)
    assert (found.kind, found.due) == ("recurring", tuple(expected))
    assert not found.needs_confirmation


@given(SOME_DAYS, st.integers(1, 60))
def test_working_days_from_a_dated_event_are_those_of_the_calendar(day, count):
    weekends = WorkCalendar(())
    around = Surroundings(date(2025, 1, 1), date(2025, 12, 31), None, weekends)

    found = read(f"trong {count} ngày làm việc kể từ ngày {day:%d/%m/%Y}", around)

    assert found.due == (weekends.shift(day, count),)
