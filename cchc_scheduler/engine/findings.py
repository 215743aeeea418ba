"""What `cchc doctor` finds: one line each, with the step of the runbook that mends it."""

from dataclasses import dataclass
from typing import Final, Literal

RUNBOOK: Final = "docs/operating.md"
Step = Literal[
    "make-a-home",
    "office-files",
    "placeholder-addresses",
    "calendar-not-official",
    "settings",
    "no-mail-server",
    "secret-key",
    "base-url",
    "job-files",
    "word-templates",
    "time-zone",
    "clock",
    "data-folder",
    "disk-space",
    "store-missing",
    "store-newer",
    "store-older",
    "store-damaged",
    "backups",
    "nothing-in-force",
    "rehearsal",
    "not-running",
    "heartbeat",
    "job-fails",
    "mail-server",
    "mailbox",
    "mail-waiting",
    "letters-held",
    "letters-unknown",
    "letters-not-delivered",
    "pdf",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; `wrong` is false for what only has to be known."""

    step: Step
    problem: str
    wrong: bool = True

    @property
    def line(self) -> str:
        """The finding as one line, with the place in the runbook."""
        problem = " ".join(self.problem.split())
        return f"{'wrong' if self.wrong else 'note '}  {problem}  [{RUNBOOK}#{self.step}]"


def known(step: Step, problem: str) -> Finding:
    """Return a finding that is no fault."""
    return Finding(step, problem, wrong=False)
