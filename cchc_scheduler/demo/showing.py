"""How the demonstration shows things: its templates, its policies, and a letter in its frame.

A letter's frame may run and send nothing. Only a link to the demonstration's own pages leads
anywhere, and only when a person presses it: it opens in place of the whole page.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from cchc_scheduler.demo.choosing import VIEWS, Asked
from cchc_scheduler.demo.opened import OpenedLetter
from cchc_scheduler.demo.phrases import GROUPS
from cchc_scheduler.demo.timeline import ROW, TOP, WIDTH
from cchc_scheduler.documents.letter_words import KINDS
from cchc_scheduler.documents.vietnamese import day_and_month, short_day

PAGE_POLICY: Final = (
    "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
# Pages with a form or a button of their own.
FORM_POLICY: Final = PAGE_POLICY.replace("form-action 'none'", "form-action 'self'")
PRESSED: Final = "allow-top-navigation-by-user-activation"
LETTER_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    f"frame-ancestors 'self'; sandbox {PRESSED}"
)
DARKENED: Final = "<style>html{background:#fff;filter:invert(.9) hue-rotate(180deg)}</style>"
TARGET: Final = re.compile(r"target(?=\s*=)", re.IGNORECASE)


def templates(template_dirs: Sequence[Path]) -> Environment:
    """Return the templates of the demonstration's pages."""
    loader = FileSystemLoader([folder / "vi" / "pages" / "demo" for folder in template_dirs])
    found = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"short_day": short_day, "day_and_month": day_and_month}
    found.globals |= {
        "groups": GROUPS,
        "kinds": KINDS,
        "views": VIEWS,
        "anything": Asked(),
        "drawing": {"width": WIDTH, "top": TOP, "row": ROW},
        "pressed": PRESSED,
    }
    return found


def show_letter(letter: OpenedLetter | None, view: str, own: str | None) -> Response:
    """Return a letter in one of its views; links under `own` open in place of the whole page."""
    if letter is None or view not in VIEWS:
        return guarded(PlainTextResponse("Không có thư này.", 404), LETTER_POLICY)
    plain = {"text": letter.text, "raw": letter.raw}
    if view in plain:
        return guarded(PlainTextResponse(plain[view]), LETTER_POLICY)
    html = _leading_home(letter.html, own)
    if view == "dark":
        html = html.replace("</head>", f"{DARKENED}</head>", 1)
    return guarded(HTMLResponse(html), LETTER_POLICY)


def guarded(response: Response, policy: str) -> Response:
    """Return the response with what keeps a browser from doing more than show it."""
    framed = "SAMEORIGIN" if policy == LETTER_POLICY else "DENY"
    response.headers.update(
        {
            "Content-Security-Policy": policy,
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": framed,
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
        }
    )
    return response


def _leading_home(html: str, own: str | None) -> str:
    """Take from every link the power to leave the frame; give it to our own ones."""
    held = TARGET.sub("data-target", html)
    return held.replace(f'href="{own}/', f'target="_top" href="{own}/') if own else held
