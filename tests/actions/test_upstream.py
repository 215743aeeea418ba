"""The office's own report upward: owed where a document names its day, and nowhere else."""

from copy import deepcopy
from dataclasses import replace
from email import message_from_bytes, policy

import pytest

from cchc_scheduler.actions.apply_documents import Application, apply_documents
from cchc_scheduler.actions.record_way import Recording, record_way
from cchc_scheduler.core.report_way import Step
from cchc_scheduler.store import obligations, submissions
from tests.actions.changing_office import ChangingOffice
from tests.actions.post_office import documents
from tests.actions.report_office import EARLY, MORNING_AFTER, ReportOffice
from tests.core.cast import at, day

PLAN = "plans/ke-hoach.yaml"
UPWARD = "upstream/2025-Q3"
KT = "bao-cao/2025-Q3/kinh-te"


@pytest.fixture
def office(tmp_path):
    made = ChangingOffice(tmp_path)
    made.files.swap(PLAN, "upstream_day:", "upstream_day: 20")
    made.go_live("2025-08-01 08:00")
    made.run_at("2025-08-01 08:00")
    return made


def test_the_coordinating_unit_owes_it_with_its_own_day(office):
    made = office.obligation(UPWARD)

    assert (made["unit"], made["task_group"], made["upstream_day"]) == ("tong-hop", UPWARD, None)
    assert office.versions(UPWARD) == [("plan", "2025-09-20")]


def test_while_no_document_names_the_day_nothing_is_owed_upward(tmp_path):
    office = ChangingOffice(tmp_path)
    office.go_live("2025-08-01 08:00")
    office.run_at("2025-08-01 08:00")

    assert office.obligation(UPWARD) is None


def about(office, obligation):
    """Return (moment, address, rung) of every accepted letter that carries an obligation."""
    return [
        (moment, to, item.partition(" ")[2])
        for moment, _, to, items in office.sent()
        for item in items
        if item.startswith(f"{obligation} ")
    ]


def test_it_climbs_as_any_duty_does_and_names_itself(office):
    """From the 20th, a Saturday, lateness counts after Monday the 22nd."""
    office.live("2025-08-04", "2025-09-30")

    assert about(office, UPWARD) == [
        ("08-27 07:30", "chi", "opening"),
        ("09-10 07:30", "chi", "remind-7"),
        ("09-16 07:30", "chi", "remind-3"),
        ("09-18 07:30", "chi", "remind-1"),
        ("09-19 07:30", "chi", "due-day"),
        ("09-23 14:00", "binh", "late-1"),
        ("09-29 14:00", "an", "late-5"),
    ]
    words = [words_of(envelope) for _, envelope in office.wire.accepted]
    assert any("báo cáo tổng hợp của xã gửi cấp trên quý III năm 2025" in each for each in words)


def words_of(envelope):
    message = message_from_bytes(envelope.data, policy=policy.default)
    return message.get_body(("plain",)).get_content()


def test_with_the_day_known_the_leaders_hear_of_units_before_it(tmp_path):
    """late-5, here on working day 8, is Friday the 19th: three days before the 20th is the 17th."""
    told = {}
    for upstream in ("", " 20"):
        office = ChangingOffice(tmp_path / f"home{upstream.strip()}")
        office.files.swap("policy.yaml", "late-5: 5", "late-5: 8")
        office.files.swap(PLAN, "upstream_day:", f"upstream_day:{upstream}")
        office.go_live("2025-08-01 08:00")
        office.live("2025-09-08", "2025-09-19")
        told[upstream] = {rung: at for at, _, rung in about(office, KT)}

    assert (told[""].pop("late-5"), told[" 20"].pop("late-5")) == ("09-19 14:00", "09-17 14:00")
    assert told[""] == told[" 20"]


def test_a_day_named_after_it_passed_calls_nobody_late(tmp_path):
    office = ChangingOffice(tmp_path)
    office.go_live("2025-08-01 08:00")
    office.run_at("2025-08-01 08:00")
    office.clock.move_to(at("2025-10-06 08:00"))
    office.files.swap(PLAN, "upstream_day:", "upstream_day: 20")

    office.apply()
    office.run_at("2025-10-06 14:00")

    assert office.obligation(UPWARD) is None
    assert office.obligation("upstream/2025-Q4")["state"] == "scheduled"


def test_a_day_that_is_taken_back_withdraws_it(office):
    office.files.swap(PLAN, "upstream_day: 20", "upstream_day:")

    office.apply()

    assert office.obligation(UPWARD)["state"] == "cancelled"


class CityOffice(ReportOffice):
    """The packaged office, its draft made, as the day for the city is named."""

    def __init__(self):
        super().__init__()
        self.hand_in("phong-kinh-te", EARLY, "Đã ban hành 05 văn bản.")
        self.draft(MORNING_AFTER)

    def name_day(self, upstream):
        plan = next(each for each in documents() if each.kind == "plan")
        content = deepcopy(plan.content)
        content["cycles"][0]["upstream_day"] = upstream
        changed = [each for each in documents() if each.kind != "plan"]
        changed.append(replace(plan, content=content))
        application = Application(changed, "it")
        apply_documents(self.db, self.records, self.outbox, application, self.clock.now())
        self.tick()

    def issue(self):
        self.clock.move_to(at("2025-09-19 16:00"))
        step = Step("issued", day("2025-09-18"), "Hoa", "45/BC-UBND")
        record_way(self.room, Recording("2025-Q3", step), self.clock.now())

    def upward(self):
        with self.db.read() as connection:
            return obligations.one(connection, UPWARD)


def test_an_issued_report_fulfils_it_with_number_and_day():
    city = CityOffice()
    city.name_day(20)

    city.issue()

    with city.db.read() as connection:
        (found,) = submissions.of_obligation(connection, UPWARD)
    assert (city.upward()["state"], found["kind"]) == ("submitted", "elsewhere")
    assert (found["number"], found["document_day"]) == ("45/BC-UBND", day("2025-09-18"))
    assert found["handed_in_at"] == at("2025-09-18 16:30")


def test_a_report_issued_before_the_day_was_named_is_not_asked_for():
    city = CityOffice()
    city.issue()

    city.name_day(26)

    assert city.upward() is None
