"""Names of persons, identity numbers and private telephones in a text: what a report leaves out.

Patterns only guess. A name counts with a frequent family name and two or three words after it, or
with two words after a form of address; after a word such as "đường" a place bears it. A name of
another shape is not seen, and a person decides about what is.
"""

import re
from collections.abc import Iterator
from typing import Final

WORD: Final = re.compile(r"[^\W\d_]+")
# The family names of some nine in ten Vietnamese.
FAMILY: Final = frozenset(
    (
        "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ",
        "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Trịnh", "Đoàn", "Lương", "Mai", "Cao", "Đào", "Tạ",
    )
)  # fmt: skip
ADDRESS: Final = frozenset(("ông", "bà", "anh", "chị", "chí"))
# What begins the name of a post, not of a person: đồng chí Phó Chủ tịch.
POSTS: Final = frozenset(
    ("Chủ", "Phó", "Trưởng", "Bí", "Giám", "Chánh", "Thủ", "Đội", "Cục", "Ủy", "Đảng", "Thường")
)
# Places, schools, movements and institutions that bear a person's name.
BEARERS: Final = frozenset(
    (
        "đường", "phố", "ngõ", "xã", "phường", "thôn", "làng", "khu", "quận", "huyện", "tỉnh",
        "trường", "thcs", "thpt", "học", "trạm", "chợ", "cầu", "chùa", "đền", "hồ", "giải",
        "thưởng", "quỹ", "tượng", "đài", "tưởng", "đoàn",
    )
)  # fmt: skip
# Without one of these words no text is read any closer.
LIKELY: Final = re.compile(rf"\b(?:{'|'.join((*FAMILY, *ADDRESS, *map(str.title, ADDRESS)))})\b")
NO_PERSON: Final = ("Hồ Chí Minh",)
FEWEST: Final = 3
MOST: Final = 4
AFTER_ADDRESS: Final = 2
IDENTITY: Final = re.compile(r"(?<![\d.,/])\d{12}(?![\d.,/])")
NAMED_IDENTITY: Final = re.compile(
    r"(?:CCCD|CMND|căn cước|định danh|chứng minh)[^\d\n]{0,30}(\d{9})(?!\d)", re.IGNORECASE
)
# Mobile numbers (03, 05, 07, 08, 09 and eight digits), also in groups and with +84.
MOBILE: Final = re.compile(r"(?<![\d.,/])(?:\+84[ .]?|0)[35789](?:[ .]?\d){8}(?![\d/]|[.,]\d)")


def persons_in(text: str) -> tuple[str, ...]:
    """Return what looks like names of persons, in the order of reading."""
    if not LIKELY.search(text):
        return ()
    names = (
        " ".join(name)
        for before, name in _runs(text)
        if _is_person(before.casefold(), name) and " ".join(name[:3]) not in NO_PERSON
    )
    return tuple(dict.fromkeys(names))


def numbers_of_persons_in(text: str) -> tuple[str, ...]:
    """Return what looks like identity numbers or private telephones."""
    found = [*IDENTITY.findall(text), *NAMED_IDENTITY.findall(text), *MOBILE.findall(text)]
    return tuple(dict.fromkeys(found))


def _runs(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each run of words written as names are, with the word before it."""
    before, end = "", -1
    run: list[str] = []
    for found in WORD.finditer(text):
        word = found[0]
        joined = text[end : found.start()] == " "
        if run and not (joined and _is_name(word)):
            yield before, run
            run = []
        if _is_name(word) and (run or word.casefold() not in ADDRESS):
            before = before if run else _word_before(text, found.start())
            run.append(word)
        end = found.end()
    if run:
        yield before, run


def _word_before(text: str, start: int) -> str:
    words = WORD.findall(text[max(0, start - 20) : start])
    return words[-1] if words else ""


def _is_name(word: str) -> bool:
    return word[0].isupper() and word[1:].islower()


def _is_person(before: str, name: list[str]) -> bool:
    if before in ADDRESS and name[0] not in POSTS:
        return len(name) >= AFTER_ADDRESS
    of_family = name[0] in FAMILY and FEWEST <= len(name) <= MOST
    return of_family and before not in BEARERS
