"""One change of the directory: a person's address, who holds a post; checked before it is made."""

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final, Literal

from cchc_scheduler.core.offices import is_placeholder
from cchc_scheduler.plan.fields import ADDRESS_PATTERN
from cchc_scheduler.plan.office_checks import check_office
from cchc_scheduler.plan.sources import Source

Problem = Literal[
    "missing", "no-address", "placeholder", "taken", "no-person", "same-person", "unreachable"
]
LONGEST_ADDRESS: Final = 254


@dataclass(frozen=True, slots=True)
class PersonEdit:
    """A person's name, address and telephone; empty ones stay unknown. `person` None adds one.

    A new person takes the given part of a post.
    """

    person: str | None
    name: str
    address: str
    phone: str


@dataclass(frozen=True, slots=True)
class PostEdit:
    """Who holds a post and who is its second contact; None for nobody."""

    post: str
    holder: str | None
    second: str | None


def person_problems(content: Mapping[str, Any], edit: PersonEdit) -> dict[str, Problem]:
    """Return what is wrong with a person's data; a placeholder that stands there already may."""
    before = _person(content, edit.person)
    if not edit.address:
        return {"address": "missing"}
    if re.fullmatch(ADDRESS_PATTERN, edit.address) is None or len(edit.address) > LONGEST_ADDRESS:
        return {"address": "no-address"}
    others = (each for each in content["people"] if each["id"] != edit.person)
    if edit.address.casefold() in {each["address"].casefold() for each in others}:
        return {"address": "taken"}
    unchanged = before is not None and before["address"] == edit.address
    return {"address": "placeholder"} if is_placeholder(edit.address) and not unchanged else {}


def with_person(
    content: Mapping[str, Any], edit: PersonEdit, post: str, part: Literal["holder", "second"]
) -> dict[str, Any]:
    """Return the office with a person changed, or with a new one in a part of a post."""
    new = deepcopy(dict(content))
    values = {"name": edit.name or None, "address": edit.address, "phone": edit.phone or None}
    known = _person(new, edit.person)
    if known is not None:
        known.update(values)
        return new
    own_id = _free_id(new, post)
    new["people"].append({"id": own_id, **values})
    next(each for each in new["posts"] if each["id"] == post)[part] = own_id
    return new


def post_problems(content: Mapping[str, Any], edit: PostEdit) -> dict[str, Problem]:
    """Return what is wrong with who holds a post."""
    people = {each["id"] for each in content["people"]}
    for field, person in (("holder", edit.holder), ("second", edit.second)):
        if person is not None and person not in people:
            return {field: "no-person"}
    if edit.second is not None and edit.second == edit.holder:
        return {"second": "same-person"}
    source = Source("office", data=with_post(content, edit))
    check_office(source)
    return {"holder": "unreachable"} if source.faults else {}


def with_post(content: Mapping[str, Any], edit: PostEdit) -> dict[str, Any]:
    """Return the office with other people in a post."""
    new = deepcopy(dict(content))
    post = next(each for each in new["posts"] if each["id"] == edit.post)
    post.update({"holder": edit.holder, "second": edit.second})
    return new


def _person(content: Mapping[str, Any], person: str | None) -> dict[str, Any] | None:
    return next((each for each in content["people"] if each["id"] == person), None)


def _free_id(content: Mapping[str, Any], post: str) -> str:
    taken = {each["id"] for each in content["people"]}
    number = 2
    while f"{post}-{number}" in taken:
        number += 1
    return f"{post}-{number}"
