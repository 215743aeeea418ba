"""Why a file can't be read as an annex at all: a closed list; the screens have the sentences."""

from typing import Final, Literal

FileFault = Literal[
    "empty-file",
    "too-large",
    "damaged",
    "password",
    "zip-bomb",
    "old-word",  # .doc: to be saved as .docx
    "needs-xls",  # .xls, .ods: the extra is not installed
    "needs-pdf",  # .pdf: the extra is not installed
    "scanned-pdf",  # pictures of pages, no text
    "unknown-kind",
]


class UnreadableAnnex(ValueError):
    """A file gives no tables; `kind` says why, `told` what was found."""

    def __init__(self, kind: FileFault, told: str = "") -> None:
        super().__init__(f"{kind}: {told}" if told else kind)
        self.kind: Final[FileFault] = kind
        self.told: Final = told
