"""The coordinator's own words: no compiling writes over them, newer material is told."""

from dataclasses import replace

import pytest

from cchc_scheduler.actions.compile_report import compile_as_given, compile_period
from cchc_scheduler.actions.erase_submission import erase_submission
from cchc_scheduler.actions.keep_text import Editing, keep_text
from cchc_scheduler.actions.read_outline import report_outlines
from cchc_scheduler.core.errors import BadInput, NotFound
from tests.actions.post_office import HOME
from tests.actions.report_office import EARLY, ECONOMY, LATER, ReportOffice

UNIT = "phong-kinh-te"
OLD = "Đã ban hành 05 văn bản."
EDITED = Editing("2025-Q3", "II.5.a", "Ban hành 05 văn bản, đúng kế hoạch.", "Hoa", UNIT)
OUTLINES = report_outlines(HOME.template_dirs())


@pytest.fixture
def office():
    made = ReportOffice()
    made.hand_in(UNIT, EARLY, OLD)
    return made


def keep(office, **changes):
    return keep_text(office.room, replace(EDITED, **changes), office.clock.now())


def compiled(office, compile_it=compile_period):
    return office.read(lambda desk: compile_it(desk, OUTLINES, "2025-Q3"))


def said(compilation, key="II.5.a", report="bao-cao-so-noi-vu"):
    section = next(each for each in compilation.report(report).sections if each.key == key)
    return [(each.kind, each.text) for each in section.passages]


def newer(compilation):
    return [each for each in compilation.findings if each.check == "newer-material"]


def test_an_edited_text_stands_in_every_later_compilation(office):
    numbers = [keep(office), keep(office)]

    found = compiled(office)

    assert numbers == [1, 0]
    assert said(found) == [("edited", EDITED.text)]
    assert newer(found) == []
    assert said(compiled(office, compile_as_given)) == [("given", OLD)]
    assert office.verbs().count("text kept") == 1


def test_newer_material_only_proposes_and_flows_into_what_nobody_edited(office):
    keep(office)
    office.hand_in(UNIT, LATER, "Đã ban hành 06 văn bản.")

    found = compiled(office)

    assert said(found) == [("edited", EDITED.text)]
    assert ("given", "Đã ban hành 06 văn bản.") in said(compiled(office, compile_as_given))
    (finding,) = newer(found)
    assert finding.where == "II.5.a"
    assert "giữ lời văn do Hoa sửa" in finding.text
    assert "lần gửi thứ 2" in finding.text


def test_an_edit_made_over_the_newer_version_is_told_of_no_more(office):
    keep(office)
    office.hand_in(UNIT, LATER, "Đã ban hành 06 văn bản.")
    keep(office, text="Ban hành 06 văn bản.")

    found = compiled(office)

    assert (said(found), newer(found)) == ([("edited", "Ban hành 06 văn bản.")], [])


def test_a_section_nobody_filled_may_be_written_as_a_whole(office):
    keep(office, section="IV.1", unit="", text="Kết quả nổi bật.")

    assert said(compiled(office), "IV.1") == [("edited", "Kết quả nổi bật.")]


@pytest.mark.parametrize(
    ("changes", "fault", "told"),
    [
        ({"section": "II.5.z"}, NotFound, "no section II.5.z; did you mean II.5"),
        ({"report": "khac"}, NotFound, "no report khac"),
        ({"unit": "phong-khac"}, NotFound, "no unit phong-khac"),
        ({"period": "2031-Q1"}, NotFound, "2031-Q1"),
        ({"text": " "}, BadInput, "its words"),
        ({"text": "x" * 100_001}, BadInput, "at most"),
        ({"text": "TUYỆT MẬT\nNội dung."}, BadInput, "state secret"),
    ],
)
def test_what_can_not_be_kept_is_refused_with_a_sentence(office, changes, fault, told):
    with pytest.raises(fault, match=told):
        keep(office, **changes)
    assert said(compiled(office)) == [("given", OLD)]


def test_erasing_the_material_erases_what_was_written_over_it(office, tmp_path):
    keep(office)

    erase_submission(office.db, tmp_path, (ECONOMY, 1), "Hoa", office.clock.now())

    assert "edited" not in {kind for kind, _ in said(compiled(office))}
