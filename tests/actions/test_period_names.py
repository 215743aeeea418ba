"""A unit renamed after a period ended: the old period keeps the old name."""

from datetime import date, time

from cchc_scheduler.actions.apply_documents import Application, apply_documents
from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.period_names import names_in
from cchc_scheduler.clock import office_instant
from tests.actions.post_office import OPENING, PostOffice, documents

UNIT = "phong-kinh-te"


def renamed(name):
    """The office's documents with another name for one unit."""
    return [replaced(each, name) for each in documents()]


def replaced(document, name):
    if document.kind != "office":
        return document
    content = {**document.content}
    content["units"] = [
        {**unit, "name": name, "short": "KT-HT"} if unit["id"] == UNIT else unit
        for unit in content["units"]
    ]
    return type(document)(document.kind, document.name, content)


def apply(office, changed, moment):
    application = Application(changed, "it")
    apply_documents(office.db, office.records, office.outbox, application, moment)


def names(office, period, day):
    with office.db.read() as connection:
        now = office_instant(day, time(9, 0))
        desk = desk_at(connection, office.records, office.outbox, now)
        found = names_in(desk, period)
        return found.name(UNIT), found.short(UNIT)


def test_the_old_period_keeps_the_old_name_and_the_new_one_has_the_new():
    office = PostOffice(OPENING)
    moment = office_instant(date(2025, 11, 3), time(9, 0))
    apply(office, renamed("Phòng Kinh tế và Hạ tầng"), moment)

    assert names(office, "2025-Q3", date(2025, 11, 4)) == ("Phòng Kinh tế", "Phòng Kinh tế")
    new = ("Phòng Kinh tế và Hạ tầng", "KT-HT")
    assert names(office, "2025-Q4", date(2025, 11, 4)) == new
    assert names(office, "2025-Q4", date(2026, 2, 1)) == new


def test_a_period_before_the_first_directory_has_the_first_names():
    office = PostOffice(OPENING)
    moment = office_instant(date(2025, 11, 3), time(9, 0))
    apply(office, renamed("Phòng mới"), moment)

    assert names(office, "2025-Q2", date(2025, 11, 4))[0] == "Phòng Kinh tế"


def test_a_running_period_has_todays_names_and_an_unknown_unit_its_id():
    office = PostOffice(OPENING)

    assert names(office, "2025-Q3", date(2025, 9, 4))[0] == "Phòng Kinh tế"
    with office.db.read() as connection:
        desk = desk_at(connection, office.records, office.outbox, OPENING)
        assert names_in(desk, "2025-Q3").name("khong-con") == "khong-con"
