"""Scenarios: what people and machines do during a simulated season, read from YAML line by line."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.core.errors import BadInput

ABOUT_OBLIGATION: Final = frozenset(("unit", "period", "task"))
DEEDS: Final[dict[str, tuple[frozenset[str], frozenset[str]]]] = {
    # deed: (keys it needs, keys it may have), besides `at` and `do`
    "submit": (frozenset(("by",)), frozenset(("link", "file", "note", "answers"))),
    "nil": (frozenset(("by", "note")), frozenset()),
    "elsewhere": (frozenset(("number", "by")), frozenset(("day", "note"))),
    "ask-extension": (frozenset(("until", "reason")), frozenset(("by",))),
    "not-ours": (frozenset(("reason",)), frozenset(("by",))),
    "grant": (frozenset(), frozenset(("by", "document"))),
    "refuse": (frozenset(("reason",)), frozenset(("by",))),
    "accept": (frozenset(), frozenset(("by", "reason"))),
    "waive": (frozenset(), frozenset(("by", "reason", "document"))),
    "postpone": (frozenset(), frozenset(("by", "until", "reason"))),
    "approve": (frozenset(), frozenset(("by", "reason"))),
    "reconcile": (frozenset(), frozenset(("by",))),
    "telephone": (frozenset(("rung",)), frozenset(("by", "note"))),
    "return": (frozenset(("until", "comment")), frozenset(("by", "usable"))),
    "absent": (frozenset(("role", "until")), frozenset(("deputy",))),
    "bounce": (frozenset(("role",)), frozenset(("permanent",))),
    "smtp-down": (frozenset(("until",)), frozenset()),
    "service-off": (frozenset(("until",)), frozenset()),
    "release": (frozenset(), frozenset(("by",))),
}
OF_OBLIGATION: Final = frozenset(DEEDS) - {
    "absent", "bounce", "smtp-down", "service-off", "release", "reconcile"
}  # fmt: skip
OF_MACHINES: Final = frozenset(("smtp-down", "service-off"))
UNTIL: Final = frozenset(("until", "day"))
OF_UNIT: Final = frozenset(("absent", "bounce"))


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that happens at an instant; `name` and `line` are where the scenario says so."""

    at: datetime
    do: str
    line: int
    values: Mapping[str, Any]
    name: str = "scenario"

    @property
    def where(self) -> str:
        """File and line, as every fault names them."""
        return f"{self.name}:{self.line}"

    def text(self, key: str, default: str = "") -> str:
        """Return a value as text, or the default."""
        value = self.values.get(key)
        return default if value is None else str(value)

    def day(self, key: str) -> date:
        """Return a value that is a day."""
        return _day(self.values[key], self.where, key)

    def instant(self, key: str) -> datetime:
        """Return a value that is an instant; a bare day means its end."""
        return _instant(self.values[key], self.where, key)


def read_scenario(path: Path) -> tuple[Deed, ...]:
    """Return the deeds of a scenario file, by instant, then in file order.

    Raises BadInput naming the line of the first thing that can't be understood.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as fault:
        raise BadInput(f"{path.name}: not UTF-8 (byte {fault.start}); save it as UTF-8.") from fault
    return parse_scenario(text, path.name)


def parse_scenario(text: str, name: str = "scenario") -> tuple[Deed, ...]:
    """Return the deeds of a scenario's text; see `read_scenario`."""
    try:
        entries = YAML(typ="rt").load(io.StringIO(text))
    except YAMLError as fault:
        raise BadInput(f"{name}: not readable as YAML: {fault}") from fault
    except ValueError as fault:  # a date that no calendar has, such as 2025-02-30
        raise BadInput(f"{name}: {fault}; put a date that exists.") from fault
    if entries is None:
        return ()
    if not isinstance(entries, CommentedSeq):
        raise BadInput(f"{name}: a scenario is a list of entries, each beginning with `- `.")
    lines = [entries.lc.item(number)[0] + 1 for number in range(len(entries))]
    deeds = [_deed(entry, name, line) for entry, line in zip(entries, lines, strict=True)]
    return tuple(sorted(deeds, key=lambda deed: deed.at))


def _deed(entry: Any, name: str, line: int) -> Deed:
    where = f"{name}:{line}"
    if not isinstance(entry, CommentedMap) or "do" not in entry or "at" not in entry:
        raise BadInput(f"{where}: an entry needs `at` and `do`.")
    do = str(entry["do"])
    if do not in DEEDS:
        raise BadInput(f"{where}: do: {do!r} is unknown{_meant(do, DEEDS)}")
    _check_keys(do, set(entry) - {"at", "do"}, where)
    values = {key: entry[key] for key in entry if key not in ("at", "do")}
    deed = Deed(_instant(entry["at"], where, "at"), do, line, values, name)
    for key in UNTIL & values.keys():
        deed.instant(key) if do in OF_MACHINES else deed.day(key)
    return deed


def _check_keys(do: str, keys: set[str], where: str) -> None:
    needed, allowed = DEEDS[do]
    if do in OF_OBLIGATION:
        needed = needed | {"unit", "period"}
    elif do in OF_UNIT:
        needed = needed | {"unit"}
    may = needed | allowed | ABOUT_OBLIGATION
    for key in sorted(keys - may):
        raise BadInput(f"{where}: {key!r} is unknown for do: {do}{_meant(key, may)}")
    for key in sorted(needed - keys):
        raise BadInput(f"{where}: do: {do} needs `{key}`.")


def _meant(word: str, known: Any) -> str:
    close = get_close_matches(word, sorted(known), 1)
    return f"; did you mean {close[0]!r}?" if close else "."


def _day(value: Any, where: str, key: str) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as fault:
        raise BadInput(f"{where}: {key}: {value!r} is no day (2025-09-12).") from fault


def _instant(value: Any, where: str, key: str) -> datetime:
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time(23, 59), OFFICE_ZONE)
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError as fault:
        example = "2025-09-04 09:12"
        raise BadInput(f"{where}: {key}: {value!r} is no time ({example}).") from fault
    return moment if moment.tzinfo else moment.replace(tzinfo=OFFICE_ZONE)
