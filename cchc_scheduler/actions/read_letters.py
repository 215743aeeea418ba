"""Letters as the page of letters shows them: by what became of them; one letter with all of it.

No token of a link is ever shown, and no text of a letter that signs somebody in.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.tell_held import why_held
from cchc_scheduler.core.capabilities import masked
from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.documents.letter_words import HELD, KINDS, PHASES, STATES, reply_words
from cchc_scheduler.documents.list_tables import Column, ListTable
from cchc_scheduler.documents.log_words import subject_words
from cchc_scheduler.mail.opening import opened
from cchc_scheduler.store import attempts, letters, markers, notices
from cchc_scheduler.words import LetterState

MOST: Final = 10_000
Tone = Literal["ok", "late", "wait", ""]


@dataclass(frozen=True, slots=True)
class LetterGroup:
    """Letters that a person looks for together; `path` is the last part of the address."""

    path: str
    title: str
    states: tuple[LetterState, ...]


GROUPS: Final = (
    LetterGroup("cho-gui", "Chờ gửi", ("queued", "sending", "deferred")),
    LetterGroup("da-gui", "Đã gửi", ("sent",)),
    LetterGroup("khong-den", "Không đến", ("bounced", "dead")),
    LetterGroup("chua-ro", "Chưa rõ", ("unknown",)),
    LetterGroup("khong-gui", "Không gửi nữa", ("expired", "cancelled")),
)
TONES: Final[dict[LetterState, Tone]] = {
    "sent": "ok",
    "bounced": "late",
    "dead": "late",
    "unknown": "late",
    "queued": "wait",
    "sending": "wait",
    "deferred": "wait",
}
TITLES: Final = ("Số", "Lúc", "Loại", "Gửi đến", "Tiêu đề", "Tình trạng", "Ghi chú")


@dataclass(frozen=True, slots=True)
class HeldNow:
    """That letters are held: since when (as it is stored, too), why, how many are written."""

    since: datetime
    mark: str
    why: str
    letters: int


@dataclass(frozen=True, slots=True)
class LettersPage:
    """The letters of one group, newest first, and how many each group has."""

    table: ListTable
    tones: dict[int, Tone]
    counts: dict[str, int]
    held: HeldNow | None


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened to a letter on the wire."""

    at: datetime
    what: str
    said: str
    recipient: str


@dataclass(frozen=True, slots=True)
class OneLetter:
    """A letter with its fate; `headers`, `text` and `html` are empty where nobody may read it.

    `about` says what it carries: obligations with their rung.
    """

    number: int
    kind: str
    subject: str
    to: str
    meant_for: str
    cc: tuple[str, ...]
    state: str
    tone: Tone
    note: str
    written_at: datetime
    goes_at: datetime | None
    sent_at: datetime | None
    rehearsal: bool
    about: tuple[str, ...]
    happened: tuple[Happened, ...]
    secret: bool
    headers: tuple[tuple[str, str], ...]
    text: str
    html: str


def read_letters(desk: Desk, group: LetterGroup) -> LettersPage:
    """Return the newest letters of a group."""
    rows = letters.newest_in_state(desk.connection, group.states, MOST)
    return LettersPage(
        table=_table(group, rows),
        tones={row["id"]: _tone(row) for row in rows},
        counts=_counts(letters.counts(desk.connection)),
        held=read_held(desk),
    )


def read_held(desk: Desk) -> HeldNow | None:
    """Return that letters are held, or None."""
    mark = markers.read(desk.connection, "held-since")
    if mark is None:
        return None
    why = why_held(markers.read(desk.connection, "held-why") or "")
    count = len(letters.held(desk.connection))
    return HeldNow(datetime.fromisoformat(mark), mark, why, count)


def held_letters(desk: Desk) -> tuple[OneLetter, ...]:
    """Return the letters that are held, without their texts."""
    return tuple(_one(desk, row, read=False) for row in letters.held(desk.connection))


def read_letter(desk: Desk, number: int, *, bodies: bool) -> OneLetter:
    """Return one letter, its texts only where `bodies` says so; NotFound when there is none."""
    row = letters.one(desk.connection, number)
    if row is None:
        raise NotFound(f"There is no letter {number}.")
    return _one(desk, row, read=bodies)


def _one(desk: Desk, row: RowMapping, *, read: bool) -> OneLetter:
    secret = row["kind"] == "login"
    content = opened(row["bytes"]) if read and not secret else None
    return OneLetter(
        number=row["id"],
        kind=KINDS[row["kind"]],
        subject=masked(row["subject"]),
        to=row["to_address"],
        meant_for=row["addressee"],
        cc=tuple(json.loads(row["cc"])),
        state=_state(row),
        tone=_tone(row),
        note=reply_words(row["reply"]),
        written_at=row["created_at"],
        goes_at=row["next_attempt_at"],
        sent_at=row["sent_at"],
        rehearsal=row["rehearsal"],
        about=_about(desk, row["id"]),
        happened=_happened(desk, row["id"]),
        secret=secret,
        headers=tuple((k, masked(v)) for k, v in content.headers) if content else (),
        text=masked(content.text) if content else "",
        html=masked(content.html) if content else "",
    )


def _about(desk: Desk, letter: int) -> tuple[str, ...]:
    office = desk.in_force.office
    rows = notices.of_letters(desk.connection, [letter]).get(letter, [])
    return tuple(f"{subject_words(office, row['obligation'])} ({row['rung']})" for row in rows)


def _happened(desk: Desk, letter: int) -> tuple[Happened, ...]:
    rows = attempts.of_letters(desk.connection, [letter]).get(letter, [])
    return tuple(
        Happened(
            at=row["at"],
            what=PHASES[row["phase"]],
            said=" ".join(str(each) for each in (row["code"], row["reply"]) if each),
            recipient=row["recipient"] or "",
        )
        for row in rows
    )


def _table(group: LetterGroup, rows: Sequence[RowMapping]) -> ListTable:
    kinds: Any = {"Số": "number", "Lúc": "moment"}
    columns = tuple(Column(title, kinds.get(title, "text")) for title in TITLES)
    return ListTable(
        name=f"thu-{group.path}",
        title=f"Thư: {group.title.lower()}",
        columns=columns,
        rows=tuple(
            (
                row["id"],
                row["sent_at"] or row["next_attempt_at"] or row["created_at"],
                KINDS[row["kind"]],
                row["to_address"],
                masked(row["subject"]),
                _state(row),
                reply_words(row["reply"]) if row["state"] != "sent" else "",
            )
            for row in rows
        ),
    )


def _state(row: RowMapping) -> str:
    return HELD if row["held"] else STATES[row["state"]]


def _tone(row: RowMapping) -> Tone:
    return TONES.get(row["state"], "")


def _counts(found: dict[str, int]) -> dict[str, int]:
    return {group.path: sum(found.get(state, 0) for state in group.states) for group in GROUPS}
