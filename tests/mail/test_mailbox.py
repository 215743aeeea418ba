import pytest

from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.mail.mailbox import parse_mailbox


def test_a_mailbox_is_read_over_tls_unless_it_stands_on_this_machine():
    far = parse_mailbox("imaps://baocao%40xa.example@mail.example", "x")
    near = parse_mailbox("imap://baocao@127.0.0.1:11143/Bao-cao", "x", None)
    starttls = parse_mailbox("imap://baocao@mail.example", "x")

    assert (far.host, far.port, far.security, far.user) == (
        "mail.example",
        993,
        "tls",
        "baocao@xa.example",
    )
    assert (near.port, near.security, near.folder, near.done_folder) == (
        11143,
        "plain",
        "Bao-cao",
        None,
    )
    assert (starttls.port, starttls.security) == (143, "starttls")


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("pop3://a@mail.example", "can't be used"),
        ("imaps://mail.example", "names no user"),
        ("imaps://a:mat-khau@mail.example", "must not hold the password"),
        ("imaps://a@mail.example:99999", "CCHC_IMAP_URL"),
        ("imaps://", "can't be used"),
    ],
)
def test_a_mailbox_that_can_not_be_is_refused_with_an_example(url, problem):
    with pytest.raises(BadInput, match=problem):
        parse_mailbox(url, "x")


def test_a_mailbox_shows_no_password():
    assert "mat-khau" not in repr(parse_mailbox("imaps://a@mail.example", "mat-khau"))
