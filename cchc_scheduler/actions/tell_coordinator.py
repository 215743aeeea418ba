"""Tell the coordinator what only a person can mend: mail that came back, a post out of reach."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.letter_facts import common
from cchc_scheduler.actions.outbox import Draft
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.addressees import Addressee
from cchc_scheduler.core.cases import Case
from cchc_scheduler.core.ladder import NoProof
from cchc_scheduler.core.policies import LEVEL_OF_RUNG
from cchc_scheduler.documents.facts import Notice, Undelivered
from cchc_scheduler.documents.vietnamese import post_of_unit
from cchc_scheduler.words import Level

REASON = "đồng chí là đầu mối tổng hợp báo cáo"


def coordinator(desk: Desk) -> Addressee | None:
    """Return who is written to for the coordinating unit today, or None when nobody can be."""
    unit = desk.in_force.office.coordinator
    reach = desk.directory.reach("unit", unit.id, office_date(desk.now))
    return reach if isinstance(reach, Addressee) else None


def tell_undelivered(desk: Desk, letter: RowMapping, why: str) -> None:
    """Tell the coordinator that one letter did not arrive, with the telephone number."""
    waits = letter["kind"] == "escalation"
    about = _About(letter["post"], why, f"letter {letter['id']}", letter["subject"], waits)
    _tell_of(desk, letter, about)


def tell_copy_refused(desk: Desk, letter: RowMapping, address: str, why: str) -> None:
    """Tell the coordinator, once an address, that the copy for a head can't be delivered."""
    office = desk.in_force.office
    holders = {person.id for person in office.people if person.address == address}
    posts = [post.id for post in office.posts if {post.holder, post.second} & holders]
    post = posts[0] if posts else letter["post"]
    _tell_of(desk, letter, _About(post, why, f"copy {address}", letter["subject"], waits=False))


def tell_fate_unknown(desk: Desk, letter: RowMapping) -> None:
    """Tell the coordinator that nobody knows whether a letter arrived, and that it goes no more."""
    why = (
        f'máy chủ thư hai lần không trả lời sau khi nhận thư "{letter["subject"]}", '
        "nên chưa rõ thư đã đến hay chưa; hệ thống không gửi lại thư này"
    )
    waits = letter["kind"] == "escalation"
    _tell_of(desk, letter, _About(letter["post"], why, f"unknown {letter['id']}", None, waits))


@dataclass(frozen=True, slots=True)
class _About:
    """A post that may not have been told: why, and by what it is told only once."""

    post: str | None
    why: str
    cause: str
    subject: str | None
    waits: bool


def _tell_of(desk: Desk, letter: RowMapping, about: _About) -> None:
    to = coordinator(desk)
    if to is None or letter["kind"] == "undelivered":
        return
    office = desk.in_force.office
    post = next((each for each in office.posts if each.id == about.post), None)
    holder = office.person(post.holder) if post and post.holder else None
    unit, unit_short = _unit_of(desk, about.post)
    facts = Undelivered(
        common=common(desk, to, REASON),
        unit=unit,
        unit_short=unit_short,
        post=post_of_unit(post.title, unit) if post else letter["addressee"],
        phone=holder.phone if holder else None,
        why=about.why,
        subject=about.subject,
        waits=about.waits,
    )
    draft = Draft("undelivered", "undelivered", facts, to, cause=about.cause)
    desk.outbox.put(desk.connection, desk.in_force, draft, desk.now)


def tell_no_proof(desk: Desk, found: Iterable[tuple[Case, NoProof | None]]) -> None:
    """Tell the coordinator, once a level, that a post has no proof of being told."""
    to = coordinator(desk)
    if to is None:
        return
    for case, missing in found:
        if missing is not None:
            _tell_one(desk, to, case, missing)


def _tell_one(desk: Desk, to: Addressee, case: Case, missing: NoProof) -> None:
    office = desk.in_force.office
    level: Level = LEVEL_OF_RUNG[missing.rung]
    late = office.unit(case.unit)
    fixed = {"unit": late.focal, "head": late.head, "office": office.office_chief}
    post = office.post(fixed.get(level) or office.vice_chair or office.chair)
    holder = office.person(post.holder) if post.holder else None
    why = "chưa có địa chỉ nhận được thư" if missing.unreachable else "thư đã gửi bị trả lại"
    unit, unit_short = _unit_of(desk, post.id)
    facts = Undelivered(
        common=common(desk, to, REASON),
        unit=unit,
        unit_short=unit_short,
        post=post_of_unit(post.title, unit) if level in ("unit", "head") else post.title,
        phone=holder.phone if holder else None,
        why=why,
        subject=None,
        waits=level != "unit",
    )
    cause = f"no proof {case.obligation} {case.deadline.version} {missing.rung}"
    draft = Draft("undelivered", "undelivered", facts, to, cause=cause)
    desk.outbox.put(desk.connection, desk.in_force, draft, desk.now)


def tell_matter(desk: Desk, matter: str, sentences: tuple[str, ...], cause: str) -> None:
    """Tell the coordinator of something about the service itself, at once."""
    to = coordinator(desk)
    if to is None:
        return
    facts = Notice(common(desk, to, REASON), matter, sentences)
    draft = Draft("system", "system", facts, to, cause=cause)
    desk.outbox.put(desk.connection, desk.in_force, draft, desk.now)


def _unit_of(desk: Desk, post: str | None) -> tuple[str, str]:
    """Return the name of the unit a post belongs to, long and short; else the office's own."""
    for unit in desk.in_force.office.units:
        if post in (unit.focal, unit.head):
            return unit.name, unit.short
    return desk.in_force.office.name, desk.in_force.office.place
