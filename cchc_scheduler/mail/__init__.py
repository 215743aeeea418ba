"""Bytes and the wire: messages (MIME), the courier (SMTP) and the trial session of `send-test`."""
