"""Look at the kept files of submissions: one that is gone, changed or broken is named."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import RowMapping

from cchc_scheduler.core.reports import Finding
from cchc_scheduler.documents.openable import opens
from cchc_scheduler.documents.vietnamese import moment
from cchc_scheduler.store import files

GONE: Final = "không còn trong kho lưu"
CHANGED: Final = "không còn nguyên như khi nhận (mã kiểm tra khác)"
BROKEN: Final = "không mở được"


def file_findings(
    unit: str, name: str, versions: Sequence[RowMapping], data: Path | None
) -> Iterator[Finding]:
    """Yield one sentence for each version whose file can't be opened or whose content is erased."""
    for each in versions:
        if each["erased_at"] is not None:
            told = f"bản {each['version']} đã được xóa nội dung lúc {moment(each['erased_at'])}"
            yield Finding("erased", unit, f"{name}: {told}; báo cáo không có phần này.")
        elif data is not None and each["file_sha256"]:
            fault = _fault(files.path_of(data, each["file_sha256"]), each)
            if fault is not None:
                what = f"tệp {each['file_name']} (bản {each['version']})"
                told = f"{name}: {what} {fault}; đề nghị đơn vị gửi lại hoặc kiểm tra bản sao lưu."
                yield Finding("not-opened", unit, told)


def _fault(path: Path, version: RowMapping) -> str | None:
    try:
        content = path.read_bytes()
    except OSError:
        return GONE
    if hashlib.sha256(content).hexdigest() != version["file_sha256"]:
        return CHANGED
    return None if opens(content, version["file_type"] or "") else BROKEN
