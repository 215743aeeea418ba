"""Evidence of timeliness: confirmed by units, frozen once at the end of 12/12, corrected beside."""

from datetime import UTC, datetime, timedelta

import pytest

from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.digest_todo import awaited
from cchc_scheduler.actions.freeze_evidence import Correcting, correct_evidence, freeze_evidence
from cchc_scheduler.actions.mend import mend
from cchc_scheduler.actions.raise_matter import Raised, raise_matter
from cchc_scheduler.actions.read_evidence import evidence_of_period, evidence_of_year
from cchc_scheduler.actions.read_unit import own_row
from cchc_scheduler.actions.record_submission import Handed, record_submission
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.matters import Raising
from cchc_scheduler.store import markers
from tests.actions.post_office import OPENING, PostOffice

ECONOMY = "bao-cao-quy/2025-Q3/phong-kinh-te"
CULTURE = "bao-cao-quy/2025-Q3/phong-van-hoa-xa-hoi"
ON_TIME = datetime(2025, 9, 4, 2, 12, tzinfo=UTC)
LATE = datetime(2025, 9, 11, 2, 0, tzinfo=UTC)
DIGEST = datetime(2025, 12, 10, 0, 30, tzinfo=UTC)
END = datetime(2025, 12, 12, 17, 0, tzinfo=UTC)
WRONG = Correcting(ECONOMY, "nhận ngày 08/9/2025", "sổ văn bản đến số 112", "Nguyễn Thị Hoa")


@pytest.fixture
def office():
    """Two units handed in, one on time and one late; the one on time confirmed its row."""
    made = PostOffice()
    made.tick()
    hand_in(made, ECONOMY, ON_TIME, kind="file", file_name="a.docx")
    hand_in(made, CULTURE, LATE, kind="elsewhere", number="12/BC-VHXH")
    say(made, ECONOMY, "row-right", words_of(made, ECONOMY))
    say(made, CULTURE, "row-wrong", "đã gửi qua Quản lý văn bản ngày 09/9")
    return made


def hand_in(office, obligation, at, **what):
    office.clock.move_to(at)
    handed = Handed(obligation, carrier=f"form:{at}", by="A", recorded_by="unit", **what)
    record_submission(office.db, office.records, office.outbox, handed, at)


def say(office, obligation, kind, text, carrier=""):
    raising = Raising(kind, text, "Trần Văn Bình")
    given = Raised(obligation, f"{obligation} {kind}{carrier}", raising)
    raise_matter(office.db, office.records, office.outbox, given, office.clock.now())


def at_desk(office, read):
    with office.db.read() as connection:
        return read(desk_at(connection, office.records, office.outbox, office.clock.now()))


def words_of(office, obligation):
    return at_desk(office, lambda desk: own_row(desk, obligation).words)


def rows(office):
    found = at_desk(office, lambda desk: evidence_of_year(desk, 2025))
    return {each.obligation: each for each in found}


def freeze(office, at):
    office.clock.move_to(at)
    return freeze_evidence(office.db, office.records, office.outbox, at)


def test_a_row_holds_both_clocks_its_times_and_what_the_unit_says(office):
    economy, culture = rows(office)[ECONOMY], rows(office)[CULTURE]

    assert (economy.by_plan, economy.by_agreed, economy.text_at) == (True, None, ON_TIME)
    assert (economy.confirmed_by, economy.opinion) == ("Trần Văn Bình", None)
    assert (culture.by_plan, culture.paper_number, culture.text_at) == (False, "12/BC-VHXH", None)
    assert (culture.confirmed_at, culture.paper_at) == (None, LATE)
    assert culture.opinion == "đã gửi qua Quản lý văn bản ngày 09/9"
    assert economy.frozen_at is None


def test_a_confirmation_of_another_row_confirms_nothing(office):
    say(office, CULTURE, "row-right", "nhận lúc khác")

    assert rows(office)[CULTURE].confirmed_at is None


def test_rows_are_frozen_once_at_the_end_of_12_december(office):
    before = freeze(office, END - timedelta(minutes=1))
    frozen = [freeze(office, END + timedelta(minutes=each)) for each in (0, 5, 60 * 24 * 5)]

    assert (before, frozen) == (0, [10, 0, 0])  # both quarters of five units
    assert {each.frozen_at for each in rows(office).values()} == {END}
    assert office.verbs().count("frozen") == 2  # of 2024, without rows, and of 2025


def test_nothing_later_changes_a_frozen_row(office):
    freeze(office, END)
    before = rows(office)

    office.clock.move_to(END + timedelta(days=3))
    silent = "bao-cao-quy/2025-Q3/van-phong-hdnd-ubnd"
    hand_in(office, silent, office.clock.now(), kind="file", file_name="b.docx")
    say(office, CULTURE, "row-right", words_of(office, CULTURE))

    assert rows(office) == before
    assert before[silent].complete_at is None


def test_two_that_freeze_at_once_freeze_once(office):
    first, second = PostOffice.__new__(PostOffice), office
    first.__dict__.update(office.__dict__)

    assert (freeze(first, END), freeze(second, END)) == (10, 0)


def test_a_clock_that_jumped_months_ahead_freezes_nothing_before_a_person_looked(office):
    mend(office.db, office.records, office.outbox, LATE)

    assert freeze(office, END) == 0
    assert office.marker("held-since") is not None
    with office.db.work() as connection:
        markers.clear(connection, "held-since")
        markers.put(connection, "alive-at", END)
    assert freeze(office, END) == 10


def test_a_correction_stands_beside_the_row_with_its_reason(office):
    freeze(office, END)

    numbers = [correct_evidence(office.db, WRONG, END) for _ in range(2)]

    row = at_desk(office, lambda desk: evidence_of_period(desk, "2025-Q3"))[2]
    assert numbers == [1, 0]
    assert (row.obligation, row.by_plan) == (ECONOMY, True)
    assert [(each.number, each.text, each.reason) for each in row.corrections] == [
        (1, WRONG.text, WRONG.reason)
    ]
    assert office.verbs().count("evidence corrected") == 1


def test_a_correction_needs_a_frozen_row_and_its_reason(office):
    with pytest.raises(NotFound, match="frozen at the end of 12/12"):
        correct_evidence(office.db, WRONG, ON_TIME)
    freeze(office, END)
    with pytest.raises(BadInput, match="its reason"):
        correct_evidence(office.db, Correcting(ECONOMY, "x", " ", "Hoa"), END)


def test_who_goes_live_after_the_end_has_no_evidence_of_that_year():
    late = PostOffice(at=END + timedelta(days=4))
    late.tick()

    assert freeze(late, END + timedelta(days=4)) == 0


def test_the_digest_names_who_has_not_confirmed_from_10_december(office):
    def todo(at):
        office.clock.move_to(at)
        return [each for each in at_desk(office, awaited) if "Bảng theo dõi" in each.text]

    assert todo(DIGEST - timedelta(days=1)) == []
    (asked,) = todo(DIGEST)
    assert asked.text.startswith("Bảng theo dõi năm 2025 chốt hết ngày 12/12/2025")
    assert asked.detail == "Phòng Văn hóa-Xã hội"


def test_what_opened_after_the_years_end_belongs_to_the_next_year(office):
    assert {each.period for each in rows(office).values()} == {"2025-Q3", "2025-Q4"}
    assert at_desk(office, lambda desk: evidence_of_year(desk, 2026)) == ()
    assert OPENING < END
