"""The cookie of a session, and whether a form comes from a page of ours.

A browser says where a request comes from (Sec-Fetch-Site; Origin where the pages have no TLS). A
form that says neither, or another place, is refused, so that no other site can press our buttons.
"""

from typing import Final
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from cchc_scheduler.core.access import SESSION_LASTS

PLAIN_NAME: Final = "cchc-session"
# A browser takes a cookie of this name only over TLS, from this very host, for all its paths.
STRICT_NAME: Final = "__Host-cchc-session"


class SessionCookie:
    """Sets, reads and clears the cookie; its name and its bounds follow from the address."""

    def __init__(self, base_url: str) -> None:
        """Take the public address of the pages."""
        self._secure: Final = base_url.startswith("https://")
        self._name: Final = STRICT_NAME if self._secure else PLAIN_NAME
        self._host: Final = urlsplit(base_url).netloc.casefold()

    def read(self, request: Request) -> str:
        """Return the cookie's value, or an empty text."""
        return request.cookies.get(self._name, "")

    def set(self, response: Response, value: str) -> None:
        """Give a browser the cookie; no script can read it, no other site sends it with a form."""
        response.set_cookie(
            self._name,
            value,
            max_age=int(SESSION_LASTS.total_seconds()),
            path="/",
            secure=self._secure,
            httponly=True,
            samesite="lax",
        )

    def clear(self, response: Response) -> None:
        """Take the cookie away."""
        response.delete_cookie(
            self._name, path="/", secure=self._secure, httponly=True, samesite="lax"
        )

    def from_our_page(self, request: Request) -> bool:
        """Tell whether a form comes from a page of this very site."""
        site = request.headers.get("sec-fetch-site")
        if site is not None:
            return site == "same-origin"
        origin = urlsplit(request.headers.get("origin", "")).netloc.casefold()
        return bool(origin) and origin in (self._host, request.headers.get("host", "").casefold())
