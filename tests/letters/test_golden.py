"""Each template's rendering of known facts is the one that was read and kept (`make golden`)."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.letters.cast import FACTS
from tests.letters.golden import FOLDER, ROOT, TEXTS, renderings

TEMPLATES = ROOT / "templates" / "vi" / "letters"


def test_every_template_has_facts_and_every_facts_a_template():
    folders = {path.name for path in TEMPLATES.iterdir() if path.is_dir()}

    assert set(FACTS) == folders


def test_every_template_is_subject_text_and_html():
    for folder in (path for path in TEMPLATES.iterdir() if path.is_dir()):
        names = {path.name for path in folder.iterdir()}

        assert names == {"subject.txt", "body.txt", "body.html"}, folder.name


def test_no_golden_file_is_left_over():
    assert {path.name for path in FOLDER.iterdir()} == set(renderings())


@pytest.mark.parametrize("name", [f"{name}{end}" for name in FACTS for end in (".txt", ".html")])
def test_a_letter_reads_as_it_was_kept(name):
    kept = Path(FOLDER, name).read_text(encoding="utf-8")

    assert renderings()[name] == kept


@pytest.mark.parametrize("name", sorted(FACTS))
def test_a_rehearsed_letter_and_one_to_a_deputy_say_so_first(name):
    facts = FACTS[name]
    marked = replace(
        facts.common,
        rehearsal_for="Trưởng Phòng Kinh tế <truongphong.kinhte@tuetinh.example>",
        standing="Đồng chí nhận thư này thay đồng chí A trong thời gian vắng mặt.",
    )

    rendered = TEXTS.render(name, replace(facts, common=marked))

    assert rendered.text.startswith(
        "Diễn tập. Thư này chỉ gửi đầu mối tổng hợp. Khi vận hành chính thức, thư được gửi: "
        "Trưởng Phòng Kinh tế <truongphong.kinhte@tuetinh.example>.\n"
    )
    assert "&lt;truongphong.kinhte@tuetinh.example&gt;" in rendered.html
    assert "thay đồng chí A trong thời gian vắng mặt." in rendered.text
    assert "thay đồng chí A trong thời gian vắng mặt." in rendered.html
