"""`cchc plan diff|apply|undo` of an annex: shown before it is in force, and taken back."""

import json

import pytest

from tests.plan.annexes import HEADS, excel, row, word

OWN = "(Kèm theo Quyết định số 362/QĐ-UBND ngày 28/7/2025 của Chủ tịch UBND xã)"
SECTION = ("I", "CẢI CÁCH THỂ CHẾ", "", "", "", "")
ROWS = (
    HEADS,
    SECTION,
    row("1", "Rà soát văn bản của xã", deadline="Trước ngày 15/10/2025"),
    row("2", "Đối thoại với doanh nghiệp", lead="TTPVHCC", deadline="28/11/2025"),
)
TASK = "PL.I.1/2025-Q4/phong-kinh-te"


@pytest.fixture
def annex(tmp_path):
    """Return a way to write an annex; its first version has two clear tasks."""

    def write(*rows, name="phu-luc.docx"):
        path = tmp_path / name
        path.write_bytes(word(rows or ROWS, lines=("PHỤ LỤC", OWN)))
        return str(path)

    return write


def test_an_annex_is_shown_and_only_then_in_force(cchc, season, annex):
    shown = json.loads(cchc("plan", "diff", annex(), "--json").out)
    again = json.loads(cchc("plan", "diff", annex(), "--json").out)
    applied = cchc("plan", "apply", annex(), "--yes")
    plan = json.loads(cchc("plan", "show", "--applied", "--json").out)

    assert shown == again
    assert [(each["effect"], each["obligation"]) for each in shown["effects"]] == [
        ("made", TASK),
        ("made", "PL.I.2/2025-Q4/trung-tam-phuc-vu-hanh-chinh-cong"),
    ]
    assert next(line.split()[2:4] for line in shown["new"] if TASK in line) == ["opening", TASK]
    assert "\n1 documents applied\n" in applied.out
    assert [task["id"] for task in plan["tasks"][-2:]] == ["PL.I.1", "PL.I.2"]
    assert plan["annex"]["imported"] is True


def test_the_same_annex_again_says_that_nothing_differs(cchc, season, annex):
    cchc("plan", "apply", annex(), "--yes")

    answer = cchc("plan", "apply", annex(), "--yes")

    assert (answer.code, answer.out) == (0, "nothing differs from what is in force\n")


def test_an_amended_annex_is_told_by_what_it_says_and_not_by_its_numbers(cchc, season, annex):
    cchc("plan", "apply", annex(), "--yes")
    amended = annex(
        HEADS,
        SECTION,
        row("1", "Tập huấn kỹ năng số cho công chức", deadline="30/10/2025"),
        row("2", "Rà soát văn bản của xã", deadline="Trước ngày 25/10/2025"),
    )

    lines = cchc("plan", "diff", amended).out.splitlines()

    assert lines[: lines.index("coming letters:")] == [
        (
            "+ plan 2025-h2: tasks.PL.I.1: Tập huấn kỹ năng số cho công chức "
            "(phong-kinh-te; 2025-10-30 '30/10/2025')"
        ),
        (
            "~ plan 2025-h2: tasks.PL.I.2.deadline: 2025-10-14 'Trước ngày 15/10/2025' -> "
            "2025-10-24 'Trước ngày 25/10/2025'"
        ),
        (
            "- plan 2025-h2: tasks.PL.I.2: Đối thoại với doanh nghiệp "
            "(trung-tam-phuc-vu-hanh-chinh-cong; 2025-11-28 '28/11/2025')"
        ),
        "~ plan 2025-h2: numbers: PL.I.1 -> PL.I.2",
        "what is owed:",
        "  made         PL.I.1-2/2025-Q4/phong-kinh-te  2025-10-30; next letter 2025-10-09 07:30",
        f"  moved        {TASK}  2025-10-14 -> 2025-10-24; next letter 2025-10-03 07:30",
        ("  withdrawn    PL.I.2/2025-Q4/trung-tam-phuc-vu-hanh-chinh-cong  2025-11-28"),
        "told once:",
        (
            "  dau-moi-kinhte <kinhte@tuetinh.example>: [CCHC] Phòng Kinh tế: thay đổi thời hạn "
            "theo Kế hoạch đã điều chỉnh"
        ),
    ]


def test_open_questions_are_refused_with_their_places_and_answered_in_a_file(
    cchc, season, annex, tmp_path
):
    unclear = annex(
        HEADS,
        SECTION,
        row("1", "Rà soát văn bản của xã", lead="Trạm Y tế", deadline="Trước ngày 31/6/2025"),
        row("2", "Đối thoại với doanh nghiệp", lead="TTPVHCC", deadline="28/11/2025"),
    )
    mendings = tmp_path / "mend.yaml"
    mendings.write_text(
        'rows:\n  - {row: "1", lead: phong-kinh-te, last_day: 2025-10-14}\n'
        '  - {row: "2", leave_out: true}\n',
        "utf-8",
    )

    refused = cchc("plan", "apply", unclear, "--yes")
    mended = cchc("plan", "apply", unclear, "--mend", str(mendings), "--yes")

    told = refused.err.splitlines()
    assert refused.code == 2
    assert told[0] == "cchc: 2 points are to be settled first:"
    assert told[1].startswith("row 1: bảng 1, dòng 3, cột 3: Cơ quan chủ trì “Trạm Y tế”")
    assert told[2].endswith(
        "[deadline] -> give `deadline` (its words) or `last_day`, or `confirm: [deadline]`"
    )
    assert mended.code == 0
    assert f"  made         {TASK}  2025-10-14" in mended.out
    assert "PL.I.2" not in mended.out


def test_a_faulty_file_of_mendings_is_refused_line_by_line(cchc, season, annex, tmp_path):
    mendings = tmp_path / "mend.yaml"
    mendings.write_text(
        'rows:\n  - {row: "1", led: phong-kinh-te}\n  - {row: "1", last_day: 2025-02-30}\n'
        "  - {row: x}\n",
        "utf-8",
    )

    answer = cchc("plan", "diff", annex(), "--mend", str(mendings))

    assert answer.code == 2
    assert answer.err.splitlines() == [
        "cchc: The file of mendings has 4 faults:",
        "mend.yaml:2: rows.0.led: is an unknown key; did you mean 'lead'?",
        (
            "mend.yaml:3: rows.1.last_day: '2025-02-30' is no day of the calendar; "
            "write it as 2025-09-09"
        ),
        "mend.yaml:3: rows.1.row: '1' stands twice; first on line 2",
        "mend.yaml:4: rows.2.row: 'x' is no number of a row; write it as 5, or 5/2 for a part",
    ]


def test_a_mending_of_no_row_or_unit_is_refused(cchc, season, annex, tmp_path):
    mendings = tmp_path / "mend.yaml"
    mendings.write_text('rows:\n  - {row: "9", lead: tram-y-te}\n', "utf-8")

    answer = cchc("plan", "diff", annex(), "--mend", str(mendings))

    assert (answer.code, answer.err.splitlines()[1:]) == (
        2,
        [
            "row 9: there is no such row; a row that was split is named by its parts",
            "row 9: the directory has no unit 'tram-y-te'",
        ],
    )


def test_a_file_that_holds_no_annex_is_refused_with_what_was_looked_for(cchc, season, tmp_path):
    path = tmp_path / "khac.xlsx"
    path.write_bytes(excel(("Họ tên", "Điện thoại")))

    answer = cchc("plan", "apply", str(path), "--yes")

    assert answer.code == 2
    assert "Không tìm thấy bảng nhiệm vụ" in answer.err


def test_what_is_in_force_goes_out_is_mended_there_and_comes_in_again(
    cchc, season, annex, tmp_path
):
    cchc("plan", "apply", annex(), "--yes")
    out = tmp_path / "out.xlsx"
    cchc("plan", "export", "--applied", "--xlsx", str(out))
    yaml = tmp_path / "out.yaml"
    cchc("plan", "export", "--applied", "--yaml", str(yaml))

    same = cchc("plan", "diff", str(out))
    (season / "config" / "plans" / "2025-h2.yaml").write_bytes(yaml.read_bytes())
    files = cchc("plan", "diff")

    assert (same.code, same.out) == (0, "nothing differs from what is in force\n")
    assert (files.code, files.out) == (0, "nothing differs from what is in force\n")


def test_the_last_apply_is_taken_back_and_both_stand_in_the_list(cchc, season, annex):
    cchc("plan", "apply", annex(), "--yes")

    declined = cchc("plan", "undo", typed="n\n")
    undone = cchc("plan", "undo", "--yes")
    again = cchc("plan", "undo", "--yes")
    listed = cchc("plan", "show", "--revisions").out.splitlines()

    assert declined.code == 130
    assert undone.out.splitlines()[0] == f"  withdrawn    {TASK}  2025-10-14"
    assert undone.out.splitlines()[-1].endswith("taken back; 0 letters that waited were cancelled")
    assert again.code == 2
    assert "(2 withdrawn; took back apply" in listed[0]
    assert "(2 made; taken back by apply" in listed[1]
    assert len(listed) == 3


def test_a_draft_is_shown_and_applied_by_its_number(cchc, season, annex, morning):
    from pathlib import Path  # noqa: PLC0415

    from cchc_scheduler.actions.upload_annex import Upload, upload_annex  # noqa: PLC0415
    from cchc_scheduler.engine.worker import run_inline  # noqa: PLC0415
    from cchc_scheduler.home import find_home  # noqa: PLC0415
    from cchc_scheduler.service import build_service  # noqa: PLC0415

    home = find_home(season)
    service = build_service(home, run_inline)
    upload = Upload("phu-luc.docx", Path(annex()).read_bytes(), "Chi")
    upload_annex(service.db, service.records, home.data_folder(), upload, service.now())
    service.close()

    shown = cchc("plan", "diff", "--draft", "1")
    applied = cchc("plan", "apply", "--draft", "1", "--yes")
    again = cchc("plan", "apply", "--draft", "1", "--yes")

    assert f"  made         {TASK}  2025-10-14" in shown.out
    assert "\n1 documents applied\n" in applied.out
    assert again.out == "nothing differs from what is in force\n"
    assert ": 2025-h2: phu-luc.docx, applied, version 2" in cchc("plan", "show", "--drafts").out


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--mend", "x.yaml"), "--mend, --plan and --table belong to an annex FILE."),
        (("--draft", "7"), "There is no draft 7. `cchc plan show --drafts` lists them."),
    ],
)
def test_options_that_mean_nothing_are_refused(cchc, season, options, told):
    answer = cchc("plan", "diff", *options)

    assert answer.code in (2, 6)
    assert answer.err == f"cchc: {told}\n"
