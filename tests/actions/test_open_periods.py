"""What the plans lay on each unit is made once, and opened when its ladder begins."""

import pytest

from cchc_scheduler.actions.open_periods import open_periods
from cchc_scheduler.core.errors import NotConfigured
from cchc_scheduler.store import obligations
from tests.actions.changing_office import ChangingOffice
from tests.core.cast import at

KT = "bao-cao/2025-Q3/kinh-te"
TH = "bao-cao/2025-Q3/tong-hop"


@pytest.fixture
def office(tmp_path):
    office = ChangingOffice(tmp_path)
    office.go_live("2025-07-28 08:00")
    return office


def open_at(office, moment):
    return open_periods(office.db, office.service.records, at(moment))


def test_everything_the_plan_owes_is_made_at_once_and_sleeps(office):
    assert open_at(office, "2025-07-28 08:00") == 5

    assert office.states() == {
        "III.1.b/2025-Q4/kinh-te": "scheduled",
        KT: "scheduled",
        TH: "scheduled",
        "bao-cao/2025-Q4/kinh-te": "scheduled",
        "bao-cao/2025-Q4/tong-hop": "scheduled",
    }


def test_a_second_run_makes_nothing_and_writes_nothing(office):
    open_at(office, "2025-07-28 08:00")
    before = office.numbers()

    assert open_at(office, "2025-07-28 08:01") == 0
    assert office.numbers() == before


def test_an_obligation_opens_with_its_first_rung_not_a_minute_before(office):
    open_at(office, "2025-07-28 08:00")

    early = open_at(office, "2025-08-15 07:29")
    opened = open_at(office, "2025-08-15 07:30")

    assert (early, opened) == (0, 2)
    assert (office.states()[KT], office.states()["bao-cao/2025-Q4/kinh-te"]) == (
        "open",
        "scheduled",
    )


def test_it_keeps_the_policy_under_which_it_opened(office):
    open_at(office, "2025-07-28 08:00")
    open_at(office, "2025-08-15 07:30")
    first = office.obligation(KT)["policy_revision"]
    office.files.swap("policy.yaml", "request_hold: 2", "request_hold: 1")
    office.apply()

    with office.db.read() as connection:
        in_force = office.service.records.read(connection)
    assert office.obligation(KT)["policy_revision"] == first
    assert in_force.policy_number > first
    assert in_force.policies[first].request_hold == 2


def test_it_is_looked_at_next_when_its_ladder_begins(office):
    open_at(office, "2025-07-28 08:00")

    with office.db.read() as connection:
        assert obligations.next_due(connection) == at("2025-08-15 07:30")


def test_before_anything_is_applied_there_is_nothing_to_open(tmp_path):
    office = ChangingOffice(tmp_path)

    with pytest.raises(NotConfigured, match="Run `cchc plan apply` to rehearse"):
        open_at(office, "2025-07-28 08:00")
