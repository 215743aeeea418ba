"""A file as data that remembers its lines."""

import pytest

from cchc_scheduler.plan.reading import read_source

TEXT = """\
name: "An Bình"
units:
  - id: tong-hop
    coordinator: true
  - kinh-te
"""


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "office.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return read_source(path)


def test_every_path_has_its_line(source):
    assert source.line_of(("name",)) == 1
    assert source.line_of(("units", 0, "coordinator")) == 4
    assert source.line_of(("units", 1)) == 5


def test_what_is_missing_has_the_line_of_what_would_hold_it(source):
    assert source.line_of(("units", 0, "head")) == 3
    assert source.line_of(("people",)) == 1


def test_values_are_found_by_path_and_nothing_where_there_is_none(source):
    assert source.value_at(("units", 0, "id")) == "tong-hop"
    assert source.value_at(("units", 7, "id")) is None
    assert source.value_at(("name", "id")) is None
    assert source.text("units", 0, "coordinator") is None


def test_entries_are_the_mappings_of_a_list_and_words_its_texts(source):
    assert [path for path, _ in source.entries("units")] == [("units", 0)]
    assert list(source.words("units")) == [(("units", 1), "kinh-te")]
    assert list(source.entries("name")) == []


def test_a_fault_is_recorded_once_with_the_value_that_stands_there(source):
    for _ in range(2):
        source.add(("units", 0, "coordinator"), "is not wanted")

    assert [str(fault) for fault in source.faults] == [
        "office.yaml:4: units.0.coordinator: 'true' is not wanted",
    ]
