"""The words of the demonstration's page: kinds of letters, states, ways of handing in."""

from dataclasses import dataclass
from typing import Final

from cchc_scheduler.words import DeadlineReason, LetterKind, ObligationState, Rung, SubmissionKind


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds of letters that a reader of the mailbox asks for together; `id` stands in links."""

    id: str
    title: str
    kinds: tuple[LetterKind, ...]


GROUPS: Final = (
    Group("nhac-lich", "Mở kỳ, nhắc lịch", ("opening", "reminder")),
    Group("sau-thoi-han", "Sau thời hạn", ("escalation", "information", "correction", "approval")),
    Group("tra-loi", "Biên nhận, trả lời", ("receipt", "return", "extension")),
    Group("dau-moi", "Bản tin đầu mối", ("digest", "report", "undelivered", "system")),
    Group("lanh-dao", "Trang lãnh đạo", ("leaders",)),
)
STATES: Final[dict[ObligationState, str]] = {
    "scheduled": "Chưa đến kỳ",
    "open": "Chưa nhận",
    "submitted": "Đã nhận",
    "accepted": "Đã nhận",
    "returned": "Đang bổ sung",
    "waived": "Được miễn",
    "cancelled": "Không còn trong kế hoạch",
}
CAME_AS: Final[dict[SubmissionKind, str]] = {
    "link": "đã nhận báo cáo",
    "file": "đã nhận báo cáo",
    "nil": "báo cáo không phát sinh",
    "elsewhere": "đã gửi qua hệ thống Quản lý văn bản",
}
FORMS: Final[dict[SubmissionKind, str]] = {
    "link": "đường dẫn",
    "file": "tệp",
    "nil": "không phát sinh",
    "elsewhere": "qua hệ thống Quản lý văn bản",
}
MOVED: Final[dict[DeadlineReason, str]] = {
    "plan": "hạn",
    "amendment": "hạn",
    "later-day": "lùi đến",
    "extension": "gia hạn đến",
    "return": "bổ sung đến",
}
# What a letter that is still to come will be.
COMING: Final[dict[Rung, str]] = {
    "opening": "mở kỳ báo cáo",
    "remind-7": "nhắc lịch, còn 07 ngày làm việc",
    "remind-3": "nhắc lịch, còn 03 ngày làm việc",
    "remind-1": "nhắc lịch, còn 01 ngày làm việc",
    "due-day": "nhắc trong ngày cuối",
    "late-1": "thông tin cho người đứng đầu đơn vị",
    "late-3": "báo cáo Chánh Văn phòng",
    "late-5": "báo cáo lãnh đạo xã",
}
