"""The home: where an office's jobs, config and templates stand, laid over the packaged ones.

A file of the home stands before the packaged file of the same name; a wheel carries the packaged
ones, a checkout is a home itself.
"""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dotenv import dotenv_values

from cchc_scheduler.core.errors import BadInput, NotConfigured

PARTS: Final = ("config", "jobs", "templates")
PACKAGE: Final = Path(__file__).resolve().parent
SIGN: Final = Path("config", "office.yaml")
OUTLINES: Final = Path("vi", "documents", "outlines")


def packaged_defaults() -> Path:
    """Return the folder that holds the packaged config, jobs and templates."""
    carried = PACKAGE / "_defaults"
    return carried if carried.is_dir() else PACKAGE.parent


@dataclass(frozen=True, slots=True)
class Home:
    """An office's home; `how` says why this folder was chosen, `own` whether it may be written."""

    root: Path
    data: Path | None
    how: str
    own: bool

    def layers(self, part: str) -> list[Path]:
        """Return the folders that hold a part, the home's before the packaged one."""
        found = [self.root / part, packaged_defaults() / part]
        return [folder for folder in dict.fromkeys(found) if folder.is_dir()]

    def config_file(self, name: str) -> Path:
        """Return a config file, the home's own if it has one."""
        for folder in self.layers("config"):
            if (folder / name).is_file():
                return folder / name
        return self.root / "config" / name

    def config_files(self, folder: str) -> tuple[Path, ...]:
        """Return the YAML files of a config folder by name, the home's own before packaged ones.

        Plans are not overlaid: a home with plans of its own has only those.
        """
        layers = [layer / folder for layer in self.layers("config")]
        filled = [layer for layer in layers if any(layer.glob("*.yaml"))]
        if folder == "plans":
            filled = filled[:1]
        found: dict[str, Path] = {}
        for layer in filled:
            for path in sorted(layer.glob("*.yaml")):
                found.setdefault(path.name, path)
        return tuple(found[name] for name in sorted(found))

    def job_files(self) -> tuple[Path, ...]:
        """Return the files of the jobs by name, the home's own before packaged ones."""
        found: dict[str, Path] = {}
        for folder in self.layers("jobs"):
            for path in sorted(folder.glob("*.py")):
                found.setdefault(path.name, path)
        return tuple(found[name] for name in sorted(found))

    def template_dirs(self) -> tuple[Path, ...]:
        """Return the folders in which templates are looked for, in order."""
        return tuple(self.layers("templates"))

    def outline_files(self) -> tuple[Path, ...]:
        """Return the home's own outlines of reports by name.

        Packaged ones speak of the packaged office's units and plan, so an office that has none of
        its own is not held against them.
        """
        return tuple(sorted((self.root / "templates" / OUTLINES).glob("*.yaml")))

    def packaged_outline_files(self) -> tuple[Path, ...]:
        """Return the packaged outlines that none of the home's own stands before, by name."""
        mine = {path.name for path in self.outline_files()}
        folder = packaged_defaults() / "templates" / OUTLINES
        return tuple(path for path in sorted(folder.glob("*.yaml")) if path.name not in mine)

    def data_folder(self) -> Path:
        """Return the data folder; NotConfigured when the packaged defaults are the home."""
        if self.data is None:
            raise NotConfigured(
                "There is no home here to keep data in. Make one with `cchc init DIR` and name it "
                "with --home, or set CCHC_DATA."
            )
        return self.data

    def own_config_file(self, name: str) -> Path:
        """Return a config file that may be written, copied out of the packaged ones when needed.

        Raises NotConfigured when the packaged defaults are the home.
        """
        if not self.own:
            raise NotConfigured(
                "The packaged defaults are read-only. Make a home with `cchc init DIR`, put the "
                "office's people into its config/office.yaml, and name it with --home."
            )
        mine = self.root / "config" / name
        _copy(self.config_file(name), mine)
        return mine


def find_home(
    asked: Path | None, environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> Home:
    """Return the home: --home, else CCHC_HOME, else this folder, else the packaged defaults.

    Raises BadInput when the one that was named is no folder.
    """
    known = os.environ if environment is None else environment
    here = Path.cwd() if folder is None else folder
    named = asked or (Path(known["CCHC_HOME"]) if known.get("CCHC_HOME") else None)
    how = "named with --home" if asked else "named by CCHC_HOME"
    if named is not None:
        if not named.is_dir():
            raise BadInput(f"{named} is no folder. Make it with `cchc init {named}`.")
        return _own_home(named.resolve(), how, known)
    if (here / SIGN).is_file():
        return _own_home(here.resolve(), f"this folder holds {SIGN}", known)
    data = Path(known["CCHC_DATA"]) if known.get("CCHC_DATA") else None
    return Home(packaged_defaults(), data, "packaged defaults, read-only", own=False)


def _own_home(root: Path, how: str, known: Mapping[str, str]) -> Home:
    """Return an office's own home; CCHC_DATA of its `.env` counts from the home on."""
    if known.get("CCHC_DATA"):
        return Home(root, Path(known["CCHC_DATA"]), how, own=True)
    written = _written_data(root / ".env")
    return Home(root, root / (written or "data"), how, own=True)


def _written_data(env: Path) -> str | None:
    try:
        return dotenv_values(env, interpolate=False).get("CCHC_DATA")
    except (OSError, UnicodeDecodeError):
        return None  # read_settings tells what is wrong with the file


def make_home(target: Path, secret: str) -> tuple[Path, ...]:
    """Copy config, jobs and templates out into a folder and write its `.env`; return what was made.

    What stands there already is left as it is. Raises BadInput when the folder is a file.
    """
    if target.exists() and not target.is_dir():
        raise BadInput(f"{target} is a file; name a folder.")
    made: list[Path] = []
    for part in PARTS:
        source = packaged_defaults() / part
        for path in sorted(source.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                made += _copy(path, target / part / path.relative_to(source))
    return (*made, *_write_env(target, secret))


def _copy(source: Path, target: Path) -> list[Path]:
    if target.exists():
        return []
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    return [target]


def _write_env(target: Path, secret: str) -> list[Path]:
    env = target / ".env"
    if env.exists():
        return []
    example = packaged_defaults() / "config" / ".env.example"
    text = example.read_text(encoding="utf-8") if example.is_file() else "CCHC_SECRET_KEY=\n"
    env.touch(mode=0o600)
    env.write_text(text.replace("CCHC_SECRET_KEY=", f"CCHC_SECRET_KEY={secret}", 1), "utf-8")
    return [env]
