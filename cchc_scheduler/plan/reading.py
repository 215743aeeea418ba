"""From a YAML file to plain data that remembers its lines; every fault of form is collected.

Only the plain part of YAML 1.2 is taken: no tags, no anchors, no second document, UTF-8 alone.
"""

import unicodedata
from io import StringIO
from pathlib import Path as FilePath
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from cchc_scheduler.plan.faults import Fault, Path, dotted
from cchc_scheduler.plan.sources import Source

TAG: Final = "tag:yaml.org,2002:"
TEXT_TAGS: Final = (f"{TAG}str", f"{TAG}timestamp")
LOOKALIKES: Final = {"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ"}
FOLDERS: Final = ("plans", "calendar")


def label(path: FilePath) -> str:
    """Return the name a file has in faults: `plans/2025-h2.yaml`, `office.yaml`."""
    return f"{path.parent.name}/{path.name}" if path.parent.name in FOLDERS else path.name


def read_source(path: FilePath) -> Source:
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
    source.data = _Reading(source).convert(node, ())


class _Reading:
    """Turns nodes into data; a node met twice is an anchor used again, which is refused."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._seen: set[int] = set()

    def convert(self, node: Node, path: Path) -> Any:
        line = node.start_mark.line + 1
        self._source.lines.setdefault(path, line)
        if id(node) in self._seen:
            self._fault(line, path, "is an anchor used again; write the value out in full")
            return None
        self._seen.add(id(node))
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            children = enumerate(node.value)
            return [self.convert(child, (*path, number)) for number, child in children]
        return self._scalar(node, path)

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode):
                self._fault(line, path, "has a key that is not a word")
                continue
            key = str(key_node.value)
            self._check_text(key, line, (*path, key))
            if key in found:
                first = self._source.lines[*path, key]
                self._fault(line, (*path, key), f"stands twice; first on line {first}")
                continue
            self._source.lines[*path, key] = line
            found[key] = self.convert(value_node, (*path, key))
        return found

    def _scalar(self, node: Node, path: Path) -> Any:
        text, tag, line = str(node.value), str(node.tag), node.start_mark.line + 1
        if tag in TEXT_TAGS:
            self._check_text(text, line, path)
            return text
        if tag == f"{TAG}null":
            return None
        if tag == f"{TAG}bool":
            return text.lower() == "true"
        if tag in (f"{TAG}int", f"{TAG}float"):
            return _number(text)
        self._fault(line, path, f"has the tag {tag.removeprefix(TAG)!r}; tags are not used here")
        return None

    def _check_text(self, text: str, line: int, path: Path) -> None:
        if not unicodedata.is_normalized("NFC", text):
            whole = unicodedata.normalize("NFC", text)
            problem = "has its accents apart from their letters (NFD); type it again in NFC"
            self._fault(line, path, problem, text, whole)
        for wrong, right in LOOKALIKES.items():
            if wrong in text:
                problem = f"holds U+{ord(wrong):04X}, which only looks like {right!r}"
                self._fault(line, path, problem, text, text.replace(wrong, right))
        if any(unicodedata.category(c) in ("Cc", "Cf", "Cs") and c != "\n" for c in text):
            self._fault(line, path, "holds a character that can't be seen", text)

    def _fault(
        self,
        line: int,
        path: Path,
        problem: str,
        value: str | None = None,
        guess: str | None = None,
    ) -> None:
        fault = Fault(self._source.file, line, dotted(path), problem, value, guess)
        self._source.faults.append(fault)


def _number(text: str) -> int | float | str:
    for kind in (int, float):
        try:
            number = kind(text)
        except ValueError:
            continue
        return number if abs(number) < float("inf") else text
    return text
