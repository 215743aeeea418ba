"""An office whose letter to Phòng Kinh tế speaks of its report and of a task of the city."""

import re
from datetime import date, timedelta

from cchc_scheduler.actions.add_obligation import Extra, add_obligation
from cchc_scheduler.actions.capability_links import Links
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.reply_doors import Replies, ReplySettings
from cchc_scheduler.store import letters
from tests.actions.mail_office import BOX, KEY, MailOffice
from tests.actions.post_office import ECONOMY, OPENING, texts
from tests.mail.clients import Answered

TITLE = "Rà soát thủ tục đất đai"


class BundledOffice(MailOffice):
    """`task` is the second thing the letter speaks of; `buttons` are those of an answer."""

    def __init__(self, data):
        super().__init__(data, at=OPENING - timedelta(days=1))
        self.links = Links("https://cchc.xa.example", KEY)
        self.outbox = Outbox(texts(), self.links, Replies(KEY, ReplySettings(BOX)))
        extra = Extra("phong-kinh-te", "viec-thanh-pho", TITLE, date(2025, 9, 9), "V.2.b")
        self.task = add_obligation(self.db, self.records, extra, "Đầu mối", self.clock.now())
        self.tick(OPENING)

    def buttons(self, address=ECONOMY):
        """The paths of the buttons of the answer that asked, by what they are about."""
        (asked,) = (
            row["id"]
            for row in self.letters()
            if (row["template"], row["addressee"]) == ("reply-which", address)
        )
        with self.db.read() as connection:
            text = Answered.of(letters.one(connection, asked)["bytes"]).text
        found = re.findall(r"- (.+): https://cchc\.xa\.example(/n/\S+)", text)
        return {("task" if TITLE in words else "report"): path for words, path in found}
