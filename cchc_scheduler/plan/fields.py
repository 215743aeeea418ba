"""The kinds of field that the office's files are made of, and the base of their models."""

from datetime import date, time
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

ID_PATTERN: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LINE_PATTERN: Final = r"^\S([^\r\n]*\S)?$"
CLAUSE_PATTERN: Final = r"^\S+$"
ADDRESS_PATTERN: Final = r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"
HOST_PATTERN: Final = r"^[a-z0-9-]+(\.[a-z0-9-]+)+$"
ROW_PATTERN: Final = r"^[1-9][0-9]*(/[1-9][0-9]*)?$"
WORD: Final = r"(0[1-9]|1[0-2]|Q[1-4]|H[12]|9M|Y)"
WORD_PATTERN: Final = f"^{WORD}$"
PERIOD_PATTERN: Final = rf"^([1-9][0-9]{{3}}-)?({WORD}|[0-9]{{2}}-[0-9]{{2}})$"
HOUR_PATTERN: Final = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"

Id = Annotated[str, Field(pattern=ID_PATTERN)]
Line = Annotated[str, Field(pattern=LINE_PATTERN)]
Clause = Annotated[str, Field(pattern=CLAUSE_PATTERN)]
Address = Annotated[str, Field(pattern=ADDRESS_PATTERN)]
Host = Annotated[str, Field(pattern=HOST_PATTERN)]
RowNumber = Annotated[str, Field(pattern=ROW_PATTERN)]
PeriodWord = Annotated[str, Field(pattern=WORD_PATTERN)]
PeriodName = Annotated[str, Field(pattern=PERIOD_PATTERN)]
Text = Annotated[str, Field(min_length=1)]
Days = Annotated[int, Field(ge=1, le=60)]
DayOfMonth = Annotated[int, Field(ge=1, le=31)]
Hour = Annotated[
    time,
    PlainSerializer(lambda hour: hour.strftime("%H:%M"), return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": HOUR_PATTERN}),
]
Day = date


class FileModel(BaseModel):
    """Part of a file: unknown keys are refused, and no value is turned into another kind."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    def document(self) -> dict[str, Any]:
        """Return the JSON document that the store keeps of this file."""
        return self.model_dump(mode="json", by_alias=True)
