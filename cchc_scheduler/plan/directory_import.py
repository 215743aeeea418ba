"""A directory that came in as a file, laid over the office's own: the new office, or its faults.

Only units, posts, people and the posts of the leaders are taken; everything else of the office's
file stays as it is.
"""

from collections.abc import Mapping
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML

from cchc_scheduler.core.directories import DIRECTORY_KEYS
from cchc_scheduler.plan.annex_file import ZIP, read_paper
from cchc_scheduler.plan.directory_sheet import Sheets, read_directory
from cchc_scheduler.plan.faults import Fault, closest
from cchc_scheduler.plan.office_checks import check_office
from cchc_scheduler.plan.office_file import OfficeFile
from cchc_scheduler.plan.plan_text import WIDE, yaml_text
from cchc_scheduler.plan.reading import read_source
from cchc_scheduler.plan.sources import Source
from cchc_scheduler.plan.validating import validated

MAY_LACK: Final = ("coordinator", "from_day", "to_day", "second", "name", "phone")
COMPOUND: Final = bytes.fromhex("d0cf11e0a1b11ae1")


def with_directory(
    office: Mapping[str, Any], path: Path
) -> tuple[OfficeFile | None, tuple[Fault, ...]]:
    """Return the office with the directory of a file in it, or None and every fault with its place.

    Raises OSError when the file can't be read, UnreadableAnnex when it is no Excel file that can.
    """
    content = path.read_bytes()
    if content.startswith((ZIP, COMPOUND)):
        return _from_sheets(office, read_directory(read_paper(content)))
    return _from_yaml(office, read_source(path))


def _from_sheets(
    office: Mapping[str, Any], sheets: Sheets
) -> tuple[OfficeFile | None, tuple[Fault, ...]]:
    source = Source("office.yaml", {**office, **sheets.content})
    model = _checked(source)
    told = [_placed(fault, sheets) for fault in source.faults]
    faults = tuple(dict.fromkeys([*sheets.faults, *told]))
    return (None if faults else model), faults


def _placed(fault: Fault, sheets: Sheets) -> Fault:
    """Return a fault with its cell in place of line and path."""
    place = sheets.place_of(fault.path)
    if place is None:
        return replace(fault, line=0)
    named = "" if fault.path in sheets.places else f"{fault.path.rpartition('.')[2]} "
    return replace(fault, file=place, line=0, path="", problem=f"{named}{fault.problem}")


def _from_yaml(
    office: Mapping[str, Any], source: Source
) -> tuple[OfficeFile | None, tuple[Fault, ...]]:
    if source.data is None:
        return None, tuple(source.faults)
    for name in source.data:
        if name not in DIRECTORY_KEYS:
            source.add_bare((name,), "is no part of a directory", closest(name, DIRECTORY_KEYS))
    for name in DIRECTORY_KEYS:
        if name not in source.data:
            source.add_bare((name,), "is missing")
    source.data = {**office, **source.data}
    if source.faults:
        return None, tuple(sorted(source.faults))
    model = _checked(source)
    return (None if source.faults else model), tuple(sorted(source.faults))


def _checked(source: Source) -> OfficeFile | None:
    check_office(source)
    return validated(source, OfficeFile)


def directory_of(office: Mapping[str, Any]) -> dict[str, Any]:
    """Return the part of an office's document that is its directory."""
    return {name: office[name] for name in DIRECTORY_KEYS}


def directory_text(office: Mapping[str, Any]) -> str:
    """Return the directory of an office's document as YAML, which is read back to the same."""
    part = {name: _without_empty(each) for name, each in directory_of(office).items()}
    return yaml_text(part)


def office_text(present: str, was: Mapping[str, Any], office: Mapping[str, Any]) -> str:
    """Return the text of the office's file with a new directory; what did not change stays.

    `was` is the document that `present` holds. Comments inside a part that changed go with it.
    """
    yaml = YAML()
    yaml.width = WIDE
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    document = yaml.load(present)
    for name in DIRECTORY_KEYS:
        if was[name] != office[name]:
            document[name] = _without_empty(office[name])
    written = StringIO()
    yaml.dump(document, written)
    return written.getvalue()


def _without_empty(value: Any) -> Any:
    """Return entries without what is empty and need not stand; a vacant post keeps its holder."""
    if not isinstance(value, list):
        return value
    return [
        {name: each for name, each in entry.items() if each or name not in MAY_LACK}
        for entry in value
    ]
