"""What is in force: read from the rows, parsed again only when something was applied."""

import pytest

from cchc_scheduler.actions.read_applied import applied_documents
from cchc_scheduler.actions.records import Records
from cchc_scheduler.core.errors import NotConfigured
from tests.actions.changing_office import ChangingOffice


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
