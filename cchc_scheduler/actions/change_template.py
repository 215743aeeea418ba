"""Change a Word template of the office from its pages: listed, replaced, taken back to the shipped.

A template that was replaced is kept beside the new one, with the time in its name.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cchc_scheduler.actions.put_template import put_template
from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.documents.word_templates import FOLDER
from cchc_scheduler.home import Home
from cchc_scheduler.store import audit
from cchc_scheduler.store.database import Database

SUBJECT = "templates"


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """One template in force; `own` tells the office's own from the one that was shipped.

    `shipped` tells whether there is a shipped one to go back to.
    """

    name: str
    path: Path
    own: bool
    shipped: bool


def read_templates(template_dirs: Sequence[Path], home: Home | None) -> tuple[TemplateLine, ...]:
    """Return the templates in force by name."""
    mine = home.root / "templates" if home is not None and home.own else None
    found: dict[str, list[Path]] = {}
    for folder in template_dirs:
        for path in sorted((folder / FOLDER).glob("*.docx")):
            found.setdefault(path.name, []).append(path)
    return tuple(
        TemplateLine(
            name=name,
            path=paths[0],
            own=mine is not None and paths[0].is_relative_to(mine),
            shipped=len(paths) > 1,
        )
        for name, paths in sorted(found.items())
    )


def change_template(
    db: Database, home: Home, named: tuple[Path, str], by: str, now: datetime
) -> None:
    """Make a file the office's template of this name, with its line in the log."""
    file, name = named
    placed = put_template(home, file, name, now)
    detail = {"name": name, "kept": placed.kept.name if placed.kept else None}
    with db.work() as connection:
        audit.write(connection, now, [(by, "template put", SUBJECT, detail)])


def back_to_shipped(db: Database, home: Home, name: str, by: str, now: datetime) -> bool:
    """Let the shipped template be in force again; the office's own is kept beside.

    False when it is in force already. Raises NotFound when no template has this name.
    """
    lines = {each.name: each for each in read_templates(home.template_dirs(), home)}
    line = lines.get(name)
    if line is None or not (line.shipped or not line.own):
        raise NotFound(f"No template named {name} was shipped.")
    if not line.own:
        return False
    kept = line.path.with_name(f"{name}.{now.astimezone(OFFICE_ZONE):%Y-%m-%d-%H%M%S}")
    shutil.move(line.path, kept)
    with db.work() as connection:
        detail = {"name": name, "kept": kept.name}
        audit.write(connection, now, [(by, "template taken back", SUBJECT, detail)])
    return True
