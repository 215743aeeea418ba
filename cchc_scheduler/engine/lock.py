"""One process per data folder: a lock the operating system takes back when the process dies."""

import fcntl
import os
from pathlib import Path
from typing import Final

from cchc_scheduler.core.errors import AlreadyRunning

NAME: Final = "engine.lock"


class EngineLock:
    """Held while the service runs; the file names the process."""

    def __init__(self, data: Path) -> None:
        """Prepare the lock of a data folder."""
        self._path: Final = data / NAME
        self._handle: int | None = None

    def take(self) -> None:
        """Take the lock; AlreadyRunning names the process that has it."""
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            holder = os.read(handle, 20).decode().strip() or "unknown"
            os.close(handle)
            raise AlreadyRunning(
                f"Process {holder} already runs the service on {self._path.parent}. "
                "Stop it first, or name another data folder with CCHC_DATA."
            ) from fault
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        self._handle = handle

    def release(self) -> None:
        """Give the lock back."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def holder_of(data: Path) -> int | None:
    """Return the process that holds the lock of a data folder, 0 if it names none, or None.

    Nothing is written: any account that may read the folder may ask.
    """
    path = data / NAME
    if not path.is_file():
        return None
    with path.open(encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            text = file.read().strip()
            return int(text) if text.isdecimal() else 0
    return None
