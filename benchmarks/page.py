"""The figures as a table: on the terminal, and between two marks in docs/performance.md."""

from pathlib import Path
from typing import Any

BEGIN = "<!-- figures: written by `make bench`, not by hand -->"
END = "<!-- end of figures -->"


def table(results: dict[str, Any]) -> str:
    """Return the machine and every figure as Markdown."""
    known = results["machine"]
    about = (
        f"Machine: {known['cpu']}, {known['cores']} cores, {known['memory_gib']} GiB, "
        f"Linux {known['kernel']}, Python {known['python']}, SQLite {known['sqlite']}; "
        f"{known['at']}, load {known['load_before']} before the run."
    )
    lines = [
        about,
        "",
        "| figure | goal | measured | rounds (least / most) | of it |",
        "|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *(_row(figure) for figure in results["figures"])])


def write_page(page: Path, results: dict[str, Any]) -> None:
    """Put the table between the marks of the page; everything else stays."""
    head, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    tail = rest.partition(END)[2]
    page.write_text(f"{head}{BEGIN}\n{table(results)}\n{END}{tail}", encoding="utf-8")


def _row(figure: dict[str, Any]) -> str:
    unit = figure["unit"]
    goal = f"{figure['bound']} {_number(figure['goal'])} {unit}" if figure["goal"] else ""
    verdict = {True: "", False: " **(missed)**", None: ""}[figure["met"]]
    rounds = figure["rounds"]
    spread = f"{len(rounds)}: {_number(min(rounds))} / {_number(max(rounds))}" if rounds else ""
    parts = ", ".join(f"{_number(value)} {name}" for name, value in figure["parts"].items())
    measured = f"{_number(figure['value'])} {unit}{verdict}"
    return f"| {figure['what']} | {goal} | {measured} | {spread} | {parts} |"


def _number(value: float) -> str:
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.3g}"
