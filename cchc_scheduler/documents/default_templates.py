"""Makes the Word templates the program comes with: `python -m ...default_templates FOLDER`.

They are the ones of Decree 30/2020 until an office changes its own copies in Word.
"""

import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from docx.document import Document as WordDocument

from cchc_scheduler.documents.default_papers import PAPERS
from cchc_scheduler.documents.template_annexes import annexes
from cchc_scheduler.documents.template_parts import (
    BLANK_DAY,
    TAG,
    addressees,
    end_section,
    foot,
    letterhead,
    new_template,
    write_all,
    write_last,
)
from cchc_scheduler.documents.word_parts import saved

HEADING: Final = '{{ (section.number ~ " " ~ section.title) | trim }}'
PASSAGES: Final = (
    (TAG, "{%p for passage in section.passages %}"),
    (TAG, "{%p for line in passage.text | lines %}"),
    (TAG, '{%p if passage.kind == "missing" %}'),
    ("VBConThieu", "{{ line }}"),
    (TAG, "{%p else %}"),
    ("VBNoiDung", "{{ line }}"),
    (TAG, "{%p endif %}"),
    (TAG, "{%p endfor %}"),
    (TAG, "{%p endfor %}"),
)
SECTIONS: Final = (
    (TAG, "{%p for section in report.sections %}"),
    (TAG, "{%p if section.level == 1 %}"),
    ("VBMuc", HEADING),
    (TAG, "{%p elif section.level == 2 %}"),
    ("VBKhoan", HEADING),
    (TAG, "{%p elif section.title %}"),
    ("VBDiem", HEADING),
    (TAG, "{%p endif %}"),
    *PASSAGES,
    (TAG, "{%p endfor %}"),
)
OPENING: Final = (
    (TAG, "{%p for line in report.basis %}"),
    ("VBCanCu", "{{ line }}"),
    (TAG, "{%p endfor %}"),
    (TAG, "{%p for line in report.opening %}"),
    ("VBNoiDung", "{{ line }}"),
    (TAG, "{%p endfor %}"),
)
CLOSING: Final = (
    "Trên đây là báo cáo {{ report.title | small_first }}"
    "{% if report.letterhead.name %} của {{ report.letterhead.name }}{% endif %}./."
)
WITH: Final = (
    f"(Kèm theo Báo cáo số       {{{{ report.letterhead.symbol }}}} {BLANK_DAY} "
    "{{ report.letterhead.year }}"
    "{% if report.letterhead.name %} của {{ report.letterhead.name }}{% endif %})"
)
INTERNAL: Final = "(Tài liệu nội bộ phục vụ chỉ đạo, điều hành; không gửi kèm báo cáo)"


def report_template() -> WordDocument:
    """Return the template of a report of the office or of a unit, with its annexes."""
    document = new_template("Báo cáo")
    letterhead(document, "report.letterhead")
    write_all(
        document,
        (
            ("VBTenLoai", "BÁO CÁO"),
            ("VBTrichYeu", "{{ report.title }}"),
            ("VBKe", "40"),
            *addressees("report"),
            *OPENING,
            *SECTIONS,
        ),
    )
    write_last(document, CLOSING)
    foot(document, "report")
    end_section(document)
    annexes(document, "report", "Phụ lục {{ annex.number | roman }}", WITH)
    return document


def internal_template() -> WordDocument:
    """Return the template of the annexes that only the leaders see."""
    document = new_template("Phụ lục nội bộ")
    letterhead(document, "report.letterhead")
    write_all(
        document,
        (
            ("VBTenLoai", "PHỤ LỤC NỘI BỘ"),
            ("VBTrichYeu", "{{ report.title }}"),
            ("VBKe", "40"),
            ("VBKemTheo", INTERNAL),
            *addressees("report"),
            *OPENING,
            *SECTIONS,
        ),
    )
    foot(document, "report")
    end_section(document)
    annexes(document, "report", "Phụ lục nội bộ {{ annex.number }}", INTERNAL)
    return document


TEMPLATES: Final[dict[str, Callable[[], WordDocument]]] = {
    "bao-cao.docx": report_template,
    "bao-cao-noi-bo.docx": internal_template,
    **PAPERS,
}


def make_templates(folder: Path) -> tuple[Path, ...]:
    """Write every template into a folder; the same bytes on every machine."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in TEMPLATES.items():
        (folder / name).write_bytes(saved(make(), zipfile.ZIP_STORED))
    return tuple(folder / name for name in TEMPLATES)


if __name__ == "__main__":
    make_templates(Path(sys.argv[1]))
