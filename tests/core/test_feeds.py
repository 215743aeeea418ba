"""Whose days a calendar feed may show."""

import pytest

from cchc_scheduler.core.feeds import FeedSubject, feed_subject, feed_subjects
from cchc_scheduler.home import find_home
from cchc_scheduler.service import office_files

OFFICE = office_files(find_home(None)).office


def test_an_office_has_a_feed_for_its_coordinator_its_leaders_and_each_unit():
    assert feed_subjects(OFFICE) == (
        "coordinator",
        "leader:chu-tich",
        *(unit.id for unit in OFFICE.units),
    )


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("coordinator", FeedSubject("coordinator")),
        ("leader:chu-tich", FeedSubject("leader", "chu-tich")),
        ("phong-kinh-te", FeedSubject("unit", "phong-kinh-te")),
        ("leader:truong-phong-kinh-te", None),
        ("leader:", None),
        ("", None),
        ("phong-ke-toan", None),
    ],
)
def test_a_subject_is_one_of_these_or_none(text, subject):
    assert feed_subject(OFFICE, text) == subject
