"""The Word templates in the repository are what their script makes, and fit to be edited."""

import io
import re
import zipfile

import pytest
from docx import Document

from cchc_scheduler.documents.default_templates import TEMPLATES as MADE
from cchc_scheduler.documents.default_templates import make_templates
from cchc_scheduler.documents.official_papers import TEMPLATES as PAPERS
from cchc_scheduler.documents.template_mistakes import mistakes_of
from cchc_scheduler.documents.template_samples import sample_facts
from tests.documents.official_cast import TEMPLATES

FOLDER = TEMPLATES / "vi" / "documents"


def test_the_checked_in_templates_are_what_the_script_gives_byte_for_byte(tmp_path):
    made = make_templates(tmp_path)

    assert sorted(path.name for path in FOLDER.glob("*.docx")) == sorted(p.name for p in made)
    for path in made:
        assert path.read_bytes() == (FOLDER / path.name).read_bytes(), "make templates"


def test_every_paper_has_its_template():
    assert set(PAPERS.values()) < set(MADE)


@pytest.mark.parametrize("name", MADE)
def test_no_template_has_a_mistake(name):
    assert mistakes_of((FOLDER / name).read_bytes(), sample_facts(name)) == ()


@pytest.mark.parametrize("name", MADE)
def test_a_template_tells_nothing_of_the_machine_it_was_made_on(name):
    with zipfile.ZipFile(io.BytesIO((FOLDER / name).read_bytes())) as package:
        core = package.read("docProps/core.xml").decode()
        times = {info.date_time for info in package.infolist()}

    assert times == {(1980, 1, 1, 0, 0, 0)}
    assert re.search(r"<dc:creator></dc:creator>|<dc:creator/>", core)
    assert "python" not in core.casefold()


@pytest.mark.parametrize("name", MADE)
def test_each_component_has_a_style_of_its_own_name(name):
    document = Document(io.BytesIO((FOLDER / name).read_bytes()))
    named = {style.name for style in document.styles if style.name.startswith("VB ")}

    assert {"VB 1a Quốc hiệu", "VB 2b Cơ quan ban hành", "VB 6 Nội dung"} < named
    used = {paragraph.style.name for paragraph in document.paragraphs}
    assert used <= named
