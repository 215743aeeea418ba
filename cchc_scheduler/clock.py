"""The one clock of the program: instants are aware UTC, dates are those of the office's wall.

Everything that needs the time is handed a `Clock`; nothing else in the program reads the time.
"""

import time
from datetime import UTC, date, datetime
from datetime import time as wall_time
from functools import lru_cache
from typing import Final, Protocol
from zoneinfo import ZoneInfo

OFFICE_ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")


class Clock(Protocol):
    """Tells the present instant."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds that only ever go forward, for measuring spans."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the machine's instant, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return the machine's monotonic seconds."""
        return time.monotonic()


class VirtualClock:
    """A clock that stands still until it is moved: simulation, demo and tests."""

    def __init__(self, start: datetime) -> None:
        """Start at the aware instant `start`."""
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """Return the instant the clock was last moved to."""
        return self._now

    def monotonic(self) -> float:
        """Return the virtual instant as seconds."""
        return self._now.timestamp()

    def move_to(self, instant: datetime) -> None:
        """Move to an aware instant, forward or back."""
        self._now = instant.astimezone(UTC)


@lru_cache(maxsize=4096)
def office_date(instant: datetime) -> date:
    """Return the calendar day of an instant on the office's wall."""
    return instant.astimezone(OFFICE_ZONE).date()


@lru_cache(maxsize=4096)
def office_time(instant: datetime) -> wall_time:
    """Return the time of day of an instant on the office's wall."""
    return instant.astimezone(OFFICE_ZONE).time()


@lru_cache(maxsize=4096)
def office_instant(day: date, at: wall_time) -> datetime:
    """Return the aware UTC instant of a wall-clock time on a day of the office."""
    return datetime.combine(day, at, OFFICE_ZONE).astimezone(UTC)
