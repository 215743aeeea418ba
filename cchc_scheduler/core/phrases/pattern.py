"""One wording of the grammar, and the sources that wordings come from."""

import re
from dataclasses import dataclass, field
from typing import Final

CC146: Final = "Civil Code 2015 art. 146"
CC147: Final = "Civil Code 2015 art. 147"
CC148: Final = "Civil Code 2015 art. 148"
ANNEX: Final = "annexes of plans"
REGIME: Final = "decisions on reporting regimes"
URGENT: Final = "letters that ask for a report"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One wording: its name, an example in which it is found, where it comes from, its form."""

    name: str
    example: str
    source: str
    form: str
    regex: re.Pattern[str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Compile the form; it begins and ends with whole words."""
        whole = rf"(?<!\w)(?:{self.form})(?!\w)"
        object.__setattr__(self, "regex", re.compile(whole, re.IGNORECASE))
