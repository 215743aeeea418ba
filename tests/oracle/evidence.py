"""What the oracle may look at: the store by plain SQL, the mail server's box, the office's files.

Nothing of the program is imported here: the oracle is written from the design, not from the code.
"""

import email
import email.policy
import json
import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

from tests.oracle.naive_calendar import NaiveCalendar, day_of, plain

TABLES = (
    *("letter", "notice", "obligation", "deadline", "submission", "request", "approval"),
    *("audit", "attempt", "absence", "address", "marker", "reconciliation"),
)
INSTANTS = frozenset(
    (
        *("created_at", "next_attempt_at", "expires_at", "marked_at", "sent_at", "at", "set_at"),
        *("due", "late_after", "fire_at", "decided_at", "accepted_at", "asked_at", "held_until"),
        *("handed_in_at", "recorded_at", "since", "first_complete_at", "opened_at"),
        "next_check_at",
    )
)
DAYS = frozenset(("last_day", "target", "first_day", "slot_day", "upstream_day"))
STARTS_CHASE = ("opened", "returned")
GIVES_DEADLINE = ("granted", "returned", "moved")
ENDS_CHASE = ("submitted", "waived", "cancelled", "accepted")


@dataclass(frozen=True)
class Delivery:
    """One letter as the mail server accepted it: one To, further recipients after it."""

    at: datetime
    recipients: tuple[str, ...]
    data: bytes

    @cached_property
    def message(self):
        return email.message_from_bytes(self.data, policy=email.policy.default)

    @cached_property
    def message_id(self):
        return str(self.message["Message-ID"])

    @cached_property
    def words(self):
        """Subject and plain text."""
        return f"{self.message['Subject']}\n{self.message.get_body(('plain',)).get_content()}"


@dataclass(frozen=True)
class Chase:
    """A stretch in which one deadline version of one obligation was asked for."""

    obligation: str
    version: int
    start: datetime
    end: datetime
    ends_in_play: bool


@dataclass
class Evidence:
    """All evidence of one play, up to `end`; `off` and `down` are spans without service or mail."""

    rows: dict[str, list[dict]]
    box: tuple[Delivery, ...]
    config: Path
    end: datetime
    off: tuple[tuple[datetime, datetime], ...] = ()
    down: tuple[tuple[datetime, datetime], ...] = ()
    offices: tuple[tuple[datetime, dict], ...] = ()
    findings: dict = field(default_factory=dict)

    @cached_property
    def policy(self):
        return plain(self.config / "policy.yaml")

    @cached_property
    def calendar(self):
        years = [plain(path) for path in sorted((self.config / "calendar").glob("*.yaml"))]
        return NaiveCalendar(years, self.policy)

    @cached_property
    def live_since(self):
        """When rehearsal ended; None while it lasts."""
        marks = {row["name"]: row["value"] for row in self.rows["marker"]}
        return datetime.fromisoformat(marks["live-since"]) if "live-since" in marks else None

    @cached_property
    def cycles(self):
        """The ids of the plans' reporting cycles."""
        plans = [plain(path) for path in sorted((self.config / "plans").glob("*.yaml"))]
        return {cycle["id"] for plan in plans for cycle in plan["cycles"]}

    def office(self, at=None):
        """The office's file as it stood at an instant."""
        known = [office for since, office in self.offices if at is None or since <= at]
        return known[-1] if known else plain(self.config / "office.yaml")

    @cached_property
    def letters(self):
        return {row["id"]: row for row in self.rows["letter"]}

    @cached_property
    def by_message_id(self):
        return {row["message_id"]: row for row in self.rows["letter"]}

    @cached_property
    def obligations(self):
        return {row["id"]: row for row in self.rows["obligation"]}

    @cached_property
    def first_delivery(self):
        """The first acceptance of each Message-ID."""
        found = {}
        for delivery in self.box:
            found.setdefault(delivery.message_id, delivery)
        return found

    @cached_property
    def items(self):
        """What each ladder letter carried when it was written: [(obligation, rung)]."""
        found = {}
        for row in self.audit("wrote"):
            detail = json.loads(row["detail"])
            found[detail["letter"]] = [tuple(each.rsplit(" ", 1)) for each in detail["items"]]
        return found

    @cached_property
    def wrote(self):
        """Where the log says of each ladder letter that it was written."""
        return {json.loads(row["detail"])["letter"]: row["number"] for row in self.audit("wrote")}

    def audit(self, *verbs):
        return [row for row in self.rows["audit"] if row["verb"] in verbs]

    def versions(self, obligation):
        found = [row for row in self.rows["deadline"] if row["obligation"] == obligation]
        return sorted(found, key=lambda row: row["version"])

    def version_told(self, letter, obligation):
        """The deadline version a letter was written under, by the order of the log."""
        wrote = self.wrote[letter]
        moved = [row for row in self.audit(*GIVES_DEADLINE) if row["subject"] == obligation]
        return self.versions(obligation)[sum(row["number"] < wrote for row in moved)]

    def moment(self, obligation, version, rung):
        row = self.versions(obligation)[version - 1]
        return self.calendar.moment(rung, row["last_day"], self.obligations[obligation]["roll"])

    def notice(self, obligation, version, rung):
        for row in self.rows["notice"]:
            key = (row["obligation"], row["deadline_version"], row["rung"])
            if key == (obligation, version, rung):
                return row
        return None

    @cached_property
    def chases(self):
        """Every stretch of asking, told by the log: opened, returned, and what ended it."""
        found = []
        for obligation in self.obligations:
            found += self._chases_of(obligation)
        return found

    def _chases_of(self, obligation):
        start, spans = None, []
        for row in self.rows["audit"]:
            if row["subject"] != obligation:
                continue
            if row["verb"] in STARTS_CHASE and start is None:
                start = row["at"]
            elif row["verb"] in ENDS_CHASE and start is not None:
                spans.append((start, row["at"], True))
                start = None
        if start is not None:
            spans.append((start, self.end, False))
        return [piece for span in spans for piece in self._by_version(obligation, *span)]

    def _by_version(self, obligation, start, end, ended):
        versions = self.versions(obligation)
        for number, row in enumerate(versions):
            later = versions[number + 1]["set_at"] if number + 1 < len(versions) else None
            first = max(start, row["set_at"])
            last = min(end, later) if later else end
            if first < last or (first == last and later is None):
                cut = ended or (later is not None and later <= end)
                yield Chase(obligation, row["version"], first, last, cut)

    @cached_property
    def held(self):
        """Spans in which a backlog waited for a person's release."""
        found, since = [], None
        for row in self.audit("held", "released"):
            if row["verb"] == "held" and since is None:
                since = row["at"]
            elif row["verb"] == "released" and since is not None:
                found.append((since, row["at"]))
                since = None
        return [*found, (since, self.end)] if since is not None else found

    def chances(self, rung, start, end):
        """The days between two instants on which the service ran in the rung's hours."""
        blocked = [*self.off, *self.held]
        found = []
        for day in self.calendar.days(day_of(start), day_of(end)):
            opens, closes = self.calendar.slot(day, rung)
            opens, closes = _after(max(opens, start), blocked), min(closes, end)
            if opens < closes:
                found.append(opens)
        return found

    def dead_since(self, address):
        rows = [row for row in self.rows["address"] if row["address"] == address]
        return rows[0]["since"] if rows and rows[0]["state"] == "dead" else None

    def phases(self, letter, *phases):
        return [
            row
            for row in self.rows["attempt"]
            if row["letter"] == letter and row["phase"] in phases
        ]

    def address_of(self, post_id, at=None):
        office = self.office(at)
        holder = next(post for post in office["posts"] if post["id"] == post_id).get("holder")
        people = {person["id"]: person["address"] for person in office["people"]}
        return people.get(holder)

    def reachable(self, post_id, at):
        """Whether some address of a post works: the deputy's while its holder is away."""
        office = self.office(at)
        people = {person["id"]: person["address"] for person in office["people"]}
        address = self.address_of(post_id, at)
        for row in self.rows["absence"]:
            covers = row["first_day"] <= day_of(at) <= row["last_day"]
            if row["post"] == post_id and covers and row["deputy"]:
                address = people[row["deputy"]]
        since = self.dead_since(address) if address else at
        return since is None or since > at

    def unit(self, unit_id, at=None):
        return next(unit for unit in self.office(at)["units"] if unit["id"] == unit_id)

    @cached_property
    def coordinator(self):
        return next(unit for unit in self.office()["units"] if unit.get("coordinator"))


def _after(instant, blocked):
    """The first instant from one on that lies in no blocked span."""
    for since, until in sorted(blocked):
        if since <= instant < until:
            instant = until
    return instant


def read_rows(connection: sqlite3.Connection) -> dict[str, list[dict]]:
    """Every table of a store as dictionaries, by plain SQL."""
    found = {}
    for table in TABLES:
        cursor = connection.execute(f"SELECT * FROM {table} ORDER BY rowid")
        names = [column[0] for column in cursor.description]
        found[table] = [_row(names, values) for values in cursor]
    return found


def _row(names, values):
    return {name: _value(name, value) for name, value in zip(names, values, strict=True)}


def _value(name, value):
    if not isinstance(value, str):
        return value
    if name in INSTANTS or (name == "until" and " " in value):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    if name in DAYS or name == "until":
        return date.fromisoformat(value)
    return value
