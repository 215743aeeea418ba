"""An office may not forget whom the record still speaks of."""

from datetime import UTC, date, datetime

import pytest

from cchc_scheduler.actions.check_kept import check_kept
from cchc_scheduler.actions.record_facts import record_absence
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.offices import Absence
from tests.actions.changing_office import ChangingOffice


@pytest.fixture
def office(tmp_path):
    """Lan stands in for the head of Kinh tế from 8 to 12 September, and is then taken out."""
    office = ChangingOffice(tmp_path)
    office.files.swap("office.yaml", "people:", "people:\n  - {id: lan, address: lan@x.example}")
    office.go_live("2025-09-03 09:00")
    away = Absence("truong-kt", date(2025, 9, 8), date(2025, 9, 12), "lan")
    record_absence(office.db, away, "it", office.clock.now())
    office.files.swap("office.yaml", "  - {id: lan, address: lan@x.example}\n", "")
    return office


def check(office, moment):
    with office.db.read() as connection:
        check_kept(connection, office.documents, moment)


def test_a_deputy_is_kept_until_the_absence_is_over(office):
    with pytest.raises(BadInput) as refused:
        check(office, datetime(2025, 9, 12, 9, tzinfo=UTC))

    assert str(refused.value) == (
        "office.yaml leaves out what is still named:\n"
        "person 'lan' acts for 'truong-kt' until 2025-09-12; keep them"
    )


def test_afterwards_the_deputy_may_go(office):
    check(office, datetime(2025, 9, 12, 18, tzinfo=UTC))
