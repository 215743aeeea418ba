"""How the reason of a unit's request is taken out, in the store and every copy of it.

That something was asked, for which day, when and by whom stays, and how it was decided.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from cchc_scheduler.store.blanking import Execute, blank_letters, columns

# What stands in its place, wherever the reason of a request is shown.
ERASED: Final = "lý do đã được xóa khỏi hệ thống theo quy định"
_WHERE: Final = "id = ? AND obligation = ? AND asked_at = ?"
# Every letter that may have told of a request while it waited for its answer, and the answer.
_TOLD: Final = (
    "(kind = 'extension' AND cause = ?) OR "
    "(created_at >= ? AND created_at <= coalesce(?, '9999-12-31') AND ("
    "kind IN ('digest', 'leaders', 'approval') OR instr(coalesce(cause, ''), ?) > 0 OR "
    "id IN (SELECT letter FROM notice WHERE obligation = ?)))"
)


@dataclass(frozen=True, slots=True)
class RequestKey:
    """Which request; by when it was asked besides its number, since a restored store reuses those.

    `asked_at` is an aware instant.
    """

    request: int
    obligation: str
    asked_at: datetime


def holds_request(execute: Execute, key: RequestKey) -> bool:
    """Tell whether a store or a copy of it has the request with its reason."""
    if not columns(execute, "request", ("reason",)):
        return False
    query = f"SELECT count(*) FROM request WHERE {_WHERE} AND reason <> ?"  # noqa: S608
    return bool(execute(query, (*_values(key), ERASED)).fetchone()[0])


def blank_request(execute: Execute, key: RequestKey) -> None:
    """Take the reason out of a request, of the deadline it led to, and of what told of it."""
    if not columns(execute, "request", ("reason",)):
        return
    query = f"SELECT reason, asked_at, decided_at FROM request WHERE {_WHERE}"  # noqa: S608
    for reason, asked, decided in execute(query, _values(key)).fetchall():
        about = (f"request {key.request}", asked, decided, key.obligation, key.obligation)
        blank_letters(execute, _TOLD, about)
        execute(
            "UPDATE deadline SET note = NULL WHERE obligation = ? AND note = ?",
            (key.obligation, reason),
        )
    refused = "CASE state WHEN 'refused' THEN NULL ELSE answer END"
    execute(
        f"UPDATE request SET reason = ?, answer = {refused} WHERE {_WHERE}",  # noqa: S608
        (ERASED, *_values(key)),
    )


def _values(key: RequestKey) -> tuple[Any, ...]:
    asked = key.asked_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return key.request, key.obligation, asked
