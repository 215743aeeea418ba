"""Markers: single facts about the whole store, each under one name."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, bindparam, delete, insert, select
from sqlmodel import Field, SQLModel

from cchc_scheduler.store.tables import table_of

Name = Literal[
    "live-since",
    "alive-at",
    "held-since",
    "held-why",
    "released-at",
    "plans-made",
    "digest-audit",
    "digest-day",
    "leaders-day",
    "ticks-at",
    "digest-sent",
    "drafts-seen",
    "evidence-year",
    "relay-hold",
    "relay-faults",
    "relay-words",
    "health-at",
    "latest-now",
    "store-id",
    "restored-at",
]


class Marker(SQLModel, table=True):
    """One fact: `value` is text, instants in ISO form."""

    __tablename__ = "marker"

    name: str = Field(primary_key=True)
    value: str


MARKER = table_of(Marker)
_READ = select(MARKER.c.value).where(MARKER.c.name == bindparam("wanted"))
_CLEAR = delete(MARKER).where(MARKER.c.name == bindparam("wanted"))


def read(connection: Connection, name: Name) -> str | None:
    """Return a marker's text, or None while it is not set."""
    return connection.execute(_READ, {"wanted": name}).scalar_one_or_none()


def read_instant(connection: Connection, name: Name) -> datetime | None:
    """Return a marker that holds an instant, or None while it is not set."""
    value = read(connection, name)
    return datetime.fromisoformat(value) if value else None


def every(connection: Connection) -> Mapping[str, str]:
    """Return all markers."""
    return {row.name: row.value for row in connection.execute(select(MARKER))}


def put(connection: Connection, name: Name, value: str | datetime) -> None:
    """Set a marker."""
    clear(connection, name)
    text = value.isoformat() if isinstance(value, datetime) else value
    connection.execute(insert(MARKER), {"name": name, "value": text})


def clear(connection: Connection, name: Name) -> None:
    """Remove a marker."""
    connection.execute(_CLEAR, {"wanted": name})
