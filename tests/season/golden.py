"""Renews the golden list of the season: `make golden`, then look at the difference in git.

Each line is one letter of 28/7/2025 to 31/12/2025 in which nobody acts.
"""

import json
from datetime import date

from cchc_scheduler.home import find_home
from cchc_scheduler.simulate.season import Season, simulate
from tests.oracle.stage import ROOT

FILE = ROOT / "tests" / "season" / "golden.jsonl"


def lines_of(findings):
    """The letters as the golden list keeps them: at, kind, to, items, subject."""
    return [
        json.dumps(
            {
                "at": letter["at"],
                "kind": letter["kind"],
                "to": letter["to"],
                "items": [f"{item['obligation']} {item['rung']}" for item in letter["items"]],
                "subject": letter["subject"],
            },
            ensure_ascii=False,
        )
        for letter in findings["letters"]
    ]


def main():
    season = Season(date(2025, 7, 28), date(2025, 12, 31))
    found = simulate(find_home(ROOT, {}, ROOT), season)
    FILE.write_text("\n".join(lines_of(found.findings)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
