"""What differs between what is in force and what the files say."""

from cchc_scheduler.plan.diff import diff, differences
from cchc_scheduler.plan.documents import Document

OFFICE = Document("office", "office", {"name": "An Bình"})
PLAN = Document("plan", "ke-hoach", {"id": "ke-hoach"})
YEAR = Document("calendar", "2025", {"year": 2025})


def told(old, new):
    return [str(change) for change in diff(Document("plan", "p", old), Document("plan", "p", new))]


def test_the_same_content_differs_in_nothing():
    content = {"title": "Kế hoạch", "cycles": [{"id": "bao-cao", "units": ["a"]}]}

    assert told(content, dict(content)) == []


def test_a_changed_value_is_told_with_what_it_was():
    old = {"cycles": [{"id": "bao-cao", "deadline": {"day": 10}}]}
    new = {"cycles": [{"id": "bao-cao", "deadline": {"day": 12}}]}

    assert told(old, new) == ["~ plan p: cycles.bao-cao.deadline.day: 10 -> 12"]


def test_entries_are_told_apart_by_what_names_them_not_by_their_place():
    old = {"tasks": [{"clause": "III.1.a", "text": "A"}, {"clause": "III.1.b", "text": "B"}]}
    new = {"tasks": [{"clause": "III.1.b", "text": "B"}, {"clause": "III.1.c", "text": "C"}]}

    assert told(old, new) == [
        "- plan p: tasks.III.1.a: {'clause': 'III.1.a', 'text': 'A'}",
        "+ plan p: tasks.III.1.c: {'clause': 'III.1.c', 'text': 'C'}",
    ]


def test_a_list_of_words_is_told_as_a_whole():
    assert told({"units": ["a"]}, {"units": ["a", "b"]}) == [
        "~ plan p: units: ['a'] -> ['a', 'b']",
    ]


def test_a_long_text_is_shortened():
    (line,) = told({"title": "a" * 200}, {"title": "b" * 200})

    assert line == f"~ plan p: title: {'a' * 77}... -> {'b' * 77}..."


def test_a_document_that_was_not_there_is_added_whole():
    assert [str(change) for change in diff(None, PLAN)] == [
        "+ plan ke-hoach: whole document: 1 entries",
    ]


def test_a_plan_whose_file_is_gone_is_told_as_withdrawn():
    in_force = {(d.kind, d.name): d for d in (OFFICE, PLAN, YEAR)}

    assert [str(change) for change in differences(in_force, [OFFICE, YEAR])] == [
        "- plan ke-hoach: whole document: has no file any more",
    ]


def test_documents_without_an_office_are_no_whole_home_and_withdraw_nothing():
    in_force = {(d.kind, d.name): d for d in (OFFICE, PLAN, YEAR)}

    assert differences(in_force, [YEAR]) == ()
