import shutil
import sqlite3
import textwrap
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from cchc_scheduler.core.errors import StoreUnusable
from cchc_scheduler.store import audit, letters, migrate, notices, obligations, upgrading
from cchc_scheduler.store.backups import back_up
from cchc_scheduler.store.database import FILE_NAME, Database
from cchc_scheduler.store.migrate import (
    RELEASED,
    new_in_memory,
    open_store,
    schema_state,
    schema_version,
)
from cchc_scheduler.store.schema import METADATA
from tests.store.rows import KEY, NOW, letter, notice, obligation

RELEASES = Path(__file__).parent / "released"


def described(database):
    """Every table and index as the database itself tells it, whatever the order of constraints."""
    with database.read() as connection:
        found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master").all()
    return {
        name: sorted("".join((sql or "").split()).replace('"', "").strip(")").split("CONSTRAINT"))
        for name, sql in found
        if not name.startswith("sqlite_")
    }


def flat(text):
    return sorted(part.strip("),") for part in text)


@pytest.fixture
def second_release(tmp_path):
    """The migrations with one more behind the newest: a column more and a table rebuilt."""
    scripts = tmp_path / "migrations"
    shutil.copytree(upgrading.SCRIPTS, scripts)
    (scripts / "versions" / "9999_synthetic.py").write_text(
        textwrap.dedent(f'''
            """A column more, and a table rebuilt."""
            import sqlalchemy as sa
            from alembic import op
            revision = "9999"
            down_revision = "{RELEASED[-1]}"

            def upgrade():
                op.add_column("letter", sa.Column("colour", sa.String()))
                with op.batch_alter_table("obligation") as batch:
                    batch.alter_column("title", existing_type=sa.String(), nullable=True)
        '''),
        encoding="utf-8",
    )
    return scripts


def test_the_released_versions_are_those_of_the_scripts():
    config = Config()
    config.set_main_option("script_location", str(upgrading.SCRIPTS))
    scripts = ScriptDirectory.from_config(config)

    found = [script.revision for script in scripts.walk_revisions()]

    assert tuple(reversed(found)) == RELEASED


def test_every_release_has_its_dump():
    assert sorted(path.stem for path in RELEASES.glob("*.sql")) == list(RELEASED)


def test_the_migrated_schema_is_the_schema_of_the_tables(tmp_path):
    migrated = open_store(tmp_path, NOW)
    straight = new_in_memory()

    by_migration, by_tables = described(migrated), described(straight)
    with migrated.work() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, METADATA)

    assert differences == []
    assert by_migration.keys() == by_tables.keys()
    for name, parts in by_tables.items():
        assert flat(by_migration[name]) == flat(parts)


@pytest.mark.parametrize("release", RELEASED)
def test_a_store_of_any_release_keeps_its_rows(tmp_path, release):
    dump = (RELEASES / f"{release}.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.executescript(dump)

    store = open_store(tmp_path, NOW)

    with store.work() as connection:
        assert obligations.one(connection, KEY)["title"] == "Báo cáo cải cách hành chính quý III"
        assert letters.one(connection, 1)["bytes"] == b"Subject: x\r\n\r\n"
        assert [row["state"] for row in notices.of_obligations(connection, [KEY])] == ["carried"]
        assert list(audit.faults(connection)) == []
        assert audit.last_number(connection) == 2
    assert schema_version(store.path) == RELEASED[-1]


def test_an_older_store_is_backed_up_and_migrated(tmp_path, second_release, monkeypatch):
    data = tmp_path / "data"
    with open_store(data, NOW).work() as connection:
        obligations.add(connection, [obligation()])
        letters.add(connection, letter(1))
        notices.add(connection, [notice(letter=1)])
    monkeypatch.setattr(migrate, "RELEASED", (*RELEASED, "9999"))
    monkeypatch.setattr(upgrading.upgrade, "__defaults__", (second_release,))

    before = schema_state(Database(data / FILE_NAME))
    store = open_store(data, NOW)

    with store.work() as connection:
        assert connection.exec_driver_sql("SELECT colour FROM letter").all() == [(None,)]
        assert [row["letter"] for row in notices.of_obligations(connection, [KEY])] == [1]
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    backup = data / "backups" / "cchc-20250815T003000Z.sqlite3"
    assert (before, schema_state(store)) == ("older", "current")
    assert (schema_version(store.path), schema_version(backup)) == ("9999", RELEASED[-1])


def test_a_migration_that_fails_changes_nothing(tmp_path, second_release):
    store = open_store(tmp_path / "data", NOW)
    script = second_release / "versions" / "9999_synthetic.py"
    with script.open("a", encoding="utf-8") as more:
        more.write('    op.execute("INSERT INTO no_such_table VALUES (1)")\n')
    before = described(store)

    with pytest.raises(Exception, match="no_such_table"):
        upgrading.upgrade(store, second_release)

    assert described(store) == before
    assert schema_state(store) == "current"


def test_a_migration_that_would_orphan_rows_changes_nothing(tmp_path, second_release):
    store = open_store(tmp_path / "data", NOW)
    with store.work() as connection:
        obligations.add(connection, [obligation()])
        notices.add(connection, [notice()])
    script = second_release / "versions" / "9999_synthetic.py"
    with script.open("a", encoding="utf-8") as more:
        more.write('    op.execute("DELETE FROM obligation")\n')

    with pytest.raises(StoreUnusable, match="would leave 1 rows of notice"):
        upgrading.upgrade(store, second_release)

    with store.read() as connection:
        assert obligations.one(connection, KEY) is not None


def test_migrating_tells_the_versions(tmp_path):
    database = Database(tmp_path / FILE_NAME)

    assert migrate.migrate(database) == (None, RELEASED[-1])
    assert migrate.migrate(database) == (RELEASED[-1], RELEASED[-1])


def test_a_newer_schema_is_refused_with_both_versions(tmp_path):
    with open_store(tmp_path, NOW).work() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0907'")

    with pytest.raises(StoreUnusable, match=rf"schema 0907.*knows up to {RELEASED[-1]}"):
        open_store(tmp_path, NOW)


def test_a_damaged_store_is_refused_and_the_newest_good_backup_named(tmp_path):
    store = open_store(tmp_path, NOW)
    good = back_up(store, tmp_path / "backups", NOW)
    broken = back_up(store, tmp_path / "backups", NOW + timedelta(hours=1))
    store.close()
    broken.write_bytes(b"x" * 5000)
    store.path.write_bytes(b"SQLite format 3\x00" + b"\xa5" * 9000)

    with pytest.raises(StoreUnusable, match=f"is damaged.*cchc restore {good}"):
        open_store(tmp_path, NOW)


def test_a_page_damaged_deep_inside_is_found_at_start(tmp_path):
    store = open_store(tmp_path, NOW)
    with store.work() as connection:
        obligations.add(connection, [obligation(f"unit-{number}") for number in range(500)])
    store.close()
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(store.path.read_bytes())
    content[-4096 * 3 :] = b"\xa5" * (4096 * 3)
    store.path.write_bytes(content)

    with pytest.raises(StoreUnusable, match=r"is damaged. There is no good backup"):
        open_store(tmp_path, NOW)


def test_a_truncated_store_is_refused(tmp_path):
    store = open_store(tmp_path, NOW)
    store.close()
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = store.path.read_bytes()
    store.path.write_bytes(content[: len(content) // 2])

    with pytest.raises(StoreUnusable, match="is damaged"):
        open_store(tmp_path, NOW)


@pytest.mark.parametrize("emptied", [True, False])
def test_a_lost_store_is_never_replaced_by_an_empty_one(tmp_path, emptied):
    store = open_store(tmp_path, NOW)
    store.close()
    if emptied:
        store.path.write_bytes(b"")
    else:
        store.path.unlink()

    with pytest.raises(StoreUnusable, match="there has been a store"):
        open_store(tmp_path, NOW)

    assert not store.path.exists() or store.path.stat().st_size == 0


def test_backups_alone_tell_that_there_was_a_store(tmp_path):
    store = open_store(tmp_path / "old", NOW)
    backup = back_up(store, tmp_path / "new" / "backups", NOW)

    with pytest.raises(StoreUnusable, match=str(backup)):
        open_store(tmp_path / "new", NOW)


def test_another_programs_database_is_refused(tmp_path):
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.execute("CREATE TABLE other (x)")

    with pytest.raises(StoreUnusable, match="is damaged"):
        open_store(tmp_path, NOW)


def test_a_first_start_cut_short_is_begun_again(tmp_path):
    (tmp_path / FILE_NAME).touch()

    with open_store(tmp_path, NOW).read() as connection:
        assert list(obligations.every(connection)) == []


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    with pytest.raises(StoreUnusable, match="can't be made"):
        open_store(tmp_path / "file" / "data", NOW)


def test_opening_twice_changes_nothing(tmp_path):
    with open_store(tmp_path, NOW).work() as connection:
        obligations.add(connection, [obligation()])

    store = open_store(tmp_path, NOW)

    with store.read() as connection:
        assert obligations.one(connection, KEY)["version"] == 1
    assert schema_state(store) == "current"
