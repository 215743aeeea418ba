import re
from pathlib import Path

import pytest
from sqlalchemy import CheckConstraint, DateTime
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel.sql.sqltypes import UTCDateTime

import cchc_scheduler
from cchc_scheduler.store import letters, obligations, submissions
from cchc_scheduler.store.schema import METADATA, ROOMS
from tests.store.rows import NOW

PROGRAM = Path(cchc_scheduler.__file__).parent
TABLES = METADATA.sorted_tables


@pytest.mark.parametrize("dialect", [postgresql.dialect(), sqlite.dialect()])
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_and_index_can_be_made_on_both_databases(table, dialect):
    made = [CreateTable(table), *(CreateIndex(index) for index in table.indexes)]

    texts = [str(each.compile(dialect=dialect)) for each in made]

    assert all(text.strip().startswith("CREATE") for text in texts)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_partial_indexes_are_partial_on_both_databases(table):
    for index in table.indexes:
        here, there = (index.dialect_options[name]["where"] for name in ("sqlite", "postgresql"))

        assert str(here) == str(there)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_instant_is_an_aware_one(table):
    for column in table.columns:
        assert not isinstance(column.type, DateTime) or isinstance(column.type, UTCDateTime)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_table_takes_a_time_or_value_from_the_database(table):
    assert [column.name for column in table.columns if column.server_default is not None] == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_check_has_a_name(table):
    checks = [each for each in table.constraints if isinstance(each, CheckConstraint)]

    assert all(str(check.name).startswith(f"ck_{table.name}_") for check in checks)


def test_one_import_knows_every_table():
    rooms = {path.stem for path in (PROGRAM / "store").glob("*.py")}
    with_tables = {
        path.stem
        for path in (PROGRAM / "store").glob("*.py")
        if "table=True" in path.read_text(encoding="utf-8")
    }

    assert {room.__name__.rpartition(".")[2] for room in ROOMS} == with_tables
    assert with_tables <= rooms


def test_no_dialect_is_named_outside_the_store():
    named = re.compile(r"sqlalchemy\.dialects|\bsqlite3?\b|\bpostgresql\b|\bPRAGMA\b")

    found = [
        str(path.relative_to(PROGRAM))
        for path in PROGRAM.rglob("*.py")
        if "store" not in path.relative_to(PROGRAM).parts
        and any(
            named.search(line)
            for line in path.read_text(encoding="utf-8").splitlines()
            if line.lstrip().startswith(("import", "from"))
        )
    ]

    assert found == []


class Spy:
    """Keeps the statement a query would run."""

    def execute(self, statement, bound=None):
        self.statement = statement.params(**(bound or {}))
        return self

    def mappings(self):
        return self

    def scalars(self):
        return self

    def all(self):
        return []

    def scalar_one_or_none(self):
        return None


@pytest.mark.parametrize(
    ("ask", "index", "sorts"),
    [
        (lambda c: obligations.due(c, NOW, ("open",), 200), "ix_obligation_next_check_at", "id"),
        (obligations.next_due, "ix_obligation_next_check_at", None),
        (lambda c: letters.due(c, NOW, 50), "ix_letter_next_attempt_at", None),
        (letters.next_due, "ix_letter_next_attempt_at", None),
        (submissions.owing_receipt, "ix_submission_receipt_owed_since", None),
    ],
    ids=[
        "obligations.due",
        "obligations.next_due",
        "letters.due",
        "letters.next_due",
        "submissions.owing_receipt",
    ],
)
def test_what_is_due_is_found_by_the_partial_index(store, ask, index, sorts):
    """Only ties of one instant may be sorted (LAST TERM), never all that is due."""
    spy = Spy()
    ask(spy)

    with store.read() as connection:
        text = spy.statement.compile(connection, compile_kwargs={"literal_binds": True})
        steps = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}")]

    assert index in steps[0]
    expected = {"USE TEMP B-TREE FOR RIGHT PART OF ORDER BY"} if sorts else set()
    assert {step.replace("LAST TERM", "RIGHT PART") for step in steps[1:]} <= expected
