"""A source held against its model: what pydantic finds becomes faults with line and guess."""

import json
from collections.abc import Mapping
from types import UnionType
from typing import Any, Final, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from cchc_scheduler.plan.faults import Path, closest
from cchc_scheduler.plan.fields import (
    ADDRESS_PATTERN,
    CLAUSE_PATTERN,
    HOST_PATTERN,
    ID_PATTERN,
    LINE_PATTERN,
    PERIOD_PATTERN,
    ROW_PATTERN,
    WORD_PATTERN,
    FileModel,
)
from cchc_scheduler.plan.sources import Source

M = TypeVar("M", bound=FileModel)

NO_TEXT: Final = "is no text; put it in quotes"
NO_DAY: Final = "is no day of the calendar; write it as 2025-09-09"
NO_HOUR: Final = "is no time of day; write it as 07:30"
OF_PATTERN: Final[Mapping[str, str]] = {
    ID_PATTERN: "is no id; use small letters a-z, digits and single dashes",
    LINE_PATTERN: "must be one line of text without blanks around it",
    CLAUSE_PATTERN: "is no clause; write it without blanks, as III.1.a",
    ROW_PATTERN: "is no number of a row; write it as 5, or 5/2 for a part",
    ADDRESS_PATTERN: "is no mail address",
    WORD_PATTERN: "is no period of every year; write Q1 to Q4, H1, H2, 9M, Y, or 01 to 12",
    PERIOD_PATTERN: "is no period; write it as 2025-Q3, 2025-09, 2025-08-15, or Q3 for every year",
    HOST_PATTERN: "is no host name; write it in small letters without https://",
}
OF_KIND: Final[Mapping[str, str]] = {
    "missing": "is missing",
    "string_type": NO_TEXT,
    "string_too_short": "is empty",
    "date_type": NO_DAY,
    "date_parsing": NO_DAY,
    "date_from_datetime_parsing": NO_DAY,
    "date_from_datetime_inexact": NO_DAY,
    "time_type": NO_HOUR,
    "time_parsing": NO_HOUR,
    "int_type": "is no whole number",
    "bool_type": "must be true or false",
    "list_type": "must be a list of lines that begin with a dash",
    "model_type": "must hold `key: value` lines",
    "too_short": "is empty; name at least one",
}


def validated(source: Source, model: type[M]) -> M | None:
    """Return the file as its model, or None with the faults recorded in the source."""
    if source.data is None:
        return None
    try:
        return model.model_validate_json(json.dumps(source.data))
    except ValidationError as error:
        for found in error.errors(include_url=False):
            _record(found, source, model)
        return None


def _record(found: ErrorDetails, source: Source, model: type[FileModel]) -> None:
    path, kind = found["loc"], found["type"]
    if kind == "extra_forbidden":
        known = _keys_at(model, path[:-1])
        source.add_bare(path, "is an unknown key", closest(str(path[-1]), known))
    elif kind in ("literal_error", "enum"):
        known = _choices(found)
        source.add(path, f"is not one of {', '.join(known)}", _closest_to(source, path, known))
    elif source.value_at(path) is None:
        source.add(path, "is missing")
    else:
        source.add(path, _said(found))


def _said(found: ErrorDetails) -> str:
    context = found.get("ctx", {})
    if found["type"] == "string_pattern_mismatch":
        return OF_PATTERN.get(str(context.get("pattern")), found["msg"])
    if found["type"] in ("less_than_equal", "greater_than_equal"):
        bound = f"most {context['le']}" if "le" in context else f"least {context['ge']}"
        return f"must be at {bound}"
    return OF_KIND.get(found["type"], found["msg"][:1].lower() + found["msg"][1:])


def _choices(found: ErrorDetails) -> list[str]:
    expected = str(found.get("ctx", {}).get("expected", ""))
    return [word.strip().strip("'") for word in expected.replace(" or ", ", ").split(",")]


def _closest_to(source: Source, path: Path, known: list[str]) -> str | None:
    return closest(str(source.value_at(path)), known)


def _keys_at(model: type[BaseModel], path: Path) -> list[str]:
    here: type[BaseModel] | None = model
    for part in path:
        if here is None:
            return []
        if isinstance(part, str):
            here = _model_in(_field_named(here, part))
    fields = here.model_fields if here else {}
    return [field.alias or name for name, field in fields.items()]


def _field_named(model: type[BaseModel], key: str) -> Any:
    for name, field in model.model_fields.items():
        if key in (name, field.alias):
            return field.annotation
    return None


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (list, Union, UnionType):
        found = (_model_in(inner) for inner in get_args(annotation))
        return next((model for model in found if model), None)
    return None
