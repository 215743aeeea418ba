"""`cchc plan next`: next year's plan is proposed, asked about, and not in force."""

import json

import pytest
from ruamel.yaml import YAML

from cchc_scheduler.plan.reading import read_source
from tests.plan.small_home import SmallHome

PLAN = "plans/ke-hoach.yaml"
NUMBER = "decision.number: is missing"
DAY = "decision.day: is missing"


@pytest.fixture
def small(tmp_path):
    """A small home whose plan has a dated task."""
    folder = tmp_path / "small"
    return SmallHome(folder / "config"), folder


@pytest.fixture
def proposed(cchc, small, tmp_path):
    """Run the command for the small home; return the answer as JSON and the file as data."""

    def run(*swaps):
        files, folder = small
        for old, new in swaps:
            files.swap(PLAN, old, new)
        out = tmp_path / "next.yaml"
        answer = cchc("plan", "next", "--out", str(out), "--json", at=folder)
        assert answer.code == 0, answer.err
        return json.loads(answer.out), read_source(out).data

    return run


def questions(found, kind):
    return [
        (each["where"], each["question"], each["proposed"])
        for each in found["questions"]
        if each["kind"] == kind
    ]


def test_the_packaged_plan_is_proposed_for_2026_with_its_decision_left_open(cchc, home, tmp_path):
    out = tmp_path / "2026.yaml"

    answer = cchc("plan", "next", "--out", str(out))

    assert (answer.code, out.exists()) == (0, True)
    assert NUMBER in answer.err
    assert DAY in answer.err
    assert f"`cchc plan check {out}`" in answer.err
    written, known = (read_source(path).data for path in (out, home / "config/plans/2025-h2.yaml"))
    assert (written["id"], written["first_day"], written["last_day"]) == (
        "2026",
        "2026-01-01",
        "2026-12-31",
    )
    assert [area["clause"] for area in written["areas"]] == [
        area["clause"] for area in known["areas"]
    ]
    assert [[task["text"] for task in area["tasks"]] for area in written["areas"]] == [
        [task["text"] for task in area["tasks"]] for area in known["areas"]
    ]
    assert written["cycles"][0]["units"] == known["cycles"][0]["units"]
    assert cchc("plan", "show", "--json").out.count("2026") == 0


def test_once_answered_it_reads_back_beside_the_plan_it_came_from(cchc, home, tmp_path):
    out = tmp_path / "2026.yaml"
    cchc("plan", "next", "--out", str(out))
    assert cchc("plan", "check", str(out)).code == 2

    text = out.read_text("utf-8").replace("  number:\n", '  number: "9/QĐ-UBND"\n')
    out.write_text(text.replace("  day:\n", "  day: 2026-01-15\n"), "utf-8")

    answer = cchc("plan", "check", str(out))
    assert (answer.code, answer.out) == (0, "no faults: 5 units, plans 2025-h2, 2026\n")
    (home / "config" / "plans" / "2026.yaml").write_bytes(out.read_bytes())
    shown = json.loads(cchc("plan", "show", "--json").out)
    assert (shown["plan"], len(shown["tasks"])) == ("2026", 34)


def test_a_dated_task_is_asked_about_and_chases_nobody(proposed):
    found, written = proposed()

    (where, question, moved), *_ = questions(found, "once")
    assert where == "areas.0.tasks.1.deadline"
    assert question.startswith('Thời hạn năm cũ: "trước 15/10/2025"; văn bản mới có nêu lại không?')
    assert moved == {
        "text": "trước 15/10/2026",
        "kind": "once",
        "bound": "exclusive",
        "last_day": "2026-10-14",
    }
    assert written["areas"][0]["tasks"][1]["deadline"] == {
        "text": "trước 15/10/2025",
        "kind": "unknown",
    }
    assert written["areas"][0]["tasks"][0]["deadline"] == {"kind": "continuous"}


def test_a_day_the_new_year_lacks_is_not_moved(proposed):
    found, _ = proposed(
        ("first_day: 2025-07-01", "first_day: 2024-01-01"),
        ("last_day: 2025-12-31", "last_day: 2024-12-31"),
        (
            '{text: "trước 15/10/2025", kind: once, bound: exclusive, last_day: 2025-10-14}',
            "{kind: once, bound: inclusive, last_day: 2024-02-29}",
        ),
    )

    ((_, question, moved),) = questions(found, "once")
    assert moved is None
    assert "29/02/2024" in question
    assert question.endswith("Năm mới không có ngày đó.")


def test_what_comes_again_is_copied_and_its_year_shown(proposed):
    found, written = proposed(
        (
            '{text: "trước 15/10/2025", kind: once, bound: exclusive, last_day: 2025-10-14}',
            '{text: "hằng quý trong năm 2025", kind: recurring}',
        )
    )

    ((_, question, _),) = questions(found, "recurring")
    assert '"hằng quý trong năm 2026"' in question
    assert written["areas"][0]["tasks"][1]["deadline"]["text"] == "hằng quý trong năm 2025"


def test_days_of_single_reports_are_taken_out_and_must_be_answered(cchc, small, tmp_path):
    files, folder = small
    files.swap(PLAN, "frequency: quarter", "frequency: irregular")
    files.swap(PLAN, "{bound: exclusive, day: 10}", "{bound: inclusive, day: null}")
    own = "compile_day:\n    own_days:\n      - {period: 2025-08-15, last_day: 2025-08-19}"
    files.swap(PLAN, "compile_day:", own)
    out = tmp_path / "next.yaml"

    answer = cchc("plan", "next", "--out", str(out), at=folder)

    assert "2025-08-15: last_day 2025-08-19" in out.read_text("utf-8")
    assert "needs own_days: one entry for each report" in answer.err


def test_days_of_the_regime_are_kept_and_asked_about(proposed):
    found, written = proposed(("upstream_day:", "upstream_day: 20"))

    ((where, question, _),) = questions(found, "cycle-days")
    assert (where, written["cycles"][0]["upstream_day"]) == ("cycles.0", 20)
    assert "upstream_day: 20" in question


def test_a_year_without_its_official_calendar_is_announced(proposed):
    found, _ = proposed(
        ("first_day: 2025-07-01", "first_day: 2027-01-01"),
        ("last_day: 2025-12-31", "last_day: 2027-12-31"),
        ("last_day: 2025-10-14", "last_day: 2027-10-14"),
    )

    assert found["calendar_official"] is False
    ((_, question, _),) = questions(found, "calendar")
    assert question.startswith("Chưa có lịch nghỉ chính thức năm 2028")


def test_a_unit_that_ends_is_named(cchc, small, tmp_path):
    files, folder = small
    files.swap("office.yaml", "focal: dau-moi-kt}", "focal: dau-moi-kt, to_day: 2026-06-30}")

    answer = cchc("plan", "next", "--out", str(tmp_path / "n.yaml"), "--json", at=folder)

    gone = questions(json.loads(answer.out), "unit-gone")
    assert {where for where, _, _ in gone} == {"areas.0.tasks.1", "cycles.0", "duties.0"}


def test_no_file_is_overwritten_and_a_dry_run_writes_none(cchc, tmp_path):
    out = tmp_path / "mine.yaml"
    out.write_text("mine", "utf-8")

    assert cchc("plan", "next", "--out", str(out)).code == 2
    assert out.read_text("utf-8") == "mine"
    other = tmp_path / "other.yaml"
    assert cchc("plan", "next", "--out", str(other), "--dry-run").code == 0
    assert not other.exists()


def test_without_a_name_the_file_bears_the_new_plans_id(cchc, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    answer = cchc("plan", "next")

    assert "wrote 2026.yaml" in answer.err
    assert YAML(typ="safe").load((tmp_path / "2026.yaml").read_text("utf-8"))["id"] == "2026"


def test_every_question_stands_in_the_file(cchc, tmp_path):
    out = tmp_path / "2026.yaml"

    found = json.loads(cchc("plan", "next", "--out", str(out), "--json").out)

    text = out.read_text("utf-8")
    assert len(found["questions"]) == text.count("# CẦN XÁC NHẬN: ")
    for each in found["questions"]:
        assert each["question"] in text
