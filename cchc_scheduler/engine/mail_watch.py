"""Waits for new mail in a thread of its own and wakes the job that reads the mailbox.

Only a hint: the job looks at the mailbox every minute anyway, and at all of it.
"""

import secrets
from collections.abc import Callable
from threading import Event, Thread
from typing import Final

import structlog

from cchc_scheduler.mail.incoming import MailboxFault, wait_for_mail
from cchc_scheduler.mail.mailbox import ImapServer

BACK_OFF_S: Final = (5.0, 15.0, 60.0, 300.0)
DENIED_S: Final = 900.0
JITTER_MS: Final = 3_000


class MailWatch:
    """Stays in IDLE, reconnects after every fault, ends for a server that only can be polled."""

    def __init__(
        self, server: ImapServer, wake: Callable[[], None], waits: tuple[float, ...] = BACK_OFF_S
    ) -> None:
        """Keep what to watch and what to do; `waits` are seconds after so many faults in a row."""
        self._server: Final = server
        self._wake: Final = wake
        self._waits: Final = waits
        self._stop: Final = Event()
        self._faults = 0
        self._log: Final = structlog.get_logger("mail")
        self._thread: Final = Thread(target=self._run, name="mail-watch", daemon=True)

    def start(self) -> None:
        """Begin to wait."""
        self._thread.start()

    def stop(self) -> None:
        """Ask the thread to end; it does within seconds, or with its line."""
        self._stop.set()

    @property
    def watching(self) -> bool:
        """Whether the thread still waits for mail."""
        return self._thread.is_alive()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                if not wait_for_mail(self._server, self._woken, self._stop.is_set):
                    self._log.info("mailbox_is_polled", why="the server does not know IDLE")
                    return
            except MailboxFault as fault:
                self._faults += 1
                self._log.info("mailbox_watch_broke", why=fault.reason, faults=self._faults)
                self._stop.wait(self._pause(fault))
            except Exception:  # noqa: BLE001 - the mailbox is read every minute all the same
                self._faults += 1
                self._log.exception("mailbox_watch_failed")
                self._stop.wait(DENIED_S)

    def _pause(self, fault: MailboxFault) -> float:
        """Return for how many seconds to rest, a little different each time."""
        rest = self._waits[min(self._faults, len(self._waits)) - 1]
        jitter = secrets.randbelow(JITTER_MS) / 1000 if rest >= 1 else 0.0
        return (DENIED_S if fault.denied else rest) + jitter

    def _woken(self) -> None:
        self._faults = 0
        if not self._stop.is_set():
            self._wake()
