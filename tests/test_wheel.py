"""The wheel, installed in an empty environment, as someone who has only the wheel uses it."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
UV = ROOT / ".uv" / "bin" / "uv"
OFFICE = ("config", "jobs", "templates")
MEGABYTE = 1_000_000


def run(*command: object, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program without anything of this checkout on its way."""
    ours = ("CCHC_", "PYTHON", "VIRTUAL_ENV", "UV_PROJECT")
    known = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=known | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def succeed(*command: object, folder: Path, **environment: str) -> str:
    done = run(*command, folder=folder, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    if not UV.exists():
        pytest.fail("uv is missing: make setup")
    folder = tmp_path_factory.mktemp("wheel")
    succeed(UV, "build", "--wheel", "--out-dir", folder, folder=ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def environment(wheel, tmp_path_factory) -> Path:
    """An environment with what the lock file names for running, and the wheel."""
    folder = tmp_path_factory.mktemp("environment") / "installed"
    sync = ("sync", "--frozen", "--no-dev", "--no-install-project", "--python", sys.executable)
    succeed(UV, *sync, folder=ROOT, UV_PROJECT_ENVIRONMENT=str(folder))
    python = folder / "bin" / "python"
    succeed(UV, "pip", "install", "--no-deps", "--python", python, wheel, folder=folder)
    return folder


def test_the_wheel_takes_one_name_at_the_top(wheel):
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}

    names = sorted(re.sub(r"-[\d.]+\.dist-info$", ".dist-info", top) for top in tops)
    assert names == ["cchc_scheduler", "cchc_scheduler.dist-info"]


def test_the_wheel_carries_every_file_of_the_office_and_no_other(wheel):
    listed = succeed("git", "ls-files", *OFFICE, folder=ROOT).splitlines()
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()

    carried = {
        name.removeprefix("cchc_scheduler/_defaults/")
        for name in names
        if name.startswith("cchc_scheduler/_defaults/")
    }
    assert {name for name in listed if (ROOT / name).is_file()} <= carried
    assert [name for name in names if "__pycache__" in name or name.endswith(".env")] == []
    assert {"config/schema/plan.json", "jobs/mend.py", "config/.env.example"} <= carried


def test_the_wheel_carries_the_migrations(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()

    assert "cchc_scheduler/store/migrations/versions/0001_first_tables.py" in names


@pytest.mark.parametrize("name", OFFICE)
def test_what_is_the_offices_is_no_package(environment, tmp_path, name):
    done = run(environment / "bin" / "python", "-c", f"import {name}", folder=tmp_path)

    assert done.returncode == 1
    assert f"No module named '{name}'" in done.stderr


def test_all_that_the_wheel_asks_for_is_installed(environment, tmp_path):
    python = environment / "bin" / "python"

    assert run(UV, "pip", "check", "--python", python, folder=tmp_path).returncode == 0


def test_the_installation_is_small(environment):
    packages = list(environment.rglob("*.dist-info"))
    size = sum(path.stat().st_size for path in environment.rglob("*") if path.is_file())

    assert len(packages) < 50
    assert size < 90 * MEGABYTE


def test_the_demonstration_plays_from_any_folder_and_writes_nothing(environment, tmp_path):
    program = next(environment.glob("lib/*/site-packages/cchc_scheduler"))
    before = sorted(path for path in program.rglob("*") if "__pycache__" not in path.parts)

    said = succeed(environment / "bin" / "cchc", "demo", "--no-serve", folder=tmp_path)

    assert re.fullmatch(
        r"\d+ letters went through a real mail server on this machine in [\d.]+ s\.\n", said
    )
    after = sorted(path for path in program.rglob("*") if "__pycache__" not in path.parts)
    assert (list(tmp_path.iterdir()), after) == ([], before)


def test_the_simulation_of_the_wheel_is_that_of_the_checkout(environment, tmp_path):
    span = ("simulate", "--from", "2025-08-11", "--to", "2025-09-10", "--json")
    ours = (sys.executable, "-c", "from cchc_scheduler.cli import main; main()")

    theirs = succeed(environment / "bin" / "cchc", *span, folder=tmp_path)
    expected = succeed(*ours, "--home", ROOT, *span, folder=ROOT)

    assert json.loads(theirs) == json.loads(expected)
    assert json.loads(theirs)["letters"]


def test_a_home_made_by_the_wheel_has_all_its_files(environment, tmp_path):
    home = tmp_path / "home"

    succeed(environment / "bin" / "cchc", "init", home, "--yes", folder=tmp_path)

    listed = succeed("git", "ls-files", *OFFICE, folder=ROOT).splitlines()
    missing = [name for name in listed if (ROOT / name).is_file() and not (home / name).is_file()]
    assert missing == []
