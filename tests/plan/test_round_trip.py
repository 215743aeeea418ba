"""A plan that goes out comes in as the same plan, also where several units lead and support."""

import json
from unicodedata import normalize

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_scheduler.clock import SystemClock
from cchc_scheduler.core.annexes.directory import directory_of
from cchc_scheduler.core.annexes.reading import Asked, read_annex
from cchc_scheduler.core.phrases.reading import read
from cchc_scheduler.documents.annex_excel import annex_excel
from cchc_scheduler.documents.annex_word import annex_word
from cchc_scheduler.documents.annex_words import question_words
from cchc_scheduler.documents.plan_rows import annex_rows, annex_title
from cchc_scheduler.plan.annex_file import read_paper
from cchc_scheduler.plan.annex_proposal import with_annex
from cchc_scheduler.plan.plan_file import PlanFile
from cchc_scheduler.plan.plan_text import yaml_text
from cchc_scheduler.plan.reading import read_source
from tests.core.annexes.drawn import HALF_YEAR, UNITS, office
from tests.plan.small_home import PLAN

IDS = [unit for unit, _, _ in UNITS]
LOOKALIKES = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ð": "đ"})  # a file refuses them
LETTERS = st.characters(categories=("Ll", "Lu", "Nd"), include_characters=" ,;:()-/\"'")
TEXT = st.text(LETTERS, max_size=60).map(
    lambda text: " ".join(normalize("NFC", f"Rà soát {text}").translate(LOOKALIKES).split())
)
DEADLINES = st.sampled_from(
    ["Thường xuyên", "Trước ngày 15/9/2025", "Quý IV/2025", "31/12/2025", "Tháng 12 hằng năm"]
)
UNITS_DRAWN = st.lists(st.sampled_from(IDS), min_size=1, max_size=len(IDS), unique=True)
TASK = st.tuples(TEXT, UNITS_DRAWN, st.integers(1, len(IDS)), DEADLINES)
DRAWN = st.lists(st.tuples(TEXT, st.lists(TASK, min_size=1, max_size=4)), min_size=1, max_size=3)


def plan_of(folder, drawn):
    """Return a plan's file with these areas; the first units of each task lead, others support."""
    path = folder / "plan.yaml"
    path.write_text(PLAN, "utf-8")
    content = PlanFile.model_validate_json(json.dumps(read_source(path).data)).document()
    content["areas"] = [
        {
            "clause": f"III.{number}",
            "title": title,
            "lead": [],
            "lead_clause": f"III.{number}",
            "tasks": [task_of(f"III.{number}.{at}", *each) for at, each in enumerate(tasks)],
        }
        for number, (title, tasks) in enumerate(drawn, 1)
    ]
    return PlanFile.model_validate_json(json.dumps(content))


def task_of(clause, text, units, leads, deadline):
    understood = read(deadline, HALF_YEAR)
    once = understood.kind == "once"
    return {
        "clause": clause,
        "text": f"{text} {clause}",
        "lead": units[:leads],
        "support": units[leads:],
        "deadline": {
            "text": deadline,
            "kind": understood.kind,
            "bound": understood.bound if once else None,
            "last_day": understood.due[0].isoformat() if once else None,
        },
    }


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(DRAWN, st.sampled_from(["xlsx", "docx"]))
def test_an_annex_that_went_out_changes_nothing_of_its_plan(tmp_path_factory, drawn, form):
    file = plan_of(tmp_path_factory.mktemp("plan"), drawn)
    plan, place, base = file.value(), office(), yaml_text(file.document())
    rows, title = annex_rows(place, plan), annex_title(plan)
    names = [unit.name for unit in place.units]
    if form == "xlsx":
        content = annex_excel(title, rows, names)
    else:
        content = annex_word(title, rows, SystemClock().now())

    annex = read_annex(read_paper(content), Asked(directory_of(place), HALF_YEAR))

    assert annex.faults == ()
    for task, back in zip(plan.tasks, annex.tasks, strict=True):
        assert tuple(match.unit for match in back.lead) == task.lead[:1]
        found = [match.unit for match in back.support]
        assert found == [*task.lead[1:], *task.support]
        asked = {question.kind for question in back.questions}
        assert ("several-leads" in asked) == (len(task.lead) > 1)
    assert with_annex(base, plan, annex, question_words) == base


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(DRAWN)
def test_a_plans_file_that_went_out_is_the_same_document(tmp_path_factory, drawn):
    folder = tmp_path_factory.mktemp("plan")
    file = plan_of(folder, drawn)
    out = folder / "out.yaml"

    out.write_text(yaml_text(file.document()), "utf-8")

    source = read_source(out)
    assert source.faults == []
    again = PlanFile.model_validate_json(json.dumps(source.data))
    assert (again.document(), again.value()) == (file.document(), file.value())
