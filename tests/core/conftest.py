import pytest

from tests.core import cast


@pytest.fixture
def calendar():
    """The office's calendar: official years 2025 and 2026, computed ones around them."""
    return cast.CALENDAR


@pytest.fixture
def posts():
    """The directory of the small office, everybody at their desk."""
    return cast.directory()
