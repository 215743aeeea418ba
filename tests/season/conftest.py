from datetime import date

import pytest

from cchc_scheduler.home import find_home
from cchc_scheduler.simulate.season import Season, simulate
from tests.oracle.stage import ROOT

FIRST, LAST = date(2025, 7, 28), date(2025, 12, 31)


@pytest.fixture(scope="session")
def checkout():
    """The checkout as a home: the sample office and the plan of the Decision."""
    return find_home(ROOT, {}, ROOT)


@pytest.fixture(scope="session")
def silent_season(checkout):
    """The half-year in which nobody does anything."""
    found = simulate(checkout, Season(FIRST, LAST))
    found.db.close()
    return found.findings
