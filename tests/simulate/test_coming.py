"""What the coming letters would be, shown before anything is written."""

import pytest

from cchc_scheduler.core.errors import BadInput
from tests.actions.changing_office import ChangingOffice
from tests.core.cast import at

KT = "bao-cao/2025-Q3/kinh-te"
TH = "bao-cao/2025-Q3/tong-hop"
PLAN = "plans/ke-hoach.yaml"


@pytest.fixture
def office(tmp_path):
    office = ChangingOffice(tmp_path)
    office.go_live("2025-08-14 16:00")
    office.run_at("2025-08-15 07:30")
    return office


def change(office):
    """Return the coming lines that would go and come if the files were applied."""
    was, will = office.coming(), office.coming(changed=True)
    return [each for each in was if each not in will], [each for each in will if each not in was]


def test_nothing_comes_while_nothing_is_in_force(tmp_path):
    assert ChangingOffice(tmp_path).coming() == []


def test_what_would_come_of_files_not_yet_applied_is_shown(tmp_path):
    office = ChangingOffice(tmp_path)
    office.clock.move_to(at("2025-08-14 16:00"))

    assert office.coming(changed=True)[:2] == [
        f"2025-08-15 07:30  opening   {KT}  to dau-moi-kt <giang@anbinh.example>",
        f"2025-08-15 07:30  opening   {TH}  to dau-moi-th <chi@anbinh.example>",
    ]
    assert office.numbers() == (0, 0, 0)


def test_what_was_sent_comes_no_more(office):
    assert office.coming()[0] == (
        f"2025-08-27 07:30  remind-7  {KT}  to dau-moi-kt <giang@anbinh.example>"
    )


def test_a_look_ahead_leaves_nothing_behind(office):
    office.files.swap(PLAN, "day: 10}", "day: 17}")
    before = office.numbers(), office.states(), office.versions(KT)

    office.coming(changed=True)

    assert (office.numbers(), office.states(), office.versions(KT)) == before


def test_unchanged_files_change_no_letter(office):
    assert change(office) == ([], [])


def test_a_new_address_shows_in_each_of_its_letters(office):
    office.files.swap("office.yaml", "dung@anbinh", "dungkt@anbinh")

    gone, new = change(office)

    assert gone == [
        f"2025-09-10 14:00  late-1    {KT}  to truong-kt <dung@anbinh.example>",
        "2025-10-15 14:00  late-1    III.1.b/2025-Q4/kinh-te  to truong-kt <dung@anbinh.example>",
    ]
    assert [line.replace("dungkt", "dung") for line in new] == gone


def test_a_withdrawn_duty_takes_its_letters_with_it(office):
    office.files.swap(PLAN, "units: [tong-hop, kinh-te]", "units: [tong-hop]")

    gone, new = change(office)

    assert {line.split()[3] for line in gone} == {KT}
    assert new == []


def test_what_would_be_shown_is_what_then_comes(office):
    office.files.swap(PLAN, "day: 10}", "day: 17}")
    shown = office.coming(changed=True)

    office.apply()

    assert office.coming() == shown


def test_a_change_that_would_be_refused_is_refused_here_already(office):
    text = office.files.texts["office.yaml"]
    line = '  - {id: dau-moi-kt, title: "Đầu mối Kinh tế", rank: staff, holder: giang}\n'
    text = text.replace(line, "").replace("focal: dau-moi-kt", "focal: truong-kt")
    office.files.put("office.yaml", text)

    with pytest.raises(BadInput, match="post 'dau-moi-kt' has had letters"):
        office.coming(changed=True)
