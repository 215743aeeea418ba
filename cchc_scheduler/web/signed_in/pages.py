"""All pages of those who sign in, in the order in which their list shows them."""

from starlette.routing import Route

from cchc_scheduler.web.signed_in.door import Door
from cchc_scheduler.web.signed_in.leaders import LeadersPages
from cchc_scheduler.web.signed_in.obligation import ObligationPage
from cchc_scheduler.web.signed_in.opinions import OpinionsPage
from cchc_scheduler.web.signed_in.periods import PeriodPages
from cchc_scheduler.web.signed_in.private_links import PrivateLinksPage
from cchc_scheduler.web.signed_in.sessions import SessionsPage
from cchc_scheduler.web.signed_in.sign_in import SignInPages


def signed_in_routes(door: Door) -> list[Route]:
    """Return the routes of every page; each page puts itself into the list of pages."""
    return [
        *SignInPages(door).routes(),
        *PeriodPages(door).routes(),
        *ObligationPage(door).routes(),
        *LeadersPages(door).routes(),
        *OpinionsPage(door).routes(),
        *PrivateLinksPage(door).routes(),
        *SessionsPage(door).routes(),
    ]
