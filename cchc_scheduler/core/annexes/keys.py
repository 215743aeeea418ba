"""Keys for comparing names and heads: one for spelling, one that forgets the accents too."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from cchc_scheduler.core.phrases.spelling import tidy

NOT_A_WORD: Final = re.compile(r"[^\w]+|_+")
D: Final = str.maketrans({"đ": "d", "Đ": "D"})
REMEMBERED: Final = 8192


@lru_cache(REMEMBERED)
def key(text: str) -> str:
    """Return words in small letters, one spelling of tones, one space between: "ủy ban nhân dân".

    Dashes, commas and other marks part words as a space does; "&" is "và".
    """
    words = NOT_A_WORD.sub(" ", tidy(text.replace("&", " và ")).casefold())
    return " ".join(words.split())


@lru_cache(REMEMBERED)
def plain(text: str) -> str:
    """Return the key without any accents: "uy ban nhan dan"."""
    return without_accents(key(text))


def without_accents(text: str) -> str:
    """Return letters without their marks; đ, which no rule takes apart, is d."""
    apart = unicodedata.normalize("NFD", text)
    return "".join(each for each in apart if not unicodedata.combining(each)).translate(D)


def slug(name: str) -> str:
    """Return an id for a name: "Sở Nội vụ" → so-noi-vu; "don-vi" when no letter is left."""
    letters = re.sub(r"[^a-z0-9]+", "-", plain(name)).strip("-")
    return letters or "don-vi"
