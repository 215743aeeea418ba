"""A season: both days included, nothing on the machine touched, and the JSON of the contract."""

import html
import json
import mailbox
import os
import pty
import re
import subprocess
import sys
from datetime import date
from email import message_from_bytes, policy

import pytest

from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.simulate.findings import findings
from cchc_scheduler.simulate.outputs import write_html, write_mbox
from cchc_scheduler.simulate.season import Season, simulate
from tests.oracle.stage import ROOT, home_with

CCHC = [sys.executable, "-c", "from cchc_scheduler.cli import main; main()"]
DAY = ["simulate", "--from", "2025-09-09", "--to", "2025-09-10"]


@pytest.fixture(scope="module")
def two_days(checkout):
    """The due day of quarter III and the day after, in which nobody acts."""
    return simulate(checkout, Season(date(2025, 9, 9), date(2025, 9, 10)))


def test_the_last_day_is_included_and_the_first_begins_at_midnight(two_days):
    days = {letter["at"][:10] for letter in two_days.findings["letters"]}

    assert days == {"2025-09-09", "2025-09-10"}


def test_periods_whose_ladder_began_earlier_are_taken_in(two_days):
    rungs = {item["rung"] for letter in two_days.findings["letters"] for item in letter["items"]}
    skipped = {(each["rung"], each["reason"]) for each in two_days.findings["skipped"]}

    assert rungs == {"due-day", "late-1"}
    assert skipped == {
        (rung, "higher-rung") for rung in ("opening", "remind-7", "remind-3", "remind-1")
    }


def test_a_season_that_ends_before_it_begins_is_refused(checkout):
    with pytest.raises(BadInput, match="--to 2025-09-08 lies before --from 2025-09-09"):
        simulate(checkout, Season(date(2025, 9, 9), date(2025, 9, 8)))


def test_the_findings_have_the_form_of_the_contract(two_days):
    found = two_days.findings

    assert list(found) == ["letters", "obligations", "skipped", "summary"]
    assert {tuple(each) for each in found["letters"]} == {
        ("at", "kind", "to", "cc", "subject", "message_id", "items")
    }
    assert {tuple(each) for each in found["obligations"]} == {
        (
            *("id", "unit", "title", "period", "task", "last_day", "target", "due", "late_after"),
            *("original_due", "state", "first_complete_at", "on_time"),
        )
    }
    assert {tuple(each) for each in found["skipped"]} == {("at", "obligation", "rung", "reason")}
    assert list(found["summary"]) == ["letters", "by_kind", "people", "max_per_person_day"]
    assert {len(each["to"]) for each in found["letters"]} == {1}
    assert all(each["at"].endswith("+07:00") for each in found["letters"])
    assert all(each["items"] == [] for each in found["letters"] if each["kind"] == "digest")
    assert [each["at"] for each in found["letters"]] == sorted(e["at"] for e in found["letters"])


def test_the_findings_are_read_from_the_store(two_days):
    with two_days.db.read() as connection:
        assert findings(connection) == two_days.findings


def test_every_letter_of_the_mbox_parses(two_days, tmp_path):
    path = tmp_path / "letters.mbox"

    write_mbox(path, two_days.letters)

    box = mailbox.mbox(path, create=False)
    messages = [message_from_bytes(each.as_bytes(), policy=policy.default) for each in box]
    assert [str(each["Subject"]) for each in messages] == [
        letter["subject"] for letter in two_days.findings["letters"]
    ]
    assert [defect for each in messages for defect in each.defects] == []
    assert all(each.get_body(("plain",)).get_content().strip() for each in messages)


def test_the_page_shows_every_letter_and_fetches_nothing(two_days, tmp_path):
    path = tmp_path / "letters.html"

    write_html(path, two_days.letters)

    page = path.read_text(encoding="utf-8")
    assert page.count("<details>") == len(two_days.letters)
    for letter in two_days.findings["letters"]:
        assert html.escape(letter["subject"]) in page
    assert not re.search(r"(src|href)=[\"']?https?:", page)


def test_the_command_touches_no_data_folder_and_leaves_nothing_behind(tmp_path):
    home_with(tmp_path, policy=[('closes: "16:30"', 'closes: "16:45"')])
    (tmp_path / "data").symlink_to("data")  # whoever opens it fails: it leads to itself
    before = sorted(tmp_path.rglob("*")), tmp_path.stat().st_mtime_ns

    done = subprocess.run(
        [*CCHC, "--home", str(tmp_path), *DAY, "--json"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["summary"]["letters"] > 0
    assert (sorted(tmp_path.rglob("*")), tmp_path.stat().st_mtime_ns) == before


def test_a_terminal_is_shown_how_far_it_is(tmp_path):
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [*CCHC, *DAY],
        stdout=subprocess.PIPE,
        stderr=theirs,
        cwd=ROOT,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    os.close(theirs)

    assert "100 %" in os.read(ours, 100_000).decode()
    assert "escalation" in done.stdout.decode()
    os.close(ours)
