"""The year of evaluation ends with 12 December, by the office's clock."""

from datetime import UTC, date, datetime

from cchc_scheduler.core.evidence import asks_for_confirmation, freezes_at, year_frozen_by


def test_a_year_is_frozen_at_the_end_of_12_december():
    assert freezes_at(2025) == datetime(2025, 12, 12, 17, 0, tzinfo=UTC)  # 00:00 of the 13th
    assert year_frozen_by(datetime(2025, 12, 12, 16, 59, tzinfo=UTC)) == 2024
    assert year_frozen_by(datetime(2025, 12, 12, 17, 0, tzinfo=UTC)) == 2025
    assert year_frozen_by(datetime(2026, 7, 1, tzinfo=UTC)) == 2025


def test_the_coordinator_is_told_from_10_to_12_december():
    asked = [day for day in range(1, 32) if asks_for_confirmation(date(2025, 12, day))]

    assert asked == [10, 11, 12]
    assert not asks_for_confirmation(date(2025, 11, 10))
