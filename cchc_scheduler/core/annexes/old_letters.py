"""Tells text in the letters of old fonts (TCVN3, VNI) from Unicode; it is named, never converted.

TCVN3 puts Vietnamese letters on © ® µ · ¸ ¹; VNI writes the accent as a letter behind its vowel
("nhaân daân").
"""

import re
from collections.abc import Iterable
from typing import Final, Literal

OldFont = Literal["TCVN3", "VNI"]
TCVN3: Final = re.compile(
    r"(?<=[A-Za-z])[©®µ¶·¸¹»¼½¾«¬­¨ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞß]|[©®µ¶·¸¹»¼½¾«¬¨¡¢£¤¥¦§](?=[A-Za-z])"
)
VNI: Final = re.compile(
    r"[aAeE][âÂùÙøØûÛõÕïÏáÁàÀåÅãÃäÄêÊëË]|[oO][äÄåÅãÃûÛõÕïÏ]|[öÖôÔ][ùÙøØûÛõÕïÏöÖ]|[ñÑ](?=[aeiouyöô])"
)
# Letters that only Unicode has: a text with many of them is no old one.
MODERN: Final = re.compile(r"[đĐơưƠƯăĂ\u1ea0-\u1ef9]")
OLD: Final[tuple[tuple[OldFont, re.Pattern[str]], ...]] = (("TCVN3", TCVN3), ("VNI", VNI))
OFTEN: Final = 0.03
AT_LEAST: Final = 2


def old_font_of_text(text: str) -> OldFont | None:
    """Return the old encoding a text is written in, or None when it is Unicode."""
    letters = sum(each.isalpha() for each in text)
    modern = len(MODERN.findall(text))
    for name, pattern in OLD:
        found = len(pattern.findall(text))
        if found >= AT_LEAST and found > OFTEN * letters and found > modern:
            return name
    return None


def old_fonts_named(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names among a file's fonts that belong to the old encodings."""
    olds = (name for name in names if name.casefold().startswith((".vn", "vni-", "vni ")))
    return tuple(dict.fromkeys(olds))
