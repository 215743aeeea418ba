"""Next year's proposed plan as the text of its file, each question above what it is about."""

import json
from collections.abc import Callable
from io import StringIO
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from cchc_scheduler.core.next_years import Asked
from cchc_scheduler.plan.faults import Path
from cchc_scheduler.plan.next_year import NextPlan
from cchc_scheduler.plan.plan_text import WIDE, yaml_text

HEAD: Final = (
    "Kế hoạch năm {year}, ĐỀ XUẤT từ kế hoạch {old}; chưa có hiệu lực gì.",
    "Trả lời từng dòng CẦN XÁC NHẬN theo văn bản mới rồi xóa dòng đó; không nêu thì để trống.",
    "yaml-language-server: $schema=../schema/plan.json",
)
MARK: Final = "CẦN XÁC NHẬN: "
MAY_BE_NONE: Final = ("lead", "lead_clause", "text", "bound", "last_day")
MAY_BE_EMPTY: Final = ("support", "own_days")
INDENT: Final = 2
PROPOSED: Final = "nếu đúng, ghi: "


def next_year_text(made: NextPlan, old_id: str, words: Callable[[Asked], str]) -> str:
    """Return the file's text; `words` makes a sentence of a question."""
    yaml = YAML()
    yaml.width = WIDE
    yaml.indent(mapping=2, sequence=4, offset=2)
    document = yaml.load(yaml_text(_without_empty(made.content)))
    above: dict[Path, list[str]] = {}
    for asked in made.asked:
        above.setdefault(asked.path, []).extend(_lines(asked, words))
    head = [line.format(year=made.year, old=old_id) for line in HEAD]
    document.yaml_set_start_comment("\n".join([*head, *above.pop((), [])]))
    for path, lines in above.items():
        _comment(document, path, lines)
    written = StringIO()
    yaml.dump(document, written)
    return written.getvalue()


def _lines(asked: Asked, words: Callable[[Asked], str]) -> list[str]:
    lines = [f"{MARK}{' '.join(words(asked).split())}"]
    if isinstance(asked.proposed, dict):
        shown = {name: value for name, value in asked.proposed.items() if value is not None}
        lines.append(f"{PROPOSED}{json.dumps(shown, ensure_ascii=False)}")
    return lines


def _comment(document: CommentedMap, path: Path, lines: list[str]) -> None:
    holder: Any = document
    for part in path[:-1]:
        holder = holder[part]
    indent = INDENT * (len(path) - 1)
    holder.yaml_set_comment_before_after_key(path[-1], before="\n".join(lines), indent=indent)


def _without_empty(value: Any) -> Any:
    """Return a document without the keys of tasks and days that are empty and need not stand."""
    if isinstance(value, list):
        return [_without_empty(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _without_empty(each)
        for name, each in value.items()
        if not ((each is None and name in MAY_BE_NONE) or (each == [] and name in MAY_BE_EMPTY))
    }
