"""The words for letters: their kinds, their states, what happened to them on the wire."""

from typing import Final

from cchc_scheduler.words import LetterKind, LetterState

KINDS: Final[dict[LetterKind, str]] = {
    "opening": "mở kỳ",
    "reminder": "nhắc lịch",
    "escalation": "sau thời hạn",
    "information": "thông tin cho người đứng đầu",
    "correction": "báo lại đã nhận",
    "approval": "xin ý kiến",
    "digest": "bản tin đầu mối",
    "leaders": "trang lãnh đạo",
    "receipt": "biên nhận",
    "return": "đề nghị bổ sung",
    "extension": "trả lời đề nghị",
    "report": "báo cáo tổng hợp",
    "undelivered": "thư không chuyển được",
    "login": "đăng nhập",
    "system": "hệ thống",
    "test": "thư thử",
}
STATES: Final[dict[LetterState, str]] = {
    "queued": "chờ gửi",
    "sending": "đang gửi",
    "sent": "máy chủ thư đã nhận",
    "deferred": "chờ gửi lại",
    "unknown": "chưa rõ đã đến hay chưa",
    "dead": "máy chủ thư từ chối",
    "expired": "hết thời gian gửi",
    "cancelled": "đã hủy, không còn cần gửi",
    "bounced": "bị trả lại",
}
HELD: Final = "đang giữ lại"
PHASES: Final[dict[str, str]] = {
    "claimed": "lấy ra để gửi",
    "data": "bắt đầu chuyển cho máy chủ thư",
    "accepted": "máy chủ thư đã nhận",
    "refused": "máy chủ thư từ chối",
    "deferred": "máy chủ thư hẹn gửi lại",
    "lost": "đứt đường truyền, chưa rõ máy chủ đã nhận hay chưa",
    "released": "trả lại hàng chờ",
    "cc-refused": "bản sao bị từ chối",
    "bounced": "thư bị trả lại",
}
# What the program itself says of a letter; everything else is the mail server's own words.
REPLIES: Final[dict[str, str]] = {
    "its time had passed": "quá thời gian gửi",
    "no longer holds": "không còn cần gửi",
    "rehearsal ended": "kết thúc diễn tập",
    "told what was erased": "nội dung đã được xóa",
    "written by a wrong clock": "viết khi đồng hồ máy chủ sai",
    "waits: the address is a placeholder": "chờ: địa chỉ chỉ điền tạm, cần thay địa chỉ thật",
    "waits: the mailbox of replies can't be read": "chờ: chưa đọc được hộp thư trả lời",
}


def reply_words(reply: str | None) -> str:
    """Return what is known of a letter's fate in words; nothing where nothing was said."""
    return REPLIES.get(reply or "", reply or "")
