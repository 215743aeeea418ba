"""`cchc plan export`: what goes out as an annex comes back as the same plan."""

import json
from io import BytesIO
from types import SimpleNamespace
from unicodedata import normalize

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_scheduler.clock import SystemClock
from cchc_scheduler.core.annexes.directory import directory_of
from cchc_scheduler.core.annexes.reading import Asked, read_annex
from cchc_scheduler.core.phrases.reading import read
from cchc_scheduler.core.plans import StatedDeadline, Task
from cchc_scheduler.documents.annex_excel import annex_excel
from cchc_scheduler.documents.annex_word import annex_word
from cchc_scheduler.documents.plan_rows import annex_rows
from cchc_scheduler.plan.annex_file import read_paper
from cchc_scheduler.plan.reading import read_source
from tests.core.annexes.drawn import HALF_YEAR, UNITS, office

TITLE = ("PHỤ LỤC", "DANH MỤC NHIỆM VỤ", "(Kèm theo Quyết định số 5/QĐ-UBND ngày 01/7/2025)")
IDS = [unit for unit, _, _ in UNITS]
LETTERS = st.characters(categories=("Ll", "Lu", "Nd"), include_characters=" ,;:()=+-/\n\"'")
TEXT = st.text(LETTERS, max_size=80).map(lambda text: f"Rà soát {text.strip()}".strip())
DEADLINES = st.sampled_from(
    [
        "Thường xuyên",
        "Trước ngày 15/9/2025",
        "Quý IV/2025",
        "31/12/2025",
        "Tháng 12 hằng năm",
        "theo kế hoạch riêng",
        "sau khi Luật có hiệu lực",
        "=1+1",
    ]
)
TASK = st.tuples(TEXT, st.sampled_from(IDS), st.sets(st.sampled_from(IDS)), DEADLINES)
PLANS = st.lists(st.tuples(TEXT, st.lists(TASK, min_size=1, max_size=4)), min_size=1, max_size=3)


def plan_of(drawn):
    """Return what an annex is made of: areas, and tasks each with a clause of its own."""
    areas, tasks = [], []
    for number, (title, listed) in enumerate(drawn, 1):
        area = f"III.{number}"
        areas.append(SimpleNamespace(id=area, clause=area, title=squeezed(title)))
        for at, (text, lead, support, deadline) in enumerate(listed):
            kind = read(deadline, HALF_YEAR).kind
            tasks.append(
                Task(
                    f"{area}.{at}",
                    f"{area}.{at}",
                    area,
                    f"{text} {number}{at}",
                    (lead,),
                    tuple(sorted(support - {lead})),
                    StatedDeadline(deadline, kind),
                )
            )
    return SimpleNamespace(areas=areas, tasks=tasks)


def squeezed(text):
    return " ".join(normalize("NFC", text).split())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PLANS, st.sampled_from(["xlsx", "docx"]))
def test_what_goes_out_comes_back_the_same(drawn, form):
    plan, place = plan_of(drawn), office()
    rows = annex_rows(place, plan)
    names = [unit.name for unit in place.units]
    if form == "xlsx":
        content = annex_excel(TITLE, rows, names)
    else:
        content = annex_word(TITLE, rows, SystemClock().now())

    annex = read_annex(read_paper(content), Asked(directory_of(place), HALF_YEAR))

    assert annex.faults == ()
    titles = {area.id: f"{area.clause}. {area.title}" for area in plan.areas}
    assert [
        (
            titles[task.area],
            task.clause,
            squeezed(task.text),
            task.lead,
            set(task.support),
            task.deadline.text,
            task.deadline.kind,
        )
        for task in plan.tasks
    ] == [
        (
            task.section,
            task.number,
            squeezed(task.text),
            tuple(match.unit for match in task.lead),
            {match.unit for match in task.support},
            task.deadline_text,
            task.deadline.kind,
        )
        for task in annex.tasks
    ]


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_the_packaged_plan_comes_back_as_it_was(cchc, tmp_path, home, form):
    out, again = tmp_path / f"a.{form}", tmp_path / "again.yaml"

    assert cchc("plan", "export", f"--{form}", str(out)).code == 0
    answer = cchc("plan", "import", str(out), "--out", str(again), "--json")

    found, shown = json.loads(answer.out), json.loads(cchc("plan", "show", "--json").out)
    assert [(task["clause"], task["lead"], task["support"]) for task in shown["tasks"]] == [
        (task["number"], task["lead"], task["support"]) for task in found["tasks"]
    ]
    assert [squeezed(task["text"]) for task in shown["tasks"]] == [
        squeezed(task["text"]) for task in found["tasks"]
    ]
    assert [question for task in found["tasks"] for question in task["questions"]] == []
    assert again.read_text("utf-8") == (home / "config/plans/2025-h2.yaml").read_text("utf-8")


def test_the_plans_own_file_comes_back_as_the_same_document(cchc, tmp_path, home):
    out, plan = tmp_path / "2025-h2.yaml", home / "config" / "plans" / "2025-h2.yaml"

    assert cchc("plan", "export", "--yaml", str(out)).code == 0

    written, known = read_source(out), read_source(plan)
    assert (written.faults, len(written.data["areas"])) == ([], len(known.data["areas"]))
    shown = cchc("plan", "show", "--json").out
    plan.write_bytes(out.read_bytes())
    assert cchc("plan", "show", "--json").out == shown
    assert "no faults" in cchc("plan", "check").out


def test_an_empty_form_offers_the_units_and_is_no_annex_yet(cchc, tmp_path):
    out = tmp_path / "form.xlsx"

    assert cchc("plan", "export", "--xlsx", str(out), "--empty").code == 0

    book = openpyxl.load_workbook(out)
    lists = [each for each in book.active.data_validations.dataValidation if each.type == "list"]
    assert {"C5:C64", "D5:D64"} == {str(each.sqref) for each in lists}
    units = [cell.value for cell in book["Danh bạ"]["A"]]
    assert (len(units), book["Danh bạ"].sheet_state) == (5, "hidden")
    found = json.loads(cchc("plan", "import", str(out), "--json").out)
    assert [fault["kind"] for fault in found["faults"]] == ["no-tasks"]


def test_a_form_that_was_filled_in_is_an_annex(cchc, tmp_path):
    out = tmp_path / "form.xlsx"
    cchc("plan", "export", "--xlsx", str(out), "--empty")
    book = openpyxl.load_workbook(out)
    for column, value in enumerate(("1", "Rà soát", "Phòng Kinh tế", None, "Quý IV/2025"), 1):
        book.active.cell(5, column, value)
    book.save(out)

    (task,) = json.loads(cchc("plan", "import", str(out), "--json").out)["tasks"]

    assert (task["lead"], task["deadline"]["due"]) == (["phong-kinh-te"], ["2025-12-31"])


def test_the_word_file_is_laid_out_as_an_annex(cchc, tmp_path):
    out = tmp_path / "a.docx"
    cchc("plan", "export", "--docx", str(out))

    document = docx.Document(BytesIO(out.read_bytes()))
    section, (name, title, belongs) = document.sections[0], document.paragraphs[:3]

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert name.text == "Phụ lục"
    assert title.text.isupper()
    assert title.runs[0].bold
    assert belongs.text.startswith("(Kèm theo Quyết định số 362/QĐ-UBND ngày 28/7/2025")
    assert belongs.runs[0].italic
    assert "tblHeader" in document.tables[0].rows[0]._tr.xml


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "Say what to write"),
        (("--docx", "a.docx", "--empty"), "--empty with --xlsx"),
        (("--yaml", "a.yaml", "--plan", "none"), "known are 2025-h2"),
    ],
)
def test_what_makes_no_sense_is_told(cchc, options, told):
    answer = cchc("plan", "export", *options)

    assert (answer.code, told in answer.err) == (2, True)


def test_no_file_is_overwritten(cchc, tmp_path):
    out = tmp_path / "a.xlsx"
    out.write_text("mine", "utf-8")

    answer = cchc("plan", "export", "--xlsx", str(out))

    assert (answer.code, out.read_text("utf-8")) == (2, "mine")
