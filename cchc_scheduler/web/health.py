"""/healthz and /readyz: whether the service really works, not only whether it answers."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import RowMapping
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from cchc_scheduler.core.errors import CchcError
from cchc_scheduler.store import inbound, letters, markers, revisions
from cchc_scheduler.store.database import Database

BEAT: Final = timedelta(minutes=2)
STUCK: Final = timedelta(minutes=30)
Check = Callable[[], list[str]]


def health_routes(healthy: Check, ready: Check) -> list[Route]:
    """Return the routes; each check returns the reasons why it does not hold."""

    def answer(check: Check) -> Callable[[Request], Response]:
        def endpoint(_request: Request) -> Response:
            reasons = check()
            return JSONResponse(
                {"ok": not reasons, "reasons": reasons}, status_code=503 if reasons else 200
            )

        return endpoint

    return [Route("/healthz", answer(healthy)), Route("/readyz", answer(ready))]


def store_reasons(db: Database, now: datetime) -> list[str]:
    """Return why the store or the outbox is not well: no heartbeat, mail stuck, mail held.

    Nothing is written (invariant 10): a store that can't be written shows by its heartbeat.
    """
    try:
        with db.read() as connection:
            beat = markers.read_instant(connection, "alive-at")
            waiting = letters.next_due(connection)
            rests = markers.read(connection, "relay-hold")
            held = markers.read(connection, "held-why")
            unread = [row for row in inbound.failing(connection) if _lasts(row, now)]
    except CchcError as fault:
        return [str(fault)]
    reasons: list[str] = []
    if beat is not None and now - beat > BEAT:
        reasons.append(f"no heartbeat since {beat.isoformat()}")
    if waiting is not None and now - waiting > STUCK:
        reasons.append(f"a letter waits since {waiting.isoformat()}")
    if rests is not None:
        reasons.append("the mail server can't be used now")
    if held is not None:
        reasons.append(f"letters are held until a person releases them: {held}")
    reasons += [f"the mailbox can't be read since {row['fault_since']}" for row in unread]
    return reasons


def _lasts(row: RowMapping, now: datetime) -> bool:
    return bool(now - row["fault_since"] >= STUCK)


def plan_reasons(db: Database) -> list[str]:
    """Return why there is nothing to watch yet."""
    try:
        with db.read() as connection:
            applied = revisions.newest_number(connection)
    except CchcError as fault:
        return [str(fault)]
    return [] if applied else ["no plan is in force"]
