"""`cchc plan import`: one JSON value for any file, lines for people, a plan to be reviewed."""

import json
import subprocess
import sys
import time

import pytest

from tests.plan.annexes import ATTACHED, HEADS, excel, row, word

TASK_KEYS = {
    "row",
    "section",
    "text",
    "product",
    "lead",
    "support",
    "deadline_text",
    "deadline",
    "confidence",
    "questions",
}
DEADLINE_KEYS = [
    "phrase",
    "kind",
    "bound",
    "due",
    "freq",
    "start",
    "event",
    "offset",
    "time",
    "needs_confirmation",
    "reason",
]
PLAN_ROWS = (
    HEADS,
    ("I", "CẢI CÁCH THỂ CHẾ", "", "", "", ""),
    row("1", "Rà soát văn bản", support="TTPVHCC", deadline="Trước ngày 15/9/2025"),
    row("2", "Đối thoại với doanh nghiệp", lead="Trạm Y tế", deadline="nt"),
    row("3", "Tuyên truyền", lead="Phòng VH-XH; Phòng Kinh tế", deadline="Thường xuyên"),
    row("3", "Kiểm tra", lead="", deadline="Theo kế hoạch riêng", product="Báo cáo"),
)
OWN = "(Kèm theo Quyết định số 362/QĐ-UBND ngày 28/7/2025 của Chủ tịch UBND xã)"


@pytest.fixture
def annex(tmp_path):
    path = tmp_path / "phu-luc.docx"
    path.write_bytes(word(PLAN_ROWS, lines=("PHỤ LỤC", OWN)))
    return path


def test_the_json_has_the_promised_keys(cchc, annex):
    answer = cchc("plan", "import", str(annex), "--json")
    found = json.loads(answer.out)

    assert answer.code == 0
    assert {"tasks", "unmatched_units", "warnings"} <= found.keys()
    assert all(task.keys() >= TASK_KEYS for task in found["tasks"])
    assert list(found["tasks"][0]["deadline"]) == DEADLINE_KEYS
    assert found["document"] == {"number": "362/QĐ-UBND", "day": "2025-07-28"}
    assert found["period"] == {"from": "2025-07-28", "to": "2025-12-31"}


def test_a_task_stands_in_the_json_as_written_and_as_understood(cchc, annex):
    task, unknown, several, _ = json.loads(cchc("plan", "import", str(annex), "--json").out)[
        "tasks"
    ]

    assert (task["row"], task["section"], task["text"]) == (
        3,
        "I. CẢI CÁCH THỂ CHẾ",
        "Rà soát văn bản",
    )
    assert (task["lead"], task["support"]) == (
        ["phong-kinh-te"],
        ["trung-tam-phuc-vu-hanh-chinh-cong"],
    )
    assert (task["deadline_text"], task["deadline"]["due"]) == (
        "Trước ngày 15/9/2025",
        ["2025-09-14"],
    )
    assert (task["confidence"], task["questions"]) == (1.0, [])
    assert (unknown["lead"], unknown["lead_text"]) == ([], "Trạm Y tế")
    assert any("Trạm Y tế" in question for question in unknown["questions"])
    assert (several["lead"], several["support"]) == (["phong-van-hoa-xa-hoi"], ["phong-kinh-te"])


def test_people_read_what_was_understood_and_what_is_asked(cchc, annex):
    lines = cchc("plan", "import", str(annex)).out

    assert "document 362/QĐ-UBND of 2025-07-28" in lines
    assert "4 tasks in bảng 1: 2 leads matched, 2 deadlines understood" in lines
    assert "? bảng 1, dòng 4, cột 3: Cơ quan chủ trì “Trạm Y tế” không có trong danh bạ." in lines
    assert "not in the directory: Trạm Y tế, rows 4; would be tram-y-te" in lines
    assert "nothing was applied" in lines


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        (
            "a.doc",
            bytes.fromhex("d0cf11e0a1b11ae1") + "WordDocument".encode("utf-16-le"),
            "old-word",
        ),
        ("a.docx", b"PK\x03\x04 broken", "damaged"),
        ("a.docx", word([("Họ tên", "Chức vụ")]), "no-table"),
        ("a.txt", b"x", "unknown-kind"),
    ],
    ids=["old", "damaged", "no table", "text"],
)
def test_what_cannot_be_read_is_a_fault_in_json_and_exit_code_2(
    cchc, tmp_path, name, content, kind
):
    (tmp_path / name).write_bytes(content)

    answer = cchc("plan", "import", str(tmp_path / name), "--json")

    found = json.loads(answer.out)
    assert (answer.code, found["tasks"]) == (2, [])
    assert [fault["kind"] for fault in found["faults"]] == [kind]
    assert cchc("plan", "import", str(tmp_path / name)).out.startswith(f"{kind}: ")


def test_a_file_that_is_not_there_is_told(cchc, tmp_path):
    answer = cchc("plan", "import", str(tmp_path / "none.docx"))

    assert (answer.code, "can't be read" in answer.err) == (2, True)


def test_one_of_several_tables_is_chosen_by_number(cchc, tmp_path):
    content = word(
        (HEADS, row("1", "Một")),
        (HEADS[::-1], row("1", "Hai")[::-1]),
    )
    (tmp_path / "a.docx").write_bytes(content)

    assert cchc("plan", "import", str(tmp_path / "a.docx")).code == 2
    chosen = cchc("plan", "import", str(tmp_path / "a.docx"), "--table", "2", "--json")
    assert [task["text"] for task in json.loads(chosen.out)["tasks"]] == ["Hai"]


def test_a_period_may_be_given(cchc, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(excel(HEADS, row(1, "Việc", deadline="Quý I")))
    asked = ("plan", "import", str(tmp_path / "a.xlsx"), "--json")

    given = json.loads(cchc(*asked, "--from", "2026-01-01", "--to", "2026-12-31").out)
    half = cchc(*asked, "--from", "2026-01-01")

    assert given["tasks"][0]["deadline"]["due"] == ["2026-03-31"]
    assert (half.code, "--to" in half.err) == (2, True)


def test_the_plan_with_its_annex_takes_the_place_of_the_plan(cchc, home, annex, tmp_path):
    out = tmp_path / "x.yaml"
    old = home / "config" / "plans" / "2025-h2.yaml"
    before = old.read_text("utf-8")

    answer = cchc("plan", "import", str(annex), "--out", str(out))

    assert (answer.code, old.read_text("utf-8")) == (0, before)
    written = out.read_text("utf-8")
    assert written.count("# CẦN XÁC NHẬN:") >= 4
    assert set(before.splitlines()) - set(written.splitlines()) == {"  imported: false"}
    old.write_text(written, "utf-8")
    assert "no faults" in cchc("plan", "check").out
    shown = json.loads(cchc("plan", "show", "--json").out)
    assert [
        (task["clause"], task["lead"], task["deadline"])
        for task in shown["tasks"]
        if task["clause"].startswith("PL")
    ] == [
        (
            "PL.I.1",
            ["phong-kinh-te"],
            {"text": "Trước ngày 15/9/2025", "kind": "once", "last_day": "2025-09-14"},
        ),
        ("PL.I.2", [], {"text": "nt", "kind": "unknown"}),
        ("PL.I.3", ["phong-van-hoa-xa-hoi"], {"text": "Thường xuyên", "kind": "continuous"}),
        ("PL.I.3.d6", [], {"text": "Theo kế hoạch riêng", "kind": "unknown"}),
    ]
    assert shown["annex"]["imported"]


def test_a_file_that_is_there_is_never_overwritten(cchc, annex, tmp_path):
    out = tmp_path / "x.yaml"
    out.write_text("mine", "utf-8")

    answer = cchc("plan", "import", str(annex), "--out", str(out))

    assert (answer.code, out.read_text("utf-8")) == (2, "mine")
    assert "is there already" in answer.err


def test_a_dry_run_writes_nothing(cchc, annex, tmp_path):
    answer = cchc("plan", "import", str(annex), "--out", str(tmp_path / "x.yaml"), "--dry-run")

    assert (answer.code, (tmp_path / "x.yaml").exists()) == (0, False)
    assert "would write" in answer.err


def test_importing_leaves_the_home_as_it_was(cchc, home, annex):
    before = sorted(path for path in home.rglob("*"))

    cchc("plan", "import", str(annex), "--json")

    assert sorted(path for path in home.rglob("*")) == before


def test_the_service_is_not_loaded_to_read_an_annex():
    program = "import sys, cchc_scheduler.cli.plan_import; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()

    assert not {"sqlalchemy", "jinja2", "aiosmtplib", "docx", "pdfplumber"} & set(loaded)


@pytest.mark.parametrize("make", [word, excel], ids=["docx", "xlsx"])
def test_an_annex_of_five_hundred_rows_is_read_within_two_seconds(cchc, tmp_path, make):
    rows = [row(n, f"Rà soát, ban hành văn bản số {n} của xã") for n in range(1, 501)]
    if make is word:
        content = make([HEADS, *(tuple(str(each) for each in words) for words in rows)])
    else:
        content = make((ATTACHED,), HEADS, *rows)
    (tmp_path / "a").write_bytes(content)
    began = time.process_time()

    answer = cchc("plan", "import", str(tmp_path / "a"), "--json")

    assert len(json.loads(answer.out)["tasks"]) == 500
    assert time.process_time() - began < 2
