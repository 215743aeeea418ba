"""From YAML nodes to plain data, with the line of each path and every fault of its texts."""

import unicodedata
from typing import Any, Final

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from cchc_scheduler.plan.faults import Fault, Path, dotted
from cchc_scheduler.plan.sources import Source

TAG: Final = "tag:yaml.org,2002:"
TEXT_TAGS: Final = (f"{TAG}str", f"{TAG}timestamp")
LOOKALIKES: Final = {"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ"}


class Conversion:
    """Turns nodes into data; a node met twice is an anchor used again, which is refused."""

    def __init__(self, source: Source) -> None:
        """Record lines and faults in the source."""
        self._source = source
        self._seen: set[int] = set()

    def convert(self, node: Node, path: Path) -> Any:
        """Return a node as data; a path counts keys and numbers from the root."""
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
