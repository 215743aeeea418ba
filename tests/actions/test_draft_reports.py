"""Drafts: after the day, when all is in, on request; each once, with its letter."""

import os
from datetime import UTC, datetime, timedelta
from email import message_from_bytes

import pytest

from cchc_scheduler import checkpoints
from cchc_scheduler.actions.capability_links import Links
from cchc_scheduler.actions.draft_reports import Asking, ask_draft, draft_reports
from cchc_scheduler.actions.mend import mend
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.store import compilations, letters, markers
from cchc_scheduler.store.migrate import open_store
from tests.actions.post_office import CULTURE, OPENING, texts
from tests.actions.report_office import EARLY, LATER, MORNING_AFTER, UNITS, ReportOffice

LAST_MINUTE = datetime(2025, 9, 9, 16, 59, tzinfo=UTC)  # 23:59 of the last day
WORDS = "Đã ban hành 05 văn bản."


@pytest.fixture
def office():
    return ReportOffice()


def drafts(office, period="2025-Q3"):
    found = office.read(lambda desk: compilations.of_period(desk.connection, period))
    return [(row["cause"], row["asked"], row["received"]) for row in found]


def letters_about(office):
    return [row for row in office.letters() if row["kind"] == "report"]


def test_after_the_day_the_first_morning_brings_a_draft_and_its_letter(office):
    office.hand_in("phong-kinh-te", EARLY, WORDS)

    made = [office.draft(at) for at in (LAST_MINUTE, MORNING_AFTER - timedelta(seconds=1))]
    made += [office.draft(MORNING_AFTER)]

    (letter,) = letters_about(office)
    assert made == [0, 0, 1]
    assert drafts(office) == [("after-due", "", 1)]
    assert (letter["to_address"], letter["next_attempt_at"]) == (CULTURE, MORNING_AFTER)
    assert letter["subject"] == "[CCHC quý III/2025] Dự thảo báo cáo tổng hợp; đã nhận 1/5"


def test_the_draft_keeps_what_it_was_made_from(office):
    number = office.hand_in("phong-kinh-te", EARLY, WORDS)
    office.draft(MORNING_AFTER)

    def kept(desk):
        sources = compilations.sources_of(desk.connection, 1)
        said = compilations.passages_of(desk.connection, 1, "bao-cao-so-noi-vu")
        return sources, [row for row in said if row["kind"] == "given"]

    sources, given = office.read(kept)
    assert [(row["submission"], row["version"]) for row in sources] == [(number, 1)]
    assert [(r["unit"], r["text"], r["sources"]) for r in given] == [
        ("phong-kinh-te", WORDS, f"|{number}|")
    ]


def test_ticks_repeated_and_missed_make_the_same_one_draft(office):
    made = [office.draft(MORNING_AFTER + timedelta(minutes=each)) for each in range(5)]
    late = ReportOffice()

    assert made == [1, 0, 0, 0, 0]
    assert late.draft(MORNING_AFTER + timedelta(days=5)) == 1  # the Monday
    assert len(letters_about(office)) == len(letters_about(late)) == 1


def test_when_the_last_unit_is_in_a_draft_is_made_at_once_and_none_after_the_day(office):
    for unit in UNITS[:-1]:
        office.hand_in(unit, EARLY)
    before = office.draft()
    office.hand_in(UNITS[-1], EARLY.replace(hour=10))  # 17:00 at the office: the window is closed

    made = [office.draft(at) for at in (None, MORNING_AFTER, LATER)]

    (letter,) = letters_about(office)
    assert (before, made) == (0, [1, 0, 0])
    assert drafts(office) == [("complete", "", 5)]
    assert letter["subject"].startswith("[CCHC quý III/2025] Đã nhận đủ 5/5; có dự thảo")
    assert letter["next_attempt_at"] == datetime(2025, 9, 5, 0, 30, tzinfo=UTC)


def test_the_last_one_in_after_the_day_brings_the_complete_draft_too(office):
    office.draft(MORNING_AFTER)
    for unit in UNITS:
        office.hand_in(unit, MORNING_AFTER + timedelta(days=1))
    office.draft()

    assert drafts(office) == [("after-due", "", 0), ("complete", "", 5)]
    assert len(letters_about(office)) == 2


def test_a_person_asks_for_a_draft_as_often_as_needed(office):
    office.clock.move_to(EARLY)

    made = [ask_draft(office.room, Asking("2025-Q3", "Hoa", key), EARLY) for key in ("a", "b", "a")]

    assert made == [1, 2, 0]
    assert [row["template"] for row in letters_about(office)] == ["report-draft"] * 2
    with pytest.raises(NotFound, match="2031-Q1"):
        ask_draft(office.room, Asking("2031-Q1", "Hoa", "c"), EARLY)
    with pytest.raises(BadInput, match="name"):
        ask_draft(office.room, Asking("2025-Q3", " ", "c"), EARLY)


def test_without_an_address_of_the_pages_the_letter_names_the_command(office):
    office.draft(MORNING_AFTER)

    assert "cchc compile 2025-Q3 --out" in words(office)


def test_with_an_address_it_has_the_coordinators_own_link(office):
    links = Links("https://cchc.xa.example", "k" * 32)
    office.outbox = Outbox(texts(), links)
    office.draft(MORNING_AFTER)

    token = words(office).split("https://cchc.xa.example/r/")[1].split()[0]

    def opened(purpose):
        return office.read(lambda desk: links.subject_of(desk.connection, purpose, token))

    assert opened("report") == "2025-Q3"
    assert opened("page") is None
    assert f'href="https://cchc.xa.example/r/{token}"' in words(office, part=1)


def words(office, part=0):
    (letter,) = letters_about(office)
    data = office.read(lambda desk: letters.one(desk.connection, letter["id"])["bytes"])
    body = message_from_bytes(data).get_payload()[part]
    return body.get_payload(decode=True).decode()


def test_while_a_backlog_is_held_nothing_is_drafted(office):
    with office.db.work() as connection:
        markers.put(connection, "held-since", MORNING_AFTER)

    assert office.draft(MORNING_AFTER) == 0
    with office.db.work() as connection:
        markers.clear(connection, "held-since")
    assert office.draft(MORNING_AFTER) == 1


def test_what_a_clock_that_stood_ahead_drafted_is_drafted_again_when_its_day_comes(office):
    ahead = MORNING_AFTER + timedelta(hours=1)
    mend(office.db, office.records, office.outbox, ahead - timedelta(days=1))
    made = [office.draft(ahead)]
    mend(office.db, office.records, office.outbox, ahead)
    office.clock = type(office.clock)(LAST_MINUTE)
    mend(office.db, office.records, office.outbox, LAST_MINUTE)

    made += [office.draft(at) for at in (LAST_MINUTE, ahead, ahead + timedelta(hours=1))]

    assert made == [1, 0, 1, 0]
    assert [row["state"] for row in letters_about(office)] == ["cancelled", "queued"]
    assert drafts(office) == [("after-due", "early 1", 0), ("after-due", "again 1", 0)]


def test_a_faulty_outline_stops_no_draft_and_the_letter_says_so(office, tmp_path):
    broken = tmp_path / "vi" / "documents" / "outlines"
    broken.mkdir(parents=True)
    (broken / "bao-cao-don-vi.yaml").write_text("id: 5\n", encoding="utf-8")
    room = office.room.__class__(office.db, office.records, office.outbox, [tmp_path])
    office.clock.move_to(MORNING_AFTER)

    made = draft_reports(room, MORNING_AFTER)

    assert made == 1
    assert "đề cương còn lỗi" in words(office)


def test_a_period_whose_next_has_begun_and_that_nobody_owes_is_drafted_no_more(office):
    for unit in UNITS:
        office.hand_in(unit, EARLY)
    with office.db.work() as connection:
        connection.exec_driver_sql(
            "UPDATE obligation SET state = 'accepted' WHERE period = '2025-Q3'"
        )
    office.tick(datetime(2025, 11, 18, 1, 0, tzinfo=UTC))

    assert office.draft() == 0
    assert drafts(office) == []


@pytest.mark.parametrize("point", ["drafts.making", "drafts.made"])
def test_a_death_around_the_commit_leaves_both_draft_and_letter_or_neither(tmp_path, point):
    office = ReportOffice(at=OPENING, db=open_store(tmp_path, OPENING))
    office.clock.move_to(MORNING_AFTER)
    child = os.fork()
    if child == 0:  # pragma: no cover - the child dies
        checkpoints.watch(point, lambda _: os._exit(9))
        office.draft()
        os._exit(0)
    _, status = os.waitpid(child, 0)

    after = [len(drafts(office)), len(letters_about(office))]
    again = office.draft()

    assert os.waitstatus_to_exitcode(status) == 9
    assert (after, again) == (([1, 1], 0) if point == "drafts.made" else ([0, 0], 1))
    assert (len(drafts(office)), len(letters_about(office))) == (1, 1)


def test_two_runners_make_one_draft(tmp_path):
    first = ReportOffice(at=OPENING, db=open_store(tmp_path, OPENING))
    second = ReportOffice.__new__(ReportOffice)
    second.__dict__.update({**first.__dict__, "db": open_store(tmp_path, OPENING)})

    made = [each.draft(MORNING_AFTER) for each in (first, second)]

    assert made == [1, 0]
    assert len(letters_about(first)) == 1
