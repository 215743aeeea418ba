"""`cchc compile`: every file of a period in a folder, and what a person should look at."""

import errno
import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from cchc_scheduler.engine.lock import EngineLock
from tests.cli.test_digest import rows

UNITS = [
    "phong-van-hoa-xa-hoi",
    "van-phong-hdnd-ubnd",
    "phong-kinh-te",
    "trung-tam-phuc-vu-hanh-chinh-cong",
    "trung-tam-van-hoa-the-thao-va-truyen-thong",
]
OWED = "bao-cao-quy/2025-Q3"


def compiled(cchc, out, *options, period="2025-Q3"):
    """What the command answers as JSON, and what it says beside it."""
    answer = cchc("compile", period, "--out", str(out), "--json", *options)
    assert answer.code == 0, answer.err
    return json.loads(answer.out), answer.err


def words_of(path):
    """Every word of a Word file, tables too."""
    document = Document(path)
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def seen(folder):
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def test_all_files_of_a_period_and_what_came_stand_in_the_answer(cchc, season, tmp_path):
    out = tmp_path / "out"
    cchc("submit", f"{OWED}/phong-kinh-te", "--nil", "Không phát sinh.", "--by", "Hoa")
    cchc("submit", f"{OWED}/van-phong-hdnd-ubnd", "--number", "15/BC-VP", "--by", "Văn phòng")

    found, err = compiled(cchc, out, "--no-pdf")

    assert list(found) == [
        *("period", "docx", "outputs", "xlsx", "zip", "pdf"),
        *("received", "expected", "on_time", "missing", "checks"),
    ]
    assert (found["period"], found["received"], found["expected"], found["on_time"]) == (
        *("2025-Q3", 2, 5, 2),
    )
    assert found["missing"] == [unit for unit in UNITS if unit not in UNITS[1:3]]
    assert found["pdf"] is None
    reports = {each["name"]: each["path"] for each in found["outputs"]}
    assert {"bao-cao-so-noi-vu", "bao-cao-dang-uy", "phu-luc-noi-bo"} <= set(reports)
    assert found["docx"] == reports["bao-cao-so-noi-vu"]
    paths = [*reports.values(), found["xlsx"], found["zip"]]
    assert all(Path(path).is_absolute() and Path(path).is_file() for path in paths)
    assert sorted(Path(path).name for path in paths) == seen(out)
    assert all(set(each) == {"check", "where", "text"} for each in found["checks"])
    assert "making bao-cao-so-noi-vu-2025-Q3.docx ..." in err


def test_the_files_hold_what_came_and_nobody_is_named_late_outside(cchc, season, tmp_path):
    cchc("submit", f"{OWED}/phong-kinh-te", "--nil", "Không phát sinh.", "--by", "Hoa")

    found, _ = compiled(cchc, tmp_path / "out", "--no-pdf")

    report = words_of(found["docx"])
    assert "Ủy ban nhân dân xã Tuệ Tĩnh" in report
    assert "quý III năm 2025" in report
    sheet = load_workbook(found["xlsx"])["Tiến độ gửi"]
    units = [row[2].value for row in sheet.iter_rows(min_row=5)]
    assert len(units) == 5
    assert units[2] == "Phòng Kinh tế"
    with zipfile.ZipFile(found["zip"]) as archive:
        manifest = archive.read("MANIFEST.txt").decode("utf-8-sig")
    assert "BN-2025Q3-0001" in manifest
    assert "Không phát sinh." in manifest


def test_people_read_the_same_in_english(cchc, season, tmp_path):
    answer = cchc("compile", "2025-Q3", "--out", str(tmp_path / "out"), "--no-pdf")

    assert answer.code == 0
    assert answer.out.startswith("2025-Q3: 0 of 5 received, 0 on time\nmissing: phong-van-hoa")
    assert f"bao-cao-so-noi-vu: {tmp_path}/out/bao-cao-so-noi-vu-2025-Q3.docx" in answer.out
    assert "PDF: off (not asked for)" in answer.out
    assert "\nto look at before it is laid before anyone: " in answer.out


def test_where_libreoffice_is_there_the_report_to_the_city_is_a_pdf_too(cchc, season, tmp_path):
    found, _ = compiled(cchc, tmp_path)

    assert found["pdf"] == str(tmp_path / "bao-cao-so-noi-vu-2025-Q3.pdf")
    assert Path(found["pdf"]).read_bytes().startswith(b"%PDF-")


def test_without_libreoffice_everything_else_is_there(cchc, season, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    answer = cchc("compile", "2025-Q3", "--out", str(tmp_path / "out"))

    assert answer.code == 0
    assert "PDF: off (soffice not found; apt install libreoffice-writer-nogui)" in answer.out
    assert len(seen(tmp_path / "out")) == 5


def test_it_works_beside_a_running_service_and_records_nothing(cchc, season, tmp_path):
    lock = EngineLock(season / "data")
    lock.take()
    before = rows(season)

    compiled(cchc, tmp_path / "out", "--no-pdf")

    lock.release()
    assert rows(season) == before


def test_a_file_that_was_edited_stays_and_the_new_one_is_named(cchc, season, tmp_path):
    first, _ = compiled(cchc, tmp_path, "--no-pdf")
    document = Document(first["docx"])
    document.add_paragraph("Lời của người tổng hợp.")
    edited = io.BytesIO()
    document.save(edited)
    Path(first["docx"]).write_bytes(edited.getvalue())

    second, err = compiled(cchc, tmp_path, "--no-pdf")

    assert Path(first["docx"]).read_bytes() == edited.getvalue()
    assert second["docx"] == str(tmp_path / "bao-cao-so-noi-vu-2025-Q3_2025-09-04_0800.docx")
    assert "Lời của người tổng hợp." not in words_of(second["docx"])
    assert second["xlsx"] == first["xlsx"]
    told = f"{first['docx']} was edited or is open: it stays, the new one is "
    assert told + Path(second["docx"]).name in err


def test_in_a_home_never_applied_everything_is_missing_and_it_says_so(
    cchc, home, morning, tmp_path
):
    found, err = compiled(cchc, tmp_path / "out", "--no-pdf")

    assert "No plan is in force here" in err
    assert (found["received"], found["expected"], found["missing"]) == (0, 5, UNITS)
    assert any("chưa được áp dụng" in each["text"] for each in found["checks"])
    first = load_workbook(found["xlsx"])["Đọc trước"]
    assert "Kế hoạch chưa được đưa vào theo dõi" in str([cell.value for cell in first["A"]])
    assert not (home / "data").exists()


def test_the_packaged_office_can_be_compiled_without_any_home(cchc, morning, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    answer = cchc("compile", "2025-Q3", "--out", "out", "--no-pdf", "--json", at=None)

    assert answer.code == 0
    assert json.loads(answer.out)["docx"] == str(tmp_path / "out/bao-cao-so-noi-vu-2025-Q3.docx")


def test_a_store_that_is_gone_is_not_taken_for_one_never_made(cchc, season, tmp_path):
    for path in (season / "data").glob("cchc.sqlite3*"):
        path.unlink()

    answer = cchc("compile", "2025-Q3", "--out", str(tmp_path / "out"))

    assert (answer.code, answer.out) == (5, "")
    assert "is missing or empty" in answer.err


@pytest.mark.parametrize(
    "asked", [("2025Q3", "2025-Q3"), ("2025-q4", "2025-Q4"), ("2052-Q3", "2025-Q3")]
)
@pytest.mark.parametrize("known", ["season", "morning"])
def test_an_unknown_period_names_the_one_that_was_meant(cchc, request, tmp_path, asked, known):
    request.getfixturevalue(known)
    period, meant = asked

    answer = cchc("compile", period, "--out", str(tmp_path / "out"))

    assert (answer.code, answer.out) == (6, "")
    assert f"There is no period {period!r}. Did you mean {meant}?" in answer.err
    assert "The plan has 2025-Q3, 2025-Q4." in answer.err
    assert not (tmp_path / "out").exists()


def test_a_word_that_resembles_no_period_lists_those_there_are(cchc, season, tmp_path):
    answer = cchc("compile", "xyz", "--out", str(tmp_path / "out"))

    assert answer.code == 6
    assert "There is no period 'xyz'. The plan has 2025-Q3, 2025-Q4." in answer.err


def test_a_full_disk_is_a_sentence_and_nothing_half(cchc, season, tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        answer = cchc("compile", "2025-Q3", "--out", str(tmp_path / "out"), "--no-pdf")

    assert (answer.code, answer.out) == (5, "")
    assert f"{tmp_path}/out can't be written: No space left on device." in answer.err
    assert "Traceback" not in answer.err
    assert list((tmp_path / "out").iterdir()) == []


def test_a_file_in_place_of_the_folder_is_refused(cchc, season, tmp_path):
    (tmp_path / "out").write_text("")

    answer = cchc("compile", "2025-Q3", "--out", str(tmp_path / "out"))

    assert answer.code == 2
    assert "is a file; name a folder" in answer.err


def test_what_was_ever_handed_in_can_be_packed(cchc, season, tmp_path):
    cchc("submit", f"{OWED}/phong-kinh-te", "--link", "https://a.example/1", "--by", "Hoa")

    every, _ = compiled(cchc, tmp_path / "out", "--no-pdf", "--all-periods")

    with zipfile.ZipFile(every["zip"]) as archive:
        text = archive.read("MANIFEST.txt").decode("utf-8-sig")
    assert "DANH MỤC TÀI LIỆU CÁC ĐƠN VỊ ĐÃ GỬI, CÁC KỲ" in text
    assert "https://a.example/1" in text
