"""Why a unit asked goes from the store, from every letter that told of it, and every backup."""

from datetime import date

import pytest

from cchc_scheduler.actions.erase_request import erase_request, find_request
from cchc_scheduler.clock import VirtualClock, office_instant
from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.service import office_files
from cchc_scheduler.simulate.scenario import parse_scenario
from cchc_scheduler.simulate.season import MIDNIGHT, Season, simulated_service, span_of, world_of
from cchc_scheduler.simulate.sim_wire import SimWire
from cchc_scheduler.store import audit, deadlines, letters, notices, requests
from cchc_scheduler.store.blank_requests import ERASED
from cchc_scheduler.store.migrate import new_in_memory, open_store
from tests.actions.mail_office import OWED
from tests.actions.post_office import HOME
from tests.mail.clients import Answered

WORDS = "so lieu khong duoc giu o day"
ABOUT = "unit: phong-kinh-te, period: 2025-Q3"
ASK = f'- {{at: "2025-09-08 16:00", {ABOUT}, do: ask-extension, until: 2025-09-26, '
ASK += f'reason: "{WORDS}"}}\n'
GRANT = f'- {{at: "2025-09-12 16:00", {ABOUT}, do: grant}}\n'


@pytest.fixture
def lived(tmp_path):
    """Live days of September with a request; give the store, its folder and the end."""
    opened = []

    def live(deeds, last, *, on_disk=False):
        first = date(2025, 9, 8)
        begins = office_instant(first, MIDNIGHT)
        store = open_store(tmp_path / "data", begins) if on_disk else new_in_memory()
        opened.append(store)
        clock = VirtualClock(office_instant(first, MIDNIGHT))
        wire = SimWire(clock)
        service = simulated_service(HOME, store, clock, wire)
        season = Season(first, last, parse_scenario(deeds))
        world_of(service, clock, wire).play(
            span_of(season), office_files(HOME).documents, season.deeds
        )
        return store, tmp_path / "data", clock.now()

    yield live
    for store in opened:
        store.close()


def telling(store):
    """Of which kinds the letters are that tell of the words."""
    with store.read() as connection:
        rows = [letters.one(connection, row["id"]) for row in letters.every_brief(connection)]
    whole = [row for row in rows if b"multipart" in row["bytes"]]
    return {row["kind"] for row in whole if WORDS in Answered.of(row["bytes"]).text}


def holding(data):
    files = [each for each in data.rglob("*") if each.is_file()]
    return [each.name for each in files if WORDS.encode() in each.read_bytes()]


def test_its_words_are_nowhere_any_more_whatever_letters_told_of_them(lived):
    store, data, now = lived(ASK + GRANT, date(2025, 9, 12), on_disk=True)
    for each in sorted((data / "backups").iterdir())[:-2]:
        each.unlink()
    before = telling(store)

    done = erase_request(store, data, (OWED, 1), "Chánh Văn phòng", now)

    assert {"digest", "escalation", "extension"} <= before
    assert telling(store) == set()
    assert holding(data) == []
    assert len(done.backups) == 2
    with store.read() as connection:
        row = requests.one(connection, 1)
        notes = [
            each["note"] for each in connection.execute(deadlines.DEADLINE.select()).mappings()
        ]
        entry = audit.since(connection, 0)[-1]
        assert list(audit.faults(connection)) == []
    assert (row["reason"], row["state"], row["until"]) == (ERASED, "granted", date(2025, 9, 26))
    assert [note for note in notes if note and WORDS in note] == []
    assert (entry["verb"], entry["actor"], WORDS in entry["detail"]) == (
        "erased",
        "Chánh Văn phòng",
        False,
    )


def test_the_log_never_held_why_a_unit_asked(lived):
    store, _, _ = lived(ASK, date(2025, 9, 8))

    with store.read() as connection:
        assert [row for row in audit.since(connection, 0) if WORDS in row["detail"]] == []


def test_while_it_waits_it_still_waits_and_what_has_not_left_is_written_anew(lived):
    store, data, now = lived(ASK, date(2025, 9, 9))
    with store.work() as connection:
        (letter,) = {
            row["letter"]
            for row in notices.of_obligations(connection, [OWED])
            if row["rung"] == "due-day"
        }
        letters.change(connection, [letter], state="queued", sent_at=None)
        unsent = "UPDATE notice SET state = 'carried', accepted_at = NULL, proven = 0"
        connection.exec_driver_sql(f"{unsent} WHERE letter = ?", (letter,))

    erase_request(store, data, (OWED, 1), "it", now)

    with store.read() as connection:
        assert requests.one(connection, 1)["state"] == "asked"
        assert letters.brief(connection, [letter])[0]["state"] == "cancelled"
        again = [
            row["state"]
            for row in notices.of_obligations(connection, [OWED])
            if row["rung"] == "due-day"
        ]
    assert again == ["waiting"]
    assert telling(store) == set()


def test_what_is_not_there_is_refused(lived):
    store, data, now = lived(ASK, date(2025, 9, 8))

    for which, said in (((OWED, 7), "no request 7; it has: 1"), (("x/y/z", 1), "no obligation x/")):
        with pytest.raises(NotFound, match=said):
            erase_request(store, data, which, "it", now)
        with pytest.raises(NotFound, match=said):
            find_request(store, *which)
