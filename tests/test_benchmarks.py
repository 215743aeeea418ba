"""The benchmarks run at tiny sizes and write what the page is made of; no goal is judged here."""

import json
import platform
from pathlib import Path

import pytest

from benchmarks.__main__ import PAGE, RESULTS, main
from benchmarks.page import BEGIN, END, table

KEYS = {"name", "what", "value", "unit", "bound", "goal", "rounds", "parts", "met"}


@pytest.mark.parametrize(
    ("benchmark", "figures"),
    [
        ("ticks", ["tick", "idle-tick"]),
        ("mailing", ["decide-to-sent"]),
        ("deciding", ["deciding"]),
        ("seasons", ["simulation"]),
        ("processes", ["help", "season"]),
        ("reporting", ["report-docx", "tracking-sheet", "pack"]),
        ("idling", ["idle-memory", "idle-cpu"]),
    ],
)
def test_a_benchmark_runs_and_writes_its_figures(benchmark, figures, tmp_path):
    main(["--tiny", benchmark, "--out", str(tmp_path / "results.json")])

    written = json.loads((tmp_path / "results.json").read_text("utf-8"))
    assert figures == [each["name"] for each in written["figures"]]
    assert all(each.keys() == KEYS and each["value"] >= 0 for each in written["figures"])


def test_an_unknown_benchmark_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["no-such-thing"])

    assert "no benchmark is called no-such-thing" in capsys.readouterr().err


def test_the_page_holds_exactly_the_measured_figures():
    results = json.loads(RESULTS.read_text("utf-8"))

    shown = PAGE.read_text("utf-8").partition(BEGIN)[2].partition(END)[0]

    assert table(results) == shown.strip()


def test_the_results_name_the_machine_but_neither_its_host_nor_a_folder():
    text = RESULTS.read_text("utf-8")

    assert {"cpu", "cores", "memory_gib", "kernel", "python", "sqlite"} <= set(
        json.loads(text)["machine"]
    )
    assert platform.node() not in text
    assert str(Path.home()) not in text
