"""Named points at which a test may stop the program; in production nobody watches."""

import pytest

from cchc_scheduler.checkpoints import checkpoint, forget, watch


@pytest.fixture(autouse=True)
def nobody_watches():
    yield
    forget()


def test_nothing_happens_where_nobody_watches():
    checkpoint("letters.claimed")


def test_who_watches_a_name_hears_of_it_and_of_no_other():
    heard = []
    watch("letters.claimed", heard.append)

    checkpoint("letters.marked")
    checkpoint("letters.claimed")

    assert heard == ["letters.claimed"]


def test_the_star_hears_of_every_checkpoint_but_those_watched_by_name():
    heard, own = [], []
    watch("*", heard.append)
    watch("letters.claimed", own.append)

    checkpoint("letters.marked")
    checkpoint("letters.claimed")

    assert (heard, own) == (["letters.marked"], ["letters.claimed"])


def test_forgotten_watchers_hear_nothing():
    heard = []
    watch("*", heard.append)
    forget()

    checkpoint("letters.claimed")

    assert heard == []
