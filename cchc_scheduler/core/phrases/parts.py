"""What was found in one text: terms, anchors, cadences, lengths, events and signs, in order."""

from dataclasses import dataclass, field

from cchc_scheduler.core.phrases.cadences import Anchor
from cchc_scheduler.core.phrases.events import Length
from cchc_scheduler.core.phrases.fragments import Unit
from cchc_scheduler.core.phrases.patterns import Found
from cchc_scheduler.core.phrases.reasons import Reason
from cchc_scheduler.core.phrases.values import PhraseBound
from cchc_scheduler.core.phrases.written import Written


@dataclass(slots=True)
class Term:
    """A stretch with the word that bounds it.

    `opens` marks a beginning only, `after` one that lies behind the stretch.
    """

    at: Written
    start: int
    end: int
    bound: PhraseBound | None = None
    opens: bool = False
    joined: bool = False
    after: bool = False


@dataclass(slots=True)
class Mark:
    """An anchor, a cadence, a length or an event's opener, and where it stands."""

    start: int
    end: int
    anchor: Anchor | None = None
    days: tuple[int, ...] = ()
    bound: PhraseBound | None = None
    units: tuple[Unit, ...] = ()
    strong: bool = False
    weak: bool = False
    length: Length | None = None
    opener: str = ""
    at_once: bool = False


@dataclass(slots=True)
class Gathered:
    """Everything found in one text, in order."""

    text: str
    found: tuple[Found, ...] = ()
    terms: list[Term] = field(default_factory=list)
    all_terms: list[Term] = field(default_factory=list)
    anchors: list[Mark] = field(default_factory=list)
    cadences: list[Mark] = field(default_factory=list)
    after_periods: list[Mark] = field(default_factory=list)
    lengths: list[Mark] = field(default_factory=list)
    events: list[Mark] = field(default_factory=list)
    signs: dict[str, int] = field(default_factory=dict)
    times_only: bool = False
    clock: str | None = None
    weekday: int | None = None
    unclear: Reason | None = None
    dangling: PhraseBound | None = None
    bound_end: int = 0
