"""Statements that go past SQLAlchemy's layers behave as those that do not."""

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError, OperationalError

from cchc_scheduler.store.obligations import OBLIGATION
from cchc_scheduler.store.portable import among_keys
from cchc_scheduler.store.prepared import Prepared
from cchc_scheduler.store.submissions import SUBMISSION
from tests.store import rows

ADD = Prepared(insert(OBLIGATION).inline(), rows.obligation())
SOME = Prepared(
    select(OBLIGATION.c.id, OBLIGATION.c.version, OBLIGATION.c.created_at)
    .where(among_keys(OBLIGATION.c.id))
    .order_by(OBLIGATION.c.id)
)


def test_what_is_written_is_read_with_its_types(connection):
    written = ADD.write(connection, [rows.obligation(unit) for unit in ("a", "b")])

    found = SOME.read(connection, keys=["bao-cao-quy/2025-Q3/b"])
    assert written == 2
    assert found == [{"id": "bao-cao-quy/2025-Q3/b", "version": 1, "created_at": rows.NOW}]


def test_nothing_to_write_touches_nothing(connection):
    assert ADD.write(connection, []) == 0


@pytest.mark.parametrize("others", [0, 1, 40_000])
def test_any_number_of_keys_is_one_statement(connection, others):
    keys = [f"none-{number}" for number in range(others)]

    assert SOME.read(connection, keys=keys) == []
    assert [row["id"] for row in SOME.read(connection, keys=[*keys, rows.KEY])] == [rows.KEY]


def test_values_in_the_statement_and_values_of_a_run_find_their_places(connection):
    close = Prepared(
        update(OBLIGATION)
        .where(OBLIGATION.c.version == 1)
        .where(among_keys(OBLIGATION.c.id))
        .values(state="accepted", version=OBLIGATION.c.version + 1)
    )

    assert close.write(connection, [{"keys": [rows.KEY]}, {"keys": ["none"]}]) == 1
    assert SOME.read(connection, keys=[rows.KEY])[0]["version"] == 2


def test_a_fault_is_told_as_everywhere_and_shows_no_value(connection):
    with pytest.raises(IntegrityError, match=r"obligation\.id") as fault:
        ADD.write(connection, [rows.obligation()])

    assert rows.KEY not in str(fault.value)


def test_what_a_reader_sees_stands_still(store):
    count = Prepared(select(OBLIGATION.c.id))
    with store.read() as reader:
        count.read(reader)

        assert reader.in_transaction()


def test_what_is_rolled_back_was_never_written(store):
    with pytest.raises(IntegrityError), store.work() as connection:
        ADD.write(connection, [rows.obligation(), rows.obligation()])

    with store.read() as reader:
        assert SOME.read(reader, keys=[rows.KEY]) == []


def test_a_text_that_is_none_for_the_database_is_a_fault_of_it(connection):
    gone = Prepared(select(SUBMISSION.c.id))
    connection.exec_driver_sql("DROP TABLE submission")

    with pytest.raises(OperationalError, match="submission"):
        gone.read(connection)


def test_keys_are_one_value_for_the_other_database_too():
    query = select(OBLIGATION.c.id).where(among_keys(SUBMISSION.c.id))

    text = str(query.compile(dialect=postgresql.dialect()))

    assert "CAST(value AS INTEGER) FROM json_array_elements_text(CAST(%(keys" in text
