"""Who issues a report, as Decree 30/2020 sets it above the title."""

from typing import Final

from cchc_scheduler.core.offices import Office
from cchc_scheduler.core.reports import Letterhead

PEOPLES_COMMITTEE: Final = "ỦY BAN NHÂN DÂN"


def letterhead_of(office: Office, unit: str | None, symbol: str, year: int) -> Letterhead:
    """Return the letterhead of the office itself, or of one of its units below the office's name.

    `symbol` follows the blank for the number; number and day stay blank for the office's clerk.
    """
    lines = _office_lines(office)
    issuer, parent = ((unit.upper(),), lines) if unit else (lines, ())
    return Letterhead(parent, issuer, symbol, office.place, year, unit or office.name)


def _office_lines(office: Office) -> tuple[str, ...]:
    """Return ỦY BAN NHÂN DÂN over the commune's name, as the Decision's own head has it."""
    name = office.name.upper()
    rest = name.removeprefix(PEOPLES_COMMITTEE).strip()
    return (PEOPLES_COMMITTEE, rest) if rest and rest != name else (name,)
