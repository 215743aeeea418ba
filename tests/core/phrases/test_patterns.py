"""The grammar's table explains itself."""

import pytest

from cchc_scheduler.core.phrases.patterns import PATTERNS, find_all
from cchc_scheduler.core.phrases.spelling import tidy


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.name)
def test_every_pattern_is_found_in_its_example(pattern):
    names = [found.name for found in find_all(tidy(pattern.example))]

    assert pattern.name in names


def test_every_pattern_has_a_name_of_its_own_and_a_source():
    names = [pattern.name for pattern in PATTERNS]

    assert len(names) == len(set(names))
    assert all(pattern.source for pattern in PATTERNS)


def test_the_longer_wording_wins_where_two_begin():
    found = find_all("trước ngày 05 của tháng đầu quý sau")

    assert [each.name for each in found] == ["before", "day-of-month-in-period"]
