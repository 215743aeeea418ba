"""The one exception by which a file says that it gives no tables."""

from typing import Final

from cchc_scheduler.core.annexes.values import FileFault


class UnreadableAnnex(ValueError):
    """A file gives no tables; `kind` says why, `told` what was found."""

    def __init__(self, kind: FileFault, told: str = "") -> None:
        super().__init__(f"{kind}: {told}" if told else kind)
        self.kind: Final[FileFault] = kind
        self.told: Final = told
