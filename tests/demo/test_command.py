import os
import re
import signal
import socket
import subprocess
import sys
import time

import httpx
import pytest

from cchc_scheduler.home import packaged_defaults

PATIENCE_S = 120


def start(folder, *arguments, **environment):
    """Start the real command in a folder that is no home."""
    known = {key: value for key, value in os.environ.items() if not key.startswith("CCHC_")}
    return subprocess.Popen(
        [sys.executable, "-c", "from cchc_scheduler.cli import main; main()", *arguments],
        cwd=folder,
        env=known | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def read_until(stream, words):
    """Return what a stream says up to the line with these words."""
    lines = []
    for line in stream:
        lines.append(line)
        if words in line:
            return "".join(lines)
    pytest.fail(f"{words!r} was never said, but: {''.join(lines)}")


def listing(folder):
    return sorted((str(path), path.stat().st_mtime_ns) for path in folder.rglob("*.yaml"))


def test_from_any_folder_it_plays_serves_on_a_free_port_and_ends_cleanly_on_ctrl_c(tmp_path):
    before = listing(packaged_defaults() / "config")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = start(tmp_path, "demo", "--port", str(port))
        said = read_until(process.stdout, "Open http")
        address = re.search(r"Open (http://127\.0\.0\.1:(\d+)/)", said)
        page = httpx.get(address[1])

        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE_S)

    assert re.match(r"\d+ letters went through a real mail server on this machine in \d+", said)
    assert int(address[2]) != port
    assert f"Port {port} can't be used" in err
    assert "Một mùa báo cáo cải cách hành chính" in page.text
    assert (process.returncode, out) == (0, "Stopped.\n")
    assert "Traceback" not in err
    assert re.findall(r"playing the half-year: \d\d/\d\d/2025 +(\d+) %", err)[-1] == "100"
    assert list(tmp_path.iterdir()) == []
    assert listing(packaged_defaults() / "config") == before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_while_it_plays_ends_it_cleanly(tmp_path, number):
    process = start(tmp_path, "demo", "--port", "0")
    read_until(process.stderr, "playing the half-year")

    began = time.monotonic()
    process.send_signal(number)
    out, err = process.communicate(timeout=PATIENCE_S)

    assert (process.returncode, out) == (0, "Stopped.\n")
    assert "Traceback" not in err
    assert time.monotonic() - began < 20


def test_a_port_that_cannot_be_is_refused_before_anything_is_played(tmp_path):
    process = start(tmp_path, "demo", "--port", "70000")

    _, err = process.communicate(timeout=PATIENCE_S)

    assert process.returncode == 2
    assert "70000 is not in the range" in err


def test_a_play_that_is_stopped_and_has_no_page_to_serve_says_that_it_is_unfinished(tmp_path):
    process = start(tmp_path, "demo", "--no-serve")
    read_until(process.stderr, "playing the half-year")

    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=PATIENCE_S)

    assert (process.returncode, out) == (130, "Stopped.\n")
