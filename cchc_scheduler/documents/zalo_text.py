"""The short text that a person copies into Zalo or a text message (tin trao đổi nhanh).

Three polite lines: what is owed and until when, in the plan's words and as a day; what is asked;
whom to call. A phone shows such texts to whoever stands beside it, so there is never a link, a code
or a count of days of lateness in it.
"""

import re
from datetime import date
from typing import Final, Literal

from cchc_scheduler.clock import office_date
from cchc_scheduler.documents.facts import Common, Item
from cchc_scheduler.documents.vietnamese import (
    day_and_month,
    full_day,
    moment,
    sentence_case,
    short_day,
    working_days,
)

ZaloState = Literal["before", "due-day", "late", "returned", "returned-late"]
LINK: Final = re.compile(r"\s*(?:https?://|www\.)\S*", re.IGNORECASE)
SENT_ALREADY: Final = "Nếu đơn vị đã gửi, xin cho biết số, ký hiệu văn bản"


def zalo_text(common: Common, item: Item, state: ZaloState, told_on: date | None = None) -> str:
    """Return the three lines about what one unit owes, none of them empty.

    `told_on` is the day of the last letter to the unit, in which the way to hand in stands; None
    where there was none.
    """
    lines = (
        f"Kính gửi {item.unit}: {_owed(item, state)}.",
        f"{_asked(common, item, state)}{_where(told_on)}.",
        f"Cần trao đổi, xin liên hệ {_contact(common)}. Trân trọng cảm ơn.",
    )
    return "\n".join(LINK.sub("", " ".join(line.split())) for line in lines)


def _owed(item: Item, state: ZaloState) -> str:
    """Return what is owed and until when, both as the plan says it and as a day."""
    if state == "returned":
        return f"thời gian gửi {item.asked} là đến hết {full_day(item.last_day)}"
    if state == "returned-late":
        return f"{item.asked} được đề nghị gửi đến hết {full_day(item.last_day)}"
    if state == "due-day":
        day = full_day(item.last_day)
        return f"hôm nay, {day}, là ngày cuối gửi {item.asked} ({_in_words(item)})"
    return f"{item.asked} có thời hạn {_until(item)}"


def _until(item: Item) -> str:
    last = full_day(item.last_day)
    if item.agreed:
        return f"đến hết {last} ({item.agreed}; hạn theo Quyết định: {item.plan_due_words})"
    return f"{item.due_words}, tức là hết {last}"


def _in_words(item: Item) -> str:
    if item.agreed:
        return f"{item.agreed}; hạn theo Quyết định: {item.plan_due_words}"
    return item.due_words


def _asked(common: Common, item: Item, state: ZaloState) -> str:
    """Return what the coordinating unit asks for, as one asks a peer."""
    if state == "due-day":
        return f"{_missing_first(common, item)}, rất mong đơn vị gửi trong ngày. {SENT_ALREADY}"
    if state in ("late", "returned-late"):
        at = moment(common.now)
        hope = "Nếu còn vướng mắc, xin cho biết thời điểm dự kiến"
        return f"Đến {at}, {_missing(common, item)}. {SENT_ALREADY}. {hope}"
    return f"{_missing_first(common, item)}, rất mong đơn vị {_hoped(common, item)}"


def _hoped(common: Common, item: Item) -> str:
    by = f"gửi trong {full_day(item.target)}" if item.target != item.last_day else "bố trí gửi sớm"
    if not item.days_left:
        return by
    counted = day_and_month(office_date(common.now))
    return f"{by} (tính đến {counted}: còn {working_days(item.days_left)})"


def _missing(common: Common, item: Item) -> str:
    if item.own_of_coordinator:
        return f"phần {item.piece} do Phòng chủ trì chưa được ghi nhận"
    return f"{common.coordinator} chưa nhận được {item.piece}"


def _missing_first(common: Common, item: Item) -> str:
    return sentence_case(_missing(common, item))


def _where(told_on: date | None) -> str:
    if told_on is None:
        return ""
    return f"; cách gửi ở thư ngày {short_day(told_on)} trong hộp thư công vụ của đơn vị"


def _contact(common: Common) -> str:
    by = f"điện thoại {common.phone}" if common.phone else f"hộp thư {common.mailbox}"
    return f"{common.contact}, {by}"
