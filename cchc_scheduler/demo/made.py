"""What the service made of a mail that the visitor sent, in words for the visitor."""

from typing import Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.tell_of_mail import NOT_RECORDED, POISONED, WHY_WORDS

SETTLED: Final = {
    "recorded": "đã ghi nhận là báo cáo của đơn vị.",
    "repeat": "trùng với thư trước nên không ghi nhận lần nữa.",
    "settled": "đã ghi nhận cho báo cáo mà đơn vị chọn.",
}
WAITS: Final = (
    " Mỗi giờ hệ thống chỉ trả lời một thư về cùng một việc, và đồng hồ ở đây đứng yên, nên thư "
    "này chưa có thư trả lời riêng."
)


def made_of(row: RowMapping) -> str:
    """Return what became of a mail, and that its answer waits if it does."""
    told = SETTLED.get(row["state"]) or _for_a_person(row)
    return told + (WAITS if row["answer"] and row["answered_at"] is None else "")


def _for_a_person(row: RowMapping) -> str:
    why = POISONED if row["state"] == "poisoned" else WHY_WORDS.get(row["why"], "cần xem")
    stands = "" if row["why"] == "after-receipt" else f" {NOT_RECORDED.strip()}"
    return f"đã chuyển đầu mối tổng hợp xem, vì: {why}.{stands}"
