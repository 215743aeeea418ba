"""Reads a filled-in form back from a Word file, also when a program has dropped its controls.

Places are known by their content controls or bookmarks, else by the printed question before them;
figures also by the number of their row. What can't be placed is named, never guessed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from cchc_scheduler.core.answers import NOTHING, Answer, read_number
from cchc_scheduler.core.outlines import ReportField
from cchc_scheduler.documents.report_facts import (
    STATE_LABEL,
    ReportFacts,
    is_cited,
    label_of,
    prompt_of,
)
from cchc_scheduler.documents.report_form import (
    CODE_LABEL,
    COLUMNS,
    DECLARATION,
    ESTIMATED_TAG,
    LOOKED_BACK,
    STATE_TAG,
)
from cchc_scheduler.documents.word_parts import (
    CHOICE_PLACEHOLDER,
    NUMBER_PLACEHOLDER,
    PLACEHOLDER,
    UNCHECKED,
    bookmark_of,
)
from cchc_scheduler.documents.word_text import Block, Line, Row, blocks_of

LONGEST_READ: Final = 50_000
MOST_UNREAD: Final = 30
LONGEST_STRAY: Final = 60
VALUE_CELL: Final = 3
ESTIMATED_CELL: Final = 4
NUMBERED: Final = re.compile(r"^\d+(?:\.\d+)*\.\s*")
RECEIVERS: Final = "nơi nhận"
# What Word itself writes into a place that was cleared.
WORDS_OWN: Final = re.compile(
    r"(click or tap here to enter text|click here to enter text|choose an item"
    r"|bấm hoặc gõ nhẹ vào đây để nhập văn bản|bấm vào đây để nhập văn bản|chọn một mục)\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FormReading:
    """What a form holds, and the names of what could not be read into its field."""

    answers: dict[str, Answer]
    unread: tuple[str, ...] = ()


def read_form(content: bytes, facts: ReportFacts) -> FormReading | None:
    """Return what the form of a report holds; None when the file is no such form.

    The form of another report is not read: it says so in `unread`. Never raises for any bytes.
    """
    blocks = blocks_of(content)
    code = _code(blocks)
    if code is None:
        ours = {_name(each) for each in facts.form.fields}
        named = any(name in ours for block in blocks for name in _names(block))
        return FormReading({}, ("mã biểu mẫu (dòng cuối của mẫu)",)) if named else None
    if code != facts.obligation:
        return FormReading({}, (f"toàn bộ nội dung, vì đây là mẫu của báo cáo khác ({code[:80]})",))
    walk = _Walk(facts)
    for block in blocks:
        walk.take(block)
    return walk.reading()


def _code(blocks: Sequence[Block]) -> str | None:
    for block in reversed(blocks):
        text = block.text if isinstance(block, Line) else ""
        if text.startswith(CODE_LABEL):
            return text.removeprefix(CODE_LABEL).lstrip(": ").strip()
    return None


def _names(block: Block) -> tuple[str, ...]:
    if isinstance(block, Line):
        return block.names
    return tuple(name for cell in block.cells for name in cell.names)


@dataclass(slots=True)
class _Place:
    """What was found for one field so far."""

    lines: list[str] = field(default_factory=list)
    state: str | None = None
    estimated: bool = False


class _Walk:
    """Goes through a form from top to bottom; `here` is the field whose answer is being read."""

    def __init__(self, facts: ReportFacts) -> None:
        """Know every field by its name, its question and its row."""
        self._fields = facts.form.fields
        self._by_name = {_name(each): each for each in self._fields}
        self._by_row = {each.figure.row: each for each in self._fields if each.figure}
        self._titles = set(_titles(facts))
        self._hints = {_plain(each.hint) for each in self._fields if each.hint}
        self._found: dict[str, _Place] = {}
        self._unread: list[str] = []
        self._here: ReportField | None = None

    def take(self, block: Block) -> None:
        """Take the next line or row."""
        if isinstance(block, Row):
            self._row(block)
        else:
            self._line(block)

    def reading(self) -> FormReading:
        """Return everything that was found."""
        for each in self._fields:
            if each.key not in self._found:
                self._miss(each)
        answers = {each.key: self._answer(each) for each in self._fields if each.key in self._found}
        return FormReading(answers, tuple(dict.fromkeys(self._unread))[:MOST_UNREAD])

    def _line(self, line: Line) -> None:
        plain = _plain(line.text)
        state_of = self._state_field(line, plain)
        if state_of is not None:
            self._take_state(state_of, line.text)
            return
        named = next((f for name in line.names if (f := self._by_name.get(name))), None)
        asked = named or self._asked(line.text)
        if asked is not None:
            self._here = asked
            self._place(asked)
            self._add(self._after_prompt(asked, line.text))
        elif plain in self._titles or plain.startswith(_plain(CODE_LABEL)):
            self._here = None
        elif plain not in self._hints and not plain.startswith(_plain(LOOKED_BACK)):
            self._add(line.text)

    def _state_field(self, line: Line, plain: str) -> ReportField | None:
        for name in line.names:
            if name.endswith(STATE_TAG):
                return self._by_name.get(name.removesuffix(STATE_TAG))
        here = self._here
        if here is not None and here.states and plain.startswith(f"{_plain(STATE_LABEL)}:"):
            return here
        return None

    def _take_state(self, of: ReportField, text: str) -> None:
        self._here, place = of, self._place(of)
        said = _without_placeholders(text.partition(":")[2] if ":" in text else text)
        if not said:
            return
        place.state = next((s.id for s in of.states if _plain(s.text) == _plain(said)), None)
        if place.state is None:
            self._unread.append(f"tình trạng của {label_of(of)}")

    def _asked(self, text: str) -> ReportField | None:
        """Return the field whose printed question a line begins with."""
        plain = _plain(text)
        numbered = NUMBERED.match(" ".join(text.split())) is not None
        for each in self._fields:
            if each.figure is not None:
                continue
            whole = plain.startswith(_plain(prompt_of(each)))
            if whole and (numbered or is_cited(each)):
                return each
            if numbered and is_cited(each) and plain.startswith(f"{_plain(label_of(each))}:"):
                return each
        return None

    def _after_prompt(self, of: ReportField, text: str) -> str:
        """Return what stands behind the question in its own line; a changed question is named."""
        flat = NUMBERED.sub("", text, count=1)
        if _plain(flat).startswith(_plain(prompt_of(of))):
            return _behind(flat, prompt_of(of))
        if is_cited(of) and _plain(flat).startswith(f"{_plain(label_of(of))}:"):
            self._miss(of)
            return ""
        return text

    def _row(self, row: Row) -> None:
        names = [name for cell in row.cells for name in cell.names]
        of = next((f for name in names if (f := self._by_name.get(name)) and f.figure), None)
        first = row.cells[0].text.strip() if row.cells else ""
        of = of or self._by_row.get(first)
        if of is not None:
            self._here = None
            self._figure(of, row)
        elif _plain(first).startswith(RECEIVERS) or _is_head(row):
            self._here = None
        else:
            self._add(" | ".join(cell.text.replace("\n", " ") for cell in row.cells))

    def _figure(self, of: ReportField, row: Row) -> None:
        place = self._place(of)
        value = _cell(row, _name(of), VALUE_CELL)
        told = _cell(row, f"{_name(of)}{ESTIMATED_TAG}", ESTIMATED_CELL)
        place.lines = [_without_placeholders(value)]
        place.estimated = _without_placeholders(told) not in ("", UNCHECKED)

    def _place(self, of: ReportField) -> _Place:
        return self._found.setdefault(of.key, _Place())

    def _add(self, text: str) -> None:
        kept = _without_placeholders(text)
        if not kept:
            return
        if self._here is not None:
            self._place(self._here).lines.append(kept)
        elif self._found:
            self._unread.append(f'đoạn không thuộc mục nào: "{kept[:LONGEST_STRAY]}"')

    def _miss(self, of: ReportField) -> None:
        self._unread.append(f"{of.figure.row} {of.prompt}" if of.figure else label_of(of))

    def _answer(self, of: ReportField) -> Answer:
        place = self._found[of.key]
        text = "\n".join(place.lines).strip()
        if of.figure is not None and text and read_number(text, of.figure.decimals) is None:
            self._miss(of)
        if len(text) > LONGEST_READ:
            self._miss(of)
        return replace(
            NOTHING, text=text[:LONGEST_READ], state=place.state, estimated=place.estimated
        )


def _is_head(row: Row) -> bool:
    return tuple(_plain(cell.text) for cell in row.cells) == tuple(_plain(each) for each in COLUMNS)


def _titles(facts: ReportFacts) -> Iterator[str]:
    """Yield the printed lines behind which no answer goes on."""
    yield _plain(DECLARATION)
    for part in facts.form.parts:
        yield _plain(part.title)
        if part.hint:
            yield _plain(part.hint)
        for group in part.groups:
            if group.title:
                yield _plain(group.title)


def _name(of: ReportField) -> str:
    return bookmark_of(of.slug)


def _plain(text: str) -> str:
    """Return a text for comparing: small letters, single blanks, without the number before it."""
    return NUMBERED.sub("", " ".join(text.split())).lower()


def _behind(text: str, prompt: str) -> str:
    """Return what follows a prompt, whatever blanks stand within it."""
    pattern = r"\s+".join(re.escape(word) for word in prompt.split())
    found = re.match(rf"\s*{pattern}\s*[:.]?\s*", text, re.IGNORECASE)
    return text[found.end() :] if found else text


def _cell(row: Row, name: str, otherwise: int) -> str:
    for cell in row.cells:
        if name in cell.names:
            return cell.text
    return row.cells[otherwise].text if otherwise < len(row.cells) else ""


def _without_placeholders(text: str) -> str:
    for placeholder in (PLACEHOLDER, NUMBER_PLACEHOLDER, CHOICE_PLACEHOLDER):
        text = text.replace(placeholder, "")
    text = text.strip()
    return "" if WORDS_OWN.fullmatch(text) else text
