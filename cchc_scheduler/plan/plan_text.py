"""A document of the office as the text of its file, which reads back to the same document."""

from io import StringIO
from typing import Any, Final

from ruamel.yaml import YAML

WIDE: Final = 4096


def yaml_text(content: dict[str, Any]) -> str:
    """Return a document as YAML: keys in their order, texts unchanged, no anchors."""
    yaml = YAML()
    yaml.width = WIDE
    yaml.representer.ignore_aliases = lambda _: True
    written = StringIO()
    yaml.dump(content, written)
    return written.getvalue()
