"""`python -m benchmarks`: measure everything, or what is named; write JSON and the page's table."""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import (
    deciding,
    handing_in,
    idling,
    installing,
    mailing,
    processes,
    reading_mail,
    reporting,
    seasons,
    ticks,
    today,
)
from benchmarks.figures import Figure, machine
from benchmarks.page import table, write_page
from benchmarks.sizes import TINY, Sizes

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results.json"
PAGE = HERE.parent / "docs" / "performance.md"
BENCHMARKS: dict[str, Callable[[Sizes, Path], list[Figure]]] = {
    "processes": processes.measure,
    "ticks": ticks.measure,
    "mailing": mailing.measure,
    "deciding": deciding.measure,
    "seasons": seasons.measure,
    "handing_in": handing_in.measure,
    "today": today.measure,
    "reading_mail": reading_mail.measure,
    "reporting": reporting.measure,
    "idling": idling.measure,
    "installing": installing.measure,
}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--tiny", action="store_true", help="only see that they run")
    parser.add_argument("--out", type=Path, help="write the JSON there and leave the page alone")
    asked = parser.parse_args(arguments)
    unknown = set(asked.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    whole = not (asked.names or asked.tiny or asked.out)
    target = RESULTS if whole else asked.out
    results = run(asked.names or list(BENCHMARKS), TINY if asked.tiny else Sizes(), target)
    print(table(results))
    if whole:
        write_page(PAGE, results)
    return 0


def run(names: list[str], sizes: Sizes, target: Path | None) -> dict[str, Any]:
    """Measure what is named; what is known so far is written after each, so that little is lost."""
    results: dict[str, Any] = {"machine": machine(), "figures": []}
    with tempfile.TemporaryDirectory(prefix="cchc-product-") as product:
        if sizes != TINY:
            processes.install_product(Path(product))
        for name in names:
            print(f"{name} ...", file=sys.stderr, flush=True)
            with tempfile.TemporaryDirectory(prefix="cchc-bench-") as folder:
                found = BENCHMARKS[name](sizes, Path(folder))
            results["figures"] += [each.as_json() for each in found]
            if target is not None:
                text = json.dumps(results, ensure_ascii=False, indent=2)
                target.write_text(f"{text}\n", encoding="utf-8")
    return results


if __name__ == "__main__":
    sys.exit(main())
