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


def test_many_faults_of_one_file_are_told_line_by_line(cchc, home):
    path = home / "config" / "policy.yaml"
    path.write_text(
        """\
escalation: tự động
rungs: {opening: 15, remind-7: 3, remind-3: 7, remind-1: 1, late-1: 1, late-3: 3, late5: 5}
window: {opens: "7h30", afternoon: "14:00", closes: "13:00"}
level_gap: 2
level_gap: 3
request_hold: -1
leaders_hold: "3"
before_upstream: 3
breaker_factor: 3
outage_days: 5
ghi_chu: "Ðôn đốc"
""",
        encoding="utf-8",
    )

    answer = cchc("plan", "check")

    assert answer.code == 2
    assert answer.out == (
        """\
policy.yaml:1: escalation: 'tự động' is not one of automatic, approval
policy.yaml:2: rungs.late-5: is missing
policy.yaml:2: rungs.late5: is an unknown key; did you mean 'late-5'?
policy.yaml:2: rungs.remind-3: '7' is out of order; give fewer working days than remind-7 (3)
policy.yaml:3: window.closes: '13:00' is not later than afternoon (14:00)
policy.yaml:3: window.opens: '7h30' is no time of day; write it as 07:30
policy.yaml:5: level_gap: stands twice; first on line 4
policy.yaml:6: request_hold: '-1' must be at least 1
policy.yaml:7: leaders_hold: '3' is no whole number
policy.yaml:11: ghi_chu: 'Ðôn đốc' holds U+00D0, which only looks like 'Đ'; """
        """did you mean 'Đôn đốc'?
policy.yaml:11: ghi_chu: is an unknown key
11 faults
"""
    )


def test_faulty_files_are_not_applied_and_every_fault_is_told(cchc, season):
    edit(season / "config" / "plans" / "2025-h2.yaml", "day: 10", "day: 32")

    answer = cchc("plan", "apply", "--yes")

    assert answer.code == 2
    assert answer.err.startswith("cchc: The office's files have 1 faults:\nplans/2025-h2.yaml:")
    assert answer.err.endswith("cycles.0.deadline.day: '32' must be at most 31\n")


def test_a_changed_address_is_shown_with_its_letters_and_declining_it_writes_nothing(cchc, season):
    edit(
        season / "config" / "office.yaml",
        "{id: dau-moi-kinhte, address: kinhte@",
        "{id: dau-moi-kinhte, address: pkt@",
    )

    declined = cchc("plan", "apply", typed="n\n")
    again = cchc("plan", "diff")

    lines = declined.out.splitlines()
    assert declined.code == 130
    assert lines[0] == (
        "~ office: people.dau-moi-kinhte.address: kinhte@tuetinh.example -> pkt@tuetinh.example"
    )
    assert (
        "- 2025-09-08 07:30  remind-1  bao-cao-quy/2025-Q3/phong-kinh-te"
        "  to dau-moi-kinhte <kinhte@tuetinh.example>"
    ) in lines
    assert (
        "+ 2025-09-08 07:30  remind-1  bao-cao-quy/2025-Q3/phong-kinh-te"
        "  to dau-moi-kinhte <pkt@tuetinh.example>"
    ) in lines
    assert again.out.splitlines() == [
        line for line in lines if line.startswith(("~", "coming", "- ", "+ ", "  "))
    ]


def test_a_unit_on_record_cannot_be_left_out(cchc, season):
    path = season / "config" / "office.yaml"
    edit(path, "id: phong-kinh-te\n", "id: phong-kinh-te-moi\n")
    plan = season / "config" / "plans" / "2025-h2.yaml"
    outlines = season / "templates" / "vi" / "documents" / "outlines"
    for file in (plan, *outlines.glob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("phong-kinh-te", "phong-kinh-te-moi"), "utf-8")

    answer = cchc("plan", "apply", "--yes")

    assert (answer.code, answer.err) == (
        2,
        (
            "cchc: office.yaml leaves out what is still named:\n"
            "unit 'phong-kinh-te' has reports on record; keep it, with `to_day` as its last day\n"
        ),
    )


def test_the_plan_as_json_counts_what_the_decision_holds(cchc):
    found = json.loads(cchc("plan", "show", "--json").out)

    assert {
        name: len(found[name]) for name in ("areas", "tasks", "targets", "duties", "units")
    } == {
        "areas": 7,
        "tasks": 34,
        "targets": 7,
        "duties": 14,
        "units": 5,
    }
    assert found["plan"] == "2025-h2"
    assert found["tasks"][1]["lead"] == ["van-phong-hdnd-ubnd"]
    assert found["tasks"][1]["deadline"] == {"text": None, "kind": "continuous"}
    assert (found["cycles"][0]["cutoff"], found["cycles"][0]["upstream_due"]) == (None, None)
    assert found["annex"]["imported"] is False
