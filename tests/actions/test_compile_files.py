"""All files of a compilation are made together or not at all, the same from the same record."""

import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cchc_scheduler.actions import compile_files as module
from cchc_scheduler.actions.compile_files import Making, compile_files, known_periods
from cchc_scheduler.actions.record_submission import Handed, record_submission
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.home import find_home
from cchc_scheduler.store import files
from tests.actions.post_office import PostOffice

MORNING = datetime(2025, 9, 4, 1, 0, tzinfo=UTC)
OWED = "bao-cao-quy/2025-Q3/phong-kinh-te"
TEMPLATES = find_home(None).template_dirs()


@pytest.fixture
def office(tmp_path):
    """An office on a morning of the period, one of whose units has handed in a file."""
    made = PostOffice(MORNING)
    made.tick()
    made.data = tmp_path / "data"
    kept = files.keep(made.data, [b"%PDF-1.7 bao cao"])
    handed = Handed(
        OWED,
        kind="file",
        carrier="form:1",
        by="Hoa",
        recorded_by="unit",
        file_name="bao-cao.pdf",
        file_size=kept.size,
        file_sha256=kept.sha256,
        file_type="application/pdf",
    )
    record_submission(made.db, made.records, made.outbox, handed, MORNING)
    return made


def made(office, folder, now=MORNING, **more):
    asked = {"template_dirs": TEMPLATES, "data": office.data, "pdf": False, **more}
    making = Making("2025-Q3", folder, **asked)
    return compile_files(office.db, office.records, office.outbox, making, now)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_the_same_record_at_the_same_time_gives_the_same_bytes(office, tmp_path):
    made(office, tmp_path / "a")
    made(office, tmp_path / "b")

    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert len(contents(tmp_path / "a")) == 6


def test_compiled_again_later_every_file_is_replaced_and_none_is_beside(office, tmp_path):
    first = made(office, tmp_path / "a")
    second = made(office, tmp_path / "a", MORNING + timedelta(days=1))

    assert (first.outputs, first.sheet, first.pack) == (
        second.outputs,
        second.sheet,
        second.pack,
    )
    assert second.kept == ()


def test_a_template_with_a_fault_is_a_sentence_and_changes_nothing(office, tmp_path):
    made(office, tmp_path / "a")
    before = contents(tmp_path / "a")
    broken = tmp_path / "templates" / "vi" / "documents"
    broken.mkdir(parents=True)
    (broken / "bao-cao-dang-uy.docx").write_bytes(b"no Word file")

    with pytest.raises(BadInput, match=r"bao-cao-dang-uy\.docx"):
        made(office, tmp_path / "a", template_dirs=(tmp_path / "templates", *TEMPLATES))

    assert contents(tmp_path / "a") == before
    assert [path for path in (tmp_path / "a").iterdir() if path.is_dir()] == []


def test_when_libreoffice_fails_everything_else_is_there_and_the_reason(
    office, tmp_path, monkeypatch
):
    (tmp_path / "soffice").write_text("#!/bin/sh\nexit 1\n", "utf-8")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")

    found = made(office, tmp_path / "a", pdf=True)

    assert (found.pdf, found.why_no_pdf) == (
        None,
        "soffice could not make it; try opening the Word file by hand",
    )
    assert len(contents(tmp_path / "a")) == 6


def test_a_file_that_is_gone_is_named_once_and_the_rest_is_packed(office, tmp_path):
    for path in (office.data / "files").rglob("*"):
        if path.is_file():
            path.unlink()

    found = made(office, tmp_path / "a")

    named = [each for each in found.findings if "bao-cao.pdf" in each.text]
    assert [each.where for each in named] == ["phong-kinh-te"]
    with zipfile.ZipFile(found.pack) as archive:
        assert "không tìm thấy tệp lưu" in archive.read("MANIFEST.txt").decode("utf-8-sig")


def test_what_is_being_made_is_told(office, tmp_path):
    told = []

    made(office, tmp_path / "a", tell=told.append)

    assert told == [
        "bao-cao-dang-uy-2025-Q3.docx",
        "bao-cao-so-noi-vu-2025-Q3.docx",
        "phu-luc-noi-bo-2025-Q3.docx",
        "bang-theo-doi-2025-Q3.xlsx",
        "tai-lieu-da-gui-2025-Q3.zip",
    ]


def test_without_an_outline_of_the_report_to_the_city_it_says_so(office, tmp_path, monkeypatch):
    whole = module.compile_period

    def without(*args):
        found = whole(*args)
        return replace(found, reports=tuple(r for r in found.reports if r.kind != "upward"))

    monkeypatch.setattr(module, "compile_period", without)

    with pytest.raises(BadInput, match="No outline of a report to the city"):
        made(office, tmp_path / "a")

    assert contents(tmp_path / "a") == {}


def test_the_periods_that_are_known_stand_in_order(office):
    with office.db.read() as connection:
        assert known_periods(connection) == ["2025-Q3", "2025-Q4"]


def test_every_path_is_where_the_file_is(office, tmp_path):
    found = made(office, tmp_path / "a")

    paths = [*(path for _, path in found.outputs), found.sheet, found.pack, found.upward]
    assert all(Path(path).is_file() for path in paths)
