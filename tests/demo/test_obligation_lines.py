from collections import Counter
from datetime import date

import pytest

from cchc_scheduler.actions.records import Records
from cchc_scheduler.demo.obligation_lines import obligation_lines
from cchc_scheduler.home import find_home
from cchc_scheduler.simulate.scenario import parse_scenario
from cchc_scheduler.simulate.season import Season, simulate


@pytest.mark.parametrize(
    ("period", "unit", "how", "moved"),
    [
        (0, "Văn phòng HĐND-UBND xã", "qua hệ thống Quản lý văn bản, số 15/BC-VP", ""),
        (0, "Trung tâm Phục vụ hành chính công", "tệp", "bổ sung đến hết 16/9/2025"),
        (
            0,
            "Trung tâm Văn hóa, Thể thao và truyền thông",
            "tệp",
            "lùi đến hết 12/9/2025",
        ),
        (1, "Trung tâm Văn hóa, Thể thao và truyền thông", "không phát sinh", ""),
    ],
)
def test_each_way_of_handing_in_and_each_moved_day_stands_in_the_table(
    story, period, unit, how, moved
):
    title = ("Quý III năm 2025", "Quý IV và năm 2025")[period]

    lines = [line for line in story.obligations if (line.period, line.unit) == (title, unit)]

    assert [(line.how, line.moved) for line in lines] == [(how, moved)]


def lines_after(scenario, last=date(2025, 9, 12)):
    found = simulate(find_home(None), Season(date(2025, 9, 8), last, parse_scenario(scenario)))
    with found.db.read() as connection:
        lines = obligation_lines(connection, Records().read(connection))
    return {line.unit: line for line in lines if line.period == "Quý III năm 2025"}


def test_units_stand_in_the_order_of_the_plan():
    assert list(lines_after("")) == [
        "Phòng Văn hóa-Xã hội",
        "Văn phòng HĐND-UBND xã",
        "Phòng Kinh tế",
        "Trung tâm Phục vụ hành chính công",
        "Trung tâm Văn hóa, Thể thao và truyền thông",
    ]


def test_what_has_not_come_is_said_without_a_judgement():
    line = lines_after("")["Phòng Kinh tế"]

    assert (line.due, line.came, line.how) == ("hết 09/9/2025", "", "")
    assert (line.state, line.tone) == ("Chưa nhận", "open")


@pytest.mark.parametrize(
    ("deed", "state"),
    [
        ("do: waive, reason: r", "Được miễn"),
        ("do: submit, link: https://x.example/a, by: b", "Đúng thời hạn"),
        ("do: submit, file: f.docx, by: b", "Đúng thời hạn"),
    ],
)
def test_what_became_of_it_is_said(deed, state):
    scenario = f'- {{at: "2025-09-09 10:00", unit: phong-kinh-te, period: 2025-Q3, {deed}}}'

    assert lines_after(scenario)["Phòng Kinh tế"].state == state


def test_results_of_the_season_are_judged_by_the_day_in_force(story):
    results = Counter(line.state for line in story.obligations)

    assert results == {"Đúng thời hạn": 8, "Đúng thời hạn đã lùi": 1, "Sau thời hạn": 1}
