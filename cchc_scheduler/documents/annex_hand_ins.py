"""The internal annex of who handed in when: facts with their times, for leaders only."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from cchc_scheduler.core.evidence import Evidence
from cchc_scheduler.core.report_outlines import AnnexOutline
from cchc_scheduler.documents.annex_rows import Row, counted
from cchc_scheduler.documents.report_making import Making
from cchc_scheduler.documents.vietnamese import moment, short_day, two_digits

NOT_YET: Final = "chưa nhận được"
AHEAD: Final = "chưa nhận, còn trong thời hạn"


def hand_ins(annex: AnnexOutline, making: Making) -> Sequence[Row]:  # noqa: ARG001 - a filler
    """Return one row a unit in the plan's order; no rating, no ranking."""
    made_at = making.collection.made_at
    return tuple(counted(_row(each, made_at) for each in making.collection.hand_ins))


def _row(row: Evidence, made_at: datetime) -> dict[str, str]:
    return {
        "don-vi": row.unit_name,
        "thoi-han": f"hết ngày {short_day(row.plan_day)}",
        "da-lui": _agreed(row),
        "nhan": moment(row.text_at) if row.text_at else "",
        "ban-ky-so": _paper(row),
        "tinh-trang": _by_plan(row, made_at),
        "theo-moc-lui": _judged(row.by_agreed) if row.by_agreed is not None else "",
        "so-lan": two_digits(row.told),
        "y-kien": _said(row),
        "xac-nhan": moment(row.confirmed_at) if row.confirmed_at else "",
    }


def _said(row: Evidence) -> str:
    """Return the unit's opinion, and what was put right beside a row that was frozen."""
    notes = [f"Đính chính: {each.text} ({each.reason})" for each in row.corrections]
    return "\n".join([*([row.opinion] if row.opinion else []), *notes])


def _agreed(row: Evidence) -> str:
    if row.agreed_day is None:
        return ""
    by = f", {row.agreed_by}" if row.agreed_by else ""
    return f"hết ngày {short_day(row.agreed_day)}{by}"


def _paper(row: Evidence) -> str:
    if row.paper_number is None:
        return ""
    day = f" ngày {short_day(row.paper_day)}" if row.paper_day else ""
    came = f", ghi nhận lúc {moment(row.paper_at)}" if row.paper_at else ""
    return f"{row.paper_number}{day}{came}"


def _by_plan(row: Evidence, made_at: datetime) -> str:
    if row.by_plan is not None:
        return _judged(row.by_plan)
    return NOT_YET if made_at >= row.late_after else AHEAD


def _judged(on_time: bool) -> str:  # noqa: FBT001 - a judgement is one
    return "trong thời hạn" if on_time else "sau thời hạn"
