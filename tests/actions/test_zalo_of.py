"""The text to copy about one unit's report, as the record stands."""

from datetime import UTC, datetime

from cchc_scheduler.actions.close_obligation import Closing, close_obligation
from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.zalo_of import zalo_of
from tests.actions.post_office import LATE_1, REMIND_1, PostOffice

ECONOMY = "bao-cao-quy/2025-Q3/phong-kinh-te"
LAST_DAY = datetime(2025, 9, 9, 3, 0, tzinfo=UTC)


def text_at(office, moment):
    office.clock.move_to(moment)
    with office.db.read() as connection:
        desk = desk_at(connection, office.records, office.outbox, moment)
        return zalo_of(desk, ECONOMY)


def test_the_text_follows_the_day():
    office = PostOffice()
    office.tick()

    before, on_it, late = (text_at(office, day) for day in (REMIND_1, LAST_DAY, LATE_1))

    assert "có thời hạn trước ngày 10/9/2025, tức là hết thứ Ba, ngày 09/9/2025" in before
    assert "(tính đến 08/9: còn 01 ngày làm việc)" in before
    assert "hôm nay, thứ Ba, ngày 09/9/2025, là ngày cuối" in on_it
    assert "Đến 14 giờ 00 ngày 10/9/2025, Phòng Văn hóa-Xã hội chưa nhận được báo cáo" in late


def test_a_letter_that_never_left_is_not_spoken_of():
    office = PostOffice()
    office.tick()

    assert "thư ngày" not in text_at(office, REMIND_1)


def test_where_nothing_is_asked_for_there_is_no_text():
    office = PostOffice()
    office.tick()
    waived = Closing(ECONOMY, "waived", "Chủ tịch", "Công văn 45/UBND")
    close_obligation(office.db, office.records, office.outbox, waived, office.clock.now())

    assert text_at(office, REMIND_1) is None
