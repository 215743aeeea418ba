"""What an office must keep besides its fields: ids that meet, ranks, one address a person."""

from typing import Final

from cchc_scheduler.plan.checks import ids_of, in_order, no_repeats
from cchc_scheduler.plan.faults import Path
from cchc_scheduler.plan.office_file import RANK_OF, RankWord
from cchc_scheduler.plan.sources import Source
from cchc_scheduler.words import Rank

LEADING_POSTS: Final[dict[str, RankWord]] = {
    "chair": "chair",
    "vice_chair": "vice-chair",
    "office_chief": "head",
}


def check_office(office: Source) -> None:
    """Record units, posts and people that do not fit together."""
    for part in ("units", "posts", "people"):
        no_repeats(office, ((*path, "id") for path, _ in office.entries(part)))
    _check_posts(office)
    _check_units(office)
    people, keeper = ids_of(office, "people"), office.text("it")
    if keeper is not None and keeper not in people:
        office.add_unknown(("it",), "is no person", people)
    _check_addresses(office)
    for key, rank in LEADING_POSTS.items():
        _check_post_at(office, (key,), rank)


def _check_posts(office: Source) -> None:
    people = ids_of(office, "people")
    for path, post in office.entries("posts"):
        for key in ("holder", "second"):
            if isinstance(post.get(key), str) and post[key] not in people:
                office.add_unknown((*path, key), "is no person", people)


def _check_units(office: Source) -> None:
    coordinators: list[Path] = []
    for path, unit in office.entries("units"):
        _check_post_at(office, (*path, "head"), "head")
        _check_post_at(office, (*path, "focal"), "staff")
        _check_reachable(office, path)
        in_order(office, (*path, "from_day"), (*path, "to_day"))
        if unit.get("coordinator") is True:
            coordinators.append((*path, "coordinator"))
    if not coordinators:
        office.add_bare(("units",), "has no coordinator; one unit needs `coordinator: true`")
    for path in coordinators[1:]:
        office.add(path, "is a second coordinator; only one unit compiles")


def _check_reachable(office: Source, unit: Path) -> None:
    posts = {post.get("id"): post for _, post in office.entries("posts")}
    named = [posts.get(office.text(*unit, key)) for key in ("focal", "head")]
    if all(post is not None and post.get("holder") is None for post in named):
        office.add_bare(unit, "has no address: neither its focal point nor its head has a holder")


def _check_post_at(office: Source, path: Path, least: RankWord) -> None:
    post_id = office.text(*path)
    if post_id is None:
        return
    ranks = {post.get("id"): post.get("rank") for _, post in office.entries("posts")}
    if post_id not in ranks:
        office.add_unknown(path, "is no post", ids_of(office, "posts"))
    elif _rank(ranks[post_id]) < RANK_OF[least]:
        office.add(path, f"is a post of rank {ranks[post_id]}, below {least}")


def _rank(word: object) -> Rank:
    """Return a rank; the highest for a word that is none, which is told in its own place."""
    return next((rank for name, rank in RANK_OF.items() if name == word), Rank.CHAIR)


def _check_addresses(office: Source) -> None:
    owner: dict[str, str] = {}
    for path, person in office.entries("people"):
        address, name = person.get("address"), str(person.get("id"))
        if not isinstance(address, str):
            continue
        other = owner.setdefault(address.casefold(), name)
        if other != name:
            problem = f"is also the address of {other!r}; one person may hold two posts instead"
            office.add((*path, "address"), problem)
