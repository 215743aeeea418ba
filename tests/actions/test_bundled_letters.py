"""One letter asks one unit for two things; its reply is matched by words, or an answer asks."""

import pytest

from tests.actions.bundled_office import TITLE, BundledOffice
from tests.actions.mail_office import LINK, OWED
from tests.actions.post_office import CULTURE, ECONOMY
from tests.mail.clients import Answered, reply


@pytest.fixture
def office(tmp_path):
    """An office whose letter to Phòng Kinh tế speaks of its report and of a task of the city."""
    return BundledOffice(tmp_path)


def test_the_item_that_is_named_is_recorded(office):
    typed = f"Gửi kết quả rà soát thủ tục đất đai: {LINK}"

    became = office.come(reply(office.raw_letter(), typed))

    assert became == ["recorded"]
    assert [row["link"] for row in office.handed_in(office.task)] == [LINK]
    assert office.handed_in(OWED) == []


def test_where_it_is_not_clear_an_answer_asks_with_a_button_for_each_and_the_coordinator_sees_it(
    office,
):
    became = office.come(reply(office.raw_letter(), f"Gửi báo cáo: {LINK}"))

    asked = Answered.of(office.raw_letter(ECONOMY, "receipt"))
    assert became == ["person"]
    assert office.written("reply-which") == [ECONOMY]
    assert office.written("system") == [CULTURE]
    assert asked.text.count("https://cchc.xa.example/n/") == 2
    assert office.handed_in(OWED) == office.handed_in(office.task) == []


def test_once_one_is_handed_in_the_other_is_meant(office):
    letter = office.raw_letter()
    office.come(reply(letter, f"{TITLE} {LINK}"))

    became = office.come(reply(letter, f"{LINK}2", Message_ID="<2@tuetinh.example>"))

    assert became == ["recorded"]
    assert [row["link"] for row in office.handed_in(OWED)] == [f"{LINK}2"]
