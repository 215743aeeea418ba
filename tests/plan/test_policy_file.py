"""Which piece of a report decides whether it was on time: the office may say so, or leave it."""

import pytest

from cchc_scheduler.plan.documents import policy_from_document


def test_a_policy_that_does_not_say_it_means_whichever_comes_first(home):
    files, faults = home.read()

    assert (files.policy.timeliness_by, faults) == ("first", ())


@pytest.mark.parametrize("which", ["first", "text", "paper"])
def test_an_office_may_say_which_piece_decides(home, which):
    home.swap("policy.yaml", "outage_days: 5", f"outage_days: 5\ntimeliness_by: {which}")

    files, _ = home.read()

    assert files.policy.timeliness_by == which


def test_another_word_is_told_with_its_place(home):
    home.swap("policy.yaml", "outage_days: 5", "outage_days: 5\ntimeliness_by: signed")

    assert home.faults() == [
        "policy.yaml:13: timeliness_by: 'signed' is not one of first, text, paper"
    ]


def test_a_policy_stored_by_an_older_program_still_reads(home):
    files, _ = home.read()
    content = dict(files.documents[1].content)
    content.pop("timeliness_by")

    assert policy_from_document(content).timeliness_by == "first"
