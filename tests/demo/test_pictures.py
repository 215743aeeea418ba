import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMED = re.findall(r"!\[[^\]]+\]\((docs/pictures/[^)]+)\)", (ROOT / "README.md").read_text("utf-8"))
SMALL = 200_000


def size_of(path):
    """Return width and height of a PNG file."""
    head = path.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", head[16:24])


def test_the_readme_names_five_pictures():
    assert [Path(name).name for name in NAMED] == [
        "desk.png",
        "demo.png",
        "remind-3-phone.png",
        "leaders-page.png",
        "report.png",
    ]


@pytest.mark.parametrize("name", NAMED)
def test_each_picture_of_the_readme_is_there_and_small(name):
    path = ROOT / name

    assert min(size_of(path)) >= 390
    assert path.stat().st_size < SMALL


def test_the_command_takes_all_pictures_anew(tmp_path):
    command = [sys.executable, "-m", "tests.demo.pictures", str(tmp_path)]

    subprocess.run(command, cwd=ROOT, check=True, timeout=300)

    taken = {path.name: size_of(path) for path in tmp_path.iterdir()}
    kept = {path.name: size_of(path) for path in (ROOT / "docs" / "pictures").iterdir()}
    assert taken == kept
    assert {Path(name).name for name in NAMED} < set(taken)


def test_make_pictures_runs_that_command():
    makefile = (ROOT / "Makefile").read_text("utf-8")

    assert ".venv/bin/python -m tests.demo.pictures docs/pictures" in makefile
