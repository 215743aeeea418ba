"""Outlines of compiled reports and annexes: every fault by file and line, and the shipped ones."""

from dataclasses import replace
from pathlib import Path

import pytest

from cchc_scheduler.core.report_outlines import CELLS
from cchc_scheduler.home import find_home, make_home
from cchc_scheduler.plan.home_files import read_home_files
from cchc_scheduler.service import home_paths, office_files

UNIT = """\
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
figures:
  - {id: kinh-phi, row: "3-1", clause: II.1, title: "Chi", measure: "đồng", providers: [kinh-te]}
"""
REPORT = """\
id: bao-cao
report: upward
title: {period: "Kết quả {ky}", year: "Kết quả {ky} {nam_sau}"}
speaker: office
symbol: "/BC-UBND"
addressees: ["Sở Nội vụ"]
opening:
  - {text: "{co_quan} báo cáo"}
sections:
  - id: I
    title: "Chỉ đạo"
    clauses: [III.1, V.2.b]
    units: [tong-hop]
    sections:
      - id: I.1
        title: "Kiểm tra"
        clauses: [III.1.a]
        support: [kinh-te]
        questions: [ton-tai]
        figures: [kinh-phi]
        annexes: [so-lieu]
annexes: [so-lieu]
recipients: ["Như trên"]
signature: ["CHỦ TỊCH"]
"""
ANNEXES = """\
id: phu-luc
annexes:
  - id: so-lieu
    number: "I"
    title: "Số liệu"
    table: figures
    clauses: [II.1]
    rows: "3-"
    columns:
      - {id: tt, title: "TT", share: 5, outside: true}
      - {id: trong-ky, title: "Trong kỳ", share: 5, align: right, outside: true}
    groups:
      - {number: "1", title: "Chung", also: [{row: "1.1", figure: kinh-phi}]}
rules:
  - {rule: at-most, whole: kinh-phi, parts: [kinh-phi]}
"""


def faults(home, **texts):
    told = {"mau.yaml": UNIT, "bao-cao.yaml": REPORT, "phu-luc.yaml": ANNEXES, **texts}
    for name, text in told.items():
        home.put(f"outlines/{name}", text)
    outlines = tuple(sorted((home.root / "outlines").glob("*.yaml")))
    files, found = read_home_files(replace(home.paths, outlines=outlines))
    assert (files is None) == bool(found)
    return [str(fault) for fault in found]


def test_good_outlines_have_no_faults(home):
    assert faults(home) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "        clauses: [III.1.a]\n",
            "",
            "outlines/bao-cao.yaml:15: sections.0.sections.0.clauses: is missing",
        ),
        (
            "clauses: [III.1.a]",
            "clauses: []",
            (
                "outlines/bao-cao.yaml:17: sections.0.sections.0.clauses: "
                "is empty; name at least one"
            ),
        ),
        (
            "clauses: [III.1.a]",
            "clauses: [III.1.aa]",
            (
                "outlines/bao-cao.yaml:17: sections.0.sections.0.clauses.0: 'III.1.aa' is a clause "
                "that no plan holds; did you mean 'III.1.a'?"
            ),
        ),
        (
            "units: [tong-hop]",
            "units: [tong-hopp]",
            (
                "outlines/bao-cao.yaml:13: sections.0.units.0: 'tong-hopp' is no unit; "
                "did you mean 'tong-hop'?"
            ),
        ),
        (
            "questions: [ton-tai]",
            "questions: [ton-tia]",
            (
                "outlines/bao-cao.yaml:19: sections.0.sections.0.questions.0: 'ton-tia' is no "
                "question of the form; did you mean 'ton-tai'?"
            ),
        ),
        (
            "figures: [kinh-phi]",
            "figures: [kinh-phí]",
            (
                "outlines/bao-cao.yaml:20: sections.0.sections.0.figures.0: 'kinh-phí' is no id; "
                "use small letters a-z, digits and single dashes"
            ),
        ),
        (
            "annexes: [so-lieu]\nrecipients",
            "annexes: [so-lieuu]\nrecipients",
            (
                "outlines/bao-cao.yaml:22: annexes.0: 'so-lieuu' is no annex; "
                "did you mean 'so-lieu'?"
            ),
        ),
        (
            "id: I.1",
            "id: I",
            (
                "outlines/bao-cao.yaml:15: sections.0.sections.0.id: 'I' stands twice; "
                "first on line 10"
            ),
        ),
        (
            "{co_quan}",
            "{co_qan}",
            "outlines/bao-cao.yaml:8: opening.0.text: has {co_qan}; only ky, nam, nam_sau",
        ),
        (
            "speaker: office",
            "speeker: office",
            "outlines/bao-cao.yaml:4: speeker: is an unknown key; did you mean 'speaker'?",
        ),
        (
            "report: upward",
            "reprot: upward",
            "outlines/bao-cao.yaml:2: reprot: is an unknown key; did you mean 'report'?",
        ),
        (
            "speaker: office",
            "speaker: ofice",
            (
                "outlines/bao-cao.yaml:4: speaker: 'ofice' is not one of office, coordinator; "
                "did you mean 'office'?"
            ),
        ),
    ],
)
def test_each_fault_of_a_report_is_told_by_file_and_line(home, old, new, told):
    assert REPORT.count(old) == 1

    found = faults(home, **{"bao-cao.yaml": REPORT.replace(old, new)})

    assert any(each.startswith(told) for each in found), found


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "{id: trong-ky,",
            "{id: trong-kỳ,",
            "outlines/phu-luc.yaml:11: annexes.0.columns.1.id: 'trong-kỳ' is no id",
        ),
        (
            "{id: trong-ky,",
            "{id: trong-kyy,",
            (
                "outlines/phu-luc.yaml:11: annexes.0.columns.1.id: 'trong-kyy' is no column of "
                "table figures; did you mean 'trong-ky'?"
            ),
        ),
        (
            "figure: kinh-phi",
            "figure: kinh-ph",
            (
                "outlines/phu-luc.yaml:13: annexes.0.groups.0.also.0.figure: 'kinh-ph' is no "
                "figure of the form; did you mean 'kinh-phi'?"
            ),
        ),
        (
            "parts: [kinh-phi]",
            "parts: [chi]",
            "outlines/phu-luc.yaml:15: rules.0.parts.0: 'chi' is no figure of the form",
        ),
        (
            "share: 5, outside: true}\n      - {id: trong",
            "share: 0, outside: true}\n      - {id: trong",
            "outlines/phu-luc.yaml:10: annexes.0.columns.0.share: ",
        ),
        (
            "    clauses: [II.1]\n",
            "",
            "outlines/phu-luc.yaml:3: annexes.0.clauses: is missing",
        ),
        (
            "table: figures",
            "table: figure",
            "outlines/phu-luc.yaml:6: annexes.0.table: 'figure' is not one of ",
        ),
    ],
)
def test_each_fault_of_an_annex_is_told_by_file_and_line(home, old, new, told):
    assert ANNEXES.count(old) == 1

    found = faults(home, **{"phu-luc.yaml": ANNEXES.replace(old, new)})

    assert any(each.startswith(told) for each in found), found


def test_two_outlines_with_one_id_are_refused(home):
    found = faults(home, **{"thanh-pho.yaml": REPORT})

    assert found == [
        (
            "outlines/thanh-pho.yaml:1: id: 'bao-cao' is the id of outlines/bao-cao.yaml too; "
            "give each outline its own"
        )
    ]


def test_an_annex_of_two_files_is_refused(home):
    found = faults(home, **{"rieng.yaml": ANNEXES.replace("id: phu-luc\n", "id: rieng\n")})

    assert found == [
        (
            "outlines/rieng.yaml:3: annexes.0.id: 'so-lieu' is an annex of outlines/phu-luc.yaml "
            "too; give each its own id"
        )
    ]


def test_the_shipped_outlines_cover_every_clause_of_the_plan(tmp_path):
    files = office_files(find_home(None))
    plan = files.plans[-1]
    upward = next(each for each in files.reports if each.kind == "upward")
    named = {clause for section in upward.walk() for clause in section.clauses}

    tasks = {task.clause for task in plan.tasks} - named
    duties = {duty.clause for duty in plan.duties} - named
    assert tasks == set()
    assert duties == set()
    assert {target.clause for target in plan.targets} <= {
        use.clause for annex in files.annexes for use in annex.targets
    }


def test_the_shipped_annexes_are_the_ten_and_print_fewer_columns_outside():
    files = office_files(find_home(None))

    assert [each.number for each in files.annexes] == [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"
    ]  # fmt: skip
    for annex in files.annexes:
        assert 0 < len(annex.shown(outside=True)) < len(annex.columns)
    assert {each.table for each in files.annexes} | {"hand-ins", "evidence"} == set(CELLS)


def test_a_homes_own_outline_stands_before_the_packaged_one_and_is_held_to_its_office(tmp_path):
    make_home(tmp_path, "k" * 43)
    folder = tmp_path / "templates" / "vi" / "documents" / "outlines"
    for path in folder.glob("*.yaml"):
        if path.name != "bao-cao-dang-uy.yaml":
            path.unlink()
    mine = folder / "bao-cao-dang-uy.yaml"
    mine.write_text(mine.read_text().replace("[phong-kinh-te]", "[phong-kinh-te-khac]"))

    files, found = read_home_files(home_paths(find_home(Path(tmp_path))))

    assert files is None
    assert [str(fault).partition(": ")[2] for fault in found] == [
        (
            "sections.1.sections.4.units.0: 'phong-kinh-te-khac' is no unit; "
            "did you mean 'phong-kinh-te'?"
        )
    ]
