"""Which letters came from an apply, and which of them have left."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, RowMapping

from cchc_scheduler.store import apply_effects, letters, notices, revisions
from cchc_scheduler.words import AT_ONCE_KINDS

# Not handed over to any server, and not about to be.
NOT_LEFT: Final = ("queued", "deferred", "cancelled", "expired")
NOT_OF_A_PLAN: Final = (*AT_ONCE_KINDS, "digest", "report", "undelivered")


def letters_of_apply(connection: Connection, number: int) -> list[RowMapping]:
    """Return the letters written since an apply that it is behind, without their bytes.

    A plan is behind letters about what it made, moved, withdrew or brought back; the office, the
    policy and the calendar are behind every letter.
    """
    rows = revisions.of_apply(connection, number)
    since = letters.brief_after(connection, rows[0]["last_letter"] or 0)
    written = [row for row in since if row["kind"] not in NOT_OF_A_PLAN]
    if any(row["kind"] != "plan" for row in rows):
        return written
    touched = [each["obligation"] for each in apply_effects.of_apply(connection, number)]
    about = {row["letter"] for row in notices.of_obligations(connection, touched)}
    return [row for row in written if row["id"] in about or _tells_of(row, number, touched)]


def left(row: RowMapping) -> bool:
    """Tell whether a letter was handed over, or may have been."""
    return row["state"] not in NOT_LEFT or row["lost"] > 0


def _tells_of(row: RowMapping, number: int, touched: Sequence[str]) -> bool:
    """Tell whether a letter outside the ladder speaks of what an apply did."""
    cause = row["cause"] or ""
    if row["kind"] == "leaders":
        return bool(touched)
    own = cause.startswith(f"amended {number} ")
    return own or any(obligation in cause.split() for obligation in touched)
