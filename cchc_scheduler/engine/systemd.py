"""Tells systemd how the service is, when systemd asked for it (sd_notify(3))."""

import os
import socket
from typing import Final

ADDRESS: Final = "NOTIFY_SOCKET"


def notify(state: str) -> bool:
    """Send a state such as READY=1 or WATCHDOG=1; return whether anybody listens."""
    address = os.environ.get(ADDRESS)
    if not address:
        return False
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as wire:
            wire.connect(address.replace("@", "\0", 1) if address.startswith("@") else address)
            wire.sendall(state.encode())
    except OSError:
        return False
    return True
