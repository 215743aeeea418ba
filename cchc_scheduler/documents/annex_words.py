"""What is said about an annex that was read, as the coordinator reads it."""

from typing import Final

from cchc_scheduler.core.annexes.values import (
    AnnexFault,
    FaultKind,
    Notice,
    Question,
    QuestionKind,
    WarningKind,
)
from cchc_scheduler.core.phrases.reasons import REASONS
from cchc_scheduler.documents.phrase_reasons import why_confirm

QUESTIONS: Final[dict[QuestionKind, str]] = {
    "text-missing": "Dòng có đơn vị hoặc thời hạn nhưng không có nội dung nhiệm vụ.",
    "lead-missing": "Chưa ghi cơ quan chủ trì; đề nghị bổ sung.",
    "lead-unknown": "Cơ quan chủ trì “{0}” không có trong danh bạ.{1}",
    "lead-near": "Cơ quan chủ trì “{0}” được hiểu là {1}; đề nghị xác nhận.",
    "support-near": "Đơn vị phối hợp “{0}” được hiểu là {1}; đề nghị xác nhận.",
    "lead-collective": "“{0}” là nhiều đơn vị; đề nghị ghi một đơn vị chịu trách nhiệm chính.",
    "several-leads": (
        "Ô ghi nhiều cơ quan chủ trì: “{0}” được coi là chủ trì, “{1}” là phối hợp; "
        "đề nghị xác nhận đơn vị chịu trách nhiệm chính."
    ),
    "lead-ditto": "Cơ quan chủ trì ghi như dòng trên, được hiểu là “{0}”; đề nghị xác nhận.",
    "deadline": "Thời hạn “{0}”: {1}",
    "deadline-before-plan": (
        "Thời hạn “{0}” (hết ngày {1}) đứng trước ngày kế hoạch bắt đầu ({2})."
    ),
    "deadline-after-plan": "Thời hạn “{0}” (hết ngày {1}) đứng sau ngày kế hoạch kết thúc ({2}).",
    "several-days": (
        "Thời hạn “{0}” có nhiều ngày ({1}); đề nghị tách thành nhiều dòng hoặc chọn một ngày."
    ),
    "day-as-number": "Ô thời hạn là số {0}; nếu là ngày thì là ngày {1}. Đề nghị xác nhận.",
    "day-or-month": (
        "Ngày {0} có thể đã bị bảng tính đổi chỗ ngày và tháng (ngày {1}); đề nghị xác nhận."
    ),
    "month-first": "“{0}” ghi tháng trước ngày; có phải ngày {1} không?",
    "formula-without-value": (
        "Ô là công thức chưa có giá trị; mở tệp bằng Excel, lưu lại rồi nhập lại."
    ),
    "error-value": "Ô báo lỗi {0}.",
    "duplicate": "Nhiệm vụ này đã có ở {0}.",
    "columns-shifted": "Các ô của dòng này lệch sang phải một cột; đề nghị kiểm tra từng ô.",
    "joined": "Dòng “{0}” không có số thứ tự và đơn vị nên được nối vào nhiệm vụ trên.",
    "torn": "Dòng đầu trang “{0}” được nối vào nhiệm vụ cuối trang trước; đề nghị kiểm tra.",
    "legacy-text": "Chữ của dòng này thuộc bảng mã cũ {0}; đề nghị chuyển sang Unicode.",
    "hidden-row": "Dòng này đang bị ẩn trong bảng tính; đề nghị xác nhận còn thực hiện.",
}
FAULTS: Final[dict[FaultKind, str]] = {
    "empty-file": "Tệp rỗng.",
    "too-large": "Tệp lớn hơn {0}.",
    "damaged": "Tệp bị hỏng, không mở được ({0}). Mở bằng Word hoặc Excel, lưu lại rồi nhập lại.",
    "password": "Tệp được bảo vệ bằng mật khẩu. Bỏ mật khẩu rồi nhập lại.",
    "zip-bomb": "Tệp nén bung ra quá lớn ({0}) nên không được mở.",
    "old-word": "Tệp Word cũ (.doc). Mở bằng Word, lưu dạng .docx rồi nhập lại.",
    "needs-xls": (
        "Đọc tệp .xls, .ods cần phần bổ sung “xls” (pip install 'cchc-scheduler[xls]'), "
        "hoặc lưu tệp dạng .xlsx."
    ),
    "needs-pdf": (
        "Đọc tệp .pdf cần phần bổ sung “pdf” (pip install 'cchc-scheduler[pdf]'), "
        "hoặc dùng tệp .docx."
    ),
    "scanned-pdf": (
        "Tệp PDF chỉ có ảnh chụp (bản quét), không có chữ để đọc. "
        "Đề nghị dùng tệp .docx hoặc .xlsx."
    ),
    "unknown-kind": "Không phải tệp Word (.docx), Excel (.xlsx, .xls, .ods) hoặc PDF.",
    "no-table": "Không tìm thấy bảng nhiệm vụ. Cần các cột: {0}. Trong tệp có: {1}.",
    "several-tables": "Có nhiều bảng nhiệm vụ, chọn một bảng bằng --table N: {0}.",
    "no-such-table": "Không có bảng số {0}; các bảng tìm thấy: {1}.",
    "no-tasks": "Bảng có tiêu đề cột nhưng không có nhiệm vụ nào bên dưới.",
    "too-many-rows": "Bảng có {0} dòng; chỉ nhận tối đa {1} dòng. Đề nghị kiểm tra lại tệp.",
    "legacy-font": (
        "Văn bản dùng phông chữ cũ bảng mã {0}; không tự chuyển. "
        "Chuyển sang Unicode (phông Times New Roman) rồi nhập lại."
    ),
}
WARNINGS: Final[dict[WarningKind, str]] = {
    "legacy-font": "Tệp có dùng phông chữ cũ: {0}. Chữ được giữ nguyên, không tự chuyển.",
    "tables-joined": "Bảng bị ngắt thành {0} phần qua các trang, đã nối lại.",
    "heads-repeated": "Dòng tiêu đề cột lặp lại {0} lần, đã bỏ qua.",
    "rows-left-out": "Các dòng không phải nhiệm vụ, đã bỏ qua: {0}.",
    "column-not-understood": "Cột “{0}” chưa rõ nội dung nên không được nhập.",
    "no-decision": "Không thấy số, ngày của văn bản ban hành trong tệp.",
    "period-assumed": (
        "Tiêu đề không nêu thời kỳ; thời hạn được hiểu trong khoảng từ {0} đến {1}."
    ),
    "macros": "Tệp có macro; macro không được chạy.",
    "hidden-rows": "Có {0} dòng bị ẩn, vẫn được đọc.",
    "tracked-changes": (
        "Tệp còn dấu vết sửa đổi (Track Changes); phần đã xóa không được đọc, phần thêm được đọc."
    ),
    "cut-off": "Tệp quá dài, phần cuối không được đọc.",
    "lead-and-support-together": (
        "Cơ quan chủ trì và phối hợp ghi chung một cột: đơn vị ghi trước được coi là chủ trì."
    ),
}


def question_words(question: Question) -> str:
    """Return a question with its place: `Kế hoạch!E7: ...`."""
    told = list(question.told)
    if question.kind == "deadline":
        return _placed(question.place, _of_deadline(*told))
    if question.kind == "lead-unknown":
        told[1] = f" Tên gần nhất: {told[1]}." if told[1] else ""
    words = QUESTIONS[question.kind].format(*told)
    return _placed(question.place, words)


def fault_words(fault: AnnexFault) -> str:
    """Return why nothing was read, with the place where there is one."""
    first, *rest = fault.told or ("",)
    if fault.kind == "several-tables":
        first = "; ".join(fault.told)
    words = FAULTS[fault.kind].format(first, "; ".join(rest) or "không có bảng nào")
    return _placed(fault.place, words)


def warning_words(notice: Notice) -> str:
    """Return what a person should know about the paper as a whole."""
    told = tuple(each for each in notice.told if each)
    if notice.kind in ("legacy-font", "rows-left-out"):
        return WARNINGS[notice.kind].format(", ".join(told))
    return WARNINGS[notice.kind].format(*told)


def _placed(place: str, words: str) -> str:
    return f"{place}: {words}" if place else words


def _of_deadline(text: str, code: str) -> str:
    reason = why_confirm(next((each for each in REASONS if each == code), None)) or ""
    return QUESTIONS["deadline"].format(text.strip(), reason) if text.strip() else reason
