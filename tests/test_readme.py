"""The README and the runbook are kept in step with the program."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click

from cchc_scheduler.cli import group
from cchc_scheduler.core import errors
from cchc_scheduler.engine.findings import Step
from cchc_scheduler.settings import MEANINGS

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
RUNBOOK = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")


def commands(command: click.Command, name: str) -> Iterator[str]:
    if not isinstance(command, click.Group):
        yield name
        return
    context = click.Context(command)
    for part in command.list_commands(context):
        found = command.get_command(context, part)
        assert found is not None
        yield from commands(found, f"{name} {part}")


def first_column(text: str, heading: str) -> list[str]:
    table = text.split(heading)[1].split("\n#", maxsplit=1)[0]
    return re.findall(r"^\| (.+?) \|", table, re.MULTILINE)[1:]


def test_every_command_stands_in_the_readme_and_every_command_there_exists():
    rows = [row.strip("`") for row in first_column(README, "### Commands")]
    named = [re.sub(r" [A-Z]+( [A-Z]+)*$", "", row) for row in rows]

    assert sorted(named) == sorted(commands(group, "cchc"))


def test_every_command_used_in_the_papers_exists():
    known = set(commands(group, "cchc"))
    groups = {" ".join(name.split()[:2]) for name in known}
    used = re.findall(r"cchc (?:--home \S+ )?([a-z][a-z-]+(?: [a-z][a-z-]+)?)", README + RUNBOOK)

    unknown = {
        each
        for each in used
        if f"cchc {each}" not in known | groups and f"cchc {each.split()[0]}" not in known
    }

    assert unknown == set()


def test_every_part_of_a_home_stands_in_the_readme():
    folders = [row.strip("`") for row in first_column(README, "### What the office may change")]

    assert folders == [
        "config/office.yaml",
        "config/plans/*.yaml",
        "config/policy.yaml",
        "config/calendar/*.yaml",
        "templates/vi/letters/",
        "templates/vi/documents/outlines/",
        "templates/vi/documents/*.docx",
        "jobs/",
    ]


def test_every_job_stands_in_the_runbook_and_every_job_there_exists():
    named = [row.strip("`") for row in first_column(RUNBOOK, "## The jobs")]

    assert sorted(named) == sorted(path.stem for path in (ROOT / "jobs").glob("*.py"))


def test_every_setting_the_papers_name_exists():
    named = set(re.findall(r"CCHC_[A-Z_]+[A-Z]", README + RUNBOOK))

    assert named - set(MEANINGS) == set()


def test_the_exit_codes_of_the_runbook_are_those_of_the_errors():
    rows = re.findall(r"^\| (\d+) \| (\w+) \| (.+) \|$", RUNBOOK, re.MULTILINE)
    written = {(int(code), name) for code, name, _ in rows}
    classes = [each for _, each in inspect.getmembers(errors, inspect.isclass)]

    assert written == {
        (each.exit_code, each.__name__) for each in classes if issubclass(each, errors.CchcError)
    }


def test_the_tree_at_the_head_of_the_errors_gives_the_same_codes():
    drawn = re.findall(r"(\w+) \((\d+)\)", errors.__doc__ or "")

    assert {name: int(code) for name, code in drawn} == {
        name: each.exit_code
        for name, each in inspect.getmembers(errors, inspect.isclass)
        if issubclass(each, errors.CchcError)
    }


def test_every_step_the_doctor_names_is_a_section_of_the_runbook():
    sections = re.findall(r"^## ([a-z-]+)$", RUNBOOK, re.MULTILINE)

    assert sections == list(get_args(Step))


def test_every_paper_the_readme_links_exists():
    linked = re.findall(r"\]\(([\w./-]+)\)", README)

    assert [name for name in linked if not (ROOT / name).exists()] == []
