"""The text a person copies into Zalo: three polite lines, the day both ways, no link, no code."""

import re
from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from cchc_scheduler.documents.zalo_text import ZaloState, zalo_text
from tests.letters.cast import COMMON, ECONOMY, OWN, at
from tests.letters.rules import FORBIDDEN

STATES = get_args(ZaloState)
SOON = replace(COMMON, now=at(9, 4, 9, 0))
AFTER = replace(COMMON, now=at(9, 11, 8, 0))
LEFT = replace(ECONOMY, days_left=3)
PASSED = replace(ECONOMY, days_left=None)
BACK = replace(
    PASSED,
    asked="bản bổ sung báo cáo cải cách hành chính quý III năm 2025",
    piece="bản bổ sung",
    due_words="đến hết ngày 16/9/2025",
    last_day=date(2025, 9, 16),
    target=date(2025, 9, 16),
    agreed="thời gian bổ sung đến hết ngày 16/9/2025",
    completes=True,
)


def test_before_the_day_it_says_what_until_when_and_whom_to_call():
    assert zalo_text(SOON, LEFT, "before", date(2025, 8, 27)).splitlines() == [
        (
            "Kính gửi Phòng Kinh tế: báo cáo cải cách hành chính quý III năm 2025 có thời hạn "
            "trước ngày 10/9/2025, tức là hết thứ Ba, ngày 09/9/2025."
        ),
        (
            "Phòng Văn hóa-Xã hội chưa nhận được báo cáo, rất mong đơn vị bố trí gửi sớm (tính đến "
            "04/9: còn 03 ngày làm việc); cách gửi ở thư ngày 27/8/2025 trong hộp thư công vụ của "
            "đơn vị."
        ),
        (
            "Cần trao đổi, xin liên hệ Đầu mối báo cáo Phòng Văn hóa-Xã hội, điện thoại 0220 1234 "
            "567. Trân trọng cảm ơn."
        ),
    ]


def test_on_the_day_it_says_so_and_asks_for_the_number_of_what_was_sent():
    first, second, _ = zalo_text(SOON, replace(LEFT, days_left=0), "due-day").splitlines()

    assert first == (
        "Kính gửi Phòng Kinh tế: hôm nay, thứ Ba, ngày 09/9/2025, là ngày cuối gửi báo cáo cải "
        "cách hành chính quý III năm 2025 (trước ngày 10/9/2025)."
    )
    assert second == (
        "Phòng Văn hóa-Xã hội chưa nhận được báo cáo, rất mong đơn vị gửi trong ngày. Nếu đơn vị "
        "đã gửi, xin cho biết số, ký hiệu văn bản."
    )


def test_after_the_day_it_states_facts_with_their_moment():
    first, second, _ = zalo_text(AFTER, PASSED, "late").splitlines()

    assert first.endswith("có thời hạn trước ngày 10/9/2025, tức là hết thứ Ba, ngày 09/9/2025.")
    assert second == (
        "Đến 08 giờ 00 ngày 11/9/2025, Phòng Văn hóa-Xã hội chưa nhận được báo cáo. Nếu đơn vị đã "
        "gửi, xin cho biết số, ký hiệu văn bản. Nếu còn vướng mắc, xin cho biết thời điểm dự kiến."
    )


def test_a_completion_is_asked_for_by_its_own_day():
    first, second, _ = zalo_text(AFTER, replace(BACK, days_left=3), "returned").splitlines()

    assert first == (
        "Kính gửi Phòng Kinh tế: thời gian gửi bản bổ sung báo cáo cải cách hành chính quý III "
        "năm 2025 là đến hết thứ Ba, ngày 16/9/2025."
    )
    assert "chưa nhận được bản bổ sung, rất mong đơn vị bố trí gửi sớm" in second


def test_a_day_that_was_agreed_stands_beside_the_plans_own():
    agreed = replace(
        PASSED,
        due_words="đến hết ngày 12/9/2025",
        last_day=date(2025, 9, 12),
        target=date(2025, 9, 12),
        agreed="đã thống nhất nhận đến hết ngày 12/9/2025",
    )

    assert "có thời hạn đến hết thứ Sáu, ngày 12/9/2025 (đã thống nhất nhận đến hết ngày 12/9/2025; hạn theo Quyết định: trước ngày 10/9/2025)" in zalo_text(AFTER, agreed, "before")  # fmt: skip # noqa: E501


def test_with_a_day_off_at_the_end_the_working_day_before_is_asked_for():
    saturday = replace(LEFT, last_day=date(2028, 9, 9), target=date(2028, 9, 8))

    assert "rất mong đơn vị gửi trong thứ Sáu, ngày 08/9/2028" in zalo_text(
        SOON, saturday, "before"
    )


def test_the_coordinating_units_own_people_are_not_asked_as_strangers():
    assert "Phần báo cáo do Phòng chủ trì chưa được ghi nhận" in zalo_text(SOON, OWN, "before")


def test_without_a_telephone_the_box_is_named():
    assert "xin liên hệ Đầu mối báo cáo Phòng Văn hóa-Xã hội, hộp thư vhxh@tuetinh.example." in (
        zalo_text(replace(SOON, phone=None), LEFT, "before")
    )


@pytest.mark.parametrize("state", STATES)
def test_no_state_shows_a_link_a_code_or_a_count_of_late_days(state):
    linked = replace(
        BACK if state.startswith("returned") else LEFT,
        link="https://cchc.xa.example/n/aaaabbbbccccddddeeeeffff22223333",
        asked='kết quả nhiệm vụ "Rà soát theo https://tailieu.vn/x và www.mau.vn/y"',
    )

    text = zalo_text(AFTER, linked, state, date(2025, 9, 9))

    assert "http" not in text
    assert "www." not in text
    assert not re.search(r"\b[a-z2-7]{20,}\b", text)
    assert "quá" not in text
    assert "!" not in text
    assert [word for word in FORBIDDEN if word in text.lower()] == []
    assert len(text.splitlines()) == 3
    assert all(line.strip() == line and len(line) < 330 for line in text.splitlines())
