"""In a scenario somebody fills in the form of a report, and the store holds every answer."""

import json
from datetime import date

import pytest

from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.home import find_home
from cchc_scheduler.simulate.filled_forms import finds_forms, no_forms
from cchc_scheduler.simulate.people import People
from cchc_scheduler.simulate.scenario import parse_scenario
from cchc_scheduler.simulate.season import Season, simulate
from cchc_scheduler.store import files, report_answers, submissions
from tests.actions.post_office import OPENING, PostOffice

FORMS = finds_forms(find_home(None))
OWED = "bao-cao-quy/2025-Q3/phong-kinh-te"


def deed(answers):
    """Somebody hands in the form with these answers."""
    return parse_scenario(
        f"- {{at: '2025-09-08 09:00', unit: phong-kinh-te, period: 2025-Q3, do: submit, by: Hoa, "
        f"answers: {json.dumps(answers, ensure_ascii=False)}}}",
        "week.yaml",
    )


@pytest.fixture
def office():
    made = PostOffice(OPENING)
    made.tick()
    return made


def act(office, answers, forms=FORMS):
    People(office, forms).act(deed(answers)[0], office.clock.now())
    with office.db.read() as connection:
        row = submissions.of_obligation(connection, OWED)[-1]
        form = report_answers.of_submission(connection, row["id"])
        return row, {r["key"]: r for r in report_answers.answers_of(connection, form["id"])}


def test_answers_are_kept_with_their_clauses_as_if_typed_on_the_page(office):
    row, answers = act(
        office,
        {
            "III.6.a": {"text": "Đã thu 80%.", "state": "ongoing-with-result"},
            "V.2.c.2": "Đã đối thoại.",
            "thu-ngan-sach": "1.234,5",
        },
    )

    assert (row["kind"], row["file_name"], row["file_sha256"]) == (
        "file",
        "bao-cao-2025-Q3-phong-kinh-te.docx",
        None,
    )
    assert {
        key: (each["text"], each["state"], each["figure"]) for key, each in answers.items()
    } == {
        "III.6.a": ("Đã thu 80%.", "ongoing-with-result", None),
        "V.2.c.2": ("Đã đối thoại.", None, None),
        "thu-ngan-sach": ("1.234,5", None, "1234.5"),
    }


def test_where_files_are_kept_the_form_is_a_word_file(office, tmp_path):
    row, _ = act(office, {"III.6.a": "Đã thu."}, finds_forms(find_home(None), tmp_path))

    content = files.path_of(tmp_path, row["file_sha256"]).read_bytes()
    assert content.startswith(b"PK")
    assert len(content) == row["file_size"]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"III.6.z": "a"}, "the unit's form has no field 'III.6.z'; did you mean 'III.6."),
        ({"III.3.a": "a"}, "no field 'III.3.a'"),
        ({"III.6.a": {"text": "a", "stat": "b"}}, "III.6.a: an answer has `text` and `state` only"),
        ({"III.6.a": {"state": "done"}}, "III.6.a: state 'done' is none of ongoing-change-asked"),
        ({"thu-ngan-sach": "nhiều"}, "thu-ngan-sach: not-a-number"),
        ({"III.6.a": "a" * 20_000}, "III.6.a: too-long"),
        (["a"], "a mapping from fields to answers is needed"),
    ],
)
def test_answers_that_the_form_cannot_take_are_refused_with_their_line(office, answers, words):
    with pytest.raises(BadInput) as told:
        act(office, answers)

    assert str(told.value).startswith("week.yaml:1: answers: ")
    assert words in str(told.value)


def test_without_an_outline_there_is_no_form(office):
    with pytest.raises(BadInput, match="there is no form of a report"):
        act(office, {"III.6.a": "a"}, no_forms)


def test_a_simulated_season_takes_answers_too(checkout):
    season = Season(date(2025, 9, 8), date(2025, 9, 9), deed({"III.6.a": "Đã thu."}))

    found = simulate(checkout, season).findings

    owed = next(each for each in found["obligations"] if each["id"] == OWED)
    assert owed["state"] == "submitted"
