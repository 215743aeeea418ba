"""Whatever is typed into whatever field comes back escaped, is answered, and breaks nothing."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from cchc_scheduler.actions.write_digest import write_digest
from cchc_scheduler.store import letters
from tests.web.test_safety import visitor

# A tag and an attribute that stand on no page: where they appear, a field was not escaped.
INTRUDER = "'\"></textarea></p><zzq zzq=1>"
NO_FILE = {"none": ("", b"", "application/octet-stream")}
FORMS = {
    "": ("kind", "by", "link", "number", "document_day", "note", "declared", "nonce"),
    "/de-nghi": ("kind", "until", "reason", "by"),
    "/vuong-mac": ("kind", "text", "by", "nonce"),
    "/theo-doi": ("kind", "text", "by", "nonce"),
    "/doi-nguoi-nhan": ("person", "address", "text", "by", "nonce"),
    "/ban-ky": ("number", "document_day", "by", "nonce"),
    "/lich": ("by",),
}
KINDS = [
    "file",
    "link",
    "nil",
    "elsewhere",
    "later-day",
    "not-ours",
    "difficulty",
    "row-wrong",
    "yes",
]
DAYS = ["2025-09-12", "0001-01-01", "9999-12-31", "2025-02-30"]
ODD = ["a@b.vn", "MẬT", "https://a.vn/x", "https://[::1", "https://a.vn:99999/", "0" * 32]
UNSEEN = ["\r\nBcc: x@y.vn", "\x00", "\ufeff", "\u202e", "\ud7ff", "a\u0302\u0323"]
GOOD = st.sampled_from(["yes", *KINDS, *DAYS, *ODD, *UNSEEN])
WORDS = st.text(max_size=80) | GOOD | st.text(max_size=20).map(lambda text: f"{text}{INTRUDER}")
SENT = st.sampled_from(sorted(FORMS)).flatmap(
    lambda page: st.tuples(
        st.just(page), st.fixed_dictionaries({}, optional=dict.fromkeys(FORMS[page], WORDS))
    )
)


def intruders(page):
    return html.fromstring(page.text).xpath("//zzq | //*[@zzq]")


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(sent=SENT, multipart=st.booleans())
def test_any_words_in_any_field_are_answered_and_escaped(office, sent, multipart):
    page, values = sent
    office.clock.move_to(office.clock.now() + timedelta(minutes=2))
    path = office.path_of()
    browser = visitor(office, 1)

    answer = browser.post(f"{path}{page}", data=values, files=NO_FILE if multipart else None)
    shown = browser.get(f"{path}{page}")

    assert answer.status_code in (200, 409, 413, 422, 400)
    assert shown.status_code == 200
    assert intruders(answer) == []
    assert intruders(shown) == []


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(words=WORDS)
def test_any_words_in_the_field_of_an_address_are_answered_and_escaped(office, words):
    office.clock.move_to(office.clock.now() + timedelta(minutes=2))

    answer = visitor(office, 1).post("/lien-ket", data={"address": words}, files=NO_FILE)

    assert answer.status_code in (200, 422)
    assert intruders(answer) == []


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(name=WORDS, content=st.binary(max_size=200) | st.sampled_from([b"%PDF-1.7", b"PK\x03\x04"]))
def test_any_file_under_any_name_is_answered_and_escaped(office, name, content):
    office.clock.move_to(office.clock.now() + timedelta(minutes=2))
    typed = {"kind": "file", "by": "Hoa", "declared": "yes"}
    path = office.path_of()
    browser = visitor(office, 1)

    answer = browser.post(path, data=typed, files={"file": (name or "x", content, "text/html")})

    assert answer.status_code in (200, 400, 422)
    assert intruders(answer) == []
    assert intruders(browser.get(path)) == []


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028", "\x0b", "\x00"])
def test_a_line_end_in_any_field_ends_no_header(office, end):
    typed = {"kind": "elsewhere", "number": f"1/BC{end}Bcc: x@y.vn", "declared": "yes"}

    answer = office.browser.post(office.path_of(), data={**typed, "by": f"Hoa{end}Set-Cookie: a"})

    assert answer.status_code in (200, 422)
    assert "set-cookie" not in answer.headers


def test_any_words_come_escaped_in_the_letters_and_the_digest_too(office):
    typed = {"kind": "nil", "note": INTRUDER, "by": INTRUDER, "declared": "yes"}
    matter = {"kind": "difficulty", "text": INTRUDER, "by": INTRUDER}

    office.browser.post(office.path_of(), data=typed, files=NO_FILE)
    office.browser.post(f"{office.path_of()}/vuong-mac", data=matter, files=NO_FILE)
    service = office.service
    write_digest(service.db, service.records, service.outbox, office.clock.now())

    with service.db.read() as connection:
        rows = letters.every_brief(connection)
        mails = [letters.one(connection, row["id"])["bytes"] for row in rows]
    bodies = [
        part.get_content()
        for mail in mails
        for part in message_from_bytes(mail, policy=policy.default).walk()
        if part.get_content_type() == "text/html"
    ]
    assert any("zzq" in body for body in bodies)
    assert [body for body in bodies if html.fromstring(body).xpath("//zzq | //*[@zzq]")] == []
