"""A mail that waited and must not be here is erased everywhere, also from the backups."""

import json
from datetime import timedelta

import pytest

from cchc_scheduler.actions.settle_mail import erase_mail
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.store import audit, files, inbound, letters, obligations, submissions
from cchc_scheduler.store.backups import back_up
from cchc_scheduler.store.migrate import open_store
from tests.store.rows import KEY, NOW, letter, obligation, submission

WORDS = "so lieu khong duoc giu o day"
LATER = NOW + timedelta(hours=3)


@pytest.fixture
def waiting(tmp_path):
    """A data folder whose store and backup hold a mail, and a letter that told of its words."""
    data = tmp_path / "data"
    store = open_store(data, NOW)
    raw = files.keep(data, [f"Subject: {WORDS}".encode()])
    with store.work() as connection:
        obligations.add(connection, [obligation()])
        mail = {"sha256": raw.sha256, "size": raw.size, "arrived_at": NOW, "stored_at": NOW}
        inbound.keep(connection, mail)
        words = {"subject": WORDS, "excerpt": WORDS, "subject_key": KEY}
        inbound.change(connection, 1, state="person", **words)
        told = letter(kind="system", cause=f"mail {KEY} x", bytes=(WORDS * 900).encode())
        letters.add(connection, told)
    back_up(store, data / "backups", NOW + timedelta(hours=1))
    yield store, data
    store.close()


def holding(data):
    found = [path for path in sorted(data.rglob("*")) if path.is_file()]
    return [path.name for path in found if WORDS.encode() in path.read_bytes()]


def test_nothing_of_a_waiting_mail_is_left_in_any_byte_of_the_data_folder(waiting):
    store, data = waiting
    before = holding(data)

    gone = erase_mail(store, data, 1, "Chánh Văn phòng", LATER)

    assert (gone, len(before) >= 3, holding(data)) == (True, True, [])
    with store.read() as connection:
        entry = audit.since(connection, 0)[-1]
    assert (entry["verb"], json.loads(entry["detail"])) == ("mail erased", {"mail": 1})


def test_a_mail_that_was_recorded_is_erased_with_its_submission(waiting):
    store, data = waiting
    with store.work() as connection:
        number = submissions.add(connection, submission())
        inbound.change(connection, 1, submission=number)

    with pytest.raises(BadInput, match="use `cchc erase` on its submission"):
        erase_mail(store, data, 1, "it", LATER)
