"""What stands before and around every page: headers, rates, and answers to what goes wrong."""

import secrets
from collections.abc import Awaitable, Callable
from typing import Final

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from cchc_scheduler.web.reading import BadForm

PAGE_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Permissions-Policy": "interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
RAW_HEADERS: Final = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
Page = Callable[[Request], Awaitable[Response]]
Answer = Callable[[str, int], Response]


def guarded(response: Response) -> Response:
    """Return a response with what keeps a browser from doing more than show it."""
    own = {name for name, _ in response.raw_headers}
    response.raw_headers += [each for each in RAW_HEADERS if each[0] not in own]
    return response


def kept_calm(page: Page, answer: Answer, unread: Callable[[], Response]) -> Page:
    """Return a page whose faults are told in words, with a number that the log knows too.

    `unread` answers what is no form of ours, and a browser that went away: no fault of our side.
    """

    async def calm(request: Request) -> Response:
        try:
            return guarded(await page(request))
        except (BadForm, ClientDisconnect):
            return guarded(unread())
        except Exception:  # noqa: BLE001 - a person gets an answer, the log the fault
            number = secrets.token_hex(4)
            structlog.get_logger("web").exception("page_failed", number=number)
            return guarded(answer(number, 500))

    return calm
