"""Word files as PDF: with the machine's own LibreOffice, and with ones that fail in every way."""

import os
import shutil
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cchc_scheduler.documents.as_pdf import as_pdf
from cchc_scheduler.documents.word_parts import new_document, put, saved

NOW = datetime(2025, 9, 16, 2, 0, tzinfo=UTC)


@pytest.fixture
def word():
    document = new_document("Báo cáo", NOW)
    put(document.add_paragraph(), "Kết quả của Ủy ban nhân dân xã Tuệ Tĩnh")
    return saved(document)


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """A folder that is all there is on the way to programs, besides the shell's own."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "sleep", "cat", "touch"):
        (folder / name).symlink_to(shutil.which(name))
    monkeypatch.setenv("PATH", str(folder))
    return folder


def put_program(folder: Path, *lines: str, name: str = "soffice") -> None:
    path = folder / name
    path.write_text("\n".join(("#!/bin/sh", *lines, "")), "utf-8")
    path.chmod(0o755)


def test_the_real_one_keeps_every_letter(word):
    assert shutil.which("soffice"), "soffice is missing: apt-get install libreoffice-writer-nogui"

    printed = as_pdf(word, seconds=300)

    assert printed.reason is None
    text = subprocess.run(
        ["pdftotext", "-", "-"], input=printed.pdf, capture_output=True, check=True
    )
    assert "Kết quả của Ủy ban nhân dân xã Tuệ Tĩnh" in text.stdout.decode()


def test_without_libreoffice_it_says_which_package_to_install(programs, word):
    printed = as_pdf(word)

    assert (printed.pdf, printed.why_not) == (None, "missing")
    assert printed.reason == "soffice not found; apt install libreoffice-writer-nogui"


def test_one_that_hangs_is_ended_with_its_children(programs, word, tmp_path):
    seen = tmp_path / "seen"
    put_program(programs, f"sh -c 'echo $$ > {seen}; exec sleep 600' &", "wait")
    began = time.monotonic()

    printed = as_pdf(word, seconds=4)

    assert (printed.pdf, printed.why_not) == (None, "too-slow")
    assert time.monotonic() - began < 60
    child = int(seen.read_text())
    while is_running(child) and time.monotonic() - began < 60:
        time.sleep(0.01)
    assert not is_running(child)


def is_running(number):
    """Whether a process runs; one that ended and waits to be noticed does not."""
    try:
        return "Z" not in Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.parametrize(
    "lines",
    [
        ("exit 77",),
        ("exit 0",),
        ('echo "no pdf" > van-ban.pdf',),
        ("kill -9 $$",),
    ],
)
def test_one_that_fails_gives_no_pdf_and_a_reason(programs, word, lines):
    put_program(programs, *lines)

    printed = as_pdf(word)

    assert (printed.pdf, printed.why_not) == (None, "failed")
    assert "soffice" in printed.reason


def test_a_program_that_cannot_be_run_is_told_too(programs, word):
    path = programs / "soffice"
    path.write_bytes(b"\x7fELF not a program")
    path.chmod(0o755)

    assert as_pdf(word).why_not == "failed"


def test_a_file_that_is_no_document_gives_no_pdf():
    printed = as_pdf(b"PK\x03\x04 not a document", seconds=300)

    assert printed.pdf is None or printed.pdf.startswith(b"%PDF-")


def test_it_works_in_a_folder_of_its_own_and_leaves_nothing(programs, word, tmp_path, monkeypatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    seen = tmp_path / "seen"
    put_program(programs, f'echo "$@" > {seen}', 'echo "%PDF-1.7 made" > van-ban.pdf')

    printed = as_pdf(word)

    assert printed.pdf == b"%PDF-1.7 made\n"
    told = seen.read_text()
    assert f"UserInstallation=file://{scratch}/cchc-pdf-" in told
    assert list(scratch.iterdir()) == []


def test_it_sees_nothing_of_the_services_environment(programs, word, tmp_path, monkeypatch):
    monkeypatch.setenv("CCHC_SECRET_KEY", "khong-duoc-lo")
    seen = tmp_path / "seen"
    put_program(programs, f"export > {seen}", 'echo "%PDF-1.7" > van-ban.pdf')

    as_pdf(word)

    assert "HOME=" in seen.read_text()
    assert "khong-duoc-lo" not in seen.read_text()


def test_the_other_name_of_the_program_will_do(programs, word):
    put_program(programs, 'echo "%PDF-1.7" > van-ban.pdf', name="libreoffice")

    assert as_pdf(word).pdf == b"%PDF-1.7\n"


def test_a_full_disk_gives_no_pdf_and_stops_nothing(programs, word, monkeypatch):
    put_program(programs, "exit 0")
    monkeypatch.setattr("tempfile.tempdir", f"{os.devnull}/nowhere")

    assert as_pdf(word).why_not == "failed"
