"""The directory as its pages show it: posts by unit, who holds them, how they can be reached."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

from sqlalchemy import RowMapping

from cchc_scheduler.actions.change_documents import contents_in_force
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.core.offices import Office, Person, Post, is_placeholder
from cchc_scheduler.documents.letter_words import STATES, reply_words
from cchc_scheduler.documents.list_tables import Column, ListTable
from cchc_scheduler.documents.vietnamese import short_day
from cchc_scheduler.store import directory, letters, revisions

AddressState = Literal["good", "dead", "soft", "placeholder"]
STATE_WORDS: Final[dict[AddressState, str]] = {
    "good": "",
    "dead": "thư bị trả lại",
    "soft": "tạm thời không nhận thư",
    "placeholder": "địa chỉ điền tạm",
}
TITLES: Final = ("Đơn vị", "Chức danh", "Người giữ", "Địa chỉ thư", "Điện thoại", "Người thứ hai")


@dataclass(frozen=True, slots=True)
class TestSent:
    """The last test letter to somebody: when, what became of it, its number."""

    number: int
    at: datetime
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Someone who can be written to; `why` is the mail server's word where there is trouble."""

    id: str
    name: str
    address: str
    phone: str
    state: AddressState
    words: str
    why: str
    test: TestSent | None


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """One absence that has not passed: `running` tells whether it covers today."""

    number: int
    first_day: date
    last_day: date
    deputy: str
    running: bool


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post with everybody in it; `unit` is empty for posts above the units."""

    id: str
    unit: str
    title: str
    holder: PersonLine | None
    second: PersonLine | None
    absences: tuple[AbsenceLine, ...]


@dataclass(frozen=True, slots=True)
class PostPage:
    """One post, everybody who might hold it, and the revision that was seen."""

    post: PostLine
    people: tuple[tuple[str, str], ...]
    seen: int
    rehearsal: bool
    content: dict[str, Any]


def read_directory(desk: Desk) -> tuple[PostLine, ...]:
    """Return every post, by unit in the office's order, those above the units last."""
    return tuple(_line(desk, post, unit) for unit, post in _posts(desk.in_force.office))


def read_post(desk: Desk, post: str) -> PostPage:
    """Return one post; NotFound when the office has none of this id."""
    office = desk.in_force.office
    found = [each for each in _posts(office) if each[1].id == post]
    if not found:
        raise NotFound(f"There is no post {post}.")
    return PostPage(
        post=_line(desk, found[0][1], found[0][0], tests=True),
        people=tuple((each.id, _named(office, each)) for each in office.people),
        seen=revisions.newest_number(desk.connection),
        rehearsal=desk.in_force.rehearsal,
        content=contents_in_force(desk.connection)["office", "office"],
    )


def office_content(desk: Desk) -> dict[str, Any]:
    """Return the content of the office's document in force."""
    content: dict[str, Any] = contents_in_force(desk.connection)["office", "office"]
    return content


def directory_table(lines: tuple[PostLine, ...]) -> ListTable:
    """Return the directory as a table."""
    columns = tuple(Column(title) for title in (*TITLES, "Vắng mặt", "Tình trạng"))
    rows = tuple(
        (
            line.unit,
            line.title,
            _name(line.holder),
            line.holder.address if line.holder else "",
            line.holder.phone if line.holder else "",
            line.second.address if line.second else "",
            "; ".join(_absent(each) for each in line.absences),
            line.holder.words if line.holder else "khuyết",
        )
        for line in lines
    )
    return ListTable("danh-ba", "Danh bạ", columns, rows)


def _absent(line: AbsenceLine) -> str:
    deputy = f", người thay: {line.deputy}" if line.deputy else ""
    return f"{short_day(line.first_day)} đến {short_day(line.last_day)}{deputy}"


def _name(line: PersonLine | None) -> str:
    return line.name if line else ""


def _posts(office: Office) -> list[tuple[str, Post]]:
    """Return each post with its unit's name, in the order of units, then those of no unit."""
    found: dict[str, tuple[str, Post]] = {}
    for unit in office.units:
        for post in (unit.head, unit.focal):
            found.setdefault(post, (unit.name, office.post(post)))
    for each in office.posts:
        found.setdefault(each.id, ("", each))
    return list(found.values())


def _line(desk: Desk, post: Post, unit: str, *, tests: bool = False) -> PostLine:
    return PostLine(
        id=post.id,
        unit=unit,
        title=post.title,
        holder=_person(desk, post.holder, tests=tests),
        second=_person(desk, post.second, tests=tests),
        absences=_absences(desk, post.id),
    )


def _person(desk: Desk, person: str | None, *, tests: bool) -> PersonLine | None:
    if person is None:
        return None
    known = desk.in_force.office.person(person)
    troubled = directory.troubled_addresses(desk.connection)
    row = next((each for each in troubled if each["address"] == known.address), None)
    state = _state(known, row)
    return PersonLine(
        id=known.id,
        name=known.name or "",
        address=known.address,
        phone=known.phone or "",
        state=state,
        words=STATE_WORDS[state],
        why=row["why"] if row else "",
        test=_test(desk, known.address) if tests else None,
    )


def _state(person: Person, row: RowMapping | None) -> AddressState:
    if row is not None:
        return "dead" if row["state"] == "dead" else "soft"
    return "placeholder" if is_placeholder(person.address) else "good"


def _test(desk: Desk, address: str) -> TestSent | None:
    row = letters.latest_of(desk.connection, "test", address)
    if row is None:
        return None
    words = STATES[row["state"]]
    note = "" if row["state"] == "sent" else reply_words(row["reply"])
    return TestSent(row["id"], row["sent_at"] or row["created_at"], words, note)


def _absences(desk: Desk, post: str) -> tuple[AbsenceLine, ...]:
    today, office = office_date(desk.now), desk.in_force.office
    known = {each.id: each for each in office.people}
    return tuple(
        AbsenceLine(
            number=row["id"],
            first_day=row["first_day"],
            last_day=row["last_day"],
            deputy=_named(office, known[row["deputy"]]) if row["deputy"] in known else "",
            running=row["first_day"] <= today,
        )
        for row in directory.absence_rows(desk.connection)
        if row["post"] == post and row["last_day"] >= today
    )


def _named(office: Office, person: Person) -> str:
    """Return a person's name, or the post they hold while no name is known; with the address."""
    held = (post.title for post in office.posts if person.id in (post.holder, post.second))
    return f"{person.name or next(held, person.id)} ({person.address})"
