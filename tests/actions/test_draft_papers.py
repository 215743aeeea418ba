"""Papers for signature, drafted from the record."""

import asyncio
from datetime import UTC, date, datetime

import pytest

from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.draft_papers import (
    draft_apology,
    draft_request,
    draft_thanks,
)
from cchc_scheduler.actions.raise_matter import Raised, raise_matter
from cchc_scheduler.actions.record_submission import Handed, record_submission
from cchc_scheduler.actions.write_paper import Asked, draft, write_paper
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.matters import Raising
from cchc_scheduler.core.reports import Signature
from cchc_scheduler.documents.official_papers import Mistake
from tests.actions.post_office import HOME, LATE_1, OPENING, REMIND_1, PostOffice
from tests.actions.report_office import EARLY, UNITS, ReportOffice
from tests.mail.scripted import ScriptedServer

ECONOMY = "phong-kinh-te"
AFTER = datetime(2025, 9, 16, 2, 0, tzinfo=UTC)  # Tuesday 09:00 at the office


def request(office, *, by_office=False, **more):
    known = {"asked_by": None, "signer": None, **more}
    return office.read(lambda desk: draft_request(desk, "2025-Q3", by_office=by_office, **known))


def apology(office, unit):
    with office.db.work() as connection:
        desk = desk_at(connection, office.records, office.outbox, office.clock.now())
        return draft_apology(desk, "2025-Q3", unit)


def elsewhere(office, unit, at, came, number):
    """A unit's paper that came through the document system, recorded at a later time."""
    handed = Handed(
        obligation=f"bao-cao-quy/2025-Q3/{unit}",
        kind="elsewhere",
        carrier=f"paper {unit}",
        by="Văn thư",
        recorded_by="coordinator",
        number=number,
        document_day=came.date(),
        handed_in_at=came,
    )
    office.clock.move_to(at)
    record_submission(office.db, office.records, office.outbox, handed, at)


@pytest.fixture
def office():
    return ReportOffice()


def test_the_request_names_who_is_missing_in_the_plans_order(office):
    office.hand_in(UNITS[0], EARLY)
    office.hand_in(UNITS[3], EARLY)
    office.clock.move_to(AFTER)

    paper = request(office, asked_by=date(2025, 9, 17))

    assert paper.addressees == (
        "Văn phòng HĐND-UBND xã",
        "Phòng Kinh tế",
        "Trung tâm Văn hóa, Thể thao và truyền thông",
    )
    assert (paper.standing.received, paper.standing.expected) == (2, 5)
    assert paper.standing.due == "trước ngày 10/9/2025"
    assert paper.signature == Signature(("TRƯỞNG PHÒNG",))
    assert paper.letterhead.issuer == ("PHÒNG VĂN HÓA-XÃ HỘI",)
    assert paper.letterhead.parent == ("ỦY BAN NHÂN DÂN", "XÃ TUỆ TĨNH")
    assert paper.asked_by == date(2025, 9, 17)
    assert paper.annexes == ()


def test_the_offices_request_has_the_list_with_what_was_agreed(office):
    office.clock.move_to(AFTER)

    paper = request(office, by_office=True)

    assert paper.letterhead.issuer == ("ỦY BAN NHÂN DÂN", "XÃ TUỆ TĨNH")
    (annex,) = paper.annexes
    assert [line.cells[0:2] for line in annex.lines][:2] == [
        ("1", "Phòng Văn hóa-Xã hội"),
        ("2", "Văn phòng HĐND-UBND xã"),
    ]
    assert annex.lines[2].cells[3:] == ("trước ngày 10/9/2025", "", "")
    assert "khoản 6 Mục III" in annex.lines[2].cells[2]
    assert annex.note == "Dữ liệu tính đến 09 giờ 00 ngày 16/9/2025."


def test_the_line_of_the_signer_follows_who_is_there(office):
    chair = request(office, by_office=True)  # the sample office names no vice chair in charge
    vice = request(office, by_office=True, signer="vice-chair")
    chief = request(office, by_office=True, signer="office-chief")

    assert chair.signature.lines == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert vice.signature.lines == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert chief.signature.lines == ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")
    assert (chief.by_order, chief.chief) == (True, "Văn phòng HĐND-UBND xã")


def test_when_all_have_come_there_is_thanks_and_no_request(office):
    for unit in UNITS:
        office.hand_in(unit, EARLY)

    paper = office.read(lambda desk: draft_thanks(desk, "2025-Q3"))

    assert paper.addressees[0] == "Phòng Văn hóa-Xã hội"
    assert len(paper.addressees) == 5
    with pytest.raises(NotFound, match="no one to ask"):
        request(office)


def test_there_is_no_thanks_while_a_report_is_missing(office):
    for unit in UNITS[:4]:
        office.hand_in(unit, EARLY)

    with pytest.raises(NotFound, match="missing: Trung tâm Văn hóa"):
        office.read(lambda desk: draft_thanks(desk, "2025-Q3"))


def test_the_apology_names_the_day_of_the_wrong_letter_and_of_the_paper():
    office = PostOffice()

    async def story():
        async with ScriptedServer() as server:
            office.connect(server.port)
            for at in (OPENING, REMIND_1, LATE_1):
                office.tick(at)
                await office.deliver(at)

    asyncio.run(story())
    came = datetime(2025, 9, 8, 8, 0, tzinfo=UTC)
    elsewhere(office, ECONOMY, AFTER, came, "12/BC-PKT")

    paper = apology(office, ECONOMY)

    assert paper.addressees == ("Phòng Kinh tế",)
    assert paper.mistake == Mistake(
        unit="Phòng Kinh tế",
        letter_day=date(2025, 9, 10),
        handed_in_day=date(2025, 9, 8),
        number="12/BC-PKT",
    )


def test_an_apology_for_which_there_is_no_letter_leaves_its_day_to_the_signer(office):
    office.hand_in(ECONOMY, EARLY)

    assert apology(office, ECONOMY).mistake.letter_day is None


def test_there_is_no_apology_for_a_report_that_came_late_or_not_at_all(office):
    office.hand_in(ECONOMY, AFTER)

    with pytest.raises(BadInput, match="did not come in time"):
        apology(office, ECONOMY)
    with pytest.raises(NotFound, match="handed nothing in"):
        apology(office, UNITS[0])
    with pytest.raises(NotFound, match="phong-la owes no report"):
        apology(office, "phong-la")


def test_the_slip_sums_up_the_report_to_the_city(office):
    office.hand_in(ECONOMY, EARLY, words="Thu ngân sách đạt kết quả.")
    office.clock.move_to(AFTER)

    paper = office.read(
        lambda desk: draft(desk, Asked("phieu-trinh", "2025-Q3"), HOME.template_dirs())
    )

    assert paper.slip.leader == "Chủ tịch Ủy ban nhân dân xã"
    assert paper.slip.upstream_day is None
    assert any(each.startswith("Mục I.1 ") for each in paper.slip.unfinished)
    assert (paper.standing.received, paper.standing.expected) == (1, 5)


def test_the_submission_lists_what_units_proposed_to_change_in_the_plan(office):
    def submission():
        asked = Asked("to-trinh", "2025-Q3")
        return office.read(lambda desk: draft(desk, asked, HOME.template_dirs()))

    with pytest.raises(NotFound, match="nothing to submit"):
        submission()
    raising = Raising("plan-change", "Bổ sung nhiệm vụ số hóa hồ sơ lưu trữ", "Nguyễn Thị Hoa")
    told = Raised(f"bao-cao-quy/2025-Q3/{ECONOMY}", "form-1", raising)
    raise_matter(office.db, office.records, office.outbox, told, EARLY)

    paper = submission()

    assert paper.addressees == ("Ủy ban nhân dân xã Tuệ Tĩnh",)
    assert (paper.proposed, paper.signature.lines) == (1, ("TRƯỞNG PHÒNG",))
    assert paper.annexes[0].lines[0].cells[1:4] == (
        "Phòng Kinh tế",
        "Bổ sung nhiệm vụ số hóa hồ sơ lưu trữ",
        f"{EARLY:%d}/9/2025",
    )


def test_a_paper_stands_in_its_folder_and_an_edited_one_stays(office, tmp_path):
    paper = request(office)

    def write():
        return write_paper(paper, "2025-Q3", tmp_path, HOME.template_dirs(), AFTER)

    first = write()
    assert first.path == tmp_path / "don-doc-a-2025-Q3.docx"
    assert write().path == first.path
    first.path.write_bytes(b"edited by somebody")
    beside = write()

    assert first.path.read_bytes() == b"edited by somebody"
    assert beside.path != first.path


def test_an_unknown_period_is_a_sentence(office):
    with pytest.raises(BadInput, match="2025-Q3"):
        office.read(
            lambda desk: draft_request(desk, "quý 3", by_office=False, asked_by=None, signer=None)
        )
    with pytest.raises(NotFound, match="No report is owed for 2024-Q3"):
        office.read(
            lambda desk: draft_request(desk, "2024-Q3", by_office=False, asked_by=None, signer=None)
        )
