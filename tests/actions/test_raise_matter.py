"""A unit raises a matter; the digest asks for an answer; the coordinator gives it once."""

import pytest

from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.digest_facts import digest_facts, signs_of
from cchc_scheduler.actions.digest_todo import awaited
from cchc_scheduler.actions.letter_facts import common
from cchc_scheduler.actions.raise_matter import Raised, answer_matter, raise_matter
from cchc_scheduler.actions.tell_coordinator import REASON, coordinator
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.matters import Raising
from cchc_scheduler.documents.digests import ToDo
from cchc_scheduler.store import audit, matters, obligations
from tests.actions.post_office import PostOffice

ECONOMY = "bao-cao-quy/2025-Q3/phong-kinh-te"
DIFFICULTY = Raising("difficulty", "chưa có hướng dẫn của Sở", "Nguyễn Thị Hoa")


@pytest.fixture
def office():
    made = PostOffice()
    made.tick()
    return made


def raised(office, raising=DIFFICULTY, carrier="form:1"):
    given = Raised(ECONOMY, carrier, raising)
    return raise_matter(office.db, office.records, office.outbox, given, office.clock.now())


def todo(office):
    with office.db.work() as connection:
        return awaited(desk_at(connection, office.records, office.outbox, office.clock.now()))


def test_the_digest_asks_for_an_answer_until_there_is_one(office):
    number = raised(office)

    asked = todo(office)
    answer_matter(office.db, number, "Ghi số ước.", "Đầu mối", office.clock.now())

    assert asked == [
        ToDo(
            "Trả lời khó khăn, vướng mắc của Phòng Kinh tế (số 1)",
            "chưa có hướng dẫn của Sở",
            quoted=True,
        )
    ]
    assert todo(office) == []


def test_the_digest_tells_it_as_news_too(office):
    raised(office)

    with office.db.work() as connection:
        desk = desk_at(connection, office.records, office.outbox, office.clock.now())
        facts = digest_facts(desk, common(desk, coordinator(desk), REASON), signs_of(desk))

    told = [line for line in facts.news if "vướng mắc" in line]
    assert told[0].startswith("Phòng Kinh tế: đơn vị nêu vướng mắc hoặc đề nghị (")


def test_a_hand_over_names_the_proposed_receiver_and_changes_nobody(office):
    wanted = Raising("hand-over", "nghỉ thai sản", "Hoa", "Trần Văn Bình", "binh@tuetinh.example")

    raised(office, wanted)

    assert todo(office) == [
        ToDo(
            "Trả lời đề nghị đổi người nhận của Phòng Kinh tế (số 1)",
            "Trần Văn Bình, binh@tuetinh.example: nghỉ thai sản",
            quoted=True,
        )
    ]
    with office.db.read() as connection:
        people = office.records.read(connection).office.people
    assert "binh@tuetinh.example" not in {each.address for each in people}


def test_the_same_form_raises_one_matter(office):
    assert raised(office) == raised(office)

    with office.db.read() as connection:
        assert len(matters.of_obligation(connection, ECONOMY)) == 1


def test_it_changes_nothing_about_what_is_owed(office):
    with office.db.read() as connection:
        before = dict(obligations.one(connection, ECONOMY))

    raised(office)

    with office.db.read() as connection:
        assert dict(obligations.one(connection, ECONOMY)) == before


def test_the_log_names_the_matter_and_not_its_words(office):
    raised(office)

    with office.db.read() as connection:
        entry = audit.since(connection, 0)[-1]
    assert (entry["verb"], entry["detail"]) == ("raised", '{"kind": "difficulty", "matter": 1}')


@pytest.mark.parametrize(
    ("raising", "told"),
    [
        (Raising("difficulty", " ", "Hoa"), "text: missing"),
        (Raising("difficulty", "x", ""), "by: missing"),
        (Raising("difficulty", "x" * 2001, "Hoa"), "text: too-long"),
        (Raising("hand-over", "x", "Hoa", "Bình", "binh@"), "address: no-address"),
        (Raising("hand-over", "x", "Hoa"), "person: missing; address: missing"),
    ],
)
def test_what_is_missing_is_refused(office, raising, told):
    with pytest.raises(BadInput, match=told):
        raised(office, raising)


def test_an_answer_is_given_once_and_has_words(office):
    number = raised(office)
    now = office.clock.now()
    answer_matter(office.db, number, "Ghi số ước.", "Đầu mối", now)

    with pytest.raises(BadInput, match="is answered; it waits for no answer"):
        answer_matter(office.db, number, "x", "Đầu mối", now)
    with pytest.raises(BadInput, match="needs its words"):
        answer_matter(office.db, number, " ", "Đầu mối", now)
    with pytest.raises(NotFound, match="no matter 9"):
        answer_matter(office.db, 9, "x", "Đầu mối", now)
