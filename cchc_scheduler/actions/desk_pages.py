"""The addresses of the signed-in desk's pages, as letters name them: plain, without any token.

Looking changes nothing there, and who opens one signs in first (design, invariant 10).
"""

from typing import Literal

from cchc_scheduler.actions.desk import Desk

DeskPage = Literal["hom-nay", "bao-cao-nhan", "thu"]


def desk_page(desk: Desk, page: DeskPage) -> str | None:
    """Return a page's address, or None while pages have none."""
    links = desk.outbox.links
    return f"{links.base_url}/ban/{page}" if links is not None else None


def period_page(desk: Desk, period: str) -> str | None:
    """Return the address of one period's page (`2025-Q3`), or None while pages have none."""
    links = desk.outbox.links
    return f"{links.base_url}/ban/ky/{period}" if links is not None else None
