"""Commands by which people act: what they say, and how they refuse."""

import json
import sqlite3
from pathlib import Path

import pytest

from cchc_scheduler.store.migrate import RELEASED

REPORT = "bao-cao-quy/2025-Q3/phong-kinh-te"


def state(cchc, obligation=REPORT):
    found = json.loads(cchc("status", "--json").out)
    return {each["obligation"]: each["state"] for each in found["open"]}.get(obligation)


def test_a_submission_is_recorded_once_for_its_key(cchc, season):
    handed = ("submit", REPORT, "--link", "https://x.vn/a", "--by", "Chị Hà", "--key", "k1")

    first, again = cchc(*handed), cchc(*handed)

    assert (first.out, again.out) == (
        "recorded\n",
        "this was recorded before; nothing was changed\n",
    )
    assert state(cchc) is None


@pytest.mark.parametrize(
    "given", [(), ("--link", "https://x.vn", "--number", "12/BC"), ("--nil", "")]
)
def test_exactly_one_kind_of_submission_is_given(cchc, season, given):
    answer = cchc("submit", REPORT, "--by", "Chị Hà", *given)

    assert (answer.code, answer.err) == (
        2,
        "cchc: Give exactly one of --link, --nil and --number.\n",
    )


def test_a_time_that_is_none_is_refused(cchc, season):
    answer = cchc("submit", REPORT, "--number", "12/BC", "--by", "x", "--at", "yesterday")

    assert (answer.code, state(cchc)) == (2, "open")
    assert "write 2025-09-04 09:12" in answer.err


def test_an_obligation_that_is_none_is_refused(cchc, season):
    answer = cchc("submit", "bao-cao-quy/2025-Q3/phong-x", "--number", "1", "--by", "x")

    assert answer.code == 6
    assert "`cchc status` lists them" in answer.err


def test_a_duty_from_outside_the_plan_is_added(cchc, season):
    answer = cchc(
        *("obligation", "add", "--unit", "phong-kinh-te", "--task", "giao-viec-01"),
        *("--title", "Báo cáo theo yêu cầu", "--last-day", "2025-10-10"),
    )

    assert answer.out == "added giao-viec-01/2025-Q4/phong-kinh-te\n"


def test_a_duty_of_an_unknown_unit_is_refused(cchc, season):
    answer = cchc(
        *("obligation", "add", "--unit", "phong-kinh-tế", "--task", "giao-viec-01"),
        *("--title", "Báo cáo", "--last-day", "2025-10-10"),
    )

    assert answer.code in {2, 6}
    assert "phong-kinh-tế" in answer.err


def test_a_request_and_its_answer_are_recorded(cchc, season):
    asked = cchc(
        *("record", "request", REPORT, "--until", "2025-09-12"),
        *("--reason", "chờ số liệu", "--by", "Phòng Kinh tế"),
    )
    granted = cchc("record", "answer", REPORT, "--grant", "--by", "Phòng VH-XH")

    assert (asked.code, granted.code) == (0, 0), (asked.err, granted.err)
    found = json.loads(cchc("status", "--json").out)
    assert {each["last_day"] for each in found["open"] if each["obligation"] == REPORT} == {
        "2025-09-12"
    }


def test_a_return_and_an_acceptance_are_recorded(cchc, season):
    cchc("submit", REPORT, "--number", "12/BC-PKT", "--by", "x")

    returned = cchc(
        *("record", "return", REPORT, "--until", "2025-09-12"),
        *("--comment", "thiếu phụ lục", "--by", "Phòng VH-XH"),
    )
    assert (returned.code, state(cchc)) == (0, "returned")

    cchc("submit", REPORT, "--number", "13/BC-PKT", "--by", "x")
    accepted = cchc("record", "close", REPORT, "accepted", "--by", "Phòng VH-XH")
    assert (accepted.code, accepted.out) == (0, "accepted\n")


def test_an_absence_is_recorded(cchc, season):
    away = ("--until", "2025-09-20", "--by", "Văn phòng")

    assert cchc("record", "absence", "chanh-van-phong", *away).code == 0
    deputy = ("--deputy", "dau-moi-vanphong")
    assert cchc("record", "absence", "chanh-van-phong", *away, *deputy).code == 0


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("absence", "chanh-van-fong", "--until", "2025-09-20"), "did you mean chanh-van-phong?"),
        (
            ("absence", "chu-tich", "--until", "2025-09-20", "--deputy", "ai-do"),
            "There is no person ai-do",
        ),
        (("reconciled", "bao-cao-quy/2025-Q9"), "There is no period bao-cao-quy/2025-Q9"),
    ],
)
def test_what_is_not_there_is_refused_and_not_recorded(cchc, season, given, words):
    answer = cchc("record", *given, "--by", "Văn phòng")

    assert (answer.code, answer.out) == (6, "")
    assert words in answer.err


def test_a_call_a_comparison_and_a_bounce_are_recorded(cchc, season):
    for act in (
        ("call", REPORT, "late-1", "--by", "Chị Hà"),
        ("reconciled", "bao-cao-quy/2025-Q3", "--by", "Chị Hà"),
        ("bounce", "kinhte@tuetinh.example"),
    ):
        answer = cchc("record", *act)
        assert (answer.code, answer.out) == (0, "recorded\n"), answer.err


def test_a_backup_is_named_and_the_schema_told(cchc, season):
    made = Path(cchc("backup").out.strip())

    assert made.parent == season / "data" / "backups"
    assert cchc("migrate").out == (
        f"the store has schema {RELEASED[-1]}, the newest of this version\n"
    )


def test_a_log_that_was_changed_is_told_by_number_and_exit_code(cchc, season):
    with sqlite3.connect(season / "data" / "cchc.sqlite3") as store:
        (table,) = store.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'audit%'"
        ).fetchone()
        store.execute(f"UPDATE {table} SET verb = 'nothing' WHERE number = 3")

    answer = cchc("audit", "verify")

    assert answer.code == 1
    assert "3" in answer.out


def test_the_jobs_are_listed_with_their_spans(cchc, home):
    found = json.loads(cchc("jobs", "--json").out)

    assert {"name": "deliver_letters", "every_s": 10.0} in [
        {key: job[key] for key in ("name", "every_s")} for job in found
    ]


def test_status_tells_rehearsal_mail_and_what_is_open(cchc, season):
    lines = cchc("status").out.splitlines()

    assert lines[0] == "rehearsal: letters go to the coordinator only"
    assert lines[1].startswith("no mail server is set (CCHC_SMTP_URL)")
    assert f"  {REPORT}: open, last day 2025-09-09" in lines


def test_status_as_json_has_what_is_promised(cchc, season):
    found = json.loads(cchc("status", "--json").out)

    assert {"unknown", "held", "rehearsal", "obligations", "letters"} <= found.keys()
    assert (found["unknown"], found["held"], found["rehearsal"]) == ([], 0, True)


def test_the_dates_of_an_obligation_are_explained_with_their_clause(cchc, season):
    found = json.loads(cchc("explain", REPORT, "--json").out)

    assert (found["clause"], found["last_day"]) == ("V.1.c", "2025-09-09")
    assert [each["rung"] for each in found["rungs"]][:2] == ["opening", "remind-7"]
    assert "trước ngày 10" in found["sentence"]
