"""JSON Schemas of the office's files, made from their models, so that an editor can help to write.

`make schemas` writes them into `config/schema/`; a test keeps the shipped ones in step.
"""

import json
import sys
from pathlib import Path
from typing import Any, Final

from cchc_scheduler.plan.annex_outline_file import AnnexesFile
from cchc_scheduler.plan.documents import MODEL_OF
from cchc_scheduler.plan.fields import FileModel
from cchc_scheduler.plan.outline_file import OutlineFile
from cchc_scheduler.plan.report_outline_file import ReportOutlineFile

# Outlines stand beside the templates; they are read when needed and kept in no revision.
OUTLINES: Final[dict[str, type[FileModel]]] = {
    "annexes": AnnexesFile,
    "outline": OutlineFile,
    "report-outline": ReportOutlineFile,
}
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of each kind of file, by the name of the schema's own file."""
    models: dict[str, type[FileModel]] = {str(kind): each for kind, each in MODEL_OF.items()}
    return {
        f"{kind}.json": {"$schema": DIALECT} | model.model_json_schema()
        for kind, model in (models | OUTLINES).items()
    }


def schema_text(schema: dict[str, Any]) -> str:
    """Return a schema as the text of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def write_schemas(folder: Path) -> None:
    """Write every schema into a folder, which is made when it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        (folder / name).write_text(schema_text(schema), encoding="utf-8")


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1]))
