"""Deadlines that come once: days, months, quarters, halves, years, named days."""

from datetime import date

import pytest


@pytest.mark.parametrize(
    ("phrase", "bound", "due"),
    [
        # a day
        ("18/8/2025", "inclusive", "08-18"),
        ("18-8-2025", "inclusive", "08-18"),
        ("18.8.2025", "inclusive", "08-18"),
        ("18/8/25", "inclusive", "08-18"),
        ("2025-08-18", "inclusive", "08-18"),
        ("ngày 18 tháng 8 năm 2025", "inclusive", "08-18"),
        ("18/8/2025*", "inclusive", "08-18"),
        ("Hạn cuối: 18/8/2025", "inclusive", "08-18"),
        ("trước 18/8", "exclusive", "08-17"),
        ("Trước 18.8", "exclusive", "08-17"),
        ("trước ngày 01/01/2026", "exclusive", "12-31"),
        ("chậm nhất trước ngày 18/8/2025", "exclusive", "08-17"),
        ("xong trước 18/8/2025", "exclusive", "08-17"),
        ("trước hoặc trong ngày 18/8/2025", "inclusive", "08-18"),
        ("chậm nhất là ngày 18/8/2025", "inclusive", "08-18"),
        ("không quá ngày 18/8/2025", "inclusive", "08-18"),
        ("không muộn hơn 18/8/2025", "inclusive", "08-18"),
        ("hết ngày 18/8", "inclusive", "08-18"),
        ("Đến ngày 18/8/2025", "inclusive", "08-18"),
        ("Thứ Hai, ngày 18/8/2025", "inclusive", "08-18"),
        ("TRƯỚC NGÀY 18 THÁNG 8", "exclusive", "08-17"),
        # months
        ("Tháng 10 năm 2025", "period_end", "10-31"),
        ("10/2025", "period_end", "10-31"),
        ("T10/2025", "period_end", "10-31"),
        ("Tháng 10/25", "period_end", "10-31"),
        ("tháng mười một", "period_end", "11-30"),
        ("xong trong tháng 10", "period_end", "10-31"),
        ("Tháng 10, 11, 12/2025", "period_end", "12-31"),
        ("Tháng 8 - 10/2025", "period_end", "10-31"),
        ("Tháng 9, tháng 12", "period_end", "09-30 12-31"),
        ("Tháng 2/2028", "period_end", "2028-02-29"),
        ("trước tháng 12/2025", "exclusive", "11-30"),
        ("cuối tháng 11/2025", "inclusive", "11-30"),
        ("ngày cuối cùng của tháng 11", "inclusive", "11-30"),
        ("Hạ tuần tháng 11", "period_end", "11-30"),
        ("Thượng tuần tháng 11", "period_end", "11-10"),
        ("từ tháng 8 đến hết tháng 11/2025", "period_end", "11-30"),
        ("Tháng 12/2025, trước ngày 20", "exclusive", "12-19"),
        # quarters
        ("Quý IV/2025", "period_end", "12-31"),
        ("Quí 3", "period_end", "09-30"),
        ("Q.III/2025", "period_end", "09-30"),
        ("Q4-2025", "period_end", "12-31"),
        ("QUÝ III NĂM 2025", "period_end", "09-30"),
        ("Quý III, IV năm 2025", "period_end", "12-31"),
        ("Quý III và quý IV", "period_end", "12-31"),
        ("Quý II, quý IV/2025", "period_end", "06-30 12-31"),
        ("trước quý IV/2025", "exclusive", "09-30"),
        ("cuối quý III", "inclusive", "09-30"),
        ("đến hết quý III/2025", "period_end", "09-30"),
        ("trước khi kết thúc quý III", "period_end", "09-30"),
        ("Quý IV/2025 (trước ngày 20/12/2025)", "exclusive", "12-19"),
        ("ngày 15 của tháng cuối quý III/2025", "inclusive", "09-15"),
        # halves and years
        ("6 tháng cuối năm", "period_end", "12-31"),
        ("06 tháng đầu năm 2026", "period_end", "2026-06-30"),
        ("9 tháng đầu năm 2025", "period_end", "09-30"),
        ("03 tháng cuối năm 2025", "period_end", "12-31"),
        ("Nửa cuối năm 2025", "period_end", "12-31"),
        ("2025", "period_end", "12-31"),
        ("2026 - 2028", "period_end", "2028-12-31"),
        ("Giai đoạn 2025-2026", "period_end", "2026-12-31"),
        ("trong năm nay", "period_end", "12-31"),
        ("cuối năm 2025", "inclusive", "12-31"),
        ("trước năm 2027", "exclusive", "2026-12-31"),
        ("trước ngày 20/01 năm sau", "exclusive", "2026-01-19"),
        # named days
        ("trước Quốc khánh 2/9", "exclusive", "09-01"),
        ("trước dịp Quốc khánh (2/9/2025)", "exclusive", "09-01"),
        ("Trước Tết Nguyên đán Bính Ngọ", "exclusive", "2026-02-16"),
        ("trước Tết Nguyên đán năm 2026", "exclusive", "2026-02-16"),
        ("trước ngày Giỗ Tổ Hùng Vương năm 2026", "exclusive", "2026-04-25"),
        # several parts
        ("Đợt 1: trước 30/8/2025; đợt 2: trước 30/10/2025", "exclusive", "08-29 10-29"),
        ("trước ngày 12/9 và 12/12/2025", "exclusive", "09-11 12-11"),
        ("Trước ngày 20/12 và 20/01/2026", "exclusive", "12-19 2026-01-19"),
        ("Hoàn thành trong tháng 9 và báo cáo trước ngày 05/10/2025", "period_end", "09-30 10-04"),
        ("trước ngày 20 tháng đầu quý III và quý IV/2025", "exclusive", "07-19 10-19"),
        # the name of a report is no deadline
        ("Báo cáo quý III/2025 trước ngày 12/10/2025", "exclusive", "10-11"),
        ("Báo cáo năm 2025 trước ngày 15/01/2026", "exclusive", "2026-01-14"),
        ("hạn nộp báo cáo quý III là ngày 12/10/2025", "inclusive", "10-12"),
        ("trước ngày 12/9/2025 theo Quyết định 362/QĐ-UBND năm 2024", "exclusive", "09-11"),
        # a milestone beside what goes on
        ("Thường xuyên, tổng kết trong tháng 11/2025", "period_end", "11-30"),
        ("thường xuyên, xong trước ngày 05/12/2025", "exclusive", "12-04"),
    ],
)
def test_what_comes_once_names_its_last_permitted_days(reads, days, phrase, bound, due):
    found = reads(phrase)

    assert (found.kind, found.bound, found.due) == ("once", bound, days(due))
    assert not found.needs_confirmation


@pytest.mark.parametrize(
    ("phrase", "time", "due"),
    [
        ("trước 16 giờ ngày 20/10/2025", "16:00", "10-20"),
        ("trước 16h30 ngày 20/10/2025", "16:30", "10-20"),
        ("trước 4 giờ chiều ngày 20/10", "16:00", "10-20"),
        ("Trước 17:00, thứ Hai, ngày 20 tháng 10 năm 2025", "17:00", "10-20"),
        ("trước 24 giờ ngày 31/12/2025", "24:00", "12-31"),
        ("trước 0 giờ ngày 01/01/2026", None, "12-31"),
    ],
)
def test_an_hour_of_a_day_keeps_the_day_itself(reads, days, phrase, time, due):
    found = reads(phrase)

    assert (found.time, found.due) == (time, days(due))


@pytest.mark.parametrize(
    ("phrase", "start"),
    [
        ("Quý IV/2025", date(2025, 10, 1)),
        ("từ 15/8 đến 30/9/2025", date(2025, 8, 15)),
        ("từ ngày 05 đến ngày 12 tháng 9 năm 2025", date(2025, 9, 5)),
        ("ngày 05-12/9/2025", date(2025, 9, 5)),
        ("từ ngày 20/12 đến ngày 10/01/2026", date(2025, 12, 20)),
        ("Tháng 11/2025 - tháng 02/2026", date(2025, 11, 1)),
        ("từ nay đến hết năm 2025", date(2025, 7, 28)),
        ("chậm nhất tháng 9/2025", None),
        ("trước quý IV/2025", None),
    ],
)
def test_a_stretch_has_its_first_day(reads, phrase, start):
    assert reads(phrase).start == start


@pytest.mark.parametrize(
    ("phrase", "then"),
    [
        ("Hoàn thành trong tháng 9/2025, sau đó duy trì thường xuyên", "continuous"),
        ("Quý III/2025 và thường xuyên", "continuous"),
        ("Xong trong quý IV/2025 và các năm tiếp theo", "recurring"),
        ("Quý IV/2025", None),
    ],
)
def test_what_follows_a_milestone_is_told_apart(reads, phrase, then):
    found = reads(phrase)

    assert (found.kind, found.then) == ("once", then)
