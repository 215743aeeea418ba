from cchc_scheduler.web.limits import MOST_KNOWN, Limiter, Rate


def test_a_burst_is_allowed_and_then_one_at_a_time():
    limiter = Limiter(Rate(burst=3, seconds_each=10))

    assert [limiter.allows("a", 0) for _ in range(4)] == [True, True, True, False]
    assert not limiter.allows("a", 9)
    assert limiter.allows("a", 11)


def test_one_asker_does_not_use_up_anothers():
    limiter = Limiter(Rate(burst=1, seconds_each=10))

    assert limiter.allows("a", 0)
    assert limiter.allows("b", 0)


def test_what_was_not_seen_for_longest_is_forgotten():
    limiter = Limiter(Rate(burst=1, seconds_each=1e9))
    limiter.allows("first", 0)

    for number in range(MOST_KNOWN):
        limiter.allows(str(number), 0)

    assert limiter.allows("first", 0)
