"""Which letters show the link to a unit's page: those that speak of one unit, to that unit."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.documents.facts import Item

ABOVE_THE_UNIT: Final = ("late-3", "late-5")


def with_links(desk: Desk, items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items with the links to their pages, where pages have an address.

    A letter that names more than one unit carries no link (design: the ladder), nor does one that
    goes above the unit's own head.
    """
    links = desk.outbox.links
    units = {item.unit for item in items}
    if links is None or len(units) != 1 or any(i.rung in ABOVE_THE_UNIT for i in items):
        return tuple(items)
    return tuple(
        replace(item, link=links.page_of(desk.connection, item.obligation, desk.now))
        for item in items
    )


def with_link(desk: Desk, item: Item) -> Item:
    """Return one item with the link to its page, where pages have an address."""
    return with_links(desk, [item])[0]
