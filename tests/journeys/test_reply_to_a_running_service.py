"""`cchc run` as a process: a letter goes out by SMTP, its reply comes in, IDLE wakes, a receipt."""

import shutil
import sqlite3
import time
from datetime import timedelta
from email import message_from_string

import pytest

from cchc_scheduler.clock import SystemClock
from cchc_scheduler.home import make_home
from tests.cli.processes import cchc, free_port, mail_server, running
from tests.mail.clients import reply
from tests.mail.dovecot import PASSWORD, mailbox_server

LINK = "https://drive.google.com/file/d/abc/view"


@pytest.fixture
def dovecot():
    """A running mailbox server."""
    with mailbox_server() as server:
        yield server


@pytest.fixture(scope="module")
def _live_once(tmp_path_factory):
    home = tmp_path_factory.mktemp("live") / "home"
    make_home(home, "k" * 43)
    done = cchc(home, "go-live", "--yes")
    assert done.returncode == 0, done.stderr
    day = SystemClock().now() + timedelta(days=60)
    made = cchc(
        home,
        *("obligation", "add", "--unit", "phong-kinh-te", "--task", "giao-viec-01"),
        *("--title", "Báo cáo theo yêu cầu", "--last-day", day.date().isoformat()),
    )
    return home, made.stdout.removeprefix("added ").strip()


@pytest.fixture
def live_home(tmp_path, _live_once):
    """Makes homes of a live office with one duty handed in, whose receipt is due."""
    made, obligation = _live_once

    def with_settings(**settings):
        home = shutil.copytree(made, tmp_path / "home")
        lines = "".join(f"{name}={value}\n" for name, value in settings.items())
        (home / ".env").write_text(f"CCHC_SECRET_KEY={'k' * 43}\n{lines}", encoding="utf-8")
        told = ("--link", "https://x.vn/a", "--by", "Phòng Kinh tế")
        handed = cchc(home, "submit", obligation, *told)
        assert handed.returncode == 0, handed.stderr
        return home

    return with_settings


def receipts(box):
    """The receipts that were sent to the unit, as mails."""
    mails = [message_from_string(each) for each in box.subjects]
    return [each for each in mails if "receipt" in each["Message-ID"]]


def links(home):
    with sqlite3.connect(home / "data" / "cchc.sqlite3") as store:
        return [row[0] for row in store.execute("SELECT link FROM submission ORDER BY id")]


def test_a_reply_wakes_the_service_is_recorded_and_answered(live_home, dovecot):
    port = free_port()
    with mail_server() as (box, smtp):
        home = live_home(
            CCHC_SMTP_URL=f"smtp://127.0.0.1:{smtp}",
            CCHC_IMAP_URL=f"imap://baocao%40xa.example@127.0.0.1:{dovecot.imap}",
            CCHC_IMAP_PASSWORD=PASSWORD,
            CCHC_REPLY_ADDRESS="baocao@xa.example",
            CCHC_BIND=f"127.0.0.1:{port}",
        )
        with running(home, port) as service:
            service.wait(lambda: receipts(box))
            letter = receipts(box)[0]
            dovecot.deliver(
                reply(letter.as_bytes(), LINK), to=letter["Reply-To"].split("<")[1][:-1]
            )
            began = time.monotonic()
            service.wait(lambda: len(links(home)) > 1)
            woken_after = time.monotonic() - began
            service.wait(lambda: len(receipts(box)) > 1)
            assert service.stop() == 0

        answer = receipts(box)[1]
        assert links(home) == ["https://x.vn/a", LINK]
        assert woken_after < 20  # far less than the minute after which it would look by itself
        assert answer["Auto-Submitted"] == "auto-replied"
        assert answer["In-Reply-To"] == "<reply-1@tuetinh.example>"
        assert "@" not in service.log
        assert LINK not in service.log


def test_with_a_password_that_fails_the_service_goes_on_and_says_so(live_home, dovecot):
    port = free_port()
    with mail_server() as (box, smtp):
        home = live_home(
            CCHC_SMTP_URL=f"smtp://127.0.0.1:{smtp}",
            CCHC_IMAP_URL=f"imap://baocao%40xa.example@127.0.0.1:{dovecot.imap}",
            CCHC_IMAP_PASSWORD="het-han",
            CCHC_BIND=f"127.0.0.1:{port}",
        )
        with running(home, port) as service:
            service.wait(lambda: service.answers("/readyz"))
            service.wait(lambda: receipts(box))
            doctor = cchc(home, "doctor").stdout
            assert service.answers("/healthz")
            assert service.stop() == 0

    assert "Authentication failed" in doctor, doctor
    assert "docs/operating.md#mailbox" in doctor
    assert "het-han" not in service.log + doctor
