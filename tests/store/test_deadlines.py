from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from cchc_scheduler.core.deadlines import Days, Deadline
from cchc_scheduler.store import deadlines, obligations
from tests.store.rows import KEY, NOW, deadline, obligation


def test_a_deadline_comes_back_as_the_value_it_was(connection):
    days = Days(date(2025, 9, 9), date(2025, 9, 9), NOW, NOW)
    value = Deadline(1, "plan", days, NOW, "head")

    deadlines.add(connection, [deadlines.row_of(KEY, value, "service", "a note")])

    assert deadlines.versions(connection, KEY) == [value]


def test_a_version_is_added_once(connection):
    deadlines.add(connection, [deadline()])

    with pytest.raises(IntegrityError, match=r"deadline\.version"):
        deadlines.add(connection, [deadline()])


@pytest.mark.parametrize("wrong", [{"reason": "because"}, {"climbs_to": "sky"}])
def test_words_outside_the_lists_are_refused(connection, wrong):
    with pytest.raises(IntegrityError, match="ck_deadline"):
        deadlines.add(connection, [deadline(**wrong)])


def test_the_one_in_force_is_the_one_the_obligation_names(connection):
    deadlines.add(connection, [deadline(), deadline(2, reason="later-day")])
    before = deadlines.in_force(connection, [KEY])[KEY].reason

    obligations.change(connection, obligations.one(connection, KEY), deadline_version=2)

    assert (before, deadlines.in_force(connection, [KEY])[KEY].reason) == ("plan", "later-day")
    versions = deadlines.all_versions(connection, [KEY, "none"])
    assert [each.version for each in versions[KEY]] == [1, 2]


def test_what_a_plan_made_is_told_from_what_a_person_added(connection):
    other = obligation("trung-tam-van-hoa-the-thao-va-truyen-thong")
    obligations.add(connection, [other])
    deadlines.add(connection, [deadline(set_by=deadlines.PLAN), deadline(2, set_by="it")])
    deadlines.add(connection, [deadline(obligation=other["id"], set_by="it")])

    assert deadlines.set_by_plan(connection) == {KEY}
