"""`cchc send-test` as a person runs it: the real command, a real server, the exit code."""

import base64
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from tests.mail import rfc2047

ROOT = Path(__file__).resolve().parents[2]


class Box:
    """Takes every letter but those to nobody@."""

    def __init__(self):
        self.taken = []

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if address.startswith("nobody@"):
            return "550 5.1.1 no such user here"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        self.taken.append(envelope)
        return "250 2.0.0 taken"


@pytest.fixture
def box():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    taken = Box()
    controller = Controller(taken, hostname="127.0.0.1", port=port)
    controller.start()
    taken.url = f"smtp://127.0.0.1:{port}"
    yield taken
    controller.stop()


def cchc(*args, home=ROOT, **settings):
    """Run the command in its own process."""
    known = {key: value for key, value in os.environ.items() if not key.startswith("CCHC_")}
    program = Path(sys.executable).with_name("cchc")
    return subprocess.run(
        [program, "--home", home, *args],
        env=known | settings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_letter_really_goes_and_each_step_is_printed(box):
    done = cchc("send-test", "it@tuetinh.example", CCHC_SMTP_URL=box.url)

    assert (done.returncode, done.stderr) == (0, "")
    steps = [line for line in done.stdout.splitlines() if line.startswith("->")]
    assert [line.split()[1] for line in steps] == [
        "connect",
        "EHLO",
        "MAIL",
        "RCPT",
        "DATA",
        "QUIT",
    ]
    assert "<- 250 2.0.0 taken" in done.stdout
    envelope = box.taken[0]
    subject = rfc2047.text(rfc2047.header(envelope.content, "Subject"))
    assert envelope.rcpt_tos == ["it@tuetinh.example"]
    assert subject == "[CCHC - thư thử] Thử đường gửi thư"
    assert rfc2047.mailboxes(rfc2047.header(envelope.content, "To")) == [("", "it@tuetinh.example")]
    plain = base64.b64decode(envelope.content.split(b"\r\n\r\n")[2].split(b"\r\n--")[0]).decode()
    assert "Đồng chí không phải làm gì." in plain
    assert "Phòng Văn hóa-Xã hội" in plain


def test_nothing_is_queued_and_no_store_is_made(box, tmp_path):
    done = cchc(
        "send-test", "it@tuetinh.example", CCHC_SMTP_URL=box.url, CCHC_DATA=str(tmp_path / "data")
    )

    assert done.returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_a_refused_address_ends_with_8_and_the_servers_words(box):
    done = cchc("send-test", "nobody@tuetinh.example", CCHC_SMTP_URL=box.url)

    assert done.returncode == 8
    assert "<- 550 5.1.1 no such user here" in done.stdout
    assert "failed at RCPT: 550 5.1.1 no such user here. Check the address" in done.stderr
    assert box.taken == []


def test_a_server_out_of_reach_ends_with_8():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"smtp://127.0.0.1:{closed.getsockname()[1]}"

        done = cchc("send-test", "it@tuetinh.example", CCHC_SMTP_URL=url)

    assert done.returncode == 8
    assert "failed at connect" in done.stderr


def test_without_a_mail_server_it_ends_with_3():
    done = cchc("send-test", "it@tuetinh.example")

    assert (done.returncode, done.stdout) == (3, "")
    assert "set CCHC_SMTP_URL" in done.stderr


@pytest.mark.parametrize("address", ["phòng@xã.vn", "a@b.vn\n"])
def test_what_is_no_address_ends_with_2(address):
    done = cchc("send-test", address, CCHC_SMTP_URL="smtp://127.0.0.1:1")

    assert done.returncode == 2
    assert "is no mail address" in done.stderr


@pytest.mark.parametrize(
    ("address", "placeholder"),
    [
        ("it@tuetinh.example", "it@tuetinh.example"),
        ("it@tuetinh.gov.vn", "cchc@tuetinh.example"),
    ],
)
def test_placeholders_write_and_are_written_to_on_this_machine_only(address, placeholder):
    done = cchc("send-test", address, CCHC_SMTP_URL="smtp://mail.tuetinh.gov.vn")

    assert done.returncode == 2
    assert f"{placeholder} only stands for an address" in done.stderr
