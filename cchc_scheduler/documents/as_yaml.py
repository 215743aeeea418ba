"""A document in force as the text of a file that the office may put into its config folder."""

from io import StringIO
from typing import Any


def as_yaml(content: dict[str, Any], head: str) -> str:
    """Return content as YAML with a line of explanation; days are written as days."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - only who takes a file out needs it

    yaml = YAML()
    yaml.width = 4096
    yaml.allow_unicode = True
    text = StringIO()
    yaml.dump(content, text)
    return f"# {head}\n{text.getvalue()}"
