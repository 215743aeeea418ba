"""One golden rendering per template; `make golden` writes them anew from the facts of `cast`."""

from pathlib import Path

from cchc_scheduler.documents.letters import LetterTexts
from tests.letters.cast import FACTS

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).resolve().parent / "golden"
TEXTS = LetterTexts([ROOT / "templates"])


def renderings():
    """What stands in the golden files: name of the file → its text."""
    found = {}
    for name, facts in FACTS.items():
        rendered = TEXTS.render(name, facts)
        found[f"{name}.txt"] = f"{rendered.subject}\n\n{rendered.text}"
        found[f"{name}.html"] = rendered.html + "\n"
    return found


def renew():
    """Write every golden file anew; look at the difference before you keep it."""
    FOLDER.mkdir(exist_ok=True)
    wanted = renderings()
    for old in FOLDER.iterdir():
        if old.name not in wanted:
            old.unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    renew()
