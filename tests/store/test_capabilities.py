from cchc_scheduler.store import capabilities
from tests.store.rows import KEY, NOW


def link(generation=1, **values):
    return {
        "fingerprint": f"{generation:064}",
        "purpose": "page",
        "subject": KEY,
        "generation": generation,
        "made_at": NOW,
        **values,
    }


def test_a_link_is_made_once(connection):
    assert capabilities.add(connection, [link()]) == 1
    assert capabilities.add(connection, [link()]) == 0


def test_the_newest_generation_counts(connection):
    capabilities.add(connection, [link(1), link(2)])

    assert capabilities.newest_generation(connection, "page", KEY) == 2
    assert capabilities.newest_generation(connection, "reply", KEY) == 0


def test_revoking_reaches_every_generation_once(connection):
    capabilities.add(connection, [link(1), link(2)])

    assert capabilities.revoke(connection, "page", KEY, NOW) == 2
    assert capabilities.revoke(connection, "page", KEY, NOW) == 0
    assert capabilities.by_fingerprints(connection, [f"{1:064}"])[f"{1:064}"]["revoked_at"] == NOW
