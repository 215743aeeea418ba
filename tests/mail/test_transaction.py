from datetime import timedelta

import pytest

from cchc_scheduler.mail.transaction import asked_wait


@pytest.mark.parametrize(
    ("reply", "wait"),
    [
        ("Greylisted, try again in 300 seconds", timedelta(minutes=5)),
        ("4.7.1 please retry in 5 Minutes", timedelta(minutes=5)),
        ("try in 2 hours", timedelta(hours=2)),
        ("mailbox full", None),
        ("wait 999999999999999999999 hours", timedelta(hours=24)),
    ],
)
def test_the_wait_that_a_server_asks_for_is_heeded_up_to_a_day(reply, wait):
    assert asked_wait(reply) == wait
