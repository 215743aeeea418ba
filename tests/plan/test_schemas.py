"""The JSON Schemas by which an editor helps to write the office's files."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from cchc_scheduler.home import make_home
from cchc_scheduler.plan.reading import read_source
from cchc_scheduler.plan.schemas import schema_text, schemas, write_schemas
from tests.plan.small_home import SmallHome

CONFIG = Path(__file__).parents[2] / "config"
OUTLINES = CONFIG.parent / "templates" / "vi" / "documents" / "outlines"
SHIPPED = sorted(
    [CONFIG / "office.yaml", CONFIG / "policy.yaml", *OUTLINES.glob("*.yaml")]
    + [path for folder in ("plans", "calendar") for path in (CONFIG / folder).glob("*.yaml")]
)


def validator(kind):
    return Draft202012Validator(schemas()[f"{kind}.json"], format_checker=FormatChecker())


@pytest.mark.parametrize("name", sorted(schemas()))
def test_the_shipped_schema_is_the_one_the_models_make(name):
    """`make schemas` writes them anew."""
    shipped = (CONFIG / "schema" / name).read_text(encoding="utf-8")

    assert shipped == schema_text(schemas()[name])


def test_there_is_one_schema_for_each_kind_of_file_and_no_other():
    assert sorted(path.name for path in (CONFIG / "schema").iterdir()) == sorted(schemas())


def test_schemas_are_written_into_a_folder(tmp_path):
    write_schemas(tmp_path / "schema")

    assert sorted(path.name for path in (tmp_path / "schema").iterdir()) == [
        "annexes.json",
        "calendar.json",
        "office.json",
        "outline.json",
        "plan.json",
        "policy.json",
        "report-outline.json",
    ]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_file_names_its_schema_and_keeps_it(path):
    (named,) = re.findall(
        r"^# yaml-language-server: \$schema=(\S+)$", path.read_text(), re.MULTILINE
    )
    schema = json.loads((path.parent / named).read_text())

    Draft202012Validator.check_schema(schema)
    faults = Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(
        read_source(path).data
    )

    assert [fault.message for fault in faults] == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("office.yaml", "rank: chair", "rang: chair"),
        ("office.yaml", "an@anbinh.example", "an@anbinh"),
        ("policy.yaml", '"14:00"', '"25:00"'),
        ("policy.yaml", "level_gap: 2", "level_gap: 0"),
        ("plans/ke-hoach.yaml", "last_day: 2025-12-31", "last_day: 2025-02-30"),
        ("plans/ke-hoach.yaml", "    recipient: tong-hop\n", ""),
        ("calendar/2025.yaml", "official: true", "official: yes"),
    ],
)
def test_an_editor_sees_what_plan_check_would_refuse(tmp_path, file, old, new):
    home = SmallHome(tmp_path)
    home.swap(file, old, new)
    kind = {"plans": "plan", "calendar": "calendar"}.get(file.partition("/")[0], file[:-5])

    data = read_source(tmp_path / file).data

    assert not validator(kind).is_valid(data)
    assert home.faults() != []


def test_a_new_home_gets_the_schemas_its_files_name(tmp_path):
    make_home(tmp_path / "home", "k" * 43)

    assert (tmp_path / "home" / "config" / "schema" / "plan.json").is_file()
