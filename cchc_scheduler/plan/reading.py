"""From a YAML file to plain data that remembers its lines; every fault of form is collected.

Only the plain part of YAML 1.2 is taken: no tags, no anchors, no second document, UTF-8 alone.
"""

from io import StringIO
from pathlib import Path
from typing import Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node
from ruamel.yaml.reader import ReaderError

from cchc_scheduler.plan.conversion import Conversion
from cchc_scheduler.plan.faults import Fault
from cchc_scheduler.plan.sources import Source

FOLDERS: Final = ("plans", "calendar", "outlines")


def label(path: Path) -> str:
    """Return the name a file has in faults: `plans/2025-h2.yaml`, `office.yaml`."""
    return f"{path.parent.name}/{path.name}" if path.parent.name in FOLDERS else path.name


def read_source(path: Path) -> Source:
    """Read one YAML file; whatever is wrong with its form stands in the source's faults."""
    source = Source(label(path))
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "unknown reason"
        source.faults.append(Fault(source.file, 0, "", f"can't be read: {reason} ({path})"))
        return source
    text = _decoded(raw, source)
    if text is not None:
        _compose(text, source)
    return source


def source_of(text: str, name: str) -> Source:
    """Return a YAML text that stands in no file, under a name for its faults."""
    source = Source(name)
    _compose(text, source)
    return source


def _decoded(raw: bytes, source: Source) -> str | None:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        utf16 = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
        found = "UTF-16" if utf16 else f"byte 0x{raw[error.start]:02x}"
        problem = f"is not UTF-8 ({found}); save the file again with the encoding UTF-8"
        source.faults.append(Fault(source.file, line, "", problem))
        return None


def _compose(text: str, source: Source) -> None:
    reader = YAML(typ="safe", pure=True)
    reader.allow_duplicate_keys = True
    try:
        node = reader.compose(StringIO(text))
    except MarkedYAMLError as error:
        source.faults.append(_not_yaml(error, source.file))
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        problem = f"holds a character that may not stand in a text file ({error.character!r})"
        source.faults.append(Fault(source.file, line, "", problem))
    except RecursionError:
        source.faults.append(Fault(source.file, 1, "", "is nested too deeply"))
    except (YAMLError, ValueError) as error:
        source.faults.append(Fault(source.file, 1, "", f"is not YAML: {error}"))
    else:
        _take(node, source)


def _not_yaml(error: MarkedYAMLError, file: str) -> Fault:
    said, context = str(error.problem or ""), str(error.context or "")
    if said.startswith("but "):
        said = f"{context}, {said}"
    begun_before = "simple key" in context
    mark = error.context_mark if begun_before else error.problem_mark or error.context_mark
    return Fault(file, mark.line + 1 if mark else 1, "", f"is not YAML: {said or context}")


def _take(node: Node | None, source: Source) -> None:
    if not isinstance(node, MappingNode):
        source.faults.append(Fault(source.file, 1, "", "is empty or holds no `key: value` lines"))
        return
    source.data = Conversion(source).convert(node, ())
