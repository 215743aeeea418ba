"""One letter asks one unit for two things; its reply is matched by words, or an answer asks."""

from datetime import date, timedelta

import pytest

from cchc_scheduler.actions.add_obligation import Extra, add_obligation
from cchc_scheduler.actions.capability_links import Links
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.reply_doors import Replies, ReplySettings
from tests.actions.mail_office import BOX, KEY, LINK, OWED, MailOffice
from tests.actions.post_office import CULTURE, ECONOMY, OPENING, texts
from tests.mail.clients import Answered, reply

TITLE = "Rà soát thủ tục đất đai"


@pytest.fixture
def office(tmp_path):
    """An office whose letter to Phòng Kinh tế speaks of its report and of a task of the city."""
    made = MailOffice(tmp_path, at=OPENING - timedelta(days=1))
    links = Links("https://cchc.xa.example", KEY)
    made.outbox = Outbox(texts(), links, Replies(KEY, ReplySettings(BOX)))
    extra = Extra("phong-kinh-te", "viec-thanh-pho", TITLE, date(2025, 9, 9), "V.2.b")
    made.task = add_obligation(made.db, made.records, extra, "Đầu mối", made.clock.now())
    made.tick(OPENING)
    return made


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
