import pytest

from cchc_scheduler.home import find_home
from tests.oracle.stage import ROOT


@pytest.fixture(scope="session")
def checkout():
    """The checkout as a home: the sample office and the plan of the Decision."""
    return find_home(ROOT, {}, ROOT)
