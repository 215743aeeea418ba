from datetime import timedelta

from sqlalchemy import delete, insert, select, update

from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.store import audit
from cchc_scheduler.store.audit import AUDIT
from tests.store.rows import NOW

ENTRIES = [("service", "opened", f"obligation {number}", {"lần": number}) for number in range(5)]


def test_what_was_written_verifies(connection):
    audit.write(connection, NOW, ENTRIES)
    audit.write(connection, NOW + timedelta(days=1), [("Nguyễn Văn Minh", "waived", "x", {})])

    assert list(audit.faults(connection)) == []
    assert audit.last_number(connection) == 6
    assert [row["subject"] for row in audit.since(connection, 4)] == ["obligation 4", "x"]


def test_the_zone_an_instant_was_written_in_does_not_matter(connection):
    audit.write(connection, NOW.astimezone(OFFICE_ZONE), ENTRIES)

    assert list(audit.faults(connection)) == []


def test_a_changed_row_is_found(connection):
    audit.write(connection, NOW, ENTRIES)

    connection.execute(update(AUDIT).where(AUDIT.c.number == 3).values(actor="nobody"))

    assert list(audit.faults(connection)) == ["row 3 was changed after it was written"]


def test_a_deleted_row_is_found(connection):
    audit.write(connection, NOW, ENTRIES)

    connection.execute(delete(AUDIT).where(AUDIT.c.number == 3))

    assert list(audit.faults(connection)) == ["row 4 does not follow the row before it"]


def test_a_deleted_first_row_is_found(connection):
    audit.write(connection, NOW, ENTRIES)

    connection.execute(delete(AUDIT).where(AUDIT.c.number == 1))

    assert list(audit.faults(connection)) == ["row 2 does not follow the row before it"]


def test_a_row_put_in_by_hand_is_found(connection):
    audit.write(connection, NOW, ENTRIES)
    copied = dict(connection.execute(select(AUDIT).where(AUDIT.c.number == 2)).mappings().one())

    connection.execute(insert(AUDIT), {**copied, "number": 6})

    assert list(audit.faults(connection)) == ["row 6 does not follow the row before it"]


def test_nothing_to_write_writes_nothing(connection):
    audit.write(connection, NOW, [])

    assert audit.last_number(connection) == 0


def test_an_entry_is_undone_with_what_it_tells_of(store):
    with store.engine.connect() as connection:
        audit.write(connection, NOW, ENTRIES)
        connection.rollback()

    with store.read() as connection:
        assert audit.last_number(connection) == 0


def test_the_newest_entry_about_a_subject_is_found_among_the_verbs_asked_for(connection):
    audit.write(connection, NOW, [("x", "withdrew", "a", {}), ("x", "cancelled", "b", {})])
    audit.write(connection, NOW, [("x", "brought back", "a", {}), ("y", "withdrew", "a", {})])

    found = audit.latest(connection, "a", ("withdrew", "cancelled"))

    assert (found["actor"], found["verb"]) == ("y", "withdrew")
    assert audit.latest(connection, "b", ("withdrew",)) is None


def test_what_came_after_a_number_is_told_but_for_some_verbs(connection):
    audit.write(connection, NOW, [("service", verb, "x", {}) for verb in ("wrote", "submitted")])

    assert audit.any_since(connection, 0, but=("wrote",))
    assert not audit.any_since(connection, 0, but=("wrote", "submitted"))
    assert not audit.any_since(connection, 2, but=())
