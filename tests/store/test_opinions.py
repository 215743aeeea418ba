import pytest
from sqlalchemy.exc import IntegrityError

from cchc_scheduler.store import opinions, organisations
from tests.store.rows import NOW


def named(connection, name="Hội Nông dân xã"):
    row = {"name": name, "contact": "0225", "added_at": NOW, "added_by": "Đầu mối"}
    return organisations.add(connection, row)


def opinion(organisation, carrier="form:1", **values):
    return {
        "organisation": organisation,
        "carrier": carrier,
        "text": "Niêm yết thủ tục.",
        "given_at": NOW,
        "state": "asked",
    } | values


def test_organisations_stand_in_the_order_of_their_naming(connection):
    first, second = named(connection), named(connection, "Hội Phụ nữ xã")

    assert [row["id"] for row in organisations.every(connection)] == [first, second]
    assert organisations.one(connection, second)["name"] == "Hội Phụ nữ xã"
    assert organisations.one(connection, 99) is None


def test_the_same_form_is_one_opinion(connection):
    organisation = named(connection)
    number = opinions.add(connection, opinion(organisation))

    assert opinions.by_carrier(connection, "form:1")["id"] == number
    with pytest.raises(IntegrityError, match="carrier"):
        opinions.add(connection, opinion(organisation))


def test_what_waits_for_an_answer_is_found_with_whose_it_is(connection):
    organisation = named(connection)
    first = opinions.add(connection, opinion(organisation))
    second = opinions.add(connection, opinion(organisation, "form:2"))
    opinions.answer(connection, first, state="answered", answer="Đã rõ", answered_at=NOW)

    waiting = opinions.every_asked(connection)
    assert [(row["id"], row["organisation_name"]) for row in waiting] == [
        (second, "Hội Nông dân xã")
    ]
    assert [row["id"] for row in opinions.every(connection)] == [second, first]
    assert opinions.one(connection, first)["answer"] == "Đã rõ"
    assert opinions.one(connection, 99) is None


@pytest.mark.parametrize("wrong", [{"state": "open"}, {"organisation": 9}])
def test_an_unknown_word_or_organisation_is_refused(connection, wrong):
    with pytest.raises(IntegrityError):
        opinions.add(connection, opinion(named(connection)) | wrong)
