"""All pages of those who sign in, in the order in which their list shows them."""

from starlette.routing import Route

from cchc_scheduler.web.signed_in.comparing import ComparingPage
from cchc_scheduler.web.signed_in.door import Door
from cchc_scheduler.web.signed_in.duty import DutyPage
from cchc_scheduler.web.signed_in.level import SteeringPage
from cchc_scheduler.web.signed_in.sessions import SessionsPage
from cchc_scheduler.web.signed_in.sign_in import SignInPages
from cchc_scheduler.web.signed_in.today import TodayPage


def signed_in_routes(door: Door) -> list[Route]:
    """Return the routes of every page; each page puts itself into the list of pages."""
    return [
        *SignInPages(door).routes(),
        *TodayPage(door).routes(),
        *ComparingPage(door).routes(),
        *SteeringPage(door).routes(),
        *DutyPage(door).routes(),
        *SessionsPage(door).routes(),
    ]
