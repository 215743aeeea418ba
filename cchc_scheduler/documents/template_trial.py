"""Tries a template's tags with a full sample and tells every wrong use, by its line.

Every branch is run, whatever its condition, so that a name that is never reached today is tried
too.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from traceback import walk_tb
from typing import Any, ClassVar, Final

from jinja2 import ChainableUndefined, Template, TemplateError, UndefinedError, nodes
from jinja2.exceptions import SecurityError, TemplateRuntimeError
from jinja2.runtime import LoopContext, Undefined
from jinja2.utils import missing

from cchc_scheduler.documents.word_templates import PAYLOAD, WordEnvironment

FILE: Final = "<template>"
MOST: Final = 50


@dataclass(frozen=True, slots=True)
class WrongUse:
    """One wrong use; `line` counts the sources from 0."""

    line: int
    what: str


def tried(sources: Sequence[str], facts: Mapping[str, object]) -> list[WrongUse]:
    """Return the wrong uses in sources of well-formed tags that make one template together."""
    left, found = list(sources), list[WrongUse]()
    for _ in range(MOST):
        trial = _Trial(left, facts)
        fault = trial.run()
        found += trial.found
        if fault is None:
            break
        found.append(fault)
        if "{%" in left[fault.line] or not left[fault.line]:
            break
        left[fault.line] = ""
    return found


class _Trial:
    """One run through the whole template."""

    def __init__(self, sources: Sequence[str], facts: Mapping[str, object]) -> None:
        self._source: Final = "\n".join(sources)
        self._facts: Final = facts
        self.found: Final[list[WrongUse]] = []
        self._template: Template | None = None

    def run(self) -> WrongUse | None:
        """Render; return what stopped it, None when it came to its end."""
        environment = _Watching(self)
        try:
            tree = _every_branch(environment.parse(self._source))
            self._tell_unknown_words(environment, tree)
            if self.found:
                return None
            code = environment.compile(tree)
            self._template = Template.from_code(environment, code, {})
            self._template.render(self._facts)
        except SecurityError as fault:
            return WrongUse(_line_of(fault), f"{PAYLOAD} ({fault})")
        except (TemplateError, ValueError, TypeError, AttributeError, LookupError) as fault:
            return WrongUse(_line_of(fault), str(fault))
        return None

    def tell(self, what: str) -> None:
        """Note a wrong use where the template now is."""
        self.found.append(WrongUse(self._line(), what))

    def _tell_unknown_words(self, environment: "_Watching", tree: nodes.Template) -> None:
        for kind, known in ((nodes.Filter, environment.filters), (nodes.Test, environment.tests)):
            for node in tree.find_all(kind):
                if node.name not in known:
                    near = _near(node.name, list(known))
                    what = f'there is no {kind.__name__.lower()} "{node.name}"{near}'
                    self.found.append(WrongUse(node.lineno - 1, what))

    def _line(self) -> int:
        frame = sys._getframe(1)  # noqa: SLF001 - Jinja has no other way to tell its line
        while frame.f_back is not None and frame.f_code.co_filename != FILE:
            frame = frame.f_back
        if self._template is None or frame.f_code.co_filename != FILE:
            return 0
        return self._template.get_corresponding_lineno(frame.f_lineno) - 1


class _Watching(WordEnvironment):
    """The sandbox of Word templates, telling of each name that isn't there."""

    def __init__(self, trial: _Trial) -> None:
        super().__init__(optimized=False)  # what is worked out while compiling has no line yet
        self._trial: Final = trial
        self.undefined = type("Told", (_Told,), {"trial": trial})

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Read an attribute; a method is told of, for it would be printed, not called."""
        value = super().getattr(obj, attribute)
        loops = isinstance(obj, LoopContext)
        if callable(value) and not loops and not isinstance(value, Undefined):
            self._trial.tell(f'"{attribute}" is a method; a template reads facts and uses filters')
            return ""
        return value


class _Told(ChainableUndefined):
    """A name that isn't there: told of once, then empty, so that the rest is tried too."""

    trial: ClassVar[_Trial]

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        super().__init__(hint, obj, name, exc)
        if exc is SecurityError:
            self.trial.tell(f"{PAYLOAD} ({hint or name})")
        elif not isinstance(obj, _Told):
            self.trial.tell(_unknown(obj, str(name)))


def _unknown(obj: Any, name: str) -> str:
    if obj is missing:
        return f'there is nothing named "{name}"'
    if is_dataclass(obj):
        return f'there is nothing named "{name}" here{_near(name, [f.name for f in fields(obj)])}'
    return f'a {type(obj).__name__} has nothing named "{name}"'


def _near(name: str, known: Sequence[str]) -> str:
    found = get_close_matches(name, known, 1)
    return f'; did you mean "{found[0]}"?' if found else ""


def _every_branch(tree: nodes.Template) -> nodes.Template:
    """Let each branch of each `if` be run one after the other, after its condition was read."""
    tree.body = _flat(tree.body)
    return tree


def _flat(children: Sequence[nodes.Node]) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    for node in children:
        if isinstance(node, nodes.If):
            found.append(nodes.Output([node.test]).set_lineno(node.lineno))
            found += _flat([*node.body, *node.elif_, *node.else_])
            continue
        for name in ("body", "else_"):
            inner: Any = getattr(node, name, None)
            if isinstance(inner, list):
                setattr(node, name, _flat(inner))
        found.append(node)
    return found


def _line_of(fault: BaseException) -> int:
    """Return the line of a template at which something went wrong."""
    lineno = getattr(fault, "lineno", None)
    if lineno is None:
        found = [
            at for frame, at in walk_tb(fault.__traceback__) if frame.f_code.co_filename == FILE
        ]
        lineno = found[-1] if found else 1
    return int(lineno) - 1
