"""Outlines of reports: every fault by file and line, and the one that is shipped."""

from dataclasses import replace

import pytest

from cchc_scheduler.core.outlines import form_of
from cchc_scheduler.home import find_home
from cchc_scheduler.plan.home_files import read_home_files
from cchc_scheduler.service import office_files

OUTLINE = """\
id: mau
title: "Kết quả"
states:
  - {id: ongoing, text: "Thường xuyên", continuous: true}
parts:
  - {id: ket-qua, title: "Kết quả", kind: results}
  - {id: so-lieu, title: "Số liệu", kind: figures}
  - id: chung
    title: "Chung"
    kind: questions
    questions:
      - {id: ton-tai, clause: I.2, title: "Tồn tại"}
      - {id: khac-phuc, clause: I.2, title: "Khắc phục", looks_back: ton-tai}
figures:
  - {id: kinh-phi, row: "3-1", clause: II.1, title: "Chi", measure: "đồng", providers: [kinh-te]}
support:
  - {clause: III.1.a, units: [kinh-te]}
"""


def faults(home, text=OUTLINE, more=()):
    home.put("outlines/mau.yaml", text)
    for name, other in more:
        home.put(f"outlines/{name}", other)
    outlines = tuple(sorted((home.root / "outlines").glob("*.yaml")))
    files, found = read_home_files(replace(home.paths, outlines=outlines))
    assert (files is None) == bool(found)
    return [str(fault) for fault in found]


def test_a_good_outline_has_no_faults(home):
    assert faults(home) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "[kinh-te]}\nsupport",
            "[kinh-tee]}\nsupport",
            (
                "outlines/mau.yaml:15: figures.0.providers.0: 'kinh-tee' is no unit; "
                "did you mean 'kinh-te'?"
            ),
        ),
        (
            "clause: II.1",
            "clause: II.11",
            (
                "outlines/mau.yaml:15: figures.0.clause: 'II.11' is a clause that no plan holds; "
                "did you mean 'II.1'?"
            ),
        ),
        (
            "{clause: III.1.a, ",
            "{",
            "outlines/mau.yaml:17: support.0.clause: is missing",
        ),
        (
            "looks_back: ton-tai",
            "looks_back: ton-tia",
            (
                "outlines/mau.yaml:13: parts.2.questions.1.looks_back: 'ton-tia' is no question of "
                "this outline; did you mean 'ton-tai'?"
            ),
        ),
        (
            "id: khac-phuc",
            "id: ton-tai",
            (
                "outlines/mau.yaml:13: parts.2.questions.1.id: 'ton-tai' stands twice; "
                "first on line 12"
            ),
        ),
        (
            "id: kinh-phi",
            "id: ton-tai",
            "outlines/mau.yaml:15: figures.0.id: 'ton-tai' stands twice; first on line 12",
        ),
        (
            "kind: results",
            "kind: result",
            (
                "outlines/mau.yaml:6: parts.0.kind: 'result' is not one of about, results, "
                "figures, questions; did you mean 'results'?"
            ),
        ),
        (
            '  - {id: so-lieu, title: "Số liệu", kind: figures}\n',
            "",
            "outlines/mau.yaml:13: figures: are printed nowhere; add a part of kind figures",
        ),
        (
            "kind: figures",
            "kind: questions",
            "outlines/mau.yaml:7: parts.1: asks nothing; give it questions",
        ),
        (
            "kind: questions",
            "kind: results",
            "outlines/mau.yaml:5: parts: hold more than one part of kind results",
        ),
        (
            'measure: "đồng"',
            'measure: "đồng", decimals: 9',
            "outlines/mau.yaml:15: figures.0.decimals: '9' must be at most 4",
        ),
    ],
)
def test_each_fault_is_told_by_file_and_line(home, old, new, told):
    assert OUTLINE.count(old) == 1

    assert told in faults(home, OUTLINE.replace(old, new))


def test_two_outlines_with_one_id_are_told(home):
    found = faults(home, more=[("thanh-pho.yaml", OUTLINE)])

    assert found == [
        (
            "outlines/thanh-pho.yaml:1: id: 'mau' is the id of outlines/mau.yaml too; "
            "give each outline its own"
        )
    ]


@pytest.fixture(scope="module")
def shipped():
    return office_files(find_home(None))


def test_the_shipped_outline_asks_every_unit_about_its_own_clauses(shipped):
    (outline,), plan = shipped.outlines, shipped.plans[-1]
    forms = {unit.id: form_of(outline, plan, unit.id) for unit in shipped.office.units}

    results = {
        unit: [field.key for field in form.fields if field.kind == "result"]
        for unit, form in forms.items()
    }
    assert results["trung-tam-van-hoa-the-thao-va-truyen-thong"] == [
        "V.2.đ.1",
        "V.2.đ.2",
        "V.2.đ.3",
    ]
    assert results["van-phong-hdnd-ubnd"] == ["III.1.b", "III.2.a", "III.2.b", "III.2.c"]
    assert results["phong-kinh-te"][3:5] == ["III.6.d/1", "III.6.d/2"]


def test_every_clause_of_the_plan_is_asked_of_somebody(shipped):
    (outline,), plan = shipped.outlines, shipped.plans[-1]
    forms = [form_of(outline, plan, unit.id) for unit in shipped.office.units]

    asked = {clause for form in forms for field in form.fields for clause in field.clauses}
    leads = {each.lead_clause for each in (*plan.areas, *plan.tasks)}
    tasks = {task.clause for task in plan.tasks}
    duties = {duty.clause for duty in plan.duties}
    assert tasks - {clause.partition("/")[0] for clause in asked} == set()
    assert duties - asked - leads == set()


def test_names_of_fields_stay_apart_in_plain_letters(shipped):
    (outline,), plan = shipped.outlines, shipped.plans[-1]
    for unit in shipped.office.units:
        names = [field.slug for field in form_of(outline, plan, unit.id).fields]
        assert len(names) == len(set(names))
        assert all(name.isascii() and len(name) <= 34 for name in names)
