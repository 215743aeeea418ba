"""Everything the service answers over HTTP: health always, pages once they have an address."""

from collections.abc import Sequence
from pathlib import Path

from starlette.applications import Starlette

from cchc_scheduler.web.asking import Asking
from cchc_scheduler.web.department import Department
from cchc_scheduler.web.hand_in import HandIn
from cchc_scheduler.web.health import Check, health_routes
from cchc_scheduler.web.site import Site, SitePieces


def application(
    healthy: Check, ready: Check, pieces: SitePieces | None, template_dirs: Sequence[Path]
) -> Starlette:
    """Return the application; without `pieces` it answers /healthz and /readyz only."""
    routes = health_routes(healthy, ready)
    if pieces is not None:
        site = Site(pieces, template_dirs)
        department = Department(site)
        routes += [*HandIn(department).routes(), *Asking(department).routes(), site.style_route()]
    return Starlette(routes=routes)
