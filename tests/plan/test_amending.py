"""A reviewed annex in a plan: rows become tasks, and each goes on what it was before."""

import pytest

from cchc_scheduler.core.mendings import Mending
from cchc_scheduler.core.plan_reviews import Known, mended
from cchc_scheduler.plan.amending import amended
from cchc_scheduler.plan.diff import differences
from cchc_scheduler.plan.documents import Document, plan_from_document
from cchc_scheduler.plan.identities import identified
from tests.core.annexes.drawn import HALF_YEAR, HEADS, drawn, read
from tests.plan.small_home import SmallHome

UNITS = (("tong-hop", "Tổng hợp", "TH"), ("kinh-te", "Kinh tế", "KT"))
SECTION = ("I", "THỂ CHẾ", "", "", "", "")
FIRST = (
    SECTION,
    ("1", "Rà soát văn bản của xã", "Kinh tế", "", "Trước ngày 15/9/2025", ""),
    ("2", "Đối thoại với doanh nghiệp", "Tổng hợp", "", "30/11/2025", ""),
)


@pytest.fixture
def plan(tmp_path):
    """The document of a plan whose annex was not imported."""
    files, _ = SmallHome(tmp_path).read()
    return next(each for each in files.documents if each.kind == "plan")


def with_rows(document, *rows, mendings=(), past=()):
    annex = read(drawn(HEADS, *rows), units=UNITS)
    tasks = frozenset(task.id for task in plan_from_document(document.content).tasks)
    known = Known(frozenset(("tong-hop", "kinh-te")), tasks, HALF_YEAR)
    review = mended(annex, mendings, known)
    assert review.faults == ()
    return amended(document, review, past)


def tasks(document):
    return [
        (task.id, task.clause, task.text.split()[0], task.lead, str(task.deadline.last_day))
        for task in plan_from_document(document.content).tasks
    ]


def told(old, new):
    return [str(each) for each in differences({(old.kind, old.name): old}, [new])]


def test_the_first_annex_adds_its_sections_as_areas_and_leaves_the_rest(plan):
    new = with_rows(plan, *FIRST)

    assert tasks(new)[:2] == tasks(plan)
    assert tasks(new)[2:] == [
        ("PL.I.1", "PL.I.1", "Rà", ("kinh-te",), "2025-09-14"),
        ("PL.I.2", "PL.I.2", "Đối", ("tong-hop",), "2025-11-30"),
    ]
    assert new.content["annex"]["imported"] is True


def test_the_same_annex_again_changes_nothing(plan):
    first = with_rows(plan, *FIRST)

    assert with_rows(first, *FIRST) == first


def test_an_amended_annex_keeps_the_ids_of_tasks_that_moved(plan):
    first = with_rows(plan, *FIRST)

    new = with_rows(
        first,
        SECTION,
        ("1", "Tập huấn cho công chức một cửa", "Kinh tế", "", "30/10/2025", ""),
        ("2", FIRST[2][1], "Tổng hợp", "", "15/12/2025", ""),
        ("3", FIRST[1][1], "Kinh tế", "", "Trước ngày 15/9/2025", ""),
    )

    assert tasks(new)[2:] == [
        ("PL.I.1-2", "PL.I.1", "Tập", ("kinh-te",), "2025-10-30"),
        ("PL.I.2", "PL.I.2", "Đối", ("tong-hop",), "2025-12-15"),
        ("PL.I.1", "PL.I.3", "Rà", ("kinh-te",), "2025-09-14"),
    ]
    assert told(first, new) == [
        (
            "+ plan ke-hoach: tasks.PL.I.1: Tập huấn cho công chức một cửa "
            "(kinh-te; 2025-10-30 '30/10/2025')"
        ),
        (
            "~ plan ke-hoach: tasks.PL.I.2.deadline: 2025-11-30 '30/11/2025' -> "
            "2025-12-15 '15/12/2025'"
        ),
        "~ plan ke-hoach: numbers: PL.I.1 -> PL.I.3",
    ]


def test_a_task_that_left_the_annex_is_withdrawn_and_its_id_is_nobody_elses(plan):
    first = with_rows(plan, *FIRST)
    second = with_rows(first, SECTION, FIRST[2], past=[plan, first])

    third = with_rows(
        second,
        SECTION,
        ("1", "Tập huấn cho công chức một cửa", "Kinh tế", "", "30/10/2025", ""),
        FIRST[2],
        past=[plan, first, second],
    )
    back = with_rows(second, *FIRST, past=[plan, first, second])

    assert tasks(second)[2:] == [("PL.I.2", "PL.I.2", "Đối", ("tong-hop",), "2025-11-30")]
    assert [each[0] for each in tasks(third)[2:]] == ["PL.I.1-2", "PL.I.2"]
    assert tasks(back) == tasks(first)


def test_a_person_says_which_task_a_row_goes_on(plan):
    first = with_rows(plan, *FIRST)
    reworded = ("1", "Hoàn thiện thể chế", "Kinh tế", "", "Trước ngày 15/9/2025", "")

    as_new = with_rows(first, SECTION, reworded, FIRST[2])
    as_same = with_rows(
        first, SECTION, reworded, FIRST[2], mendings=[Mending("1", same_as="PL.I.1")]
    )
    apart = with_rows(first, *FIRST, mendings=[Mending("1", same_as="")])

    assert [task[0] for task in tasks(as_new)[2:]] == ["PL.I.1-2", "PL.I.2"]
    assert [task[0] for task in tasks(as_same)[2:]] == ["PL.I.1", "PL.I.2"]
    assert [task[0] for task in tasks(apart)[2:]] == ["PL.I.1-2", "PL.I.2"]


def test_parts_of_a_split_row_have_clauses_of_their_own(plan):
    split = Mending("1", parts=("Rà soát đợt 1", "Rà soát đợt 2"))

    new = with_rows(plan, *FIRST, mendings=[split])

    assert [task[1] for task in tasks(new)[2:]] == ["PL.I.1.1", "PL.I.1.2", "PL.I.2"]


def test_an_area_held_whole_under_its_own_clause_and_title_is_amended_in_place(plan):
    new = with_rows(
        plan,
        ("III.1", "Chỉ đạo", "<", "<", "<", "<"),
        ("III.1.a", "Kiểm tra", "Tổng hợp", "", "Thường xuyên", ""),
        ("III.1.b", "Lập danh mục", "Kinh tế", "", "Trước ngày 20/10/2025", ""),
    )

    assert told(plan, new) == [
        "~ plan ke-hoach: annex.imported: False -> True",
        (
            "~ plan ke-hoach: tasks.III.1.b.deadline: 2025-10-14 'trước 15/10/2025' -> "
            "2025-10-19 'Trước ngày 20/10/2025'"
        ),
    ]
    assert new.content["areas"][0]["tasks"][0] == plan.content["areas"][0]["tasks"][0]


def test_a_row_that_only_repeats_a_task_of_the_text_adds_none(plan):
    new = with_rows(plan, *FIRST, ("3", "Lập danh mục", "Kinh tế", "", "trước 15/10/2025", ""))

    assert [task[0] for task in tasks(new)] == ["III.1.a", "III.1.b", "PL.I.1", "PL.I.2"]


def renumbered(document, **clauses):
    areas = [
        {
            **area,
            "tasks": [
                {**task, "clause": clauses.get(task["text"], task["clause"])}
                for task in area["tasks"]
            ],
        }
        for area in document.content["areas"]
    ]
    return Document(document.kind, document.name, {**document.content, "areas": areas})


def test_a_file_whose_tasks_are_renumbered_keeps_their_ids(plan):
    new = renumbered(plan, **{"Kiểm tra": "III.1.b", "Lập danh mục": "III.1.a"})

    found = identified(new, plan, [plan])

    assert [task[:2] for task in tasks(found)] == [("III.1.a", "III.1.b"), ("III.1.b", "III.1.a")]
    assert told(plan, found) == ["~ plan ke-hoach: numbers: III.1.a, III.1.b -> III.1.b, III.1.a"]
    assert identified(new, found, [plan, found]) == found
    assert identified(plan, plan, [plan]) == plan


def test_other_documents_have_no_ids():
    office = Document("office", "office", {"name": "An Bình"})

    assert identified(office, office, []) is office
