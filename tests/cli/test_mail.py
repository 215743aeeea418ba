import json
from datetime import UTC, datetime

import pytest

from cchc_scheduler.actions.collect_mail import Came, store_mail, take_in
from cchc_scheduler.actions.inbox import Inbox, MailRoom
from cchc_scheduler.engine.worker import run_inline
from cchc_scheduler.home import find_home
from cchc_scheduler.service import build_service

RAW = (
    b"From: la@noi-khac.example\r\nTo: baocao@xa.example\r\nSubject: bao cao\r\n"
    b"Message-ID: <1@noi-khac.example>\r\n\r\nhttps://drive.google.com/file/d/a/view\r\n"
)
OWED = "bao-cao-quy/2025-Q3/phong-kinh-te"


@pytest.fixture
def with_mail(season):
    """A home into which a stranger has written."""
    service = build_service(find_home(season, {}), run_inline)
    inbox, at = Inbox(None, service.home.data_folder()), datetime(2025, 9, 4, 0, 59, tzinfo=UTC)
    store_mail(service.db, inbox, Came(RAW, at), service.now())
    room = MailRoom(
        service.db, service.records, service.outbox, service.clock, service.worker, inbox
    )
    take_in(room, inbox)
    service.close()
    return season


def test_what_waits_is_listed_and_settled_from_when_it_arrived(cchc, with_mail):
    listed = json.loads(cchc("mail", "waiting", "--json").out)
    settled = cchc("mail", "settle", "1", "--as", OWED, "--by", "Đầu mối")

    assert [(each["number"], each["sender"], each["why"]) for each in listed] == [
        (1, "la@noi-khac.example", "quarantined: unknown-sender")
    ]
    assert (settled.code, settled.out) == (0, "recorded as submission 1\n")
    assert cchc("mail", "waiting").out == "no mail waits\n"


def test_a_mail_is_left_at_that_or_erased(cchc, with_mail):
    assert "stands alone" in cchc(*["mail", "settle", "1", "--erase", "--nil", "--by", "A"]).err
    assert cchc(*["mail", "settle", "1", "--erase", "--by", "A"]).out == "erased\n"
    assert cchc(*["mail", "settle", "1", "--by", "A"]).code == 2
    assert cchc(*["mail", "settle", "7", "--by", "A"]).code == 6


def test_all_stored_mail_is_read_again_without_effect(cchc, with_mail):
    first = cchc("mail", "replay", "--json").out
    second = cchc("mail", "replay", "--json").out
    told = cchc("mail", "replay").out

    assert first == second
    found = json.loads(first)
    assert (found["mails"], found["links"], found["changed"], found["missing"]) == (1, 1, [], [])
    assert told.startswith("1 mails: 1 other\n1 links, 0 files, 0 warnings\n")
