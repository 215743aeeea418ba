"""Links of calendar feeds: made, made anew and revoked, each with its line in the log."""

import pytest

from cchc_scheduler.actions.calendar_feeds import feeds_of, make_feed, revoke_feed
from cchc_scheduler.actions.capability_links import Links
from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.core.errors import BadInput, NotConfigured, NotFound
from cchc_scheduler.store import audit
from tests.actions.post_office import PostOffice, texts

LINKS = Links("https://cchc.xa.example", "bi-mat-chi-dung-trong-kiem-thu")


class FeedOffice(PostOffice):
    """The office with pages, and the two acts a page calls."""

    def __init__(self, links=LINKS):
        super().__init__()
        self.outbox = Outbox(texts(), links)

    def make(self, subject, by="Hoa"):
        said = (by, self.clock.now())
        return make_feed(self.db, self.records, self.outbox, subject, said)

    def revoke(self, subject, by="Hoa"):
        revoke_feed(self.db, self.records, self.outbox, subject, (by, self.clock.now()))

    def opened(self, link):
        token = link.removeprefix("https://cchc.xa.example/lich/").removesuffix(".ics")
        with self.db.read() as connection:
            return LINKS.subject_of(connection, "feed", token)

    def log(self):
        with self.db.read() as connection:
            rows = audit.since(connection, 0)
        return [(r["actor"], r["verb"], r["subject"]) for r in rows if "feed" in r["verb"]]


@pytest.mark.parametrize("subject", ["coordinator", "leader:chu-tich", "phong-kinh-te"])
def test_a_link_opens_its_own_feed_until_it_is_made_anew_or_revoked(subject):
    office = FeedOffice()

    first = office.make(subject)
    second = office.make(subject)
    stood = (office.opened(first), office.opened(second))
    office.revoke(subject)
    third = office.make(subject)

    assert stood == (None, subject)
    assert office.opened(second) is None
    assert office.opened(third) == subject
    assert len({first, second, third}) == 3


def test_who_made_and_who_revoked_stands_in_the_log_without_the_link():
    office = FeedOffice()
    link = office.make("coordinator", "Lan")
    office.make("phong-kinh-te", "Hoa")
    office.revoke("coordinator", "Minh")

    with office.db.read() as connection:
        whole = str([dict(row) for row in audit.since(connection, 0)])
    assert office.log() == [
        ("Lan", "feed made", "coordinator"),
        ("Hoa", "feed made", "unit phong-kinh-te"),
        ("Minh", "feed revoked", "coordinator"),
    ]
    assert link.split("/")[-1].removesuffix(".ics") not in whole


def test_what_a_page_shows_are_all_feeds_with_the_links_that_open():
    office = FeedOffice()
    link = office.make("leader:chu-tich")

    with office.db.read() as connection:
        shown = feeds_of(desk_at(connection, office.records, office.outbox, office.clock.now()))

    assert [(each.subject, each.link) for each in shown][:3] == [
        ("coordinator", None),
        ("leader:chu-tich", link),
        ("phong-van-hoa-xa-hoi", None),
    ]
    assert [each.name for each in shown][:3] == [
        "Phòng Văn hóa-Xã hội (tổng hợp)",
        "Chủ tịch Ủy ban nhân dân xã",
        "Phòng Văn hóa-Xã hội",
    ]


def test_a_feed_that_is_none_is_refused_with_the_nearest_name():
    office = FeedOffice()

    with pytest.raises(NotFound, match="did you mean coordinator"):
        office.make("cordinator")
    with pytest.raises(NotFound, match="did you mean leader:chu-tich"):
        office.revoke("leader:chutich")
    with pytest.raises(NotFound, match="There is no open feed of coordinator"):
        office.revoke("coordinator")
    assert office.log() == []


def test_nobody_makes_or_revokes_a_feed_without_a_name():
    office = FeedOffice()

    for act in (office.make, office.revoke):
        with pytest.raises(BadInput, match="Say who"):
            act("coordinator", "  ")
    assert office.log() == []


def test_without_an_address_of_the_pages_there_is_no_feed():
    office = FeedOffice(links=None)

    with pytest.raises(NotConfigured, match="CCHC_BASE_URL"):
        office.make("coordinator")
    with office.db.read() as connection:
        desk = desk_at(connection, office.records, office.outbox, office.clock.now())
        assert {each.link for each in feeds_of(desk)} == {None}
