"""What the tracking sheet holds is what the record says, in the plan's words and order."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cchc_scheduler.actions.ask_later import Asked, ask_later
from cchc_scheduler.actions.decide_request import Answer as Decided
from cchc_scheduler.actions.decide_request import decide_request
from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.filled_reports import Filled
from cchc_scheduler.actions.read_outline import unit_outline
from cchc_scheduler.actions.record_submission import Handed, record_submission
from cchc_scheduler.actions.report_forms import read_report
from cchc_scheduler.actions.tracking import tracking_facts, unapplied_facts
from cchc_scheduler.core.answers import Answer
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.home import find_home
from cchc_scheduler.service import office_files
from tests.actions.post_office import PostOffice

OUTLINE = unit_outline(find_home(None).template_dirs())
QUARTER = period_named("2025-Q3")
OWED = "bao-cao-quy/2025-Q3/{}"
MORNING = datetime(2025, 9, 4, 1, 0, tzinfo=UTC)


@pytest.fixture
def office():
    made = PostOffice(MORNING)
    made.tick()
    return made


def at_desk(office, read):
    with office.db.read() as connection:
        return read(desk_at(connection, office.records, office.outbox, office.clock.now()))


def facts_of(office, period=QUARTER):
    return at_desk(office, lambda desk: tracking_facts(desk, OUTLINE, period))


def hand_in(office, unit, **told):
    handed = Handed(OWED.format(unit), carrier=f"form:{unit}", by="Hoa", recorded_by="unit", **told)
    record_submission(office.db, office.records, office.outbox, handed, office.clock.now())


def fill_in(office, unit, **answers):
    """Hand in the form of a unit; keys are written with underscores."""
    told = {key.replace("_", ".").replace("II.6.d.", "II.6.d/"): a for key, a in answers.items()}
    facts = at_desk(office, lambda desk: read_report(desk, OUTLINE, OWED.format(unit)))
    report = Filled(facts.form, "page", told)
    hand_in(office, unit, kind="file", file_name="a.docx", report=report)


def task(facts, clause):
    return next(each for each in facts.tasks if each.clause == clause)


def test_every_task_of_the_plan_stands_there_verbatim_with_its_lead(office):
    facts = facts_of(office)

    plan = office_files(find_home(None)).plans[-1]
    assert [(each.clause, each.text) for each in facts.tasks] == [
        (each.clause, each.text) for each in plan.tasks
    ]
    assert task(facts, "III.1.b").lead == "Văn phòng HĐND-UBND xã"
    assert task(facts, "III.3.a").deadline is None
    assert facts.decision.startswith("Quyết định số 362/QĐ-UBND ngày 28/7/2025")


def test_what_a_unit_says_of_a_task_stands_beside_it(office):
    fill_in(
        office,
        "van-phong-hdnd-ubnd",
        III_2_a=Answer("Đã ban hành 03 văn bản.", "ongoing-with-result"),
    )

    found = task(facts_of(office), "III.2.a")

    assert (found.states, found.results) == (
        "Thường xuyên, có kết quả",
        "Đã ban hành 03 văn bản.",
    )
    assert task(facts_of(office), "III.2.b").results == ""


def test_where_two_units_speak_each_is_named(office):
    fill_in(office, "trung-tam-phuc-vu-hanh-chinh-cong", III_3_c=Answer("Đã chuẩn hóa."))
    fill_in(office, "phong-kinh-te", III_3_c=Answer("Đã phối hợp."))

    assert task(facts_of(office), "III.3.c").results == (
        "Phòng Kinh tế: Đã phối hợp.\nTrung tâm Phục vụ hành chính công: Đã chuẩn hóa."
    )


def test_the_paragraphs_of_one_task_are_told_apart(office):
    fill_in(office, "phong-kinh-te", III_6_d_2=Answer("Đã giao tự chủ cho 02 đơn vị."))

    assert task(facts_of(office), "III.6.d").results == (
        "đoạn thứ 2 điểm d khoản 6 Mục III: Đã giao tự chủ cho 02 đơn vị."
    )


def test_everything_owed_in_the_year_stands_in_the_plans_order_with_its_state(office):
    hand_in(office, "phong-kinh-te", kind="nil", note="Không phát sinh.")
    office.clock.move_to(MORNING + timedelta(days=10))

    owed = facts_of(office).owed

    assert [(each.period, each.unit, each.state) for each in owed][:5] == [
        ("quý III/2025", "Phòng Văn hóa-Xã hội", "chưa nhận được"),
        ("quý III/2025", "Văn phòng HĐND-UBND xã", "chưa nhận được"),
        ("quý III/2025", "Phòng Kinh tế", "đã nhận"),
        ("quý III/2025", "Trung tâm Phục vụ hành chính công", "chưa nhận được"),
        ("quý III/2025", "Trung tâm Văn hóa, Thể thao và truyền thông", "chưa nhận được"),
    ]
    assert {each.state for each in owed[5:]} == {"chưa mở kỳ"}
    assert {each.plan_day for each in owed} == {date(2025, 9, 9), date(2025, 12, 9)}
    assert {each.clause for each in owed} == {"V.1.c"}


def test_before_its_day_nothing_is_called_missing(office):
    assert {each.state for each in facts_of(office).owed[:5]} == {"chưa nhận, còn trong thời hạn"}


def test_a_day_that_was_agreed_stands_beside_the_plans(office):
    owed = OWED.format("phong-kinh-te")
    now = office.clock.now()
    asked = Asked(owed, "later-day", date(2025, 9, 12), "chờ số liệu", "unit")
    ask_later(office.db, office.records, office.outbox, asked, now)
    decided = Decided(owed, granted=True, by="coordinator", document=None, reason=None)
    decide_request(office.db, office.records, office.outbox, decided, now)

    facts = facts_of(office)

    assert (facts.owed[2].plan_day, facts.owed[2].agreed_day) == (
        date(2025, 9, 9),
        date(2025, 9, 12),
    )
    assert facts.sent[2].agreed_day == date(2025, 9, 12)


def test_evidence_is_that_of_the_year_up_to_the_period(office):
    hand_in(office, "phong-kinh-te", kind="elsewhere", number="12/BC-PKT")

    sent = facts_of(office).sent

    assert {each.period for each in sent} == {"2025-Q3"}
    assert [each.unit for each in sent] == [
        "phong-van-hoa-xa-hoi",
        "van-phong-hdnd-ubnd",
        "phong-kinh-te",
        "trung-tam-phuc-vu-hanh-chinh-cong",
        "trung-tam-van-hoa-the-thao-va-truyen-thong",
    ]
    assert (sent[2].paper_number, sent[2].by_plan, sent[2].by_agreed) == ("12/BC-PKT", True, None)


def test_an_annex_that_is_awaited_is_said(office):
    assert any("phụ lục đó chưa được nhập" in note for note in facts_of(office).notes)


def test_the_years_report_is_named_with_the_last_quarter(office):
    assert facts_of(office, period_named("2025-Q4")).period_words == "quý IV và năm 2025"


def test_without_anything_in_force_the_files_are_told_and_it_says_so():
    files = office_files(find_home(None))

    facts = unapplied_facts(files, QUARTER, MORNING)

    assert facts.notes[0].startswith("Kế hoạch chưa được đưa vào theo dõi")
    assert len(facts.tasks) == len(files.plans[-1].tasks)
    assert [each.state for each in facts.owed] == ["chưa theo dõi"] * 10
    assert facts.sent == ()
