"""Place made files into a folder where people edit: all or none, and never over an edited one.

What was written is remembered by its hash beside the files. A file that differs from everything
written here under its name, or is open in a word processor, is a person's: it stays, and the new
one stands beside it with the time in its name.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import Final

from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.core.errors import BadInput, StoreUnusable
from cchc_scheduler.store.backups import sync

RECORD: Final = ".cchc-compiled.json"
STAGE: Final = ".cchc-compile-"
REMEMBERED: Final = 2  # the newest hashes of a name: the one before counts until all is in place
# Word and LibreOffice keep such a file beside a document that is open.
OPEN_SIGNS: Final = ("~${name}", "~${cut}", ".~lock.{name}#")
HIDDEN_BY_WORD: Final = 2
PIECE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a made file stands; `kept` is the person's own file that it was put beside, if any."""

    name: str
    path: Path
    kept: Path | None = None


@contextmanager
def placing(folder: Path) -> Iterator[Path]:
    """Give an empty folder to make files in; it is gone at the end, whatever happens.

    Raises BadInput when `folder` is a file, StoreUnusable when it can't be written.
    """
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{folder} is a file; name a folder.")
    stage: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=STAGE, dir=folder))
        yield stage
    except OSError as fault:
        words = f"{folder} can't be written: {fault.strerror}. Nothing there was changed."
        raise StoreUnusable(words) from fault
    finally:
        if stage is not None:
            shutil.rmtree(stage, ignore_errors=True)


def place(stage: Path, folder: Path, names: Sequence[str], now: datetime) -> tuple[Placed, ...]:
    """Move the files that were made under `names` into the folder; return where each stands.

    Everything is on the disk before the first is moved. Raises OSError while nothing has changed.
    """
    known = _record(folder)
    placed = []
    hashes = {name: _sha256(stage / name) for name in names}
    for name in names:
        target = _target(folder, name, (hashes[name], known), now)
        kept = folder / name if target.name != name else None
        placed.append(Placed(name, target, kept))
    for each in placed:
        known.setdefault(each.path.name, []).append(hashes[each.name])
    record = {name: kept[-REMEMBERED:] for name, kept in sorted(known.items())}
    (stage / RECORD).write_text(json.dumps(record, indent=1), encoding="utf-8")
    for name in (RECORD, *names):
        sync(stage / name)
    (stage / RECORD).replace(folder / RECORD)
    for each in placed:
        (stage / each.name).replace(each.path)
    sync(folder)
    return tuple(placed)


def _target(folder: Path, name: str, made: tuple[str, dict[str, list[str]]], now: datetime) -> Path:
    """Return the first name that is free or holds only what was written here before."""
    sha256, known = made
    local = now.astimezone(OFFICE_ZONE)
    ending = Path(name).suffix
    beside = f"{Path(name).stem}_{local:%Y-%m-%d_%H%M}"
    further = (f"{beside}_{number}{ending}" for number in count(2))
    for each in chain((name, f"{beside}{ending}"), further):
        path = folder / each
        if not path.exists() or _is_ours(path, (*known.get(each, ()), sha256)):
            return path
    raise AssertionError("names never end")


def _is_ours(path: Path, written: Sequence[str]) -> bool:
    """Tell whether a file is what was written here, and nobody has it open."""
    if not path.is_file() or _is_open(path):
        return False
    return _sha256(path) in written


def _is_open(path: Path) -> bool:
    name = path.name
    signs = (sign.format(name=name, cut=name[HIDDEN_BY_WORD:]) for sign in OPEN_SIGNS)
    return any((path.parent / sign).exists() for sign in signs)


def _record(folder: Path) -> dict[str, list[str]]:
    """Return the hashes written before, by name; a record that can't be read knows nothing."""
    with suppress(OSError, ValueError):
        found = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        if isinstance(found, dict):
            return {
                str(name): [str(each) for each in kept]
                for name, kept in found.items()
                if isinstance(kept, list)
            }
    return {}


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while piece := source.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()
