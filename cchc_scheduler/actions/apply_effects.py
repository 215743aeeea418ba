"""What an apply does to obligations: how each stood before, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, RowMapping

from cchc_scheduler.store import apply_effects, deadlines, obligations
from cchc_scheduler.words import ApplyEffect


@dataclass(frozen=True, slots=True)
class Stand:
    """How one obligation stands: its state, the version and last day of its deadline in force."""

    state: str
    version: int
    last_day: date


Standing = Mapping[str, Stand]


@dataclass(frozen=True, slots=True)
class Effect:
    """One obligation that an apply made, moved, withdrew or brought back.

    `was` and `is_now` are last permitted days; `asked` tells whether the unit was ever asked.
    """

    obligation: str
    unit: str
    title: str
    effect: ApplyEffect
    was: date | None
    is_now: date | None
    asked: bool


def standing(connection: Connection) -> Standing:
    """Return state, deadline version and last day of every obligation at this moment."""
    days = deadlines.last_days(connection)
    return {
        row["id"]: Stand(row["state"], row["deadline_version"], days[row["id"]])
        for row in obligations.every(connection)
    }


def note_effects(connection: Connection, number: int, before: Standing) -> tuple[Effect, ...]:
    """Keep what changed since `before` as the doing of one apply; return it."""
    days = deadlines.last_days(connection)
    rows: list[dict[str, object]] = []
    found: list[Effect] = []
    for row in obligations.every(connection):
        was = before.get(row["id"])
        effect = _effect(row, was)
        if effect is not None:
            rows.append(_row(number, row, effect, was))
            found.append(_told(row, effect, was, days[row["id"]]))
    apply_effects.add(connection, rows)
    return tuple(found)


def _effect(row: RowMapping, before: Stand | None) -> ApplyEffect | None:
    if before is None:
        return "made"
    if before.state != "cancelled" and row["state"] == "cancelled":
        return "withdrawn"
    if before.state == "cancelled" and row["state"] != "cancelled":
        return "brought-back"
    return "moved" if row["deadline_version"] != before.version else None


def _row(
    number: int, row: RowMapping, effect: ApplyEffect, before: Stand | None
) -> dict[str, object]:
    return {
        "apply": number,
        "obligation": row["id"],
        "effect": effect,
        "state_before": before.state if before else None,
        "version_before": before.version if before else None,
    }


def _told(row: RowMapping, effect: ApplyEffect, before: Stand | None, day: date) -> Effect:
    return Effect(
        obligation=row["id"],
        unit=row["unit"],
        title=row["title"],
        effect=effect,
        was=before.last_day if before else None,
        is_now=None if effect == "withdrawn" else day,
        asked=row["opened_at"] is not None,
    )
