"""Dovecot on loopback: a mailbox with plus addresses that mail is delivered into by LMTP."""

import contextlib
import os
import re
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from cchc_scheduler.mail.mailbox import ImapServer

USER = "baocao@xa.example"
PASSWORD = "mat-khau-thu"
INSTALL = "apt-get install --no-install-recommends dovecot-imapd dovecot-lmtpd"
CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
instance_name = cchc-test
listen = 127.0.0.1
protocols = imap lmtp
log_path = {folder}/dovecot.log
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
default_login_user = nobody
default_internal_user = nobody
default_internal_group = nogroup
mail_location = maildir:{folder}/mail/%u
first_valid_uid = 1
first_valid_gid = 1
recipient_delimiter = +
lmtp_save_to_detail_mailbox = no
lda_mailbox_autocreate = yes
mailbox_idle_check_interval = 1 secs
imap_capability = {capability}
passdb {{
  driver = passwd-file
  args = username_format=%u {folder}/users
}}
userdb {{
  driver = static
  args = uid=65534 gid=65534 home={folder}/mail/%u
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp}
  }}
}}
"""
KNOWS_IDLE = "+"
# Everything the service asks for, but not IDLE.
POLL_ONLY = "IMAP4rev1 SASL-IR LITERAL+ UIDPLUS MOVE ID ENABLE"


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


@dataclass
class Dovecot:
    """One mailbox server in a folder of its own."""

    folder: Path
    imap: int
    lmtp: int
    process: subprocess.Popen | None = None

    @classmethod
    def set_up(cls, capability=KNOWS_IDLE):
        """Write its files into a folder that its user may search, which pytest's own is not."""
        if shutil.which("dovecot") is None:
            raise AssertionError(f"dovecot is missing: {INSTALL}")
        folder = Path(tempfile.mkdtemp(prefix="cchc-dovecot-"))
        folder.chmod(0o711)
        server = cls(folder, free_port(), free_port())
        mail = folder / "mail"
        mail.mkdir()
        shutil.chown(mail, "nobody", "nogroup")
        (folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n", encoding="utf-8")
        (folder / "users").chmod(0o644)
        told = "" if capability == KNOWS_IDLE else capability
        text = CONFIG.format(folder=folder, imap=server.imap, lmtp=server.lmtp, capability=told)
        (folder / "dovecot.conf").write_text(text, encoding="utf-8")
        return server

    def start(self):
        """Start, and wait until both doors answer."""
        command = ["dovecot", "-F", "-c", str(self.folder / "dovecot.conf")]
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
        )
        end = time.monotonic() + 20
        for port in (self.imap, self.lmtp):
            while not _answers(port):
                assert time.monotonic() < end, self.log()
                assert self.process.poll() is None, self.process.stderr.read()
                time.sleep(0.05)

    def stop(self):
        """Stop it with everything it has started: a session just begun may outlive its master."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.stderr.close()
            self.process = None

    def remove(self):
        """Stop it and leave nothing behind."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self):
        """What it has said."""
        path = self.folder / "dovecot.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def kill_sessions(self):
        """Kill every IMAP session that is signed in."""
        for number in re.findall(r"Login: .*mpid=(\d+)", self.log()):
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(number), signal.SIGKILL)

    def forget_mailbox(self):
        """Delete the mailbox; the next delivery makes it anew, with another UIDVALIDITY."""
        time.sleep(1.1)  # UIDVALIDITY is the second in which a mailbox was made
        shutil.rmtree(self.folder / "mail" / USER)

    def deliver(self, raw, to=USER, sender="kinhte@tuetinh.example"):
        """Deliver a mail by LMTP, as the machine's mail server would."""
        with smtplib.LMTP("127.0.0.1", self.lmtp) as client:
            refused = client.sendmail(sender, [to], raw)
        assert refused == {}

    def box(self, **values):
        """The mailbox as the service is told of it."""
        known = {
            "host": "127.0.0.1",
            "port": self.imap,
            "security": "plain",
            "user": USER,
            "password": PASSWORD,
            "timeout": 10.0,
        }
        return ImapServer(**known | values)

    def folders(self):
        """How many mails lie in each folder."""
        root = self.folder / "mail" / USER
        found = {}
        for path in (root, *root.glob(".[!.]*")):
            mails = [*path.glob("new/*"), *path.glob("cur/*")]
            if path == root or path.is_dir():
                found[path.name.strip(".") if path != root else "INBOX"] = len(mails)
        return found


@contextlib.contextmanager
def mailbox_server(capability=KNOWS_IDLE):
    """A running mailbox server."""
    server = Dovecot.set_up(capability)
    try:
        server.start()
        yield server
    finally:
        server.remove()


def _answers(port):
    with socket.socket() as line:
        line.settimeout(1)
        if line.connect_ex(("127.0.0.1", port)):
            return False
        with contextlib.suppress(TimeoutError):
            return bool(line.recv(8))
    return False
