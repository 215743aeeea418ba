"""What is asked of whoever can live ahead: the letters to come if nobody acts, on a copy."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from cchc_scheduler.clock import office_date, office_time
from cchc_scheduler.store.database import Database
from cchc_scheduler.words import LetterKind


@dataclass(frozen=True, slots=True)
class ComingLetter:
    """A letter that will go out if nobody acts, as it would be written; links in it open nothing.

    `text` is the plain text. `held` tells that its row waits already.
    """

    at: datetime
    kind: LetterKind
    to: str
    cc: tuple[str, ...]
    subject: str
    text: str
    held: bool = False

    @property
    def day(self) -> date:
        """The day on which it goes out."""
        return office_date(self.at)

    @property
    def clock(self) -> str:
        """The time of day at which it goes out: 07:30."""
        return f"{office_time(self.at):%H:%M}"


@dataclass(frozen=True, slots=True)
class Ahead:
    """How far to look: from an instant until another; `released` lets a held backlog go first.

    `tired` ends the look early: what came until then is shown.
    """

    now: datetime
    until: datetime
    released: bool = False
    tired: Callable[[], bool] = lambda: False


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The letters to come, in order of time, and until when was looked."""

    letters: tuple[ComingLetter, ...]
    until: datetime


# Lives ahead in a copy of the store, which is spent by it.
Foresee = Callable[[Database, Ahead], Foreseen]
