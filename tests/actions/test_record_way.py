"""The way of a report: recorded by people, with days counted back, told in the digest."""

from datetime import UTC, date, datetime

import pytest

from cchc_scheduler.actions.ask_leaders import asked_of_leaders
from cchc_scheduler.actions.digest_facts import signs_of
from cchc_scheduler.actions.digest_todo import awaited, standing
from cchc_scheduler.actions.read_way import read_way
from cchc_scheduler.actions.record_way import Recording, record_way
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.report_way import Step
from cchc_scheduler.store import addenda, compilations, obligations
from tests.actions.report_office import EARLY, MORNING_AFTER, ReportOffice

DRAFTED = datetime(2025, 9, 16, 3, 0, tzinfo=UTC)
LAID = datetime(2025, 9, 18, 3, 0, tzinfo=UTC)
AFTER = datetime(2025, 9, 19, 3, 0, tzinfo=UTC)
ECONOMY, CULTURE = "phong-kinh-te", "phong-van-hoa-xa-hoi"
CITY, PARTY = "bao-cao-so-noi-vu", "bao-cao-dang-uy"
OLD = "Đã ban hành 05 văn bản."
NEW = "Đã ban hành 06 văn bản."


@pytest.fixture
def office():
    """One unit handed in, the draft is made; the city's day is the 20th, a Saturday."""
    made = ReportOffice()
    made.hand_in(ECONOMY, EARLY, OLD)
    with made.db.work() as connection:
        connection.exec_driver_sql(
            "UPDATE obligation SET upstream_day = '2025-09-20' WHERE period = '2025-Q3'"
        )
    made.draft(MORNING_AFTER)
    return made


def record(office, step, at, report=CITY, **more):
    office.clock.move_to(at)
    given = Step(step, at.date(), more.pop("by", "Hoa"), **more)
    return record_way(office.room, Recording("2025-Q3", given, report), at)


def way(office, report=CITY):
    return office.read(lambda desk: read_way(desk, "2025-Q3", report))


def changes(office, report=CITY):
    def read(desk):
        made = addenda.of_period(desk.connection, "2025-Q3")
        told = addenda.changes_of(desk.connection, "2025-Q3", report)
        return [(row["number"], row["unit"]) for row in made if row["report"] == report], [
            (row["number"], row["section"], row["before"], row["after"]) for row in told
        ]

    return office.read(read)


def test_steps_are_recorded_each_once_and_the_next_has_its_day(office):
    recorded = [record(office, "draft", DRAFTED), record(office, "draft", DRAFTED)]

    assert recorded == [True, False]
    assert office.verbs().count("way") == 1
    found = way(office)
    assert [step.step for step in found.steps] == ["draft"]
    assert (found.awaited.step, found.awaited.day) == ("head", date(2025, 9, 17))
    assert way(office, PARTY).awaited is None  # no document names a day for the Party committee


def test_issued_with_number_and_day_ends_the_way(office):
    record(office, "for-signature", LAID)
    record(office, "issued", AFTER, number="45/BC-UBND")

    assert way(office).issued == Step("issued", AFTER.date(), "Hoa", "45/BC-UBND")
    with pytest.raises(BadInput, match="step: ended"):
        record(office, "draft", AFTER)


def test_what_is_no_step_of_a_known_report_is_refused(office):
    with pytest.raises(BadInput, match="number: missing"):
        record(office, "issued", AFTER)
    with pytest.raises(BadInput, match="no report khac; there are: bao-cao"):
        record(office, "draft", DRAFTED, report="khac")
    given = Recording("2031-Q1", Step("draft", DRAFTED.date(), "Hoa"))
    with pytest.raises(NotFound, match="2031-Q1"):
        record_way(office.room, given, DRAFTED)
    assert way(office).steps == ()


def test_the_digest_names_the_next_step_and_later_that_it_is_not_recorded(office):
    def told(at):
        office.clock.move_to(at)
        due = [each.text for each in office.read(awaited)]
        passed = [each.text for each in office.read(lambda desk: standing(desk, []))]
        return [each for each in due + passed if "Báo cáo tổng hợp" in each]

    record(office, "draft", DRAFTED)

    assert told(DRAFTED) == [
        (
            "Báo cáo tổng hợp quý III/2025: thủ trưởng đơn vị đầu mối xem xét trong thứ Tư, "
            "ngày 17/9/2025"
        )
    ]
    assert told(LAID) == [
        "Báo cáo tổng hợp quý III/2025: chưa ghi nhận bước thủ trưởng đơn vị đầu mối xem xét"
    ]


def test_without_an_upstream_day_the_digest_speaks_of_no_step():
    plain = ReportOffice()
    plain.clock.move_to(DRAFTED)

    todo = plain.read(lambda desk: [*awaited(desk), *standing(desk, [])])

    assert not [each for each in todo if "Báo cáo tổng hợp" in each.text]
    assert not [each for each in plain.read(signs_of).asked if "Báo cáo tổng hợp" in each.text]


def test_material_before_the_leaders_have_it_makes_no_addendum(office):
    record(office, "head", DRAFTED)
    office.hand_in(ECONOMY, DRAFTED, NEW)

    assert office.draft() == 0
    assert changes(office) == ([], [])


def test_material_after_is_a_numbered_addendum_with_what_it_changes(office):
    record(office, "for-signature", LAID)
    office.hand_in(ECONOMY, AFTER, NEW)
    first = [office.draft(), office.draft()]
    office.hand_in(CULTURE, AFTER.replace(hour=4), "Kiện toàn tổ chức.")
    second = office.draft()

    numbers, told = changes(office)
    assert (first, second) == ([1, 0], 1)
    assert numbers == [(1, ECONOMY), (2, CULTURE)]
    assert told[0] == (1, "II.5.a", OLD, NEW)
    assert [(number, before, after) for number, _, before, after in told[1:]] == [
        (2, "", "Kiện toàn tổ chức.")
    ]
    assert office.verbs().count("addendum") == 2


def test_an_addendum_compares_with_the_addendum_before(office):
    record(office, "for-signature", LAID)
    for hour, words in ((3, NEW), (4, "Đã ban hành 07 văn bản.")):
        office.hand_in(ECONOMY, AFTER.replace(hour=hour), words)
        office.draft()

    _, told = changes(office)
    assert [(before, after) for *_, before, after in told] == [
        (OLD, NEW),
        (NEW, "Đã ban hành 07 văn bản."),
    ]


def test_a_nil_report_takes_the_earlier_text_away(office):
    record(office, "for-signature", LAID)
    office.hand_in(ECONOMY, AFTER)
    office.draft()

    numbers, told = changes(office)
    assert numbers == [(1, ECONOMY)]
    assert (OLD, "Phòng Kinh tế: không phát sinh.") in [tuple(each[2:]) for each in told]


def test_a_file_nobody_could_read_is_an_addendum_that_changes_no_text(office):
    record(office, "for-signature", LAID)
    office.hand_in(ECONOMY, AFTER, link="https://tailieu.tuetinh.example/a.docx")
    office.draft()

    assert changes(office) == ([(1, ECONOMY)], [])


def test_each_report_that_was_laid_has_its_own_addenda(office):
    record(office, "for-signature", LAID)
    record(office, "for-signature", LAID, report=PARTY)
    office.hand_in(ECONOMY, AFTER, NEW)

    assert office.draft() == 2
    assert changes(office, PARTY)[0] == [(1, ECONOMY)]


def test_taken_back_to_be_drafted_material_flows_in_again(office):
    record(office, "for-signature", LAID)
    record(office, "draft", AFTER)
    office.hand_in(ECONOMY, AFTER, NEW)
    between = office.draft()
    record(office, "for-signature", AFTER.replace(hour=8))

    laid = office.read(
        lambda desk: [
            row["asked"]
            for row in compilations.of_period(desk.connection, "2025-Q3")
            if row["cause"] == "laid"
        ]
    )
    assert (between, office.draft()) == (0, 0)
    assert laid == [f"{CITY} 1", f"{CITY} 3"]


def test_a_report_that_lies_before_the_leaders_is_asked_about_on_their_page(office):
    def asked(desk):
        rows = obligations.in_group(desk.connection, "bao-cao-quy/2025-Q3")
        return asked_of_leaders(desk, rows)

    before = office.read(asked)
    record(office, "for-signature", LAID)
    laid = office.read(asked)
    record(office, "signed", AFTER)

    assert before == ()
    assert laid == ("Ký báo cáo tổng hợp quý III/2025, đã trình ngày 18/9/2025",)
    assert office.read(asked) == ()
