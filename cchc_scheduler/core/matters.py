"""What a unit may raise on its page at any time, and what each kind of matter needs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cchc_scheduler.core.submissions import LONGEST_NAME, LONGEST_NOTE, FieldProblem, text_problems
from cchc_scheduler.words import MatterKind

LONGEST_ADDRESS: Final = 254
# Enough to see that it is one; whether it takes mail shows when mail goes there.
ADDRESS: Final = re.compile(r"[\w.+'-]+@[\w-]+(\.[\w-]+)+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Raising:
    """Something a unit raises; `person` and `address` only when the work is handed over."""

    kind: MatterKind
    text: str
    by: str
    person: str | None = None
    address: str | None = None


def matter_problems(raising: Raising) -> tuple[FieldProblem, ...]:
    """Return everything that is wrong, field by field; nothing when it may be recorded."""
    needed = raising.kind != "row-right"
    found: list[FieldProblem] = []
    if raising.kind == "hand-over":
        found += text_problems("person", raising.person or "", LONGEST_NAME, needed=True)
        found += _address(raising.address or "")
    found += text_problems("text", raising.text, LONGEST_NOTE, needed=needed)
    found += text_problems("by", raising.by, LONGEST_NAME, needed=True)
    return tuple(found)


def is_address(text: str) -> bool:
    """Tell whether a text can be a mail address."""
    return len(text) <= LONGEST_ADDRESS and ADDRESS.fullmatch(text) is not None


def _address(text: str) -> Iterator[FieldProblem]:
    if not text.strip():
        yield FieldProblem("address", "missing")
    elif not is_address(text):
        yield FieldProblem("address", "no-address")
