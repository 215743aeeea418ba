"""Telling systemd, and the unit that expects to be told."""

import configparser
import re
import socket
from pathlib import Path

import pytest

from cchc_scheduler.cli import COMMANDS
from cchc_scheduler.engine.embedded import DRAIN_S
from cchc_scheduler.engine.running import BEAT_S
from cchc_scheduler.engine.systemd import notify

UNIT = Path(__file__).resolve().parents[2] / "deploy" / "cchc-scheduler.service"


def unit() -> dict[str, dict[str, list[str]]]:
    """Return the unit's sections; a key that stands twice has two values."""
    found: dict[str, dict[str, list[str]]] = {}
    section = ""
    for line in UNIT.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            key, value = line.split("=", 1)
            found.setdefault(section, {}).setdefault(key, []).append(value)
    return found


@pytest.fixture
def listener(tmp_path, monkeypatch):
    path = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as wire:
        wire.bind(str(path))
        wire.settimeout(2)
        monkeypatch.setenv("NOTIFY_SOCKET", str(path))
        yield wire


def test_a_state_is_sent_to_the_socket_systemd_names(listener):
    assert notify("READY=1")
    assert listener.recv(100) == b"READY=1"


def test_a_socket_without_a_file_is_reached_too(monkeypatch):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as wire:
        wire.bind("\0cchc-test-notify")
        wire.settimeout(2)
        monkeypatch.setenv("NOTIFY_SOCKET", "@cchc-test-notify")

        assert notify("WATCHDOG=1")
        assert wire.recv(100) == b"WATCHDOG=1"


def test_without_systemd_nobody_is_told(monkeypatch):
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)

    assert not notify("READY=1")


def test_a_socket_that_is_gone_stops_nothing(monkeypatch, tmp_path):
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "gone"))

    assert not notify("WATCHDOG=1")


def test_the_unit_is_told_when_the_service_is_ready_and_lives():
    service = unit()["Service"]

    assert service["Type"] == ["notify"]
    assert service["Restart"] == ["always"]
    assert BEAT_S * 3 < int(service["WatchdogSec"][0]) == 180
    assert int(service["TimeoutStopSec"][0]) > DRAIN_S


def test_the_unit_runs_a_command_that_exists():
    (line,) = unit()["Service"]["ExecStart"]

    assert re.fullmatch(r"/\S+/cchc --home /srv/cchc (\w+)", line)
    assert line.split()[-1] in COMMANDS


def test_the_unit_may_write_its_data_folder_and_nothing_else():
    service = unit()["Service"]

    assert service["StateDirectory"] == ["cchc-scheduler"]
    assert service["ProtectSystem"] == ["strict"]
    assert "ReadWritePaths" not in service
    assert service["User"] != ["root"]


@pytest.mark.parametrize(
    "hardening",
    [
        "NoNewPrivileges",
        "PrivateTmp",
        "PrivateDevices",
        "PrivateUsers",
        "ProtectHome",
        "ProtectClock",
        "ProtectKernelTunables",
        "ProtectKernelModules",
        "ProtectControlGroups",
        "RestrictNamespaces",
        "RestrictSUIDSGID",
        "LockPersonality",
    ],
)
def test_the_unit_gives_up_what_the_service_does_not_need(hardening):
    assert unit()["Service"][hardening] == ["yes"]


def test_the_unit_has_sections_keys_and_values_only():
    parser = configparser.ConfigParser(strict=False, delimiters=("=",), interpolation=None)
    parser.optionxform = str

    parser.read(UNIT, encoding="utf-8")

    assert parser.sections() == ["Unit", "Service", "Install"]


def test_what_starting_again_can_not_mend_is_not_started_again():
    assert unit()["Service"]["RestartPreventExitStatus"] == ["2 3 4"]
