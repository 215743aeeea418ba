import pytest
from sqlalchemy.exc import IntegrityError, NoResultFound

from cchc_scheduler.store import revisions
from tests.store.rows import NOW


def revision(kind="plan", name="2025-h2", document="{}"):
    return {
        "kind": kind,
        "name": name,
        "document": document,
        "sha256": "0" * 64,
        "applied_at": NOW,
        "applied_by": "x",
    }


def test_the_newest_of_each_document_is_in_force(connection):
    revisions.add_together(connection, [revision("calendar", "2026")])
    revisions.add_together(connection, [revision(document='{"a": 1}')])
    newest = revisions.add_together(connection, [revision(document='{"a": 2}')])

    found = [(row["name"], row["document"]) for row in revisions.in_force(connection)]

    assert found == [("2026", "{}"), ("2025-h2", '{"a": 2}')]
    assert revisions.newest_number(connection) == newest
    assert revisions.one(connection, newest)["document"] == '{"a": 2}'


def test_every_revision_of_a_kind_is_kept(connection):
    numbers = [revisions.add_together(connection, [revision("policy", "policy")]) for _ in range(3)]

    assert [row["id"] for row in revisions.of_kind(connection, "policy")] == numbers


def test_before_the_first_there_is_none(connection):
    assert revisions.newest_number(connection) == 0
    with pytest.raises(NoResultFound):
        revisions.one(connection, 1)


def test_a_kind_outside_the_list_is_refused(connection):
    with pytest.raises(IntegrityError, match="ck_revision_kind"):
        revisions.add_together(connection, [revision("poem")])


def test_a_withdrawn_document_is_in_force_no_longer_until_it_comes_back(connection):
    revisions.add_together(connection, [revision(document='{"a": 1}')])
    revisions.add_together(connection, [revision(document=revisions.WITHDRAWN)])
    withdrawn = revisions.in_force(connection)
    revisions.add_together(connection, [revision(document='{"a": 1}')])

    assert withdrawn == []
    assert [row["document"] for row in revisions.in_force(connection)] == ['{"a": 1}']
