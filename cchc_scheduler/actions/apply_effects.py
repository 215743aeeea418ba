"""What an apply does to obligations: how each stood before, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection, RowMapping

from cchc_scheduler.store import apply_effects, deadlines, obligations
from cchc_scheduler.words import ApplyEffect

Standing = Mapping[str, tuple[str, int]]
OWED: Final = ("scheduled", "open", "returned")


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
    """Return state and deadline version of every obligation at this moment."""
    rows = obligations.every(connection)
    return {row["id"]: (row["state"], row["deadline_version"]) for row in rows}


def note_effects(connection: Connection, number: int, before: Standing) -> tuple[Effect, ...]:
    """Keep what changed since `before` as the doing of one apply; return it."""
    changed = [
        (row, effect)
        for row in obligations.every(connection)
        if (effect := _effect(row, before.get(row["id"]))) is not None
    ]
    apply_effects.add(
        connection, [_row(number, row, effect, before.get(row["id"])) for row, effect in changed]
    )
    return _told(connection, changed, before)


def _effect(row: RowMapping, before: tuple[str, int] | None) -> ApplyEffect | None:
    if before is None:
        return "made"
    state, version = before
    if state != "cancelled" and row["state"] == "cancelled":
        return "withdrawn"
    if state == "cancelled" and row["state"] != "cancelled":
        return "brought-back"
    return "moved" if row["deadline_version"] != version else None


def _row(
    number: int, row: RowMapping, effect: ApplyEffect, before: tuple[str, int] | None
) -> dict[str, object]:
    state, version = before or (None, None)
    return {
        "apply": number,
        "obligation": row["id"],
        "effect": effect,
        "state_before": state,
        "version_before": version,
    }


def _told(
    connection: Connection,
    changed: Sequence[tuple[RowMapping, ApplyEffect]],
    before: Standing,
) -> tuple[Effect, ...]:
    versions = deadlines.all_versions(connection, [row["id"] for row, _ in changed])
    found: list[Effect] = []
    for row, effect in changed:
        days = {each.version: each.days.last_day for each in versions[row["id"]]}
        known = before.get(row["id"])
        was = days[known[1]] if known else None
        is_now = None if effect == "withdrawn" else days[row["deadline_version"]]
        asked = row["opened_at"] is not None
        found.append(Effect(row["id"], row["unit"], row["title"], effect, was, is_now, asked))
    return tuple(found)
