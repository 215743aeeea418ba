from datetime import timedelta

from cchc_scheduler.store import reconciliations
from tests.store.rows import NOW


def test_the_last_comparison_of_a_period_is_told(connection):
    later = NOW + timedelta(days=1)
    reconciliations.add(connection, "bao-cao-quy/2025-Q3", NOW, "x")
    reconciliations.add(connection, "bao-cao-quy/2025-Q3", later, "x")

    assert reconciliations.latest(connection, "bao-cao-quy/2025-Q3") == later
    assert reconciliations.latest(connection, "bao-cao-quy/2025-Q4") is None
