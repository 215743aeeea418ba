"""Reading never raises, whatever stands in the cells, and changes no word."""

import time
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_scheduler.core.annexes.directory import directory_of
from cchc_scheduler.core.annexes.grids import NOTHING, Cell, Grid, Paper, Row
from cchc_scheduler.core.annexes.reading import Asked, read_annex
from tests.core.annexes.drawn import HALF_YEAR, HEADS, UNITS, drawn, office, read

ASKED = Asked(directory_of(office()), HALF_YEAR)
WORDS = st.sampled_from(
    [
        *HEADS,
        "",
        "1",
        "I",
        "II. Thể chế",
        "nt",
        "…",
        "- ",
        "Phòng Kinh tế",
        "Phòng Kinh tế,",
        "Chủ trì: a; phối hợp: b",
        "Trước ngày 31/2/2025",
        "Thường xuyên",
        "2025",
        "Nơi nhận:",
        "Kèm theo Quyết định số 1/QĐ ngày 99/99/2025",
        "phối hợp",
        "chủ trì",
        "TT",
        "Phụ lục II",
        *(name for _, name, _ in UNITS),
    ]
)
CELL = st.builds(
    lambda text, row, column, day, number, marks: Cell(
        text, row, column, "ô", day, number, marks[0], marks[1], bold=marks[2], numbered=marks[3]
    ),
    st.one_of(WORDS, st.text(max_size=40)),
    st.integers(0, 4),
    st.integers(0, 6),
    st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2100, 1, 1))),
    st.one_of(st.none(), st.floats(-1e6, 1e6)),
    st.tuples(
        st.booleans(),
        st.sampled_from([None, "formula-without-value", "error-value"]),
        st.booleans(),
        st.booleans(),
    ),
)
ROWS = st.lists(st.lists(st.one_of(st.just(NOTHING), CELL), max_size=7), max_size=8)
USUAL = tuple(Cell(head, 0, at, "ô") for at, head in enumerate(HEADS))
LINES = st.lists(st.one_of(WORDS, st.text(max_size=60)), max_size=3)


def grid(rows, before, *, with_heads, sheet):
    whole = [USUAL, *rows] if with_heads else rows
    made = (Row(n, f"dòng {n}", tuple(cells)) for n, cells in enumerate(whole, 1))
    return Grid("bảng", tuple(made), tuple(before), sheet)


GRID = st.builds(grid, ROWS, LINES, with_heads=st.booleans(), sheet=st.booleans())


@settings(max_examples=150)
@given(st.lists(GRID, max_size=3), LINES, st.sampled_from([None, 0, 1, 2]))
def test_any_cells_give_tasks_or_a_fault(grids, head, table):
    asked = Asked(ASKED.directory, HALF_YEAR, table=table)

    annex = read_annex(Paper(tuple(grids), tuple(head)), asked)

    assert bool(annex.tasks) != bool(annex.faults)
    assert all(0 <= task.confidence <= 1 and len(task.lead) <= 1 for task in annex.tasks)


@settings(max_examples=100)
@given(
    st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=3, max_size=60).filter(
        lambda text: text.strip() == text
    ),
    st.sampled_from([name for _, name, _ in UNITS]),
)
def test_the_words_of_a_task_come_out_as_they_went_in(text, unit):
    annex = read(drawn(HEADS, ("7", f"a{text}", unit, "", "31/12/2025", "")))

    assert [f"a{text}"] == [task.text for task in annex.tasks]


def test_a_cell_of_a_hundred_names_costs_little():
    names = ", ".join(f"Tổ {n} và Hội {n}" for n in range(300))
    began = time.process_time()

    read(
        drawn(HEADS, *((str(n), f"Việc {n}", names + str(n), names, "2025", "") for n in range(9)))
    )

    assert time.process_time() - began < 10
