"""Whoever was told that a unit is late is told when the plan no longer asks it."""

from cchc_scheduler.actions.tell_of_withdrawn import tell_of_withdrawn
from tests.actions.changing_office import ChangingOffice


def test_the_chair_is_told_once_that_a_withdrawn_report_is_owed_no_longer(tmp_path):
    office = ChangingOffice(tmp_path)
    office.go_live("2025-09-10 09:00")
    office.live("2025-09-10", "2025-09-16")
    office.files.swap("plans/ke-hoach.yaml", "[tong-hop, kinh-te]", "[tong-hop]")
    office.apply()

    for _ in range(2):
        tell_of_withdrawn(
            office.db, office.service.records, office.service.outbox, office.clock.now()
        )
    office.run_at("2025-09-16 14:30")

    assert office.sent("correction") == [("09-16 14:30", "correction", "an", [])]
    (_, envelope) = office.wire.accepted[-1]
    assert envelope.recipients == ("an@anbinh.example",)


def test_nobody_is_written_to_about_what_nobody_was_told_of(tmp_path):
    office = ChangingOffice(tmp_path)
    office.go_live("2025-08-18 09:00")
    office.run_at("2025-08-18 09:00")
    office.files.swap("plans/ke-hoach.yaml", "[tong-hop, kinh-te]", "[tong-hop]")
    office.apply()

    tell_of_withdrawn(office.db, office.service.records, office.service.outbox, office.clock.now())

    assert office.states()["bao-cao/2025-Q3/kinh-te"] == "cancelled"
    assert office.sent("correction") == []
