"""Writes the choice of authority into `policy.yaml`, keeping its comments."""

from io import StringIO
from pathlib import Path

from ruamel.yaml import YAML

from cchc_scheduler.core.errors import BadInput


def choose_escalation(path: Path, document: str | None) -> None:
    """Set `automatic` with its document, or `approval` where there is none.

    Raises BadInput when the file can't be written.
    """
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    content = yaml.load(path.read_text(encoding="utf-8"))
    content["escalation"] = "automatic" if document else "approval"
    content["escalation_document"] = document
    text = StringIO()
    yaml.dump(content, text)
    put_text(path, text.getvalue())


def put_text(path: Path, text: str) -> None:
    """Write a file whole or not at all; BadInput when it can't be written."""
    partial = path.with_suffix(".new")
    try:
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    except OSError as fault:
        partial.unlink(missing_ok=True)
        raise BadInput(f"{path} can't be written: {fault.strerror}") from fault
