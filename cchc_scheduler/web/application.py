"""Everything the service answers over HTTP: health always, pages once they have an address."""

from collections.abc import Sequence
from pathlib import Path

from starlette.applications import Starlette

from cchc_scheduler.actions.read_outline import unit_outline
from cchc_scheduler.web.asking import Asking
from cchc_scheduler.web.department import Department
from cchc_scheduler.web.download import Download
from cchc_scheduler.web.hand_in import HandIn
from cchc_scheduler.web.health import Check, health_routes
from cchc_scheduler.web.links_again import LinksAgain
from cchc_scheduler.web.mailed import Mailed
from cchc_scheduler.web.matters import FORMS, MatterPage
from cchc_scheduler.web.report_draft import ReportDraft
from cchc_scheduler.web.signed_in.door import Door, Guarded
from cchc_scheduler.web.signed_in.pages import signed_in_routes
from cchc_scheduler.web.signed_paper import SignedPaper
from cchc_scheduler.web.site import Site, SitePieces
from cchc_scheduler.web.supervision import SupervisionPages
from cchc_scheduler.web.unit_calendar import UnitCalendarPages
from cchc_scheduler.web.unit_report import UnitReport


def application(
    healthy: Check, ready: Check, pieces: SitePieces | None, template_dirs: Sequence[Path]
) -> Starlette:
    """Return the application; without `pieces` it answers /healthz and /readyz only.

    Its state knows who may open which page of those who sign in.
    """
    routes = health_routes(healthy, ready)
    guarded: Guarded = {}
    if pieces is not None:
        site = Site(pieces, template_dirs)
        department = Department(site)
        outline = unit_outline(template_dirs)
        reports, mailed = UnitReport(department, outline), Mailed(department, outline)
        routes += [*HandIn(department, reports, mailed).routes(), *mailed.routes()]
        routes += [*reports.routes(), *site.style_routes()]
        routes += Asking(department).routes()
        routes += [*SignedPaper(department).routes(), *Download(department).routes()]
        routes += [*UnitCalendarPages(department).routes(), *LinksAgain(site).routes()]
        routes += ReportDraft(site, tuple(template_dirs)).routes()
        routes += [route for form in FORMS for route in MatterPage(department, form).routes()]
        door = Door(site)
        routes += [*SupervisionPages(site).routes(), *signed_in_routes(door)]
        guarded = door.guarded
    pages = Starlette(routes=routes)
    pages.state.guarded = guarded
    return pages
