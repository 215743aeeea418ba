"""Finding and ordering Vietnamese words: "don doc" finds "đôn đốc"; names stand as a list has them.

The order is that of Vietnamese dictionaries: first by letters (a ă â b c d đ e ê ...), then by tone
(ngang, huyền, hỏi, ngã, sắc, nặng), so that "Hải" stands before "Hái" and "Dương" before "Đào".
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final
from unicodedata import normalize

LETTERS: Final = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES: Final = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_PLACE: Final = {letter: place for place, letter in enumerate(LETTERS)}


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Return a text without capitals, marks and spare blanks, for comparing what was typed."""
    plain = normalize("NFD", text.casefold().replace("đ", "d"))
    letters = "".join(each for each in plain if not "\u0300" <= each <= "\u036f")
    return " ".join(letters.split())


def finds(asked: str, texts: Sequence[str]) -> bool:
    """Tell whether every word that was asked for stands in one of the texts, marks or not.

    Where a word was typed with marks it is still found without them: people type both ways.
    """
    held = folded("\n".join(texts))
    return all(word in held for word in folded(asked).split())


@lru_cache(maxsize=65536)
def order_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """Return the key by which names are sorted; digits stand before letters, words apart."""
    places: list[int] = []
    tones: list[int] = []
    for letter in normalize("NFC", text.casefold()):
        parts = normalize("NFD", letter)
        shaped = normalize("NFC", "".join(each for each in parts if each not in TONES))
        places.append(_PLACE.get(shaped, -1 if shaped.isspace() else len(LETTERS)))
        tones.append(next((TONES[each] for each in parts if each in TONES), 0))
    return tuple(places), tuple(tones), text
