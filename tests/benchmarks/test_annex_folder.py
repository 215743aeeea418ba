"""The counts over a folder of annexes, on annexes constructed here."""

import json

from benchmarks.annex_folder import figures, main
from tests.plan.annexes import HEADS, excel, row, word

TABLE = """# An annex

(Kèm theo Kế hoạch số 5/KH-UBND ngày 01/7/2025)

| TT | Nội dung | Chủ trì | Thời hạn |
|---|---|---|---|
| **I. Thể chế** | | | |
| 1 | Rà soát | Phòng Kinh tế | 31/12/2025 |
| 2 | Công khai | Trạm Y tế | Theo kế hoạch riêng |
"""


def test_a_table_in_markdown_is_counted_before_and_after_its_units_are_known(tmp_path):
    (tmp_path / "a.md").write_text(TABLE, "utf-8")

    found = figures(tmp_path)["a.md"]

    assert {key: number for key, number in found.items() if key != "ms"} == {
        "rows": 2,
        "sections": 1,
        "deadlines understood": 1,
        "leads matched": 1,
        "questions": 2,
        "units proposed": 1,
        "leads matched with them": 2,
        "questions with them": 1,
    }


def test_files_are_counted_and_those_that_cannot_be_read_are_named(tmp_path):
    (tmp_path / "a.docx").write_bytes(word((HEADS, row("1", "Việc"))))
    (tmp_path / "b.xlsx").write_bytes(excel(HEADS, row(1, "Việc"), row(2, "Hai")))
    (tmp_path / "c.txt").write_bytes(b"x")

    found = figures(tmp_path)

    assert [found["a.docx"]["rows"], found["b.xlsx"]["rows"]] == [1, 2]
    assert found["c.txt"] == {"unknown-kind": 1}
    assert found["phrases"]["a second"] > 0


def test_the_command_prints_the_counts(tmp_path, capsys):
    assert main([str(tmp_path)]) == 0

    assert json.loads(capsys.readouterr().out) == {}
