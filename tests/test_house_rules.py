"""Rules of the house that no linter knows: where time and settings are read, how long files are."""

import ast
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = ROOT / "cchc_scheduler"
TEXT_ENDINGS = (".py", ".md", ".toml", ".yaml", ".txt", ".html", ".css", ".json", ".service")
LONGEST_FILE = 400
CLOCK_CALLS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("time", "monotonic"),
}
READS_THE_CLOCK = {"clock.py"}
# A demonstration tells how long it took on the wall; a simulation never asks.
MEASURES_ITSELF = {"cli/demo.py"}
READS_THE_ENVIRONMENT = {"settings.py", "home.py", "engine/systemd.py"}


def program_files() -> list[Path]:
    return sorted(PROGRAM.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(PROGRAM).as_posix()


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return [ROOT / line for line in listed if (ROOT / line).is_file()]


def attribute_uses(path: Path) -> Iterator[tuple[str, str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield node.value.id, node.attr, node.lineno


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_the_clock_is_read_in_one_place() -> None:
    readers = [
        f"{name_of(path)}:{line}"
        for path in program_files()
        if name_of(path) not in READS_THE_CLOCK | MEASURES_ITSELF
        for owner, attribute, line in attribute_uses(path)
        if (owner, attribute) in CLOCK_CALLS
    ]

    assert readers == []


def test_the_environment_is_read_in_one_place() -> None:
    readers = [
        f"{name_of(path)}:{line}"
        for path in program_files()
        if name_of(path) not in READS_THE_ENVIRONMENT
        for owner, attribute, line in attribute_uses(path)
        if (owner, attribute) in {("os", "environ"), ("os", "getenv")}
    ]

    assert readers == []


def test_a_job_imports_the_standard_library_and_actions_only() -> None:
    strangers = [
        f"{path.name}: {module}"
        for path in sorted((ROOT / "jobs").glob("*.py"))
        for module in imports_of(path)
        if module.split(".")[0] not in sys.stdlib_module_names
        and not module.startswith("cchc_scheduler.actions")
    ]

    assert strangers == []


def test_no_sqlite_name_stands_outside_the_store() -> None:
    strangers = [
        name_of(path)
        for path in program_files()
        if not name_of(path).startswith("store/")
        and any(module.split(".")[0] == "sqlite3" for module in imports_of(path))
    ]

    assert strangers == []


def test_transactions_are_opened_by_actions_and_the_few_that_watch() -> None:
    openers = {
        name_of(path).split("/")[0]
        for path in program_files()
        for _owner, attribute, _line in attribute_uses(path)
        if attribute == "work"
    }

    assert openers <= {"actions", "engine", "web", "store"}


@pytest.mark.parametrize("path", program_files(), ids=name_of)
def test_a_file_is_short(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())

    assert lines <= LONGEST_FILE


def test_every_text_is_nfc_utf8() -> None:
    texts = [path for path in tracked() if path.suffix in TEXT_ENDINGS]

    decomposed = [
        path.relative_to(ROOT).as_posix()
        for path in texts
        if not unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))
    ]

    assert decomposed == []


def test_no_test_can_be_skipped() -> None:
    own = Path(__file__)
    words = ("pytest.mark.skip", "pytest.mark.xfail", "pytest.skip(", "importorskip")

    skipping = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if path != own and any(word in path.read_text(encoding="utf-8") for word in words)
    ]

    assert skipping == []


def test_every_room_and_file_says_what_it_is() -> None:
    silent = [
        name_of(path)
        for path in program_files()
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert silent == []
