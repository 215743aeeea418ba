"""`cchc plan`: faults with their place, and changes shown before they are in force."""

import json


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_files_without_faults_are_told_with_what_they_hold(cchc):
    answer = cchc("plan", "check")

    assert (answer.code, answer.out) == (0, "no faults: 5 units, plans 2025-h2\n")


def test_faults_are_listed_and_the_exit_code_is_that_of_bad_input(cchc, home):
    edit(home / "config" / "office.yaml", "focal: dau-moi-kinhte", "focal: dau-moi-kinh-te")

    answer = cchc("plan", "check")

    assert answer.code == 2
    assert "office.yaml:" in answer.out
    assert "did you mean 'dau-moi-kinhte'?" in answer.out


def test_faults_as_json_have_file_line_and_guess(cchc, home):
    edit(home / "config" / "office.yaml", "focal: dau-moi-kinhte", "focal: dau-moi-kinh-te")

    answer = cchc("plan", "check", "--json")

    found = json.loads(answer.out)
    assert (answer.code, found["ok"], len(found["faults"])) == (2, False, 1)
    assert found["faults"][0]["did_you_mean"] == "dau-moi-kinhte"
    assert found["faults"][0]["line"] > 1


def test_a_change_is_shown_with_the_letters_it_moves_and_nothing_is_in_force_yet(cchc, season):
    edit(season / "config" / "policy.yaml", "remind-1: 1", "remind-1: 2")

    found = json.loads(cchc("plan", "diff", "--json").out)

    assert len(found["changes"]) == 1
    assert found["gone"] != found["new"]
    assert len(json.loads(cchc("plan", "diff", "--json").out)["changes"]) == 1


def test_nothing_to_apply_is_said(cchc, season):
    answer = cchc("plan", "apply", "--yes")

    assert (answer.code, answer.out) == (0, "nothing differs from what is in force\n")


def test_what_is_applied_is_what_is_shown_as_applied(cchc, season):
    files = json.loads(cchc("plan", "show", "--json").out)
    applied = json.loads(cchc("plan", "show", "--applied", "--json").out)

    assert applied == files


def test_without_an_answer_nothing_is_applied(cchc, home, morning):
    answer = cchc("plan", "apply")

    assert (answer.code, answer.err) == (130, "Stopped.\n")
    assert cchc("plan", "show", "--applied").code == 3
