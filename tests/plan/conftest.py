import pytest

from tests.plan.small_home import SmallHome


@pytest.fixture
def home(tmp_path):
    return SmallHome(tmp_path)
