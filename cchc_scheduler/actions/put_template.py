"""Word templates of a home: find them, check them, copy them out, put a changed one in place."""

import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import ndiff
from pathlib import Path
from typing import Final

from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.core.errors import BadInput, NotConfigured
from cchc_scheduler.documents.as_pdf import as_pdf
from cchc_scheduler.documents.template_mistakes import Mistake, mistakes_of
from cchc_scheduler.documents.template_samples import sample_document, sample_facts
from cchc_scheduler.documents.template_text import lines_of
from cchc_scheduler.documents.word_templates import FOLDER, read_template
from cchc_scheduler.home import Home

ENDING: Final = ".docx"
ONE_REPORT: Final = re.compile(r"(?:bao-cao|phu-luc)-[a-z0-9-]+\.docx")


@dataclass(frozen=True, slots=True)
class Checked:
    """One template with its mistakes."""

    path: Path
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a changed template would give: a sample as Word file and as PDF, and what changes.

    `pdf` is None where it could not be made, `why_no_pdf` says why. `changes` are the paragraphs
    that go (`- `) and come (`+ `).
    """

    name: str
    word: Path
    pdf: Path | None
    why_no_pdf: str | None
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a template now stands, and where the one before it is kept, if there was one."""

    path: Path
    kept: Path | None


def templates_in_force(home: Home) -> tuple[Path, ...]:
    """Return the home's Word templates by name, its own before the packaged ones."""
    found: dict[str, Path] = {}
    for folder in home.template_dirs():
        for path in sorted((folder / FOLDER).glob(f"*{ENDING}")):
            found.setdefault(path.name, path)
    return tuple(found[name] for name in sorted(found))


def check_templates(home: Home, file: Path | None) -> tuple[Checked, ...]:
    """Return the mistakes of one file, or of every template of the home.

    Raises BadInput when the file can't be read or is no Word file.
    """
    paths = (file,) if file is not None else templates_in_force(home)
    return tuple(_checked(path, path.name) for path in paths)


def export_templates(home: Home, folder: Path) -> tuple[Path, ...]:
    """Copy the templates in force into a folder; what stands there already is left as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for path in templates_in_force(home):
        target = folder / path.name
        if not target.exists():
            shutil.copyfile(path, target)
            made.append(target)
    return tuple(made)


def template_name(home: Home, file: Path, asked: str | None) -> str:
    """Return the name under which a file becomes a template; BadInput when no report uses it."""
    name = asked or file.name
    known = [path.name for path in templates_in_force(home)]
    if name in known or ONE_REPORT.fullmatch(name):
        return name
    raise BadInput(
        f"No report is made from a template named {name}. Say with --as which one this is: "
        f"{', '.join(known)}, or REPORT.docx for one report alone (bao-cao-dang-uy.docx)."
    )


def check_as(file: Path, name: str) -> Checked:
    """Return the mistakes of a file as the template of this name."""
    return _checked(file, name)


def preview(home: Home, file: Path, name: str, folder: Path, now: datetime) -> Preview:
    """Write a sample made from a changed template into a folder; return what it would change."""
    folder.mkdir(parents=True, exist_ok=True)
    word = folder / f"xem-truoc-{name}"
    word.write_bytes(sample_document(file, name, now))
    printed = as_pdf(word.read_bytes())
    pdf = None
    if printed.pdf is not None:
        pdf = word.with_suffix(".pdf")
        pdf.write_bytes(printed.pdf)
    return Preview(name, word, pdf, printed.reason, changes_of(home, file, name))


def put_template(home: Home, file: Path, name: str, now: datetime) -> Placed:
    """Make a file the home's template of this name; the one before it is kept beside it.

    Raises NotConfigured when the packaged defaults are the home.
    """
    if not home.own:
        raise NotConfigured(
            "The packaged defaults are read-only. Make a home with `cchc init DIR` and name it "
            "with --home."
        )
    target = home.root / "templates" / FOLDER / name
    target.parent.mkdir(parents=True, exist_ok=True)
    content = read_template(file)
    kept = None
    if target.exists() and target.read_bytes() != content:
        kept = target.with_name(f"{name}.{now.astimezone(OFFICE_ZONE):%Y-%m-%d-%H%M%S}")
        shutil.copyfile(target, kept)
    coming = target.with_name(f"{name}.coming")
    coming.write_bytes(content)
    os.replace(coming, target)  # noqa: PTH105 - a half-written template is never seen
    return Placed(target, kept)


def _checked(path: Path, name: str) -> Checked:
    return Checked(path, mistakes_of(read_template(path), sample_facts(name)))


def changes_of(home: Home, file: Path, name: str) -> tuple[str, ...]:
    """Return the paragraphs that go (`- `) and come (`+ `) when a file replaces a template."""
    before = next((path for path in templates_in_force(home) if path.name == name), None)
    old = _said(before) if before is not None else []
    return tuple(line for line in ndiff(old, _said(file)) if line.startswith(("- ", "+ ")))


def _said(path: Path) -> Sequence[str]:
    return [line.text for line in lines_of(read_template(path)) if line.text.strip()]
