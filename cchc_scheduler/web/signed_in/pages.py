"""All pages of those who sign in, in the order in which their list shows them."""

from starlette.routing import Route

from cchc_scheduler.web.signed_in.calendar import CalendarPages
from cchc_scheduler.web.signed_in.comparing import ComparingPage
from cchc_scheduler.web.signed_in.compose import ComposePages
from cchc_scheduler.web.signed_in.directory import DirectoryPages
from cchc_scheduler.web.signed_in.door import Door
from cchc_scheduler.web.signed_in.duty import DutyPage
from cchc_scheduler.web.signed_in.following import FollowingPage
from cchc_scheduler.web.signed_in.leaders import LeadersPages
from cchc_scheduler.web.signed_in.letters import LetterPages
from cchc_scheduler.web.signed_in.level import SteeringPage
from cchc_scheduler.web.signed_in.log import LogPages
from cchc_scheduler.web.signed_in.obligation import ObligationPage
from cchc_scheduler.web.signed_in.opinions import OpinionsPage
from cchc_scheduler.web.signed_in.periods import PeriodPages
from cchc_scheduler.web.signed_in.plan import PlanPages
from cchc_scheduler.web.signed_in.plan_review import PlanReviewPages
from cchc_scheduler.web.signed_in.private_links import PrivateLinksPage
from cchc_scheduler.web.signed_in.returning import ReturningPage
from cchc_scheduler.web.signed_in.section import SectionPages
from cchc_scheduler.web.signed_in.sessions import SessionsPage
from cchc_scheduler.web.signed_in.sign_in import SignInPages
from cchc_scheduler.web.signed_in.submissions import SubmissionPages
from cchc_scheduler.web.signed_in.system import SystemPages
from cchc_scheduler.web.signed_in.today import TodayPage
from cchc_scheduler.web.signed_in.waiting_mail import WaitingMailPage
from cchc_scheduler.web.signed_in.word_templates import WordTemplatesPage


def signed_in_routes(door: Door) -> list[Route]:
    """Return the routes of every page; each page puts itself into the list of pages."""
    return [
        *SignInPages(door).routes(),
        *TodayPage(door).routes(),
        *ComparingPage(door).routes(),
        *SteeringPage(door).routes(),
        *DutyPage(door).routes(),
        *PeriodPages(door).routes(),
        *ObligationPage(door).routes(),
        *_reports(door),
        *FollowingPage(door).routes(),
        *OpinionsPage(door).routes(),
        *PlanPages(door).routes(),
        *PlanReviewPages(door).routes(),
        *DirectoryPages(door).routes(),
        *LetterPages(door).routes(),
        *CalendarPages(door).routes(),
        *LogPages(door).routes(),
        *WordTemplatesPage(door).routes(),
        *LeadersPages(door).routes(),
        *PrivateLinksPage(door).routes(),
        *SystemPages(door).routes(),
        *SessionsPage(door).routes(),
    ]


def _reports(door: Door) -> list[Route]:
    """Return the routes of what came in and of the report that is written from it."""
    submissions, compose = SubmissionPages(door), ComposePages(door)
    return [
        *submissions.routes(),
        *ReturningPage(door, submissions).routes(),
        *WaitingMailPage(door).routes(),
        *compose.routes(),
        *SectionPages(door, compose).routes(),
    ]
