"""An IMAP server that answers as a test tells it: small sizes before a flood, refusals, silence."""

import re
import socket
import threading

COMMAND = re.compile(rb"^(\S+) (?:UID )?(\S+)(.*)$")


class LyingImap:
    """Signs anybody in, lists the UIDs it is told, and answers FETCH with the given bytes."""

    def __init__(self, uids, answers, idle=b"+ idling\r\n"):
        """`answers` maps a word of a FETCH to what is sent for it; None closes the line."""
        self._uids = uids
        self._answers = answers
        self._door = socket.create_server(("127.0.0.1", 0))
        self._idle = idle
        self.asked = []
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self):
        self._door.close()

    def _serve(self):
        while True:
            try:
                line, _ = self._door.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(line,), daemon=True).start()

    def _talk(self, line):
        with line, line.makefile("rb") as read:
            line.sendall(b"* OK ready\r\n")
            for each in read:
                found = COMMAND.match(each.strip())
                if found is None or not self._answer(line, *found.groups()):
                    return

    def _answer(self, line, tag, verb, rest):
        self.asked.append((verb + rest).decode())
        told = {
            b"CAPABILITY": b"* CAPABILITY IMAP4rev1 IDLE\r\n",
            b"SELECT": b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n",
            b"SEARCH": b"* SEARCH %s\r\n" % b" ".join(b"%d" % uid for uid in self._uids),
            b"LOGOUT": b"* BYE\r\n",
        }.get(verb, b"")
        if verb == b"FETCH":
            word = next(word for word in self._answers if word in rest)
            told = self._answers[word]
        if told is None:
            return False
        line.sendall(told if b"{" in told[-16:] else told + tag + b" OK done\r\n")
        return verb != b"LOGOUT"
