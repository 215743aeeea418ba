from cchc_scheduler.store import attempts, letters
from cchc_scheduler.store.portable import in_batches
from tests.store.rows import NOW, letter


def test_a_column_that_only_a_later_row_names_is_written(connection):
    letters.add(connection, letter(1))
    plain = {"letter": 1, "number": 1, "phase": "claimed", "at": NOW}

    attempts.add(connection, [plain, {**plain, "phase": "refused", "code": 550}, plain])

    found = attempts.of_letters(connection, [1])[1]
    assert [(row["phase"], row["code"]) for row in found] == [
        ("claimed", None),
        ("refused", 550),
        ("claimed", None),
    ]


def test_keys_come_in_lists_short_enough_for_one_statement():
    sizes = [len(batch) for batch in in_batches(range(25_000))]

    assert sizes == [10_000, 10_000, 5_000]


def test_no_keys_make_no_list():
    assert list(in_batches([])) == []
