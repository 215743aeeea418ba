"""`cchc directory`: out as a file, in again after a look, through the one door."""

import json

import openpyxl
import pytest


@pytest.fixture
def sheet(cchc, tmp_path):
    """The home's directory as an Excel file; `change` writes one cell of it."""
    path = tmp_path / "danh-ba.xlsx"
    assert cchc("directory", "export", "--xlsx", str(path)).code == 0

    def change(name, cell, value):
        book = openpyxl.load_workbook(path)
        book[name][cell] = value
        book.save(path)
        return path

    return change


def office_file(home):
    return (home / "config" / "office.yaml").read_text("utf-8")


@pytest.mark.parametrize("form", ["xlsx", "yaml"])
def test_what_goes_out_and_comes_in_changes_nothing(cchc, home, tmp_path, form):
    path, was = tmp_path / f"danh-ba.{form}", office_file(home)
    cchc("directory", "export", f"--{form}", str(path))

    answer = cchc("directory", "import", str(path), "--yes")

    assert (answer.code, answer.out) == (0, "nothing differs from the office's file\n")
    assert office_file(home) == was


def test_a_change_is_shown_before_it_is_made(cchc, home, sheet):
    path, was = sheet("Người nhận", "D4", "0225 123 456"), office_file(home)

    dry = cchc("directory", "import", str(path), "--dry-run")
    looked = json.loads(cchc("directory", "import", str(path), "--json").out)

    assert "~ office: people.dau-moi-vhxh.phone: None -> 0225 123 456" in dry.out
    assert (looked["written"], looked["applied"]) == (False, False)
    assert office_file(home) == was
    assert cchc("directory", "import", str(path), typed="n\n").code == 130
    assert office_file(home) == was


def test_before_anything_is_in_force_the_offices_file_is_written(cchc, home, sheet):
    path, was = sheet("Người nhận", "D4", "0225 123 456"), office_file(home)

    answer = cchc("directory", "import", str(path), "--yes")

    assert (answer.code, answer.err) == (0, "written to config/office.yaml\n")
    assert "phone: 0225 123 456" in office_file(home)
    assert "# Đơn vị phải báo cáo: năm đơn vị" in office_file(home)
    assert (home / "config" / "office.yaml.bak").read_text("utf-8") == was
    assert "no faults" in cchc("plan", "check").out


def test_what_is_in_force_changes_with_it(cchc, season, sheet):
    path = sheet("Người nhận", "C7", "kinhte.moi@tuetinh.example")

    answer = cchc("directory", "import", str(path), "--yes")

    assert answer.err.endswith("written to config/office.yaml, and in force\n")
    assert cchc("plan", "diff").out == "nothing differs from what is in force\n"
    shown = json.loads(cchc("plan", "show", "--applied", "--json").out)
    assert shown["plan"] == "2025-h2"  # the plan stays in force


def test_a_unit_the_plan_needs_is_not_left_out(cchc, season, sheet):
    path = sheet("Đơn vị", "A4", "phong-kinh-te-moi")
    was = office_file(season)

    answer = cchc("directory", "import", str(path), "--yes")

    assert answer.code == 2
    assert "'phong-kinh-te' is no unit" in answer.err
    assert office_file(season) == was


def test_what_is_not_in_force_yet_does_not_come_along(cchc, season, sheet):
    path = sheet("Người nhận", "D4", "0225 123 456")
    text = office_file(season).replace('place: "Xã Tuệ Tĩnh"', 'place: "Xã Khác"')
    (season / "config" / "office.yaml").write_text(text, "utf-8")

    answer = cchc("directory", "import", str(path), "--yes")

    assert (answer.code, "run `cchc plan apply` first" in answer.err) == (2, True)
    assert office_file(season) == text


def test_faults_are_listed_with_their_cells(cchc, sheet):
    path = sheet("Chức danh", "D3", "khong-co")

    answer = cchc("directory", "import", str(path), "--yes")
    found = json.loads(cchc("directory", "import", str(path), "--json").out)

    assert answer.code == 2
    assert "Chức danh!D3: 'khong-co' is no person" in answer.out
    assert found["faults"][0]["place"] == "Chức danh!D3"


def test_a_damaged_file_is_told(cchc, tmp_path):
    path = tmp_path / "danh-ba.xlsx"
    path.write_bytes(b"PK\x03\x04 torn")

    answer = cchc("directory", "import", str(path))

    assert (answer.code, answer.out.startswith("danh-ba.xlsx: ")) == (2, True)


@pytest.mark.parametrize(
    ("options", "told"),
    [((), "Say what to write"), (("--yaml", "a.yaml", "--empty"), "--empty with --xlsx")],
)
def test_what_makes_no_sense_is_told(cchc, options, told):
    answer = cchc("directory", "export", *options)

    assert (answer.code, told in answer.err) == (2, True)


def test_no_file_is_overwritten(cchc, tmp_path):
    out = tmp_path / "a.xlsx"
    out.write_text("mine", "utf-8")

    assert cchc("directory", "export", "--xlsx", str(out)).code == 2
    assert out.read_text("utf-8") == "mine"
