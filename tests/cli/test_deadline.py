"""`cchc deadline read`: one JSON value for any wording, and a few lines for people."""

import json

import pytest

from cchc_scheduler.documents.phrase_reasons import SENTENCES

HALF_YEAR = ("--from", "2025-07-01", "--to", "2025-12-31")
KEYS = [
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


@pytest.fixture
def reading(cchc):
    """Read a phrase by the command; it never fails."""

    def run(phrase, *options):
        answer = cchc("deadline", "read", phrase, *HALF_YEAR, *options, "--json")
        assert (answer.code, answer.err) == (0, "")
        return json.loads(answer.out)

    return run


def test_a_quarterly_day_is_read_inside_the_plans_period(reading):
    found = reading("Hằng quý, trước ngày 12 của tháng cuối quý")

    assert list(found) == KEYS
    assert found["due"] == ["2025-09-11", "2025-12-11"]
    assert (found["kind"], found["bound"], found["freq"]) == ("recurring", "exclusive", "quarterly")
    assert (found["needs_confirmation"], found["reason"]) == (False, None)


@pytest.mark.parametrize("phrase", ["", " ", "-", "-nt-", "30/02/2025", "🙂", "\udcff", "'", "%"])
def test_what_gives_no_day_is_still_one_json_value(reading, phrase):
    found = reading(phrase)

    assert (found["kind"], found["due"]) == ("unknown", [])
    assert found["needs_confirmation"] is True
    assert found["reason"].endswith(".")


def test_the_day_of_issue_opens_a_term(reading):
    found = reading("Trong 05 ngày kể từ ngày ban hành Kế hoạch", "--issued", "2025-07-28")

    assert (found["due"], found["offset"]) == (["2025-08-02"], "5 days")
    assert found["event"] == "ban hành Kế hoạch"


def test_working_days_are_counted_over_the_offices_calendar(reading):
    found = reading("trong 03 ngày làm việc kể từ ngày 29/8/2025")

    assert found["due"] == ["2025-09-05"]  # 1 and 2 September are days off


def test_tet_is_found_by_the_moon(reading):
    assert reading("Trước Tết Nguyên đán 2027")["due"] == ["2027-02-05"]


def test_an_office_whose_files_have_faults_still_reads_deadlines(reading, home):
    (home / "config" / "policy.yaml").write_text("nonsense: [", encoding="utf-8")

    assert reading("trong 03 ngày làm việc kể từ ngày 29/8/2025")["due"] == ["2025-09-05"]


def test_people_get_a_few_lines(cchc):
    answer = cchc("deadline", "read", "đầu tháng 10/2025", *HALF_YEAR)

    assert answer.out.splitlines() == [
        "once",
        "last day  2025-10-01",
        "bound     inclusive",
        f"confirm   {SENTENCES['part-of-month']}",
    ]


def test_a_period_without_its_days_is_asked_for(cchc):
    answer = cchc("deadline", "read", "Quý IV")

    assert answer.code == 2
    assert "--from" in answer.err
