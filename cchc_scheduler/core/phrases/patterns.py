"""The grammar as a whole: every wording of time that plans use, each with its example and source.

At one place in a text the first pattern that fits wins, so what is longer stands first.
"""

import re
from dataclasses import dataclass
from typing import Final

from cchc_scheduler.core.phrases.days import DAYS
from cchc_scheduler.core.phrases.lengths import LENGTHS
from cchc_scheduler.core.phrases.pattern import Pattern
from cchc_scheduler.core.phrases.regimes import REGIMES
from cchc_scheduler.core.phrases.signs import SIGNS
from cchc_scheduler.core.phrases.stretches import STRETCHES

PATTERNS: Final[tuple[Pattern, ...]] = (*LENGTHS, *DAYS, *STRETCHES, *REGIMES, *SIGNS)
INSIDE_GROUP: Final = re.compile(r"\(\?P<\w+>")
BY_NAME: Final = {pattern.name: pattern for pattern in PATTERNS}
CHOICES: Final = "|".join(
    f"(?P<{pattern.name.replace('-', '_')}>(?:{INSIDE_GROUP.sub('(?:', pattern.form)})(?!\\w))"
    for pattern in PATTERNS
)
GRAMMAR: Final = re.compile(rf"(?<!\w)(?:{CHOICES})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """One wording found in a text: the pattern's name, its parts, and where it stands."""

    name: str
    parts: dict[str, str]
    start: int
    end: int


def find_all(text: str) -> tuple[Found, ...]:
    """Return the wordings of time in a tidy text, from left to right."""
    return tuple(_found(text, match) for match in GRAMMAR.finditer(text))


def _found(text: str, match: re.Match[str]) -> Found:
    name = (match.lastgroup or "").replace("_", "-")
    inner = BY_NAME[name].regex.match(text, match.start())
    parts = inner.groupdict(default="") if inner else {}
    return Found(name, parts, match.start(), match.end())
