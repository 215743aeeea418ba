"""Word templates of a home: found, copied out, checked, put in place, taken back."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document

from cchc_scheduler.actions.put_template import (
    check_templates,
    export_templates,
    preview,
    put_template,
    template_name,
    templates_in_force,
)
from cchc_scheduler.core.errors import BadInput, NotConfigured
from cchc_scheduler.documents.default_templates import TEMPLATES
from cchc_scheduler.home import Home, find_home

NOW = datetime(2025, 9, 4, 1, 0, tzinfo=UTC)
FOLDER = Path("templates", "vi", "documents")


@pytest.fixture
def home(tmp_path):
    """A home without a template of its own."""
    root = tmp_path / "home"
    root.mkdir()
    return Home(root, root / "data", "a test's", own=True)


@pytest.fixture
def changed(tmp_path, home):
    """The report's template with one sentence more."""
    export_templates(home, tmp_path / "mine")
    path = tmp_path / "mine" / "bao-cao.docx"
    document = Document(str(path))
    document.paragraphs[0].insert_paragraph_before("Câu mới của xã.")
    document.save(str(path))
    return path


def test_the_packaged_templates_are_in_force_until_the_home_has_its_own(home, changed):
    before = [path.name for path in templates_in_force(home)]
    put_template(home, changed, "bao-cao.docx", NOW)
    after = {path.name: path for path in templates_in_force(home)}

    assert before == sorted(TEMPLATES)
    assert after["bao-cao.docx"] == home.root / FOLDER / "bao-cao.docx"
    assert sorted(after) == before


def test_export_leaves_alone_what_stands_there(home, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "bao-cao.docx").write_bytes(b"mine")

    made = export_templates(home, tmp_path / "out")

    assert len(made) == len(TEMPLATES) - 1
    assert (tmp_path / "out" / "bao-cao.docx").read_bytes() == b"mine"


def test_the_preview_shows_what_changes_and_a_sample_and_changes_nothing(home, changed, tmp_path):
    made = preview(home, changed, "bao-cao.docx", tmp_path / "look", NOW)

    assert made.changes == ("+ Câu mới của xã.",)
    said = [p.text for p in Document(io.BytesIO(made.word.read_bytes())).paragraphs]
    assert "Câu mới của xã." in said
    assert "Kết quả thực hiện công tác mẫu quý III năm 2025" in said
    assert made.pdf.read_bytes().startswith(b"%PDF"), made.why_no_pdf
    assert not (home.root / FOLDER).exists()


def test_the_template_before_is_kept_and_can_be_put_back(home, changed):
    first = put_template(home, changed, "bao-cao.docx", NOW)
    original = first.path.read_bytes()
    document = Document(str(changed))
    document.paragraphs[0].insert_paragraph_before("Câu thứ hai.")
    document.save(str(changed))

    second = put_template(home, changed, "bao-cao.docx", NOW)
    assert first.kept is None
    assert second.kept == second.path.with_name("bao-cao.docx.2025-09-04-080000")
    assert second.path.read_bytes() != original
    put_template(home, second.kept, "bao-cao.docx", NOW)
    assert second.path.read_bytes() == original


def test_a_kept_template_is_never_in_force(home, changed):
    put_template(home, changed, "bao-cao.docx", NOW)
    export_templates(home, changed.parent)
    original = changed.parent / "phieu-trinh.docx"
    put_template(home, original, "bao-cao.docx", NOW)

    assert [path.name for path in templates_in_force(home)] == sorted(TEMPLATES)


def test_the_packaged_defaults_are_never_written(changed, monkeypatch, tmp_path):
    defaults = find_home(None, {}, tmp_path)

    with pytest.raises(NotConfigured, match="read-only"):
        put_template(defaults, changed, "bao-cao.docx", NOW)


def test_a_name_that_no_paper_uses_is_asked_for(home, changed, tmp_path):
    assert template_name(home, changed, None) == "bao-cao.docx"
    assert template_name(home, tmp_path / "x.docx", "phieu-trinh.docx") == "phieu-trinh.docx"
    assert template_name(home, tmp_path / "bao-cao-dang-uy.docx", None) == "bao-cao-dang-uy.docx"
    for name in ("x.docx", "../bao-cao.docx", "bao-cao-../../x.docx", "bao-cao-x.txt"):
        with pytest.raises(BadInput, match="Say with --as"):
            template_name(home, tmp_path / "x.docx", name)


def test_a_file_that_is_not_there_or_no_word_file_is_a_sentence(home, tmp_path):
    (tmp_path / "x.docx").write_bytes(b"PK and nothing")

    with pytest.raises(BadInput, match="can't be read"):
        check_templates(home, tmp_path / "none.docx")
    with pytest.raises(BadInput, match="no Word file"):
        check_templates(home, tmp_path / "x.docx")
