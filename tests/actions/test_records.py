"""What is in force: read from the rows, parsed again only when something was applied."""

import pytest

from cchc_scheduler.actions.read_applied import applied_documents
from cchc_scheduler.actions.records import Records
from cchc_scheduler.core.errors import NotConfigured
from tests.actions.changing_office import ChangingOffice
from tests.plan.small_home import PLAN


@pytest.fixture
def office(tmp_path):
    return ChangingOffice(tmp_path)


def read(office, records):
    with office.db.read() as connection:
        return records.read(connection)


def test_nothing_is_in_force_before_something_was_applied(office):
    with pytest.raises(NotConfigured, match="No plan is in force yet"):
        read(office, Records())


def test_what_was_read_once_is_kept_while_nothing_is_applied(office):
    office.go_live("2025-08-14 08:00")
    records = Records()

    assert read(office, records) is read(office, records)


def test_a_new_revision_is_seen_at_once_also_by_a_reader_beside_it(office):
    office.go_live("2025-08-14 08:00")
    records = Records()
    before = read(office, records)
    office.files.swap("office.yaml", "giang@anbinh", "gianghn@anbinh")
    office.apply()

    after = read(office, records)

    assert before.office.person("giang").address == "giang@anbinh.example"
    assert after.office.person("giang").address == "gianghn@anbinh.example"
    assert after.number == before.number + 1


def test_rehearsal_ends_for_every_reader_when_the_office_goes_live(office):
    office.apply()
    records = Records()
    rehearsing = read(office, records)

    office.go_live("2025-08-14 08:00")

    assert (rehearsing.rehearsal, read(office, records).rehearsal) == (True, False)


def test_a_cycle_and_its_plan_are_found_by_the_task_of_an_obligation(office):
    office.go_live("2025-08-14 08:00")
    in_force = read(office, office.service.records)

    assert in_force.cycle("bao-cao").clause == "V.1.c"
    assert in_force.cycle("III.1.b") is None
    assert in_force.plan_of("III.1.b").id == "ke-hoach"
    assert in_force.plan_of("giao-viec-01").id == "ke-hoach"


def test_applied_documents_are_those_of_the_files(office):
    office.go_live("2025-08-14 08:00")

    found = applied_documents(office.db)

    assert sorted(found) == sorted((each.kind, each.name) for each in office.documents)
    assert sorted(found.values(), key=repr) == sorted(office.documents, key=repr)


def test_no_documents_are_applied_at_first(office):
    assert applied_documents(office.db) == {}


def test_of_two_years_with_one_regime_each_period_has_its_own_plan(office):
    """`cchc plan next` keeps the ids of cycles and tasks."""
    later = PLAN.replace("id: ke-hoach", "id: ke-hoach-2026").replace("1/QĐ-UBND", "9/QĐ-UBND")
    later = later.replace("2025-", "2026-").replace("15/10/2025", "15/10/2026")
    office.files.put("plans/sau.yaml", later)
    office.go_live("2025-08-14 08:00")
    in_force = read(office, office.service.records)

    def number(task, period):
        return in_force.plan_of(task, period).decision.number

    assert number("bao-cao", "2025-Q4") == number("III.1.b", "2025-Q4") == "1/QĐ-UBND"
    assert number("bao-cao", "2026-Q3") == number("III.1.b", "2026-Q4") == "9/QĐ-UBND"
    assert (number("upstream", "2025-Q4"), number("upstream", "2026-Q4")) == (
        "1/QĐ-UBND",
        "9/QĐ-UBND",
    )
    assert in_force.cycle("bao-cao", "2026-Q3") is in_force.plans[1].cycles[0]
