"""All pages of those who sign in, in the order in which their list shows them."""

from starlette.routing import Route

from cchc_scheduler.web.signed_in.calendar import CalendarPages
from cchc_scheduler.web.signed_in.compose import ComposePages
from cchc_scheduler.web.signed_in.directory import DirectoryPages
from cchc_scheduler.web.signed_in.door import Door
from cchc_scheduler.web.signed_in.following import FollowingPage
from cchc_scheduler.web.signed_in.letters import LetterPages
from cchc_scheduler.web.signed_in.log import LogPages
from cchc_scheduler.web.signed_in.plan import PlanPages
from cchc_scheduler.web.signed_in.plan_review import PlanReviewPages
from cchc_scheduler.web.signed_in.returning import ReturningPage
from cchc_scheduler.web.signed_in.section import SectionPages
from cchc_scheduler.web.signed_in.sessions import SessionsPage
from cchc_scheduler.web.signed_in.sign_in import SignInPages
from cchc_scheduler.web.signed_in.submissions import SubmissionPages
from cchc_scheduler.web.signed_in.system import SystemPages
from cchc_scheduler.web.signed_in.waiting_mail import WaitingMailPage
from cchc_scheduler.web.signed_in.word_templates import WordTemplatesPage


def signed_in_routes(door: Door) -> list[Route]:
    """Return the routes of every page; each page puts itself into the list of pages."""
    submissions = SubmissionPages(door)
    received = [*submissions.routes(), *ReturningPage(door, submissions).routes()]
    received += WaitingMailPage(door).routes()
    compose = ComposePages(door)
    return [
        *SignInPages(door).routes(),
        *received,
        *compose.routes(),
        *SectionPages(door, compose).routes(),
        *FollowingPage(door).routes(),
        *PlanPages(door).routes(),
        *PlanReviewPages(door).routes(),
        *DirectoryPages(door).routes(),
        *LetterPages(door).routes(),
        *CalendarPages(door).routes(),
        *LogPages(door).routes(),
        *WordTemplatesPage(door).routes(),
        *SystemPages(door).routes(),
        *SessionsPage(door).routes(),
    ]
