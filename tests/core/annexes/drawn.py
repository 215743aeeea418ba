"""Tables drawn as lists of words: "<" goes on from the left, "^" from above, "*" before is bold."""

from datetime import date

from cchc_scheduler.core.annexes.directory import directory_of
from cchc_scheduler.core.annexes.grids import NOTHING, Cell, Grid, Paper, Row
from cchc_scheduler.core.annexes.reading import Asked, read_annex
from cchc_scheduler.core.offices import Office, Post, Unit
from cchc_scheduler.core.phrases.values import Surroundings
from cchc_scheduler.words import Rank

HEADS = ("STT", "Nội dung", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm")
UNITS = (
    ("van-hoa", "Phòng Văn hóa-Xã hội", "Phòng VH-XH"),
    ("van-phong", "Văn phòng HĐND-UBND xã", "Văn phòng HĐND-UBND"),
    ("kinh-te", "Phòng Kinh tế", "Phòng Kinh tế"),
    ("hanh-chinh-cong", "Trung tâm Phục vụ hành chính công", "TTPVHCC"),
    ("van-hoa-the-thao", "Trung tâm Văn hóa, Thể thao và truyền thông", "TTVHTT&TT"),
)
HALF_YEAR = Surroundings(date(2025, 7, 1), date(2025, 12, 31))


def office(units=UNITS):
    return Office(
        name="Ủy ban nhân dân xã An Bình",
        place="Xã An Bình",
        city="thành phố Hải Phòng",
        sender_name="",
        sender_address="",
        units=tuple(
            Unit(unit, name, short, f"truong-{unit}", "dau-moi") for unit, name, short in units
        ),
        posts=(Post("truong-kinh-te", "Trưởng phòng Kinh tế", Rank.HEAD, None),),
        people=(),
        chair="chu-tich",
        office_chief=None,
        vice_chair=None,
    )


def drawn(*rows, name="bảng 1", before=(), sheet=False, **marks):
    """Return a grid; `marks` gives a cell its day, number or flaw by its words."""
    found = []
    for number, words in enumerate(rows, 1):
        cells = []
        for column, word in enumerate(words, 1):
            if word == "<":
                cells.append(cells[-1])
            elif word == "^":
                cells.append(found[-1].cells[column - 1])
            elif word is None or word == "":
                cells.append(NOTHING)
            else:
                place = f"{name}, dòng {number}, cột {column}"
                extra = marks.get("cells", {}).get(word, {})
                text = extra.pop("text", word) if extra else word
                bold = text.startswith("*")
                cells.append(Cell(text.lstrip("*"), number, column, place, bold=bold, **extra))
        hidden = number in marks.get("hidden", ())
        found.append(Row(number, f"{name}, dòng {number}", tuple(cells), hidden=hidden))
    return Grid(name, tuple(found), tuple(before), sheet)


def read(*grids, units=UNITS, around=HALF_YEAR, table=None, **paper):
    """Return what is read of grids for an office with five units."""
    asked = Asked(directory_of(office(units)), around, table=table)
    return read_annex(Paper(tuple(grids), **paper), asked)


def tasks_of(*rows, heads=HEADS):
    """Return the tasks of one table with the usual heads."""
    annex = read(drawn(heads, *rows))
    assert annex.faults == ()
    return annex.tasks


def kinds(task):
    return [question.kind for question in task.questions]


def leads(task):
    return [match.unit or match.name for match in task.lead]


def supports(task):
    return [match.unit or match.name for match in task.support]
