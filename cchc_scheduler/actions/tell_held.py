"""Tell the coordinator, once, that the service holds letters back, why, and how they are let go."""

import re
from typing import Final

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.tell_coordinator import tell_matter
from cchc_scheduler.actions.watch_outage import PAUSED
from cchc_scheduler.store import markers

NUMBERS: Final = re.compile(r"\d+")
MATTER: Final = "Hệ thống đang giữ thư, chưa gửi"
OUTAGE: Final = "Hệ thống đã ngừng {} ngày làm việc; thư tồn có thể không còn đúng."
FLOOD: Final = "Có {} thư cùng muốn gửi một lúc, nhiều hơn mức {} thư mà cơ quan đặt ra."
RESTORED: Final = (
    "Hệ thống vừa được khôi phục từ bản sao lưu; có thể có thư đã gửi mà bản sao lưu không ghi."
)
PAUSED_WORDS: Final = "Thư được tạm dừng theo yêu cầu của {}."
OTHER: Final = "Lý do có trong lệnh `cchc status`."
ASK: Final = (
    "Đề nghị đồng chí báo người phụ trách kỹ thuật xem lại (`cchc status`), rồi cho gửi tiếp "
    "(`cchc release`). Trong lúc chờ, thư xác nhận đã nhận báo cáo vẫn gửi bình thường."
)

ASK_PAUSED: Final = (
    "Khi cần gửi tiếp, đồng chí mở trang Thư và chọn cho gửi. Trong lúc chờ, thư tổng hợp và thư "
    "xác nhận đã nhận báo cáo vẫn gửi bình thường."
)


def tell_held(desk: Desk) -> None:
    """Write the letter unless nothing is held, or it was written for this hold before."""
    since = markers.read(desk.connection, "held-since")
    if since is None:
        return
    why = markers.read(desk.connection, "held-why") or ""
    ask = ASK_PAUSED if why.startswith(PAUSED) else ASK
    tell_matter(desk, MATTER, (why_held(why), ask), f"held {since}")


def why_held(why: str) -> str:
    """Return the reason of a hold in the words of the office."""
    if why.startswith(PAUSED):
        return PAUSED_WORDS.format(why.removeprefix(PAUSED))
    numbers = NUMBERS.findall(why)
    if "stood still" in why and numbers:
        return OUTAGE.format(*numbers)
    if "wanted at once" in why and len(numbers) > 1:
        return FLOOD.format(*numbers)
    return RESTORED if "restored" in why else OTHER
