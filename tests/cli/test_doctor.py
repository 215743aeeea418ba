"""`cchc doctor`: each thing that can be wrong is one line with a step of the runbook."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from docx import Document

from cchc_scheduler.cli.doctor import examine
from cchc_scheduler.engine.lock import EngineLock
from cchc_scheduler.home import find_home
from cchc_scheduler.settings import example_env
from cchc_scheduler.store import directory, job_runs, letters, markers
from cchc_scheduler.store.backups import back_up
from cchc_scheduler.store.database import Database

NOW = datetime(2025, 9, 4, 1, tzinfo=UTC)


def store_of(home: Path) -> Database:
    return Database(home / "data" / "cchc.sqlite3")


@contextmanager
def writing(home: Path) -> Iterator[object]:
    database = store_of(home)
    with database.work() as connection:
        yield connection
    database.close()


def found(home: Path, now: datetime = NOW) -> dict[str, str]:
    """Return what is wrong, by step."""
    findings = examine(find_home(home, {}), now, network=False)
    return {each.step: each.problem for each in findings if each.wrong}


def to_know(home: Path, now: datetime = NOW) -> dict[str, str]:
    findings = examine(find_home(home, {}), now, network=False)
    return {each.step: each.problem for each in findings if not each.wrong}


@pytest.fixture
def well(season: Path) -> Path:
    """An office in which nothing is wrong: real addresses, a mail server, a backup, live."""
    office = season / "config" / "office.yaml"
    office.write_text(office.read_text("utf-8").replace(".example", ".vn"), "utf-8")
    env = season / ".env"
    env.write_text(f"CCHC_SMTP_URL=smtps://mail.tuetinh.vn\nCCHC_SECRET_KEY={'k' * 43}\n", "utf-8")
    with writing(season) as connection:
        markers.put(connection, "alive-at", NOW)
        markers.put(connection, "live-since", NOW)
    database = store_of(season)
    back_up(database, season / "data" / "backups", NOW)
    database.close()
    lock = EngineLock(season / "data")
    lock.take()
    yield season
    lock.release()


def test_a_well_office_has_nothing_wrong(well):
    assert found(well) == {}


def test_home_and_data_folder_are_named_with_the_reason(cchc, home):
    answer = cchc("doctor", "--no-network")

    assert answer.out.splitlines()[:2] == [
        f"home  {home} (named with --home)",
        f"data  {home}/data",
    ]


def test_each_finding_is_one_line_with_its_step_and_the_exit_code_tells(cchc, home):
    answer = cchc("doctor", "--no-network")

    lines = answer.out.splitlines()[2:-1]
    assert all(line.startswith(("wrong  ", "note   ")) for line in lines)
    assert all("[docs/operating.md#" in line for line in lines)
    assert answer.code == 1


def test_the_exit_code_is_0_when_nothing_is_wrong(cchc, well):
    answer = cchc("doctor", "--no-network")

    assert answer.code == 0
    assert answer.out.splitlines()[-1].startswith("0 wrong, ")


def test_as_json_the_same_is_told(cchc, home):
    told = json.loads(cchc("doctor", "--no-network", "--json").out)

    assert set(told) == {"home", "how", "data", "ok", "findings"}
    assert (told["ok"], told["home"]) == (False, str(home))
    assert {"wrong", "problem", "runbook"} == set(told["findings"][0])


def test_a_doctor_changes_nothing(well):
    before = {path: path.read_bytes() for path in (well / "data").rglob("*.sqlite3")}

    found(well)

    assert {path: path.read_bytes() for path in (well / "data").rglob("*.sqlite3")} == before


def test_outside_a_home_the_packaged_files_are_named(tmp_path):
    home = find_home(None, {}, tmp_path)

    steps = [each.step for each in examine(home, NOW, network=False)]

    assert steps[0] == "make-a-home"
    assert "store-missing" not in steps


def test_every_fault_of_the_files_is_a_line(well):
    office = well / "config" / "office.yaml"
    office.write_text(office.read_text("utf-8").replace("rank: head", "rank: hed"), "utf-8")

    findings = examine(find_home(well, {}), NOW, network=False)
    lines = [each.problem for each in findings if each.step == "office-files"]

    assert len(lines) > 1
    assert all("office.yaml:" in line and "did you mean 'head'?" in line for line in lines)


def test_placeholder_addresses_are_listed(home):
    assert "kinhte@tuetinh.example" in found(home)["placeholder-addresses"]


def test_files_that_differ_from_what_is_in_force_are_told(well):
    assert to_know(well)["nothing-in-force"] == ("the files differ from what is in force: office")


@pytest.mark.parametrize(
    ("now", "year"),
    [(datetime(2030, 3, 1, tzinfo=UTC), 2030), (datetime(2026, 12, 2, tzinfo=UTC), 2027)],
)
def test_a_year_without_official_calendar_is_told_next_years_from_december(well, now, year):
    assert found(well, now)["calendar-not-official"] == f"the calendar of {year} is not official"


def test_next_years_calendar_is_not_asked_for_in_november(well):
    assert "calendar-not-official" not in found(well, datetime(2026, 11, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("env", "step", "words"),
    [
        ("CCHC_SMPT_URL=x\n", "settings", "did you mean"),
        ("CCHC_LOG_FORMAT=xml\n", "settings", "neither human nor json"),
        ("CCHC_SMTP_URL=smtp://a:b@mail.vn\n", "settings", "must not hold the password"),
        ("CCHC_SMTP_URL=smtp://a@mail.vn\n", "settings", "no password is set"),
        ("", "no-mail-server", "letters are written and wait"),
        ("", "secret-key", "is not set"),
        ("CCHC_SECRET_KEY=changeme\n", "secret-key", "has 8 characters"),
        (example_env(), "secret-key", "is not set"),
    ],
)
def test_settings_that_are_wrong_or_missing_are_told(well, env, step, words):
    (well / ".env").write_text(env, encoding="utf-8")

    assert words in found(well)[step]


def test_a_secret_that_others_can_read_is_told(well):
    (well / ".env").chmod(0o644)

    assert "chmod 600" in found(well)["settings"]


def test_letters_without_a_page_are_only_to_know(well):
    assert "base-url" in to_know(well)


def test_without_libreoffice_it_says_what_brings_pdf_and_with_it_nothing(well, monkeypatch):
    with_it = to_know(well)
    monkeypatch.setenv("PATH", str(well))

    told = "PDF: off (soffice not found; apt install libreoffice-writer-nogui)"
    assert (with_it.get("pdf"), to_know(well)["pdf"]) == (None, told)
    assert found(well) == {}


def test_a_file_that_is_no_job_is_named(well):
    (well / "jobs" / "ours.py").write_text("def run(service): pass\n", encoding="utf-8")

    assert "ours.py: a job needs EVERY" in found(well)["job-files"]


def test_a_mistake_in_a_word_template_of_the_home_is_named_with_its_paragraph(well):
    folder = well / "templates" / "vi" / "documents"
    document = Document()
    document.add_paragraph("{{ report.titel }}")
    document.save(str(folder / "bao-cao.docx"))
    assert found(well)["word-templates"] == (
        'bao-cao.docx: document, paragraph 1, "{{ report.titel }}": there is nothing named "titel" '
        'here; did you mean "title"?'
    )

    (folder / "bao-cao.docx").write_bytes(b"not Word")
    assert "bao-cao.docx is no Word file" in found(well)["word-templates"]


def test_a_stopped_service_is_wrong_once_live_and_only_to_know_before(season):
    assert to_know(season)["not-running"] == "the service does not run"

    with writing(season) as connection:
        markers.put(connection, "live-since", NOW)

    assert found(season)["not-running"] == "the service does not run"


def test_a_running_service_without_a_sign_of_life_is_told(well):
    assert (
        "no sign of life since 2025-09-04" in found(well, NOW + timedelta(minutes=3))["heartbeat"]
    )


def test_a_clock_that_stands_behind_the_store_is_told(well):
    assert "but the newest backup is of 2025-09-04" in found(well, NOW - timedelta(days=1))["clock"]


def test_an_old_backup_is_told(well):
    assert found(well, NOW + timedelta(hours=3))["backups"] == (
        "the newest backup is of 2025-09-04 01:00:00+00:00"
    )


def test_a_store_without_any_backup_is_told(season):
    assert found(season)["backups"] == "there is no backup yet"


def test_a_new_data_folder_is_only_to_know(home):
    assert "the first command makes it" in to_know(home)["store-missing"]


def test_a_store_that_is_gone_names_the_newest_good_backup(well):
    (well / "data" / "cchc.sqlite3").unlink()

    assert found(well)["store-missing"].endswith(
        "the newest good backup is " + str(well / "data/backups/cchc-20250904T010000Z.sqlite3")
    )


def test_a_damaged_store_names_the_newest_good_backup(well):
    path = well / "data" / "cchc.sqlite3"
    path.write_bytes(path.read_bytes()[:20_000])

    assert "is damaged; the newest good backup is" in found(well)["store-damaged"]


def test_a_store_of_a_newer_program_is_told(well):
    with sqlite3.connect(well / "data" / "cchc.sqlite3") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    assert "has schema 9999, this program" in found(well)["store-newer"]


def test_a_data_folder_that_can_not_be_is_told(well):
    (well / ".env").write_text(f"CCHC_DATA={well}/.env\n", encoding="utf-8")

    assert "data-folder" in found(well)


def test_nothing_in_force_is_told(cchc, home, morning):
    cchc("status")

    assert found(home)["nothing-in-force"] == "no plan is in force: nothing is watched"


def test_rehearsal_is_to_know(season):
    assert "goes to the coordinator only" in to_know(season)["rehearsal"]


def test_a_job_that_fails_is_told_with_its_fault(well):
    with writing(well) as connection:
        for _ in range(2):
            job_runs.record(connection, "mend", NOW, NOW, "KeyError: 'x'")

    assert found(well)["job-fails"] == "job mend failed 2 times: KeyError: 'x'"


def test_a_resting_relay_is_told_in_the_words_of_the_server(well):
    with writing(well) as connection:
        markers.put(connection, "relay-hold", NOW + timedelta(minutes=5))
        markers.put(connection, "relay-words", "535 5.7.8 wrong password")

    assert "535 5.7.8 wrong password" in found(well)["mail-server"]


def test_a_held_backlog_is_told_with_the_reason(well):
    with writing(well) as connection:
        markers.put(connection, "held-since", NOW)
        markers.put(connection, "held-why", "far too many")

    assert "far too many" in found(well)["letters-held"]


@pytest.mark.parametrize(
    ("state", "step"),
    [
        ("unknown", "letters-unknown"),
        ("dead", "letters-not-delivered"),
        ("bounced", "letters-not-delivered"),
    ],
)
def test_letters_whose_fate_needs_a_person_are_told(well, state, step):
    with writing(well) as connection:
        first = letters.every_brief(connection)[0]
        letters.change(connection, [first["id"]], state=state, reply="550 no such user")

    assert first["message_id"] in found(well)[step]
    assert "550 no such user" in found(well)[step]


def test_a_refusal_of_last_month_is_no_longer_told(well):
    with writing(well) as connection:
        first = letters.every_brief(connection)[0]
        letters.change(connection, [first["id"]], state="dead", reply="550")

    assert "letters-not-delivered" not in found(well, NOW + timedelta(days=15))


def test_an_address_that_takes_no_mail_is_told(well):
    row = {"address": "a@b.vn", "state": "dead", "why": "550", "since": NOW}
    with writing(well) as connection:
        directory.set_address(connection, row)

    assert found(well)["letters-not-delivered"] == "a@b.vn takes no mail: 550"
