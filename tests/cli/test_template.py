"""`cchc template` and `cchc paper`: Word templates, and papers made from them."""

import json
from pathlib import Path

import pytest
from docx import Document

from cchc_scheduler.documents.default_templates import TEMPLATES


@pytest.fixture
def wrong(tmp_path):
    path = tmp_path / "bao-cao.docx"
    document = Document()
    document.add_paragraph("Báo cáo")
    document.add_paragraph("{{ report.titel }}")
    document.add_paragraph("{%p for x in report.sections %}")
    document.save(str(path))
    return path


def test_the_homes_templates_have_no_mistake(cchc):
    answer = cchc("template", "check")

    assert (answer.code, answer.out) == (0, f"no mistakes in {len(TEMPLATES)} templates\n")


def test_every_mistake_is_one_line_with_its_paragraph(cchc, tmp_path, wrong):
    answer = cchc("template", "check", str(wrong))

    assert answer.code == 2
    where = 'bao-cao.docx: document, paragraph 3, "{%p for x in report.sections %}"'
    assert answer.out == f'{where}: "for" has no "endfor"\n1 mistakes\n'


def test_mistakes_as_json(cchc, wrong):
    document = Document(str(wrong))
    document.add_paragraph("{%p endfor %}")
    document.save(str(wrong))

    answer = cchc("template", "check", str(wrong), "--json")

    found = json.loads(answer.out)
    assert answer.code == 2
    assert found == {
        "ok": False,
        "files": [
            {
                "path": str(wrong),
                "mistakes": [
                    {
                        "part": "document",
                        "paragraph": 2,
                        "words": "{{ report.titel }}",
                        "what": 'there is nothing named "titel" here; did you mean "title"?',
                    }
                ],
            }
        ],
    }


def test_a_template_with_a_mistake_is_not_put_in_place(cchc, home, wrong):
    target = home / "templates" / "vi" / "documents" / "bao-cao.docx"
    before = target.read_bytes()

    answer = cchc("template", "put", str(wrong), "--yes")

    assert answer.code == 2
    assert answer.out.endswith("1 mistakes; nothing was changed.\n")
    assert target.read_bytes() == before


def test_a_changed_template_is_shown_first_and_put_in_place_when_told_so(cchc, home, tmp_path):
    out, look = tmp_path / "out", tmp_path / "look"
    assert cchc("template", "export", str(out)).code == 0
    mine = out / "phieu-trinh.docx"
    document = Document(str(mine))
    document.paragraphs[-1].add_run("Thêm một dòng")
    document.save(str(mine))
    target = home / "templates" / "vi" / "documents" / "phieu-trinh.docx"
    before = target.read_bytes()

    shown = cchc("template", "put", str(mine), "--preview", str(look))
    assert (shown.code, target.read_bytes()) == (0, before)
    assert "+ Thêm một dòng" in shown.out
    assert "Nothing was changed yet." in shown.out
    assert (look / "xem-truoc-phieu-trinh.docx").exists()
    placed = cchc("template", "put", str(mine), "--preview", str(look), "--yes")

    assert placed.code == 0
    assert target.read_bytes() == mine.read_bytes()
    undo = placed.out.splitlines()[-1].removeprefix("To undo: cchc ").split()
    assert cchc(*undo).code == 0
    assert target.read_bytes() == before


def test_a_payload_is_refused(cchc, tmp_path):
    path = tmp_path / "bao-cao.docx"
    document = Document()
    document.add_paragraph("{{ cycler.__init__.__globals__.os.popen('id').read() }}")
    document.save(str(path))

    answer = cchc("template", "put", str(path), "--yes")

    assert answer.code == 2
    assert "nothing was changed" in answer.out


def test_a_request_is_drafted_into_a_folder(cchc, season, tmp_path):
    answer = cchc("paper", "2025-Q3", "don-doc-a", "--out", str(tmp_path), "--before", "2025-09-17")

    assert answer.code == 0, answer.err
    assert answer.out == f"{tmp_path / 'don-doc-a-2025-Q3.docx'}\n"
    said = "\n".join(p.text for p in Document(answer.out.strip()).paragraphs)
    assert "đã nhận 00/05 báo cáo" in said
    assert "trước ngày 17/9/2025" in said


def test_every_kind_of_paper_that_has_a_cause_is_drafted(cchc, season, tmp_path):
    for kind in ("don-doc-b", "phieu-trinh"):
        answer = cchc("paper", "2025-Q3", kind, "--out", str(tmp_path))
        assert (answer.code, Path(answer.out.strip()).exists()) == (0, True), answer.err


@pytest.mark.usefixtures("season")
@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (("2025-Q3", "cam-on"), 6, "missing: Phòng Văn hóa-Xã hội"),
        (("2025-Q3", "cao-loi"), 2, "--unit"),
        (("2025-Q3", "cao-loi", "--unit", "phong-la"), 6, "owes no report"),
        (("2024-Q3", "don-doc-a"), 6, "No report is owed for 2024-Q3"),
        (("quý-3", "don-doc-a"), 2, "Write it as 2025-Q3"),
    ],
)
def test_a_paper_without_a_cause_is_a_sentence(cchc, tmp_path, options, code, sentence):
    answer = cchc("paper", *options, "--out", str(tmp_path))

    assert answer.code == code
    assert sentence in answer.err
    assert list(tmp_path.glob("*.docx")) == []
