import pytest

from cchc_scheduler.store import obligations
from cchc_scheduler.store.migrate import new_in_memory
from tests.store import rows


@pytest.fixture
def store():
    """An empty store in memory."""
    database = new_in_memory()
    yield database
    database.close()


@pytest.fixture
def connection(store):
    """A write transaction in a store that knows one obligation."""
    with store.work() as opened:
        obligations.add(opened, [rows.obligation()])
        yield opened
