"""What comes by page: who waits shares one commit, no fault touches another, receipts follow."""

import asyncio

import pytest

from cchc_scheduler import checkpoints
from cchc_scheduler.actions.capability_links import Links
from cchc_scheduler.actions.reception import Reception, Room
from cchc_scheduler.actions.record_submission import Handed
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.engine.worker import WorkerThread
from cchc_scheduler.store import obligations, submissions
from cchc_scheduler.store.migrate import open_store
from tests.actions.post_office import FOCAL_POINTS, OPENING, PostOffice

CLOSED, FIRST, SECOND = (
    "bao-cao-quy/2025-Q3/phong-van-hoa-xa-hoi",
    "bao-cao-quy/2025-Q3/phong-kinh-te",
    "bao-cao-quy/2025-Q3/van-phong-hdnd-ubnd",
)


class Doors:
    """A live office on a file, and its reception in a thread of its own, as the service has it."""

    def __init__(self, folder):
        self.passed = []
        self.worker = WorkerThread()
        self.office = PostOffice(OPENING, open_store(folder, OPENING), self.worker)
        self.office.tick()
        self.links = Links("https://cchc.xa.example", "bi-mat-chi-dung-trong-kiem-thu")
        office = self.office
        self.room = Room(
            office.db, office.records, office.outbox, office.clock, self.worker, self.links
        )

    def close(self):
        self.worker.close()
        self.office.db.close()

    def token(self, obligation):
        with self.office.db.work() as connection:
            return self.links.token(connection, "page", obligation, OPENING)

    def come(self, *forms):
        """Let people hand in at the same moment; return each one's number or fault."""
        given = [(self.token(form.obligation), handing(form)) for form in forms]

        async def story():
            reception = Reception(self.room)
            took = (reception.take(*each) for each in given)
            answers = await asyncio.gather(*took, return_exceptions=True)
            await self._receipts_written()
            return answers

        return asyncio.run(story())

    async def _receipts_written(self):
        for _ in range(3000):
            if not self.owing():
                return
            await asyncio.sleep(0.01)
        raise AssertionError("receipts are still owed after half a minute")

    def owing(self):
        with self.office.db.read() as connection:
            return submissions.owing_receipt(connection)

    def handed_in(self, obligation):
        with self.office.db.read() as connection:
            return submissions.of_obligation(connection, obligation)


@pytest.fixture
def doors(tmp_path):
    opened = Doors(tmp_path)
    yield opened
    checkpoints.forget()
    opened.close()


def form(obligation, number=1, **values):
    told = {"kind": "link", "by": "Hoa", "recorded_by": "unit", "link": f"https://a.vn/{number}"}
    return Handed(obligation=obligation, carrier=f"form:{number}", **{**told, **values})


def handing(handed):
    """What comes through a link, which must be the one about the same obligation."""

    def about(subject):
        assert subject == handed.obligation
        return handed

    return about


def test_those_who_wait_share_one_commit_and_each_gets_a_receipt(doors):
    units = [row["id"] for row in obligations_of(doors)]
    forms = [form(unit, number) for number, unit in enumerate(units)]

    checkpoints.watch("*", doors.passed.append)
    numbers = doors.come(*forms)

    receipts = [row for row in doors.office.letters() if row["kind"] == "receipt"]
    assert [doors.handed_in(unit)[0]["id"] for unit in units] == numbers
    assert sorted(row["addressee"] for row in receipts) == sorted(FOCAL_POINTS)
    assert len(units) == 5
    assert doors.passed.count("submission.recorded") == 1
    assert doors.passed.count("receipt.written") == 5


def test_what_can_not_be_recorded_is_told_to_the_one_who_sent_it(doors):
    with doors.office.db.work() as connection:
        row = obligations.one(connection, CLOSED)
        obligations.change(connection, row, state="accepted")

    first, closed, unknown, second = doors.come(
        form(FIRST, 1), form(CLOSED, 2), form(SECOND, 3, by=" "), form(SECOND, 4)
    )

    assert (type(closed), type(unknown)) == (BadInput, BadInput)
    assert "accepted" in str(closed)
    assert [row["id"] for row in doors.handed_in(FIRST)] == [first]
    assert [row["id"] for row in doors.handed_in(SECOND)] == [second]
    assert doors.handed_in(CLOSED) == []


def test_what_spoils_the_transaction_touches_no_other_form(doors):
    with doors.office.db.work() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER spoil BEFORE INSERT ON submission WHEN NEW.by = 'X' "
            "BEGIN SELECT RAISE(ABORT, 'spoilt'); END"
        )

    first, spoilt, second = doors.come(form(FIRST, 1), form(CLOSED, 2, by="X"), form(SECOND, 3))

    assert "spoilt" in str(spoilt)
    assert [row["id"] for row in doors.handed_in(FIRST)] == [first]
    assert [row["id"] for row in doors.handed_in(SECOND)] == [second]
    assert doors.handed_in(CLOSED) == []
    assert len([row for row in doors.office.letters() if row["kind"] == "receipt"]) == 2


def test_a_double_click_is_one_submission_with_one_receipt(doors):
    twice = doors.come(form(FIRST, 1), form(FIRST, 1))
    again = doors.come(form(FIRST, 1))

    assert twice + again == [twice[0]] * 3
    assert len(doors.handed_in(FIRST)) == 1
    assert len([row for row in doors.office.letters() if row["kind"] == "receipt"]) == 1


def test_two_forms_about_one_report_are_two_versions_in_the_order_they_came(doors):
    numbers = doors.come(form(FIRST, 1), form(FIRST, 2))

    found = doors.handed_in(FIRST)
    assert [(row["id"], row["version"]) for row in found] == list(zip(numbers, (1, 2), strict=True))
    with doors.office.db.read() as connection:
        assert obligations.one(connection, FIRST)["first_complete_at"] == found[0]["handed_in_at"]


def test_a_link_that_was_revoked_takes_nothing(doors):
    old = doors.token(FIRST)
    doors.links.reissue(doors.office.db, FIRST, "it", OPENING)

    async def story():
        reception = Reception(doors.room)
        assert await reception.subject_of(old) is None
        await reception.take(old, handing(form(FIRST)))

    with pytest.raises(NotFound, match="opens nothing"):
        asyncio.run(story())
    assert doors.handed_in(FIRST) == []


def test_who_comes_alone_has_the_receipt_on_its_way_before_the_answer(doors):
    token = doors.token(FIRST)

    asyncio.run(Reception(doors.room).take(token, handing(form(FIRST))))

    assert doors.owing() == []
    assert doors.office.letter_to("kinhte@tuetinh.example", "receipt")


def test_receipts_of_a_crowd_that_does_not_end_are_written_all_the_same(doors, monkeypatch):
    monkeypatch.setattr("cchc_scheduler.actions.reception.LONGEST_S", 0.1)
    tokens = {FIRST: doors.token(FIRST), SECOND: doors.token(SECOND)}

    async def story():
        reception, number = Reception(doors.room), 0
        while not [row for row in doors.office.letters() if row["kind"] == "receipt"]:
            number += 2
            pair = form(FIRST, number), form(SECOND, number + 1)
            took = (reception.take(tokens[each.obligation], handing(each)) for each in pair)
            await asyncio.gather(*took)

    asyncio.run(asyncio.wait_for(story(), 30))


def obligations_of(doors):
    with doors.office.db.read() as connection:
        return obligations.in_group(connection, "bao-cao-quy/2025-Q3")
