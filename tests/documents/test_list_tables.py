"""A table carried out is opened again by other programs, dates as dates, nothing as a formula."""

import csv
import io
from datetime import UTC, date, datetime

import openpyxl

from cchc_scheduler.documents.list_tables import (
    Column,
    ListTable,
    as_csv,
    as_xlsx,
    in_order,
    matching,
)

NOW = datetime(2025, 9, 4, 2, 0, tzinfo=UTC)
TABLE = ListTable(
    "thu",
    "Thư đã gửi",
    (Column("Đơn vị"), Column("Ngày", "day"), Column("Lúc", "moment"), Column("Số", "number")),
    (
        ("Phòng Kinh tế", date(2025, 9, 9), NOW, 3),
        ("=cmd|' /C calc'!A0", None, None, None),
        ("Đội đôn đốc", date(2025, 1, 2), NOW, 12),
    ),
)


def test_the_sheet_opens_with_real_days_and_texts_that_stay_texts():
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(TABLE, NOW))).active

    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("Đơn vị", "Ngày", "Lúc", "Số")
    assert [str(cell) for cell in rows[1]] == [
        "Phòng Kinh tế",
        "2025-09-09 00:00:00",
        "2025-09-04 09:00:00",
        "3",
    ]
    assert (sheet["A3"].data_type, sheet["A3"].value) == ("s", "=cmd|' /C calc'!A0")
    assert sheet.auto_filter.ref == "A1:D4"


def test_the_csv_opens_in_excel_and_runs_nothing():
    data = as_csv(TABLE)
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))

    assert data.startswith(b"\xef\xbb\xbf")
    assert rows[1] == ["Phòng Kinh tế", "2025-09-09", "2025-09-04 09:00", "3"]
    assert rows[2] == ["'=cmd|' /C calc'!A0", "", "", ""]


def test_rows_are_found_without_marks_and_sorted_with_the_empty_ones_last():
    assert [row[3] for row in matching(TABLE, "don doc").rows] == [12]
    assert [row[3] for row in matching(TABLE, "09/9/2025").rows] == [3]
    assert [row[3] for row in in_order(TABLE, 1).rows] == [12, 3, None]
    assert [row[0][0] for row in in_order(TABLE, 0).rows] == ["Đ", "P", "="]
