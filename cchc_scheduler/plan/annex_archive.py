"""The parts of a Word or Excel file, within hard limits: what was made to burst is not unpacked.

Nothing goes to disk, no reference is followed, no macro is run.
"""

import io
import zipfile
import zlib
from typing import Any, Final

from cchc_scheduler.plan.annex_faults import UnreadableAnnex

MOST_MEMBERS: Final = 2_000
LARGEST_PART: Final = 24 * 1024 * 1024
LARGEST_WHOLE: Final = 256 * 1024 * 1024
# Pictures and text pack to a hundredth at best; a bomb packs to a thousandth.
HIGHEST_RATIO: Final = 500
RATIO_COUNTS_FROM: Final = 32 * 1024 * 1024
FAULTS: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    LookupError,
    NotImplementedError,
)


class Archive:
    """A zip file that is read part by part; what is damaged or bursts raises UnreadableAnnex."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            self._members = {each.filename: each for each in self._zip.infolist()}
        except FAULTS as error:
            raise UnreadableAnnex("damaged", str(error)) from error
        if any(each.flag_bits & 1 for each in self._members.values()):
            raise UnreadableAnnex("password")
        self._check_sizes()

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._members)

    @property
    def has_macros(self) -> bool:
        """Whether the file carries macros; they are never run."""
        return any(name.casefold().endswith("vbaproject.bin") for name in self._members)

    def part(self, name: str) -> bytes | None:
        """Return a part's bytes, None when there is no such part."""
        member = self._members.get(name)
        if member is None:
            return None
        try:
            with self._zip.open(member) as opened:
                found = opened.read(LARGEST_PART + 1)
        except FAULTS as error:
            raise UnreadableAnnex("damaged", f"{name}: {error}") from error
        if len(found) > LARGEST_PART:
            raise UnreadableAnnex("zip-bomb", f"{name} > {LARGEST_PART // 1024 // 1024} MB")
        return found

    def tree(self, name: str) -> Any:
        """Return the root of an XML part, None when there is no such part."""
        found = self.part(name)
        return None if found is None else parsed(found, name)

    def _check_sizes(self) -> None:
        members = self._members.values()
        whole = sum(each.file_size for each in members)
        packed = sum(each.compress_size for each in members)
        dense = whole > RATIO_COUNTS_FROM and whole > HIGHEST_RATIO * max(packed, 1)
        if len(self._members) > MOST_MEMBERS or whole > LARGEST_WHOLE or dense:
            told = f"{len(self._members)} parts, {whole // 1024 // 1024} MB"
            raise UnreadableAnnex("zip-bomb", told)


def parsed(xml: bytes, name: str) -> Any:
    """Return the root of XML that asks for nothing outside itself; UnreadableAnnex otherwise."""
    from lxml import etree  # noqa: PLC0415 - large, and only who reads an annex needs it

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root: Any = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableAnnex("damaged", f"{name}: {error}") from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableAnnex("damaged", f"{name}: DOCTYPE")
    return root


def kind(element: Any) -> str:
    """Return an element's name without its namespace, which differs between kinds of files."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """Return an attribute whatever its namespace; empty when there is none."""
    found = (value for key, value in element.attrib.items() if key.rpartition("}")[2] == name)
    return str(next(found, ""))
