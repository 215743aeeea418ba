"""What changes about people from day to day: absences, and addresses that do not take mail."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, delete, insert, select, update
from sqlmodel import Field, SQLModel

from cchc_scheduler.core.offices import Absence
from cchc_scheduler.store.tables import one_of, table_of

ADDRESS_STATES: Final = ("dead", "soft")


class AbsenceRow(SQLModel, table=True):
    """A post whose holder is away on the given days, both included; `deputy` is a person's id."""

    __tablename__ = "absence"

    id: int | None = Field(default=None, primary_key=True)
    post: str = Field(index=True)
    first_day: date
    last_day: date
    deputy: str | None = Field(default=None)
    recorded_at: datetime
    recorded_by: str


class AddressRow(SQLModel, table=True):
    """An address known not to take mail: `dead` for good, `soft` until `hold_until`."""

    __tablename__ = "address"
    __table_args__ = (one_of("state", ADDRESS_STATES),)

    address: str = Field(primary_key=True)
    state: str
    why: str
    since: datetime
    hold_until: datetime | None = Field(default=None)


ABSENCE = table_of(AbsenceRow)
ADDRESS = table_of(AddressRow)
_ABSENCES: Final = select(ABSENCE).order_by(ABSENCE.c.id)
_DEAD: Final = select(ADDRESS.c.address).where(ADDRESS.c.state == "dead")


def add_absence(connection: Connection, row: Mapping[str, Any]) -> None:
    """Record an absence."""
    connection.execute(insert(ABSENCE), row)


def absences(connection: Connection) -> list[Absence]:
    """Return all recorded absences."""
    rows = connection.execute(_ABSENCES).mappings()
    return [Absence(row["post"], row["first_day"], row["last_day"], row["deputy"]) for row in rows]


def absence_rows(connection: Connection) -> Sequence[RowMapping]:
    """Return all recorded absences with their numbers."""
    return connection.execute(_ABSENCES).mappings().all()


def end_absence(connection: Connection, number: int, last_day: date) -> None:
    """Let an absence end earlier; one that ends before it begins is removed."""
    row = ABSENCE.c.id == number
    connection.execute(update(ABSENCE).where(row).values(last_day=last_day))
    connection.execute(delete(ABSENCE).where(row, ABSENCE.c.first_day > last_day))


def set_address(connection: Connection, row: Mapping[str, Any]) -> None:
    """Record that an address does not take mail, replacing what was known of it."""
    clear_address(connection, row["address"])
    connection.execute(insert(ADDRESS), row)


def clear_address(connection: Connection, address: str) -> None:
    """Forget that an address did not take mail."""
    connection.execute(delete(ADDRESS).where(ADDRESS.c.address == address))


def dead_addresses(connection: Connection) -> list[str]:
    """Return the addresses that bounced for good."""
    return list(connection.execute(_DEAD).scalars())


def troubled_addresses(connection: Connection) -> Sequence[RowMapping]:
    """Return every address with trouble, dead and soft."""
    return connection.execute(select(ADDRESS).order_by(ADDRESS.c.address)).mappings().all()
