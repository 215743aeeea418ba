"""A unit that the directory no longer has: what it owed is shown under its name, on every page."""

import json
from datetime import date, time

import pytest

from cchc_scheduler.actions.write_due_letters import write_due_letters
from cchc_scheduler.store.revisions import REVISION, of_kind
from tests.web.conftest import DUE
from tests.web.signed_in.entering import entered
from tests.web.signed_in.reports_in import hand_in

UNIT, NAME = "phong-kinh-te", "Phòng Kinh tế"
OWN = f"/ban/hom-nay/viec/{DUE}"
PAGES = (
    "/ban/hom-nay",
    "/ban/hom-nay/doi-chieu",
    f"/ban/hom-nay/don-vi/{UNIT}",
    OWN,
    "/ban/ky",
    "/ban/ky/2025-Q3",
    "/ban/bao-cao-nhan",
    "/ban/theo-doi",
    "/ban/thu/da-gui",
)


def without_unit(office):
    """Put a directory in force that leaves the unit out, as no apply would let anybody do."""
    with office.service.db.work() as connection:
        row = of_kind(connection, "office")[-1]
        content = json.loads(row["document"])
        unit = next(each for each in content["units"] if each["id"] == UNIT)
        content["units"].remove(unit)
        posts = (unit["head"], unit["focal"])
        content["posts"] = [each for each in content["posts"] if each["id"] not in posts]
        values = {**row, "id": None, "document": json.dumps(content)}
        connection.execute(REVISION.insert().values(values))


@pytest.mark.parametrize("came", [True, False])
def test_its_rows_stand_under_the_name_it_had_and_letters_go_on(office, came):
    service = office.service
    if came:
        hand_in(office, "Ban hành 05 văn bản.")
    without_unit(office)
    office.move_to(date(2025, 9, 12), time(8, 0))
    browser = entered(office)
    write_due_letters(service.db, service.records, service.outbox, office.clock.now())

    answers = {path: browser.get(path) for path in PAGES}

    assert [path for path, answer in answers.items() if answer.status_code != 200] == []
    for path in ("/ban/hom-nay", "/ban/ky/2025-Q3", OWN, *(["/ban/bao-cao-nhan"] if came else ())):
        assert NAME in answers[path].text, path
