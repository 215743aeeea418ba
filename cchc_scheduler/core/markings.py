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


def marking_in(text: str) -> Marking | None:
    """Return the highest marking that stands in a text, or None."""
    found = {" ".join(match.split()) for match in ALONE.findall(normalize("NFC", text))}
    order: tuple[Marking, ...] = ("TUYỆT MẬT", "TỐI MẬT", "MẬT")
    return next((marking for marking in order if marking in found), None)
