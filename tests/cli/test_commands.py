"""The command line as a whole: its list of commands, its errors, its JSON."""

import json
import subprocess
import sys
import time

import pytest

from cchc_scheduler.cli import COMMANDS, main
from cchc_scheduler.core.errors import BadInput

REPORT = "bao-cao-quy/2025-Q3/phong-kinh-te"
READ_COMMANDS = [
    ("plan", "check"),
    ("plan", "show"),
    ("plan", "show", "--applied"),
    ("plan", "diff"),
    ("calendar", "show", "2025"),
    ("calendar", "add", "2025-09-09", "-3"),
    ("simulate", "--from", "2025-09-08", "--to", "2025-09-10"),
    ("status",),
    ("explain", REPORT),
    ("digest",),
    ("doctor", "--no-network"),
    ("audit", "verify"),
    ("jobs",),
]


def test_help_lists_every_command_with_its_sentence(cchc):
    answer = cchc("--help")

    lines = {tuple(line.split(maxsplit=1)) for line in answer.out.splitlines() if line.strip()}
    assert {(name, about) for name, (_, about) in COMMANDS.items()} <= lines
    assert (answer.code, answer.err) == (0, "")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_help_of_its_own(cchc, name):
    answer = cchc(name, "--help")

    assert answer.code == 0
    assert answer.out.startswith(f"Usage: cchc {name}")


def test_help_imports_nothing_heavy():
    program = (
        "import sys; from cchc_scheduler.cli import group;"
        "group.main(['--help'], standalone_mode=False);"
        "print(sorted({'sqlalchemy', 'alembic', 'jinja2', 'apscheduler', 'starlette'} "
        "& set(sys.modules)), file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize("command", READ_COMMANDS, ids=" ".join)
def test_a_read_command_prints_one_json_value_and_nothing_else(cchc, season, command):
    answer = cchc(*command, "--json")

    assert isinstance(json.loads(answer.out), dict | list)
    assert answer.err == ""


@pytest.mark.parametrize("command", READ_COMMANDS, ids=" ".join)
def test_a_read_command_speaks_to_people_as_well(cchc, season, command):
    answer = cchc(*command)

    assert answer.out.strip()
    with pytest.raises(json.JSONDecodeError):
        json.loads(answer.out)


def test_an_unknown_command_is_refused(cchc):
    answer = cchc("sumbit")

    assert (answer.code, answer.out) == (2, "")
    assert "No such command 'sumbit'" in answer.err


def test_an_unknown_home_is_named_with_what_to_do(cchc, tmp_path):
    answer = cchc("status", at=tmp_path / "none")

    assert answer.code == 2
    assert answer.err == (
        f"cchc: {tmp_path}/none is no folder. Make it with `cchc init {tmp_path}/none`.\n"
    )


def test_bad_settings_are_told_all_at_once_and_nothing_is_made(cchc, home):
    (home / ".env").write_text("CCHC_SMTP=x\nCCHC_BIND=8363\n", encoding="utf-8")

    answer = cchc("status")

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.splitlines() == [
        "cchc: .env:1: CCHC_SMTP is no setting; did you mean CCHC_SMTP_URL?",
        ".env:2: CCHC_BIND '8363' must be host:port, such as 127.0.0.1:8363",
    ]
    assert not (home / "data").exists()


def test_a_password_in_the_address_of_the_mail_server_is_refused_and_not_repeated(cchc, home):
    (home / ".env").write_text("CCHC_SMTP_URL=smtp://a:secret@mail.office\n", encoding="utf-8")

    answer = cchc("status")

    assert answer.code == 2
    assert "must not hold the password" in answer.err
    assert "secret" not in answer.err


def test_faults_in_the_office_files_are_told_all_at_once(cchc, home):
    office, policy = home / "config" / "office.yaml", home / "config" / "policy.yaml"
    office.write_text(office.read_text("utf-8").replace("coordinator:", "cordinator:"), "utf-8")
    policy.write_text(policy.read_text("utf-8").replace("late-5: ", "late-5: -"), "utf-8")

    answer = cchc("plan", "apply", "--yes")

    assert answer.code == 2
    assert "office.yaml:" in answer.err
    assert "did you mean 'coordinator'?" in answer.err
    assert "policy.yaml:" in answer.err
    assert not (home / "data").exists()


def test_outside_a_home_what_needs_one_says_how_to_make_it(cchc, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    answer = cchc("status", at=None)

    assert answer.code == 3
    assert "Make one with `cchc init DIR`" in answer.err


def test_outside_a_home_the_packaged_files_can_be_read(cchc, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert cchc("plan", "check", at=None).code == 0


def test_without_time_zone_data_it_refuses_and_says_what_to_install():
    """Fault 29: no date is ever counted by another zone."""
    program = (
        "import sys; sys.modules['tzdata'] = None;"
        "from cchc_scheduler.cli import main; main(['calendar', 'show', '2025'])"
    )

    ended = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env={"PYTHONTZPATH": "", "PATH": ""},
        check=False,
        timeout=60,
    )

    assert (ended.returncode, ended.stdout) == (3, "")
    assert "install the package tzdata" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Europe/Berlin"])
def test_the_zone_of_the_machine_changes_no_date(cchc, season, monkeypatch, zone):
    """Fault 29."""
    here = cchc("explain", REPORT, "--json").out
    monkeypatch.setenv("TZ", zone)
    time.tzset()

    there = cchc("explain", REPORT, "--json").out

    monkeypatch.undo()
    time.tzset()
    assert there == here


def test_debug_shows_where_an_error_comes_from(tmp_path):
    with pytest.raises(BadInput):
        main(["--debug", "--home", str(tmp_path / "none"), "status"])
