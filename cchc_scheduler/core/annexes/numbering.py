"""How rows are numbered: sections by I or A, tasks by 1, their parts by 1.1, a) or a dash."""

import re
from typing import Final, Literal

Style = Literal["roman", "letter", "figure", "part", "none"]

ROMAN: Final = re.compile(r"^(?=[IVXL])X{0,3}(?:IX|IV|V?I{0,3})[.):]?$")
LETTER: Final = re.compile(r"^[A-HĐK][.):]?$")
FIGURE: Final = re.compile(r"^\(?\d{1,4}[.):]?$")
PART: Final = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})+\.?|\(?[a-zđ][.)]|[-+*•–—])$")
TITLE: Final = re.compile(
    r"^(?P<number>(?:[IVX]+|[A-HĐK]))\s*[.):\-–]\s*(?P<title>\S.*)$", re.DOTALL
)
BARE_TITLE: Final = re.compile(r"^(?P<number>[IVX]+)\s+(?P<title>\S.*)$", re.DOTALL)
COUNTING: Final = re.compile(r"^\(?(?:\d{1,2}|[A-Z])\)?$")
DOTS: Final = re.compile(r"^[\s.…_\-–—*]+$")
PURE_NUMBER: Final = re.compile(r"^\d{1,3}[.)]?$")


def style_of(number: str) -> Style | None:
    """Return how a number is written; None when it is no number."""
    text = number.strip()
    if not text:
        return "none"
    patterns: tuple[tuple[re.Pattern[str], Style], ...] = (
        (ROMAN, "roman"),
        (LETTER, "letter"),
        (FIGURE, "figure"),
        (PART, "part"),
    )
    return next((style for pattern, style in patterns if pattern.match(text)), None)


def titled(text: str) -> tuple[Style, str] | None:
    """Return the style of a title that carries its number: "I. CHỈ ĐẠO"; None when it has none."""
    found = TITLE.match(text.strip()) or BARE_TITLE.match(text.strip())
    if found is None:
        return None
    style = style_of(found["number"])
    return (style, text.strip()) if style in ("roman", "letter") else None


def is_upper(text: str) -> bool:
    """Tell whether a text stands in capitals, as titles do."""
    letters = [each for each in text if each.isalpha()]
    return len(letters) > 3 and sum(each.isupper() for each in letters) > 0.8 * len(letters)  # noqa: PLR2004
