"""A receipt is owed with the submission, written right after it, and never twice."""

import pytest
import structlog

from cchc_scheduler import checkpoints
from cchc_scheduler.actions.mend import mend
from cchc_scheduler.actions.record_submission import Handed, record_submission
from cchc_scheduler.actions.write_receipts import write_owed_receipts
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.store import audit, submissions
from tests.actions.post_office import ECONOMY, PostOffice

OWED = "bao-cao-quy/2025-Q3/phong-kinh-te"
OTHER = "bao-cao-quy/2025-Q3/van-phong-hdnd-ubnd"


class Death(BaseException):
    """The process ends here."""


@pytest.fixture
def office():
    live = PostOffice()
    live.tick()
    yield live
    checkpoints.forget()
    live.db.close()


def hand_in(office, obligation=OWED):
    handed = Handed(obligation, "link", f"form:{obligation}", "Hoa", "unit", link="https://a.vn/1")
    return record_submission(
        office.db, office.records, office.outbox, handed, office.clock.now()
    ).submission


def die(_name):
    raise Death


def receipts(office):
    return [row["addressee"] for row in office.letters() if row["kind"] == "receipt"]


def owing(office):
    with office.db.read() as connection:
        return submissions.owing_receipt(connection)


@pytest.mark.parametrize("moment", ["submission.recorded", "receipt.writing"])
def test_a_death_between_submission_and_receipt_loses_neither(office, moment):
    checkpoints.watch(moment, die)
    with pytest.raises(Death):
        hand_in(office)
    checkpoints.forget()
    before = receipts(office)

    written = [mend(office.db, office.records, office.outbox, office.clock.now()) for _ in range(2)]

    assert (before, written) == ([], [1, 0])
    assert receipts(office) == [ECONOMY]
    assert owing(office) == []


def test_a_death_before_the_commit_leaves_nothing_half(office):
    checkpoints.watch("submission.recording", die)

    with pytest.raises(Death):
        hand_in(office)

    checkpoints.forget()
    mend(office.db, office.records, office.outbox, office.clock.now())
    with office.db.read() as connection:
        assert submissions.every(connection) == []
        assert [row["verb"] for row in audit.since(connection, 0)].count("submitted") == 0
    assert receipts(office) == []


def test_a_receipt_that_can_not_be_written_leaves_the_record_and_stays_owed(office, monkeypatch):
    real = office.outbox.freeze
    monkeypatch.setattr(office.outbox, "freeze", broken)
    with structlog.testing.capture_logs() as logs:
        number = hand_in(office)

    with pytest.raises(BadInput, match="receipt"):
        write_owed_receipts(office.db, office.records, office.outbox, office.clock.now())
    assert owing(office) == [number]
    assert [entry["event"] for entry in logs] == ["receipt_failed"]

    monkeypatch.setattr(office.outbox, "freeze", real)
    write_owed_receipts(office.db, office.records, office.outbox, office.clock.now())
    assert receipts(office) == [ECONOMY]


def test_one_that_can_not_be_written_keeps_no_other_back(office, monkeypatch):
    checkpoints.watch("submission.recorded", die)
    for obligation in (OWED, OTHER):
        with pytest.raises(Death):
            hand_in(office, obligation)
    checkpoints.forget()
    real = office.outbox.freeze
    monkeypatch.setattr(
        office.outbox,
        "freeze",
        lambda *told: (broken if told[1].to.person.address == ECONOMY else real)(*told),
    )

    with pytest.raises(BadInput, match="receipt"):
        write_owed_receipts(office.db, office.records, office.outbox, office.clock.now())

    assert receipts(office) == ["vanphong@tuetinh.example"]
    assert len(owing(office)) == 1


def broken(*_):
    raise BadInput("templates/vi/letters/receipt: unexpected end")
