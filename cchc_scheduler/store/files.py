"""Files that were handed in: kept by their hash in a folder of their own, never under their name.

A file is written whole and synced before its row is; one that no row names does no harm.
"""

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cchc_scheduler.core.errors import StoreUnusable
from cchc_scheduler.store.backups import sync

FOLDER: Final = "files"
PIECE: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A kept file: its hash and its size in bytes."""

    sha256: str
    size: int


def keep(data: Path, pieces: Iterable[bytes]) -> StoredFile:
    """Keep a file in the data folder; the same content again is kept once.

    Raises StoreUnusable when it can't be written; then nothing is left behind.
    """
    folder = data / FOLDER
    digest, size = hashlib.sha256(), 0
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial = folder / f".{os.getpid()}-{os.urandom(8).hex()}.partial"
        try:
            with os.fdopen(
                os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb"
            ) as out:
                for piece in pieces:
                    digest.update(piece)
                    size += len(piece)
                    out.write(piece)
                out.flush()
                os.fsync(out.fileno())
            _put(partial, path_of(data, digest.hexdigest()))
        finally:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
    except OSError as fault:
        raise StoreUnusable(f"{folder} can't be written: {fault.strerror}.") from fault
    return StoredFile(digest.hexdigest(), size)


def path_of(data: Path, sha256: str) -> Path:
    """Return where a file with this hash is kept."""
    return data / FOLDER / sha256[:2] / sha256


def erase(data: Path, sha256: str) -> bool:
    """Remove a file for good; tell whether there was one."""
    path = path_of(data, sha256)
    if not path.exists():
        return False
    path.unlink()
    sync(path.parent)
    return True


def _put(partial: Path, path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial.replace(path)
    sync(path.parent)
