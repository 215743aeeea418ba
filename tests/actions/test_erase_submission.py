"""What must not be here goes from store, files, mail and backups; the log holds no content."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from cchc_scheduler.actions.erase_submission import erase_submission, find_erasable
from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.store import (
    audit,
    files,
    inbound,
    letters,
    obligations,
    report_answers,
    submissions,
)
from cchc_scheduler.store.backups import back_up, is_sound
from cchc_scheduler.store.migrate import open_store
from cchc_scheduler.store.restore import restore
from tests.store.rows import KEY, NOW, letter, obligation, submission

WORDS = "so lieu khong duoc giu o day"
LATER = NOW + timedelta(hours=3)


def form(carrier, number):
    return {
        "obligation": KEY,
        "submission": number,
        "carrier": carrier,
        "outline": "bao-cao-don-vi",
        "source": "word",
        "saved_at": NOW,
        "saved_by": "unit",
        "unread": WORDS,
    }


@pytest.fixture
def kept(tmp_path):
    """A data folder whose store and backups hold a file, a form, a note, a receipt and a mail."""
    data = tmp_path / "data"
    store = open_store(data, NOW)
    file = files.keep(data, [f"%PDF-1.7 {WORDS}".encode()])
    raw = files.keep(data, [f"Subject: {WORDS}".encode()])
    with store.work() as connection:
        obligations.add(connection, [obligation()])
        number = submissions.add(
            connection,
            submission(
                kind="file",
                link=None,
                file_name=f"{WORDS}.pdf",
                file_size=file.size,
                file_sha256=file.sha256,
                file_type="application/pdf",
                note=WORDS * 400,
            ),
        )
        receipt = letter(
            kind="receipt",
            cause=f"submission {number}",
            bytes=f"Subject: x\r\n\r\n{WORDS * 2000}".encode(),
        )
        letters.add(connection, receipt)
        filled = {"key": "III.6.a", "clauses": "III.6.a", "text": WORDS * 40}
        flags = {"estimated": False, "unchanged": False}
        for carrier, owner in (("draft", None), ("form-1", number)):
            report_answers.add(connection, form(carrier, owner), [{**filled, **flags}])
        mail = {"sha256": raw.sha256, "size": raw.size, "arrived_at": NOW, "stored_at": NOW}
        inbound.keep(connection, mail)
        inbound.change(connection, 1, submission=number, subject=WORDS, excerpt=WORDS)
    for hour in (1, 2):
        back_up(store, data / "backups", NOW + timedelta(hours=hour))
    yield store, data, number
    store.close()


def holding(data):
    """Every file of the data folder in which the words stand, as plain bytes."""
    found = [path for path in sorted(data.rglob("*")) if path.is_file()]
    return [path.name for path in found if WORDS.encode() in path.read_bytes()]


def test_nothing_of_the_content_is_left_in_any_byte_of_the_data_folder(kept):
    store, data, number = kept
    before = holding(data)

    done = erase_submission(store, data, (KEY, number), "Chánh Văn phòng", LATER)

    assert len(before) >= 4
    assert holding(data) == []
    assert (done.files, len(done.backups), done.unfinished, done.compacted) == (2, 2, 0, True)
    assert all(is_sound(path) for path in done.backups)


def test_that_something_was_handed_in_and_when_stays(kept):
    store, data, number = kept

    erase_submission(store, data, (KEY, number), "Chánh Văn phòng", LATER)

    with store.read() as connection:
        row = submissions.one(connection, number)
    assert (row["kind"], row["handed_in_at"], row["erased_at"]) == ("file", NOW, LATER)
    assert (row["link"], row["file_name"], row["file_sha256"], row["note"]) == (None,) * 4


def test_a_receipt_that_still_waits_is_not_sent_any_more(kept):
    store, data, number = kept

    erase_submission(store, data, (KEY, number), "Chánh Văn phòng", LATER)

    with store.read() as connection:
        row = letters.one(connection, 1)
    assert (row["state"], row["bytes"]) == ("cancelled", b"Subject: erased\r\n\r\n")


def test_the_log_says_that_it_was_done_without_content(kept):
    store, data, number = kept

    erase_submission(store, data, (KEY, number), "Chánh Văn phòng", LATER)

    with store.read() as connection:
        entry = audit.since(connection, 0)[-1]
        assert list(audit.faults(connection)) == []
    assert (entry["actor"], entry["verb"], entry["subject"]) == ("Chánh Văn phòng", "erased", KEY)
    assert json.loads(entry["detail"]) == {"submission": number, "kind": "file"}


def test_a_backup_from_before_brings_nothing_back(kept):
    store, data, number = kept
    oldest = min((data / "backups").glob("cchc-*.sqlite3"))
    erase_submission(store, data, (KEY, number), "Chánh Văn phòng", LATER)
    store.close()

    restore(data, oldest, LATER, "it")

    with closing(sqlite3.connect(data / "cchc.sqlite3")) as restored:
        row = restored.execute("SELECT note, file_sha256, erased_at FROM submission").fetchone()
    assert (row[0], row[1], bool(row[2])) == (None, None, True)
    assert holding(data) == []


def test_done_again_it_finishes_what_an_accident_left(kept):
    store, data, number = kept
    elsewhere = data.parent / "copy.sqlite3"
    newest = max((data / "backups").glob("cchc-*.sqlite3"))
    elsewhere.write_bytes(newest.read_bytes())
    erase_submission(store, data, (KEY, number), "Chánh Văn phòng", LATER)
    newest.write_bytes(elsewhere.read_bytes())

    done = erase_submission(store, data, (KEY, number), "Chánh Văn phòng", LATER)

    assert [path.name for path in done.backups] == [newest.name]
    assert holding(data) == []


def test_a_reused_number_of_a_restored_store_is_another_submission(kept):
    store, data, number = kept
    backup = max((data / "backups").glob("cchc-*.sqlite3"))
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute("UPDATE submission SET carrier = 'another form'")
        connection.commit()

    done = erase_submission(store, data, (KEY, number), "Chánh Văn phòng", LATER)

    assert backup not in done.backups
    assert backup.name in holding(data)


def test_a_file_that_another_submission_holds_too_stays_and_is_told(kept):
    store, data, number = kept
    with store.work() as connection:
        sha256 = submissions.one(connection, number)["file_sha256"]
        other = submissions.add(connection, submission("form-2", kind="file", file_sha256=sha256))

    found = find_erasable(store, KEY, number)
    erase_submission(store, data, (KEY, number), "Chánh Văn phòng", LATER)

    assert found.shared == (other,)
    assert files.path_of(data, sha256).exists()


def test_a_number_of_another_obligation_is_refused(kept):
    store, data, number = kept
    with store.work() as connection:
        obligations.add(connection, [obligation("phong-van-hoa-xa-hoi")])

    with pytest.raises(NotFound, match="has no submission 1; it has: none"):
        erase_submission(
            store, data, ("bao-cao-quy/2025-Q3/phong-van-hoa-xa-hoi", number), "it", LATER
        )
