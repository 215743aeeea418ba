"""`cchc run` as a real process: it sends, answers, is alone, stops cleanly, and refuses clearly."""

import resource
import shutil
import signal
import socket
import sqlite3
import time
from datetime import timedelta
from pathlib import Path

import pytest

from cchc_scheduler.clock import SystemClock
from cchc_scheduler.home import make_home
from tests.cli.processes import cchc, free_port, mail_server, running


@pytest.fixture(scope="session")
def _office_made_once(tmp_path_factory):
    home = tmp_path_factory.mktemp("office") / "home"
    make_home(home, "k" * 43)
    assert cchc(home, "plan", "apply", "--yes").returncode == 0
    day = SystemClock().now() + timedelta(days=60)  # the process lives by the machine's own clock
    made = cchc(
        home,
        *("obligation", "add", "--unit", "phong-kinh-te", "--task", "giao-viec-01"),
        *("--title", "Báo cáo theo yêu cầu", "--last-day", day.date().isoformat()),
    )
    assert made.returncode == 0, made.stderr
    obligation = made.stdout.removeprefix("added ").strip()
    handed = cchc(home, "submit", obligation, "--link", "https://x.vn/a", "--by", "Phòng Kinh tế")
    assert handed.returncode == 0, handed.stderr
    return home


@pytest.fixture
def office(tmp_path, _office_made_once):
    """A home in force, with one duty of this year and its report handed in: a receipt is due."""
    return shutil.copytree(_office_made_once, tmp_path / "home")


def settings(home: Path, **values: object) -> None:
    lines = "".join(f"{name}={value}\n" for name, value in values.items())
    (home / ".env").write_text(f"CCHC_SECRET_KEY={'k' * 43}\n{lines}", encoding="utf-8")


def test_it_sends_answers_is_alone_and_stops_when_told(office):
    port = free_port()
    with mail_server() as (box, smtp):
        settings(
            office,
            CCHC_SMTP_URL=f"smtp://127.0.0.1:{smtp}",
            CCHC_BIND=f"127.0.0.1:{port}",
        )
        with running(office, port) as service:
            service.wait(lambda: service.answers("/readyz"))
            service.wait(lambda: len(box.subjects) >= 1)

            assert service.get("/healthz").json() == {"ok": True, "reasons": []}
            assert service.get("/elsewhere").status_code == 404

            second = cchc(office, "run")
            assert second.returncode == 4
            assert f"Process {service.process.pid} already runs the service" in second.stderr

            beside = cchc(office, "status")
            assert (beside.returncode, "sent" in beside.stdout) == (0, True)
            told = cchc(office, "doctor").stdout
            assert "[docs/operating.md#mail-server]" not in told
            assert "[docs/operating.md#heartbeat]" not in told
            assert "[docs/operating.md#not-running]" not in told

            began = time.monotonic()
            assert service.stop() == 0
            assert time.monotonic() - began < 10

    names = [event["event"] for event in service.events]
    assert (names[0], names[-1]) == ("running", "stopped")
    assert service.events[-1]["drained"] is True
    assert "@" not in service.log
    assert "Báo cáo theo yêu cầu" not in service.log
    assert cchc(office, "audit", "verify").returncode == 0


def test_told_to_stop_while_a_letter_is_being_handed_over_it_ends_that_first(office):
    """Fault 41: no letter is left whose fate is unknown."""
    port = free_port()
    with mail_server() as (box, smtp):
        box.pause = 1.5
        settings(
            office,
            CCHC_SMTP_URL=f"smtp://127.0.0.1:{smtp}",
            CCHC_BIND=f"127.0.0.1:{port}",
        )
        with running(office, port) as service:
            service.wait(lambda: box.begun > 0)
            assert service.stop() == 0
        handed_over = len(box.subjects)

    with sqlite3.connect(office / "data" / "cchc.sqlite3") as store:
        states = dict(store.execute("SELECT state, count(*) FROM letter GROUP BY state").fetchall())
    assert handed_over >= 1
    assert states.get("sent") == handed_over
    assert {"sending", "unknown"} & states.keys() == set()


def test_a_second_signal_ends_it_at_once(office):
    port = free_port()
    with mail_server() as (box, smtp):
        box.pause = 20
        settings(
            office,
            CCHC_SMTP_URL=f"smtp://127.0.0.1:{smtp}",
            CCHC_BIND=f"127.0.0.1:{port}",
        )
        with running(office, port) as service:
            service.wait(lambda: box.begun > 0)
            service.process.send_signal(signal.SIGINT)
            service.wait(lambda: "stopping" in service.log)
            began = time.monotonic()
            assert service.stop() == 1
            assert time.monotonic() - began < 10


def test_without_a_mail_server_letters_wait_and_systemd_hears_when_it_is_ready(office):
    port, systemd = free_port(), office.parent / "notify"
    settings(office, CCHC_BIND=f"127.0.0.1:{port}")

    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(str(systemd))
        with running(office, port, NOTIFY_SOCKET=str(systemd)) as service:
            service.wait(lambda: service.answers("/readyz"))
            assert service.stop() == 0
        assert [heard.recv(100), heard.recv(100)] == [b"READY=1", b"STOPPING=1"]

    assert service.events[0]["mail"] is False
    assert "no mail server is set (CCHC_SMTP_URL)" in cchc(office, "status").stdout


def test_in_an_office_never_applied_it_waits_and_says_what_to_do(tmp_path):
    home, port = tmp_path / "home", free_port()
    make_home(home, "k" * 43)
    settings(home, CCHC_BIND=f"127.0.0.1:{port}")

    with running(home, port) as service:
        service.wait(lambda: service.answers("/healthz"))
        service.wait(lambda: service.answers("/readyz", 503))
        service.wait(lambda: "no plan is in force" in service.get("/readyz").text)
        assert service.stop() == 0

    assert "cchc plan apply" in service.log


def test_an_address_of_the_health_page_that_is_taken_is_told_before_anything_runs(office):
    with mail_server() as (_, taken):
        settings(office, CCHC_BIND=f"127.0.0.1:{taken}")

        ended = cchc(office, "run")

    assert ended.returncode == 2
    assert f"CCHC_BIND: 127.0.0.1:{taken} can't be used" in ended.stderr


def test_a_file_that_is_no_job_is_named(office):
    (office / "jobs" / "ours.py").write_text("EVERY = 1\n", encoding="utf-8")
    settings(office, CCHC_BIND="127.0.0.1:0")

    ended = cchc(office, "run")

    assert ended.returncode == 2
    assert "ours.py: a job needs EVERY" in ended.stderr


def test_a_data_folder_that_can_not_be_made_is_named(tmp_path):
    home = tmp_path / "home"
    make_home(home, "k" * 43)
    settings(home, CCHC_DATA=".env/data")

    ended = cchc(home, "run")

    assert ended.returncode == 5
    assert ended.stderr == (
        f"cchc: {home}/.env/data/cchc.sqlite3 can't be made: Not a directory.\n"
    )


def test_an_older_program_refuses_a_newer_store(office):
    """Fault 40."""
    path = office / "data" / "cchc.sqlite3"
    with sqlite3.connect(path) as store:
        store.execute("UPDATE alembic_version SET version_num = '9999'")

    ended = cchc(office, "run")

    assert ended.returncode == 5
    assert "has schema 9999" in ended.stderr
    assert "Install the newer program again" in ended.stderr


@pytest.mark.parametrize("left", [30_000, 0], ids=["cut off", "empty"])
def test_a_damaged_store_is_refused_and_the_newest_good_backup_named(office, left):
    """Fault 24: nothing empty is ever made in its place."""
    backup = cchc(office, "backup").stdout.strip()
    path = office / "data" / "cchc.sqlite3"
    for log in ("-wal", "-shm"):
        path.with_name(path.name + log).unlink(missing_ok=True)
    path.write_bytes(path.read_bytes()[:left])

    ended = cchc(office, "run")

    assert ended.returncode == 5
    assert backup in ended.stderr
    assert path.stat().st_size == left

    assert cchc(office, "restore", backup, "--yes").returncode == 0
    assert cchc(office, "audit", "verify").returncode == 0


def small_files() -> None:
    """Let the process write no file over 8 kB, as on a disk that is full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (8_192, 8_192))


def test_a_full_disk_is_told_and_all_goes_on_once_there_is_space(tmp_path):
    """Fault 21, at the making of the store."""
    home = tmp_path / "home"
    make_home(home, "k" * 43)

    full = cchc(home, "plan", "apply", "--yes", preexec_fn=small_files)

    assert full.returncode == 5
    assert "the disk is full or failing. Free space." in full.stderr
    assert "Traceback" not in full.stderr
    assert cchc(home, "plan", "apply", "--yes").returncode == 0


def test_a_full_disk_at_going_live_leaves_all_as_it_was(office):
    """Fault 21, at an act of a person: neither the store nor the policy's file has changed."""
    policy = office / "config" / "policy.yaml"
    before = (policy.read_bytes(), cchc(office, "audit", "verify", "--json").stdout)

    full = cchc(office, "go-live", "--yes", preexec_fn=small_files)

    assert (full.returncode, "Traceback" in full.stderr) == (5, False)
    assert (policy.read_bytes(), cchc(office, "audit", "verify", "--json").stdout) == before
