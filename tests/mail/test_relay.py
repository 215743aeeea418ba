import pytest

from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.mail.relay import is_loopback, parse_relay


@pytest.mark.parametrize(
    ("url", "host", "port", "security", "user"),
    [
        ("smtp://mail.ubnd.example", "mail.ubnd.example", 587, "starttls", None),
        ("smtp://cchc@mail.ubnd.example:25", "mail.ubnd.example", 25, "starttls", "cchc"),
        ("smtps://mail.ubnd.example", "mail.ubnd.example", 465, "tls", None),
        ("smtp://cchc%40ubnd.example@mail:587", "mail", 587, "starttls", "cchc@ubnd.example"),
        ("smtp://127.0.0.1:1025", "127.0.0.1", 1025, "plain", None),
        ("smtp://[::1]:1025", "::1", 1025, "plain", None),
        ("smtp://localhost", "localhost", 587, "plain", None),
        ("smtps://localhost", "localhost", 465, "tls", None),
        ("smtp://192.168.1.9", "192.168.1.9", 587, "starttls", None),
        ("smtp://localhost.evil.example", "localhost.evil.example", 587, "starttls", None),
    ],
)
def test_a_url_says_where_and_how_safe_the_line_is(url, host, port, security, user):
    relay = parse_relay(url)

    assert (relay.host, relay.port, relay.security, relay.user) == (host, port, security, user)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://mail.ubnd.example", "CCHC_SMTP_URL: http://mail.ubnd.example can't be used"),
        ("mail.ubnd.example:587", "CCHC_SMTP_URL"),
        ("smtp://", "CCHC_SMTP_URL: smtp://None can't be used"),
        ("smtp://mail.ubnd.example:99999", "CCHC_SMTP_URL: Port out of range"),
        ("smtp://mail.ubnd.example:smtp", "CCHC_SMTP_URL: Port could not be cast"),
    ],
)
def test_a_url_that_can_not_be_used_is_refused_with_the_setting_named(url, words):
    with pytest.raises(BadInput) as refused:
        parse_relay(url)

    assert words in str(refused.value)
    assert "smtp://name@mail.example:587" in str(refused.value)


def test_a_password_in_the_url_is_refused_and_not_repeated():
    with pytest.raises(BadInput) as refused:
        parse_relay("smtp://cchc:hunter2@mail.ubnd.example")

    assert "CCHC_SMTP_PASSWORD" in str(refused.value)
    assert "hunter2" not in str(refused.value)


def test_a_relay_never_shows_its_password():
    relay = parse_relay("smtp://cchc@mail.ubnd.example", "hunter2", connections=2)

    assert repr(relay) == "Relay(mail.ubnd.example:587, starttls)"
    assert f"{relay}" == repr(relay)
    assert (relay.password, relay.connections) == ("hunter2", 2)


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.53", True), ("::1", True), ("localhost", True), ("10.0.0.1", False), ("a", False)],
)
def test_only_this_machine_is_loopback(host, loopback):
    assert is_loopback(host) is loopback
