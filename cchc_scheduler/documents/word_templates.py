"""Renders Word templates (.docx) that the office edits in Word, by docxtpl in a sandbox.

The sandbox knows no function of its own, only filters; it reads facts and changes nothing. It is
used for the text as well as for headers, footers, footnotes and the document's properties.
"""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final
from unicodedata import normalize

from docx.document import Document as WordDocument
from jinja2 import Environment, StrictUndefined, Template, TemplateError
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext, Macro
from markupsafe import Markup

from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.documents.drawn_rules import fit_rules
from cchc_scheduler.documents.sandbox import FactsEnvironment
from cchc_scheduler.documents.word_parts import UNWRITABLE, saved
from cchc_scheduler.documents.word_words import FILTERS, KEPT

LARGEST: Final = 20 * 1024 * 1024  # unpacked
FOLDER: Final = Path("vi", "documents")
PAYLOAD: Final = (
    "it reaches for the inside of the program; a template may only read the facts it is given"
)


def template_file(name: str, template_dirs: Sequence[Path]) -> Path:
    """Return a template by its file name, the home's own before the packaged one.

    Raises BadInput when there is none.
    """
    for folder in template_dirs:
        if (folder / FOLDER / name).is_file():
            return folder / FOLDER / name
    raise BadInput(
        f"There is no Word template {name}. `cchc template export DIR` writes the ones the program "
        "comes with."
    )


def rendered(
    template: Path,
    facts: Mapping[str, object],
    title: str,
    now: datetime,
    finish: Callable[[WordDocument], None] | None = None,
) -> bytes:
    """Return a template filled in with facts; the same facts and time give the same bytes.

    `finish` may change the document before it is saved. Raises BadInput naming the template when it
    can't be read, refers to something that isn't there, or holds a payload.
    """
    from docxtpl import DocxTemplate  # noqa: PLC0415 - only who makes a paper needs it

    document = DocxTemplate(io.BytesIO(read_template(template)))
    try:
        document.render(dict(facts), word_environment(), autoescape=True)
    except SecurityError as fault:
        raise BadInput(f"{template}: {PAYLOAD} ({fault}).") from fault
    except (TemplateError, ValueError, TypeError, AttributeError, LookupError) as fault:
        raise BadInput(
            f"{template}: {fault}. `cchc template check {template.name}` names the paragraph."
        ) from fault
    made: WordDocument = document.docx
    _set_properties(made, title, now)
    fit_rules(made)
    if finish is not None:
        finish(made)
    return saved(made)


def read_template(template: Path) -> bytes:
    """Return a template's bytes; BadInput when it is missing, too large or no Word file."""
    try:
        content = template.read_bytes()
    except OSError as fault:
        raise BadInput(f"{template} can't be read: {fault.strerror or fault}.") from fault
    try:
        unpacked = _unpacked(content)
    except Exception as fault:
        # a zip, its parts or their XML may be broken anywhere; each library has its own error
        raise BadInput(
            f"{template} is no Word file (.docx). In Word: Save As, Word Document."
        ) from fault
    if unpacked > LARGEST:
        raise BadInput(f"{template} is larger than {LARGEST // 1024**2} MB, too large for a form.")
    return content


def _unpacked(content: bytes) -> int:
    """Return the size of a Word file's parts; whatever is raised tells that it is none."""
    from docx import Document  # noqa: PLC0415 - as above

    with zipfile.ZipFile(io.BytesIO(content)) as package:
        size = sum(member.file_size for member in package.infolist())
    if size <= LARGEST:
        Document(io.BytesIO(content))
    return size


class WordEnvironment(FactsEnvironment):
    """The sandbox of Word templates: our filters, no function, no arithmetic on texts."""

    intercepted_binops = frozenset(("*", "**", "%"))

    def __init__(self, **options: Any) -> None:
        """Take away everything a report does not need."""
        super().__init__(undefined=StrictUndefined, autoescape=True, finalize=_printable, **options)
        self.globals.clear()
        known = {name: self.filters[name] for name in KEPT}
        self.filters.clear()
        self.filters.update(known | FILTERS)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Count with small numbers; refuse what could fill the memory."""
        if operator == "**" or not (isinstance(left, int) and isinstance(right, int)):
            raise SecurityError(f"{operator} is not allowed here")
        return super().call_binop(context, operator, left, right)

    def is_safe_callable(self, obj: Any) -> bool:
        """Let a template call nothing but its own macros and what its loop offers."""
        return isinstance(obj, Macro) or isinstance(getattr(obj, "__self__", None), LoopContext)

    @cache  # noqa: B019 - there is one environment, and it lives as long as the program
    def _compiled(self, source: str) -> Template:
        return super().from_string(source)

    def from_string(self, source: Any, *_: Any, **__: Any) -> Template:
        """Return a compiled template; one that was compiled before is not compiled again."""
        return self._compiled(str(source))


@cache
def word_environment() -> Environment:
    """Return the one environment in which Word templates are rendered."""
    return WordEnvironment()


def _printable(value: Any) -> Any:
    """Return a value as it may stand in a Word file: NFC, and no letter that XML can't hold."""
    if value is None:
        return ""
    if isinstance(value, str) and not isinstance(value, Markup):
        return UNWRITABLE.sub("", normalize("NFC", value))
    return value


def _set_properties(document: WordDocument, title: str, now: datetime) -> None:
    """Say what the file is, in which language and from when; nothing of who or what made it."""
    known = document.core_properties
    known.title, known.language, known.author = title, "vi-VN", ""
    known.last_modified_by, known.comments, known.subject = "", "", ""
    known.keywords, known.category, known.revision = "", "", 1
    known.created = known.modified = now.astimezone(OFFICE_ZONE).replace(tzinfo=None)
