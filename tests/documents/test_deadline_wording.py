"""A deadline in the words of a plan."""

from datetime import date

import pytest

from cchc_scheduler.core.deadlines import DeadlineRule
from cchc_scheduler.documents.deadline_wording import day_words, rule_words


@pytest.mark.parametrize(
    ("bound", "expected"),
    [
        ("exclusive", "trước ngày 10/9/2025"),
        ("inclusive", "chậm nhất ngày 09/9/2025"),
        ("period_end", "trong tháng 9/2025"),
    ],
)
def test_a_day_is_worded_by_its_bound(bound, expected):
    assert day_words(date(2025, 9, 9), bound) == expected


@pytest.mark.parametrize(
    ("rule", "frequency", "expected"),
    [
        (DeadlineRule("exclusive", 10), "quarter", "trước ngày 10 của tháng cuối quý"),
        (DeadlineRule("inclusive", 5, 1), "month", "chậm nhất ngày 05 của tháng sau"),
        (DeadlineRule("inclusive", 5, 1), "quarter", "chậm nhất ngày 05 của tháng đầu quý sau"),
        (DeadlineRule("exclusive", 15), "year", "trước ngày 15 của tháng 12 hằng năm"),
        (DeadlineRule("inclusive", None), "month", "chậm nhất ngày cuối cùng của tháng"),
        (DeadlineRule("exclusive", 15), "half-year", "trước ngày 15 của tháng cuối 6 tháng"),
        (DeadlineRule("exclusive", 25, -1), "year", "trước ngày 25 của tháng 11 hằng năm"),
        (DeadlineRule("inclusive", 20), "nine-month", "chậm nhất ngày 20 của tháng 9 hằng năm"),
        (DeadlineRule("inclusive", 5, 1), "nine-month", "chậm nhất ngày 05 của tháng 10 hằng năm"),
    ],
)
def test_a_cycle_is_worded_as_decisions_word_it(rule, frequency, expected):
    assert rule_words(rule, frequency) == expected


@pytest.mark.parametrize(
    ("rule", "frequency"),
    [
        (DeadlineRule("inclusive", 5, 2), "month"),
        (DeadlineRule("inclusive", 5, 4), "quarter"),
        (DeadlineRule("inclusive", 5, 3), "half-year"),
        (DeadlineRule("inclusive", 5, -1), "quarter"),
    ],
)
def test_a_day_that_nobody_words_is_refused(rule, frequency):
    with pytest.raises(ValueError, match="no wording"):
        rule_words(rule, frequency)
