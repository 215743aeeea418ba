"""Why a deadline's wording has to be confirmed, as the coordinator reads it."""

from typing import Final

from cchc_scheduler.core.phrases.reasons import Reason

SENTENCES: Final[dict[Reason, str]] = {
    "empty": "Ô thời hạn để trống; đề nghị bổ sung thời hạn.",
    "ditto": "Ghi như dòng trên; đề nghị xác nhận thời hạn của dòng trên áp dụng cho cả dòng này.",
    "not-understood": "Chưa xác định được thời hạn từ nội dung ghi trong ô.",
    "partly-understood": "Có phần thời gian trong ô chưa đọc được; đề nghị xác nhận.",
    "elsewhere": "Thời hạn nằm ở văn bản hoặc chế độ khác; đề nghị đơn vị chủ trì cho biết ngày.",
    "impossible-day": "Ngày, tháng, quý hoặc giờ ghi trong ô không tồn tại.",
    "turned-round": "Ngày kết thúc đứng trước ngày bắt đầu.",
    "two-years": "Hai năm khác nhau được ghi cho cùng một ngày.",
    "which-year": "Chưa ghi năm và không xác định được năm theo kỳ của kế hoạch.",
    "which-month": "Có ngày nhưng chưa rõ tháng.",
    "which-period": "Chưa rõ kỳ (tháng, quý hay năm nào).",
    "which-half": "Chưa rõ là thời gian 6 tháng hay báo cáo định kỳ 6 tháng.",
    "part-of-month": (
        "Cách ghi đầu, giữa kỳ được hiểu theo Điều 146 Bộ luật Dân sự; đề nghị xác nhận ngày."
    ),
    "middle-of-quarter": "Pháp luật không quy định ngày giữa quý; đề nghị ghi ngày cụ thể.",
    "week-of-month": "Tuần trong tháng không xác định được thành ngày; đề nghị ghi ngày cụ thể.",
    "span-of-days": "Khoảng ngày trong kỳ chưa rõ ngày cuối; đề nghị ghi ngày cụ thể.",
    "vague-months": "Chưa rõ những tháng, quý nào trong năm.",
    "beside-issue": "Chưa rõ tháng, quý, tuần này được tính từ thời điểm nào.",
    "other-year": "Năm học, nhiệm kỳ không kết thúc vào ngày 31/12; đề nghị ghi ngày cụ thể.",
    "estimate": "Thời hạn ghi là dự kiến; đề nghị xác nhận.",
    "either-or": "Nêu hai thời hạn, chưa rõ áp dụng thời hạn nào.",
    "day-or-months": "Chưa rõ là một ngày hay một khoảng tháng.",
    "no-end": "Chỉ ghi thời điểm bắt đầu, chưa ghi thời hạn hoàn thành.",
    "no-event": "Thời hạn tính từ một sự kiện nhưng chưa ghi rõ sự kiện nào.",
    "event-estimate": "Thời hạn theo phiên họp, hội nghị; ngày có thể thay đổi, đề nghị xác nhận.",
    "missing-in-some": "Có tháng không có ngày này; đề nghị xác nhận hạn của các tháng đó.",
    "which-weekday": "Chưa rõ ngày nào trong tuần.",
    "weekday-differs": "Thứ trong tuần không khớp với ngày.",
    "several-parts": "Ô có một mốc cụ thể và một việc định kỳ; đề nghị xác nhận cả hai.",
    "repeated-day": "Ngày của các kỳ sau được hiểu theo ngày của kỳ đầu; đề nghị xác nhận.",
    "times-only": "Ghi số lần, chưa ghi thời điểm của từng lần.",
    "feast-unknown": "Chưa có lịch âm của năm này để xác định ngày.",
}


def why_confirm(reason: Reason | None) -> str | None:
    """Return why a wording has to be confirmed; None when it has not."""
    return None if reason is None else SENTENCES[reason]
