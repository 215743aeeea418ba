"""Release a held backlog: what is still worth sending goes, what has passed is recorded."""

from dataclasses import dataclass
from datetime import datetime

from cchc_scheduler.core.errors import BadInput, Conflict
from cchc_scheduler.store import audit, letters, markers, obligations
from cchc_scheduler.store.database import Database


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is held: since when, why, and the subjects of the letters that wait."""

    since: datetime | None
    why: str | None
    letters: tuple[str, ...]


def held_backlog(db: Database) -> Backlog:
    """Return what is held now."""
    with db.read() as connection:
        return Backlog(
            markers.read_instant(connection, "held-since"),
            markers.read(connection, "held-why"),
            tuple(row["subject"] for row in letters.held(connection)),
        )


def release_backlog(db: Database, by: str, now: datetime, seen: str | None = None) -> int:
    """Let held letters go and the ladder be looked at again; return how many letters were held.

    Letters whose time has passed will be recorded as expired when they come up. `seen` is since
    when it was held when a person looked. Raises BadInput when nothing is held, Conflict when it
    is another hold that now stands.
    """
    with db.work() as connection:
        since = markers.read(connection, "held-since")
        if since is None:
            raise BadInput("Nothing is held.")
        if seen is not None and seen != since:
            raise Conflict("Another hold stands since; look at it first.")
        held = [row["id"] for row in letters.held(connection)]
        letters.change(connection, held, held=False, next_attempt_at=now)
        for name in ("held-since", "held-why"):
            markers.clear(connection, name)
        markers.put(connection, "released-at", now)
        obligations.check_now(connection, [r["id"] for r in obligations.chased(connection)], now)
        detail = {"since": since, "letters": len(held)}
        audit.write(connection, now, [(by, "released", "outbox", detail)])
        return len(held)
