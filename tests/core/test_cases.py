from cchc_scheduler.core.cases import NoticeRecord
from tests.core.cast import case


def test_a_case_begins_with_nothing_written_asked_or_held():
    fresh = case()

    assert (fresh.notices, fresh.approvals, fresh.held_until, fresh.upstream_day) == (
        {},
        {},
        None,
        None,
    )


def test_a_notice_counts_as_proven_until_a_bounce_is_known():
    assert NoticeRecord("spent").proven
