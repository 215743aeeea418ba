"""The counts over a folder of messages, on messages constructed here."""

import json

import pytest

from benchmarks.mail_folder import figures, main

REPLY = b"From: a@x.example\r\nIn-Reply-To: <1@y.example>\r\nSubject: Re: b\r\n\r\n%s"
QUOTE = "\n\nOn Mon, Sep 8, 2025 at 7:30 AM B <b@y.example> wrote:\n> Quoted\n"
BOUNCE = (
    b"From: MAILER-DAEMON@x.example\r\nSubject: Undelivered Mail Returned to Sender\r\n"
    b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
    b"--b\r\n\r\nfailed\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
    b"Reporting-MTA: dns; x.example\r\n\r\nFinal-Recipient: rfc822; gone@x.example\r\n"
    b"Action: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n"
)


@pytest.fixture
def folder(tmp_path):
    rows = []

    def add(content, **row):
        name = f"{len(rows)}.txt"
        (tmp_path / "made").mkdir(exist_ok=True)
        (tmp_path / "made" / name).write_bytes(content)
        rows.append({"project": "made", "file": name, "form": "message", **row})
        lines = "\n".join(json.dumps(each) for each in rows)
        (tmp_path / "index.jsonl").write_text(lines, "utf-8")

    add.path = tmp_path
    return add


def test_a_reply_is_exact_lost_or_has_too_much(folder):
    folder(REPLY % f"Yes.{QUOTE}".encode(), kind="reply", expected="Yes.")
    folder(REPLY % b"Yes.\r\nAnd more.", kind="reply", expected="Yes.")
    folder(REPLY % f"Yes.{QUOTE}".encode(), kind="reply", expected="Yes.\nGone.")

    assert figures(folder.path)["reply texts"] == {"stated": 3, "exact": 1, "lost": 1, "extra": 1}


def test_bodies_alone_are_read_as_replies(folder):
    folder(f"Có.{QUOTE}".encode(), kind="reply", form="plain-body", expected="Có.")
    folder(b"<p>Y es</p>", kind="reply", form="html-body", expected="Yes", compare="no-whitespace")

    assert figures(folder.path)["reply texts"]["exact"] == 2


def test_bounces_are_counted_with_their_addresses_and_others_apart(folder):
    folder(BOUNCE, kind="bounce", expected_addresses=["gone@x.example"])
    folder(BOUNCE, kind="bounce", expected_addresses=["other@x.example"])
    folder(BOUNCE, kind="other")

    found = figures(folder.path)

    assert found["bounces"] == {
        "known": 2,
        "recognised": 2,
        "addresses_stated": 2,
        "addresses_right": 1,
    }
    assert found["not bounces"] == {"known": 1, "taken_for_bounces": 1}


def test_a_charset_that_did_not_fit_is_counted(folder):
    head = b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
    folder(head + b"caf\xe9", kind="other")

    assert figures(folder.path)["messages"]["unread_charset"] == 1


def test_the_command_prints_the_counts(folder, capsys):
    folder(REPLY % b"Yes.", kind="reply")

    assert main([str(folder.path)]) == 0

    assert json.loads(capsys.readouterr().out)["messages"]["read"] == 1
