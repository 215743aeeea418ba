"""Renders letters from the office's templates: a subject, a plain text and an HTML body.

Templates are compiled once and run sandboxed; styles are set inline, nothing is ever fetched.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from unicodedata import normalize

import css_inline
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateError

from cchc_scheduler.clock import office_date
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.documents import vietnamese
from cchc_scheduler.documents.sandbox import FactsEnvironment

BLANK_LINES: Final = re.compile(r"\n{3,}")
FILTERS: Final = {
    "short_day": vietnamese.short_day,
    "day_and_month": vietnamese.day_and_month,
    "full_day": vietnamese.full_day,
    "moment": vietnamese.moment,
    "office_day": office_date,
    "two": vietnamese.two_digits,
    "working_days": vietnamese.working_days,
    "listed": vietnamese.listed,
    "size": vietnamese.size_words,
    "phone": vietnamese.phone_words,
    "sentence": vietnamese.sentence_case,
}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter's words: one line of subject, plain text, HTML."""

    subject: str
    text: str
    html: str


class LetterTexts:
    """The compiled templates of one language."""

    def __init__(self, template_dirs: Sequence[Path], language: str = "vi") -> None:
        """Read from the first folder that holds a template; nothing is compiled yet."""
        self._language: Final = language
        loader = FileSystemLoader([folder / language / "letters" for folder in template_dirs])
        self._plain: Final = _environment(loader, escape=False)
        self._rich: Final = _environment(loader, escape=True)
        self._inliner: Final = css_inline.CSSInliner(
            load_remote_stylesheets=False, keep_style_tags=False, keep_at_rules=True
        )
        self._known: Final[dict[str, tuple[Template, Template, Template]]] = {}

    def render(self, name: str, facts: object) -> Rendered:
        """Return the words of one letter.

        Raises BadInput naming the template when it can't be rendered with these facts.
        """
        try:
            subject, text, html = self._templates(name)
            return Rendered(
                subject=_one_line(subject.render(f=facts)),
                text=_tidy(text.render(f=facts)),
                html=self._inliner.inline(normalize("NFC", html.render(f=facts))),
            )
        except (TemplateError, AttributeError, TypeError, ValueError) as fault:
            # a filter given nothing, or a file that is not UTF-8: the office edits these files
            raise BadInput(f"templates/{self._language}/letters/{name}: {fault}") from fault

    def _templates(self, name: str) -> tuple[Template, Template, Template]:
        if name not in self._known:
            self._known[name] = (
                self._plain.get_template(f"{name}/subject.txt"),
                self._plain.get_template(f"{name}/body.txt"),
                self._rich.get_template(f"{name}/body.html"),
            )
        return self._known[name]


def _environment(loader: FileSystemLoader, *, escape: bool) -> Environment:
    environment = FactsEnvironment(
        loader=loader,
        autoescape=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    environment.filters.update(FILTERS)
    return environment


def _one_line(subject: str) -> str:
    return " ".join(normalize("NFC", subject).split())


def _tidy(text: str) -> str:
    return BLANK_LINES.sub("\n\n", normalize("NFC", text)).strip() + "\n"
