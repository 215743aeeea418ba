"""Why a wording has to be confirmed by a person: a closed list; the screens have the sentences."""

from typing import Final, Literal, get_args

Reason = Literal[
    "empty",  # nothing stands there
    "ditto",  # as in the cell above
    "not-understood",  # no wording of time was found
    "partly-understood",  # a number of days, months or years was left over
    "elsewhere",  # the day stands in another document
    "impossible-day",  # a day, month, quarter or hour that does not exist
    "turned-round",  # the end lies before the beginning
    "two-years",  # two years are named for one day
    "which-year",  # no year is written and the plan leaves none or several
    "which-month",  # a day without its month
    "which-period",  # a reporting period that is not named
    "which-half",  # "6 tháng": a length or a half-year
    "part-of-month",  # đầu, giữa: a day by law, vague in a plan
    "middle-of-quarter",  # the law has no such day
    "week-of-month",  # the law has no such week
    "span-of-days",  # "10 ngày đầu tháng"
    "vague-months",  # "các tháng cuối năm"
    "beside-issue",  # "tháng sau": after which
    "estimate",  # dự kiến, khoảng
    "other-year",  # năm học, nhiệm kỳ: no calendar years
    "either-or",  # two days joined by "hoặc"
    "day-or-months",  # 7-9/2025: a day or two months
    "no-end",  # only a beginning is written
    "no-event",  # counted from an event that is not named
    "event-estimate",  # the day of a meeting that may move
    "missing-in-some",  # ngày 31 hằng tháng
    "which-weekday",  # "hằng tuần"
    "weekday-differs",  # thứ Sáu, of a date that is another day of the week
    "several-parts",  # a dated milestone and something that comes back
    "repeated-day",  # one dated day, "và hằng tháng"
    "times-only",  # "02 lần/năm": how often, not when
    "feast-unknown",  # Tết of a year the calendar does not reach
]
REASONS: Final[tuple[Reason, ...]] = get_args(Reason)


class Unclear(ValueError):
    """A wording gives no day; the reason says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Final[Reason] = reason
