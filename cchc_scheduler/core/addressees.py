"""Whom a level of the ladder is written to on a given day: posts, deputies, vacancies and rank."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from cchc_scheduler.core.offices import Absence, Office, Person, Post, Unit
from cchc_scheduler.words import Level, Rank

Standing = Literal["holder", "deputy", "second", "head-for-focal", "absent", "chair-for-vice"]
WhyPassed = Literal["no-post", "vacant", "absent", "own-head", "ranks-below"]


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who is written to for a post today; `standing` says in what capacity, letters repeat it."""

    post: Post
    person: Person
    standing: Standing


@dataclass(frozen=True, slots=True)
class PassedOver:
    """The level has nobody who may be told about this unit; the ladder goes on above it."""

    why: WhyPassed


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The post is held, but no address of it works; the level waits and the coordinator is told."""

    post: Post
    person: Person


Reach = Addressee | PassedOver | Unreachable


class Directory:
    """The office's posts on any day, with absences and addresses known not to work."""

    def __init__(
        self, office: Office, absences: Iterable[Absence] = (), dead: Iterable[str] = ()
    ) -> None:
        """Keep office and absences; `dead` are addresses that bounced for good.

        Of two absences that cover a day, what was recorded later holds.
        """
        self.office: Final = office
        self._dead: Final = frozenset(dead)
        self._absences: Final[dict[str, list[Absence]]] = {}
        for absence in absences:
            self._absences.setdefault(absence.post, []).append(absence)

    def reach(self, level: Level, unit_id: str, day: date) -> Reach:
        """Return who is written to at `level` on `day`; nobody about a former unit."""
        unit = self.office.unit(unit_id)
        if self.office.is_former(unit_id):
            return PassedOver("no-post")
        if level == "unit":
            return self._focal(unit, day)
        if level == "head":
            return self.at_post(unit.head, day)
        if level == "office":
            return self._office_chief(unit, day)
        return self._leader(unit, day)

    def at_post(self, post_id: str, day: date) -> Reach:
        """Return who is written to for a post: holder, deputy, second contact, or nobody."""
        post = self.office.post(post_id)
        if post.holder is None:
            return PassedOver("vacant")
        absence = self.absence(post_id, day)
        if absence is not None and absence.deputy is not None:
            return self._working(post, self.office.person(absence.deputy), "deputy")
        standing: Standing = "holder" if absence is None else "absent"
        return self._working(post, self.office.person(post.holder), standing)

    def absence(self, post_id: str, day: date) -> Absence | None:
        """Return the absence that covers `day` at this post, if any."""
        known = self._absences.get(post_id)
        if known is None:
            return None
        return next((a for a in reversed(known) if a.first_day <= day <= a.last_day), None)

    def head_needs_draft(self, unit_id: str) -> bool:
        """Tell whether the unit's head ranks above the heads, so that a person writes to them."""
        return self.office.rank_at(self.office.unit(unit_id).head) >= Rank.VICE_CHAIR

    def _working(self, post: Post, person: Person, standing: Standing) -> Reach:
        if person.address not in self._dead:
            return Addressee(post, person, standing)
        second = self.office.person(post.second) if post.second else None
        if second is not None and second.address not in self._dead:
            return Addressee(post, second, "second")
        return Unreachable(post, person)

    def _focal(self, unit: Unit, day: date) -> Reach:
        focal = self.at_post(unit.focal, day)
        if isinstance(focal, Addressee):
            return focal
        head = self.at_post(unit.head, day)
        if isinstance(head, Addressee):
            return Addressee(head.post, head.person, "head-for-focal")
        return focal

    def _office_chief(self, unit: Unit, day: date) -> Reach:
        if self.office.office_chief is None:
            return PassedOver("no-post")
        return self._above(self.office.office_chief, unit, day)

    def _leader(self, unit: Unit, day: date) -> Reach:
        if self.office.vice_chair is not None:
            deputy_chair = self._above(self.office.vice_chair, unit, day)
            if not isinstance(deputy_chair, PassedOver):
                return deputy_chair
        chair = self._above(self.office.chair, unit, day, away_is_written=True)
        if isinstance(chair, Addressee) and self.office.vice_chair and chair.standing == "holder":
            return Addressee(chair.post, chair.person, "chair-for-vice")
        return chair

    def _above(
        self, post_id: str, unit: Unit, day: date, *, away_is_written: bool = False
    ) -> Reach:
        post, head = self.office.post(post_id), self.office.post(unit.head)
        if post.id == head.id or (post.holder is not None and post.holder == head.holder):
            return PassedOver("own-head")
        if self.office.rank_at(post.id) < self.office.rank_at(head.id):
            return PassedOver("ranks-below")
        reach = self.at_post(post_id, day)
        if isinstance(reach, PassedOver):
            return reach
        if reach.person.id == head.holder:  # stands in for a higher post today
            return PassedOver("own-head")
        if isinstance(reach, Addressee) and reach.standing == "absent" and not away_is_written:
            return PassedOver("absent")
        return reach
