"""A directory goes out as Excel or YAML and comes in as the same office, or with every fault."""

import json
from copy import deepcopy
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import normalize

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_scheduler.documents.directory_excel import directory_excel
from cchc_scheduler.plan.directory_import import directory_text, office_text, with_directory
from cchc_scheduler.plan.office_file import OfficeFile
from cchc_scheduler.plan.reading import read_source
from tests.plan.small_home import OFFICE

LOOKALIKES = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ð": "đ"})  # a file refuses them
LETTERS = st.characters(categories=("Ll", "Lu", "Nd"), include_characters=" -=.,()&/'\"")
LINE = st.text(LETTERS, min_size=1, max_size=30).map(
    lambda text: " ".join(normalize("NFC", f"Phòng {text}").translate(LOOKALIKES).split())
)
PHONES = st.none() | st.from_regex(r"0[0-9]{3} [0-9]{3} [0-9]{3}", fullmatch=True)
DAYS = st.none() | st.dates().map(lambda day: day.isoformat())
RANKS = st.sampled_from(["head", "vice-chair"])


@st.composite
def offices(draw):
    """Return an office of one to five units, each with its head and its focal point."""
    office = small()
    count = draw(st.integers(1, 5))
    lead, people, units = [], [], []
    for number in range(count):
        holders = [f"nguoi-{number}-{each}" for each in ("head", "focal")]
        posts = [f"{each}-{number}" for each in ("truong", "dau-moi")]
        for post, holder, rank in zip(posts, holders, (draw(RANKS), "staff"), strict=True):
            lead.append(
                {
                    "id": post,
                    "title": draw(LINE),
                    "rank": rank,
                    "holder": holder if rank != "staff" or draw(st.booleans()) else None,
                    "second": draw(st.none() | st.sampled_from(holders)),
                }
            )
            people.append(
                {
                    "id": holder,
                    "name": draw(st.none() | LINE),
                    "address": f"{holder}@anbinh.example",
                    "phone": draw(PHONES),
                }
            )
        begins, ends = sorted((draw(DAYS), draw(DAYS)), key=lambda day: (day is None, day))
        units.append(
            {
                "id": f"don-vi-{number}",
                "name": draw(LINE),
                "short": draw(LINE),
                "source": f"V.2.{number}",
                "head": posts[0],
                "focal": posts[1],
                "coordinator": number == 0,
                "from_day": begins if ends is not None else None,
                "to_day": ends,
            }
        )
    leader = {"id": "ct", "title": "Chủ tịch", "rank": "chair", "holder": None, "second": None}
    chief = draw(st.none() | st.just("truong-0"))
    whole = {"units": units, "posts": [leader, *lead], "people": people}
    return office | whole | {"chair": "ct", "office_chief": chief, "vice_chair": None}


def small():
    return deepcopy(_small())


@cache
def _small():
    with TemporaryDirectory() as folder:
        path = Path(folder) / "office.yaml"
        path.write_text(OFFICE, "utf-8")
        return document(path)


def document(path):
    """Return what an office's file holds, in the form the store keeps."""
    return OfficeFile.model_validate_json(json.dumps(read_source(path).data)).document()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(offices(), st.sampled_from(["xlsx", "yaml"]))
def test_what_goes_out_comes_in_as_the_same_office(tmp_path_factory, office, form):
    path = tmp_path_factory.mktemp("out") / f"danh-ba.{form}"
    path.write_bytes(directory_excel(office) if form == "xlsx" else directory_text(office).encode())

    found, faults = with_directory(small(), path)

    assert faults == ()
    assert found.document() == office


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(offices())
def test_the_offices_file_written_anew_holds_the_new_office(tmp_path_factory, office):
    path = tmp_path_factory.mktemp("office") / "office.yaml"

    path.write_text(office_text(OFFICE, small(), office), "utf-8")

    assert document(path) == office


def book_of(office=None):
    return openpyxl.load_workbook(BytesIO(directory_excel(office)))


def taken_in(book, tmp_path):
    path = tmp_path / "danh-ba.xlsx"
    book.save(path)
    found, faults = with_directory(small(), path)
    return found, [str(fault) for fault in faults]


def test_an_empty_form_has_lists_of_names_and_says_what_lacks(tmp_path):
    book = book_of()

    lists = {
        (sheet.title, str(rule.sqref)): rule.formula1
        for sheet in book
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    }
    assert lists[("Đơn vị", "E2:E201")] == "'Chức danh'!$B$2:$B$201"
    assert lists[("Chức danh", "D2:D201")] == "'Người nhận'!$B$2:$B$201"
    assert "Phó Chủ tịch" in lists[("Chức danh", "C2:C201")]
    found, faults = taken_in(book, tmp_path)
    assert found is None
    assert "Đơn vị: is empty; name at least one" in faults


def test_a_form_filled_in_by_names_makes_its_ids(tmp_path):
    book = book_of()
    rows = {
        "Đơn vị": [("", "Phòng Kinh tế", "KT", "V.2.a", "Trưởng phòng", "Đầu mối KT", "x")],
        "Chức danh": [
            ("", "Trưởng phòng", "Người đứng đầu đơn vị", "Bình"),
            ("", "Đầu mối KT", "Nhân viên", "kt"),
            ("", "Chủ tịch UBND", "Chủ tịch", ""),
        ],
        "Người nhận": [("", "Bình", "binh@anbinh.example"), ("", "", "kt@anbinh.example")],
    }
    for name, listed in rows.items():
        for row in listed:
            book[name].append(row)
    book["Lãnh đạo"]["B2"] = "Chủ tịch UBND"

    found, faults = taken_in(book, tmp_path)

    assert faults == []
    unit = found.units[0]
    assert (unit.id, unit.head, unit.focal) == ("phong-kinh-te", "truong-phong", "dau-moi-kt")
    assert [post.holder for post in found.posts] == ["binh", "kt", None]
    assert (found.chair, found.vice_chair) == ("chu-tich-ubnd", None)


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "told"),
    [
        ("Đơn vị", "E2", "truong-kh", "Đơn vị!E2: 'truong-kh' is no post; did you mean"),
        ("Đơn vị", "G3", "có", "Đơn vị!G3: 'có' must be x or empty"),
        ("Đơn vị", "G2", None, "Đơn vị: has no coordinator; one unit needs"),
        ("Đơn vị", "H2", "31/02/2026", "Đơn vị!H2: '31/02/2026' is no day of the calendar"),
        ("Đơn vị", "B2", None, "Đơn vị!2: name is missing"),
        ("Đơn vị", "C1", "Viết tắt", "Đơn vị!C1: 'Viết tắt' is no head of this sheet"),
        ("Chức danh", "C3", "Sếp", "Chức danh!C3: 'Sếp' is not one of staff, head,"),
        ("Chức danh", "D3", "khong-co", "Chức danh!D3: 'khong-co' is no person"),
        ("Người nhận", "C3", "binh", "Người nhận!C3: 'binh' is no mail address"),
        ("Người nhận", "A3", "an", "Người nhận!A3: 'an' stands twice"),
        ("Người nhận", "C3", "=1+1", "Người nhận!C3: was never calculated"),
        ("Lãnh đạo", "B2", "giam-doc", "Lãnh đạo!B2: 'giam-doc' is no post"),
        ("Lãnh đạo", "A3", "Thư ký", "Lãnh đạo!A3: 'Thư ký' is no role of this sheet"),
    ],
)  # fmt: skip
def test_every_fault_is_told_with_its_cell(tmp_path, sheet, cell, value, told):
    book = book_of(small())
    book[sheet][cell] = value

    found, faults = taken_in(book, tmp_path)

    assert found is None
    assert [fault for fault in faults if fault.startswith(told)], faults


def test_a_sheet_that_lacks_is_told(tmp_path):
    book = book_of(small())
    del book["Chức danh"]

    _, faults = taken_in(book, tmp_path)

    assert "Chức danh: is a sheet that this file lacks" in faults


def test_a_yaml_file_is_told_by_its_lines(tmp_path):
    path = tmp_path / "danh-ba.yaml"
    path.write_text(directory_text(small()) + "sender: {}\n", "utf-8")

    found, faults = with_directory(small(), path)

    assert found is None
    assert [fault.problem for fault in faults] == ["is no part of a directory"]
