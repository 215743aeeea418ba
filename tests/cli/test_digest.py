"""`cchc digest`: what the coordinator would read now; nothing is sent or recorded."""

import json
import sqlite3
from pathlib import Path


def rows(home: Path) -> list[str]:
    with sqlite3.connect(home / "data" / "cchc.sqlite3") as store:
        return list(store.iterdump())


def test_the_subject_comes_first_and_then_the_text(cchc, season):
    answer = cchc("digest")

    subject, blank, *text = answer.out.splitlines()
    assert subject.startswith("[CCHC] ")
    assert blank == ""
    assert any("Phòng Kinh tế" in line for line in text)


def test_it_tells_how_the_period_stands_and_what_comes(cchc, season):
    text = cchc("digest").out

    assert "quý III" in text
    assert "08/9" in text


def test_as_json_it_has_a_subject_and_a_text(cchc, season):
    found = json.loads(cchc("digest", "--json").out)

    assert set(found) == {"subject", "text"}


def test_nothing_is_recorded(cchc, season):
    before = rows(season)

    cchc("digest")

    assert rows(season) == before


def test_without_a_plan_in_force_it_says_what_to_do(cchc, home, morning):
    answer = cchc("digest")

    assert (answer.code, answer.out) == (3, "")
    assert "cchc plan apply" in answer.err
