"""Named points between two steps of the program at which a test may kill the process.

In production a checkpoint is one dictionary look-up; nothing is registered.
"""

from collections.abc import Callable

_watchers: dict[str, Callable[[str], None]] = {}


def checkpoint(name: str) -> None:
    """Tell whoever watches `name` (or "*") that the program has come to this point."""
    if _watchers:
        watcher = _watchers.get(name) or _watchers.get("*")
        if watcher is not None:
            watcher(name)


def watch(name: str, watcher: Callable[[str], None]) -> None:
    """Call `watcher` with the name whenever the named checkpoint is reached; "*" watches all."""
    _watchers[name] = watcher


def forget() -> None:
    """Remove every watcher."""
    _watchers.clear()
