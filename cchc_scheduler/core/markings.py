"""Markings of state secrets in a text (Law on Protection of State Secrets 2018, art. 8).

Such papers have no place here; what bears a marking is locked and a person is told.
"""

import re
from typing import Final, Literal
from unicodedata import normalize

Marking = Literal["TUYỆT MẬT", "TỐI MẬT", "MẬT"]
# A marking stands alone: on its own line, in brackets, or after "Độ mật:". Capital letters only,
# so that "bảo mật", "mật khẩu" and "Mật độ" are no markings.
ALONE: Final = re.compile(
    r"(?:^|[\n\[\(\|:«“\"]|[Đđ]ộ mật\s*:)\s*(TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT)\s*(?=$|[\n\]\)\|.;,»”\"])",
    re.MULTILINE,
)


# The same on a line of its own whose letters stand apart, as readers of PDF files give them.
SPACED: Final = re.compile(r"^(?:[Đđ]ộmật:)?[\[(|]*(TUYỆTMẬT|TỐIMẬT|MẬT)[\])|.;,]*$", re.MULTILINE)
WHOLE: Final[dict[str, Marking]] = {"TUYỆTMẬT": "TUYỆT MẬT", "TỐIMẬT": "TỐI MẬT", "MẬT": "MẬT"}
IN_EACH: Final = "Ậ"  # the letter that no marking is written without
ORDER: Final[tuple[Marking, ...]] = ("TUYỆT MẬT", "TỐI MẬT", "MẬT")
# In the name of a file nothing stands alone; there the word itself counts, but not as a part of
# BẢO MẬT, BÍ MẬT, MẬT KHẨU and the like.
WORD: Final = re.compile(r"[^\W\d_]+")
BEFORE: Final = frozenset(("BẢO", "BÍ", "CƠ", "GIẢI", "ĐƯỜNG", "THÂN"))
AFTER: Final = frozenset(("KHẨU", "ĐỘ", "MÃ", "THƯ", "ONG"))


def marking_in(text: str) -> Marking | None:
    """Return the highest marking that stands in a text, or None."""
    composed = normalize("NFC", text)
    if IN_EACH not in composed:
        return None
    lines = (line.strip() for line in composed.splitlines())
    # Blank lines go first: over a long run of them the pattern would take quadratic time.
    whole = [line for line in lines if line]
    alone = {" ".join(match.split()) for match in ALONE.findall("\n".join(whole))}
    squeezed = "\n".join("".join(line.split()) for line in whole)
    return _highest(alone | {WHOLE[match] for match in SPACED.findall(squeezed)})


def marking_in_name(name: str) -> Marking | None:
    """Return the highest marking among the words of a file's name, or None."""
    words = ["", *WORD.findall(normalize("NFC", name)), ""]
    found = {
        f"{before} MẬT" if before in ("TỐI", "TUYỆT") else "MẬT"
        for before, word, after in zip(words, words[1:], words[2:], strict=False)
        if word == "MẬT" and before not in BEFORE and after not in AFTER
    }
    return _highest(found)


def _highest(found: set[str]) -> Marking | None:
    return next((marking for marking in ORDER if marking in found), None)
