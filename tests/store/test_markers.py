from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.store import markers
from tests.store.rows import NOW


def test_a_marker_is_set_changed_and_removed(connection):
    before = markers.read(connection, "held-why")
    markers.put(connection, "held-why", "one")
    markers.put(connection, "held-why", "two")
    after = markers.read(connection, "held-why")
    markers.clear(connection, "held-why")

    assert (before, after, markers.read(connection, "held-why")) == (None, "two", None)


def test_an_instant_comes_back_as_the_same_instant(connection):
    markers.put(connection, "live-since", NOW.astimezone(OFFICE_ZONE))

    assert markers.read_instant(connection, "live-since") == NOW
    assert markers.read_instant(connection, "released-at") is None


def test_all_markers_are_told(connection):
    markers.put(connection, "live-since", NOW)
    markers.put(connection, "relay-faults", "2")

    assert markers.every(connection) == {"live-since": NOW.isoformat(), "relay-faults": "2"}
