import pytest

from cchc_scheduler.core.replies import (
    Candidate,
    Known,
    Seen,
    Verdict,
    folded,
    judge,
    main_file,
    report_links,
)
from cchc_scheduler.core.submissions import OFFICE, HandedFile

SENDER = "kinhte@tuetinh.example"
LINK = "https://drive.google.com/file/d/abc/view"
Q3 = Candidate("bao-cao-quy/2025-Q3/kt", "kt", "open", ("quý III năm 2025", "quý III", "quý 3"))
Q4 = Candidate("bao-cao-quy/2025-Q4/kt", "kt", "open", ("quý IV và năm 2025", "quý IV", "quý 4"))
DOCX = HandedFile("a.docx", f"{OFFICE}.wordprocessingml.document", 10, "x")
PDF = HandedFile("b.pdf", "application/pdf", 10, "y")


def known(*candidates, contacts=(SENDER,), people=(SENDER, "khac@tuetinh.example"), own=()):
    return Known(frozenset(own), frozenset(people), frozenset(contacts), candidates)


def seen(**values):
    return Seen(**{"sender": SENDER, "proof": "token", "links": (LINK,)} | values)


def test_a_link_from_a_known_contact_with_the_token_is_recorded():
    assert judge(seen(), known(Q3)) == Verdict("recorded", None, Q3.obligation, "receipt")


@pytest.mark.parametrize(
    ("words", "obligation"),
    [
        ("Gửi báo cáo QUÝ III ạ", Q3.obligation),
        ("bao cao quy iv", Q4.obligation),
        ("BC_CCHC_quý_4.docx", Q4.obligation),
        ("gửi bao-cao-quy/2025-Q3/kt", Q3.obligation),
    ],
)
def test_of_several_items_the_one_that_is_named_is_meant(words, obligation):
    candidates = known(
        *(Candidate(c.obligation, c.unit, c.state, (c.obligation, *c.names)) for c in (Q3, Q4))
    )

    assert judge(seen(words=words), candidates).obligation == obligation


@pytest.mark.parametrize("words", ["Gửi báo cáo", "Gửi quý III và quý IV"])
def test_where_none_or_several_are_named_an_answer_asks(words):
    assert judge(seen(words=words), known(Q3, Q4)) == Verdict("person", "which", None, "which")


def test_what_was_handed_in_already_leaves_the_other():
    submitted = Candidate(Q3.obligation, "kt", "submitted", Q3.names)

    assert judge(seen(), known(submitted, Q4)).obligation == Q4.obligation


@pytest.mark.parametrize(
    ("values", "fate", "why", "answer"),
    [
        ({"sender": "la@x.example"}, "quarantined", "unknown-sender", "stranger"),
        ({"sender": "la@x.example", "proof": "thread"}, "quarantined", "unknown-sender", None),
        ({"sender": "khac@tuetinh.example"}, "quarantined", "other-unit", "stranger"),
        ({"authentication": "failed"}, "quarantined", "failed-authentication", None),
        ({"automatic": True, "links": ()}, "automatic", "automatic", None),
        ({"automatic": True, "away": True, "links": ()}, "absence", "away", None),
        ({"automatic": True}, "person", "automatic-with-report", None),
        ({"proof": "thread"}, "person", "unproven", "read"),
        ({"proof": "none"}, "person", "unproven", "read"),
        ({"marked": True}, "person", "marked", "read"),
        ({"changed": True}, "person", "changed-content", None),
        ({"whole": False}, "person", "too-large", "read"),
        ({"readable": False}, "person", "unread", "read"),
        (
            {"readable": False, "sender": "la@x.example"},
            "quarantined",
            "unknown-sender",
            "stranger",
        ),
        ({"links": ()}, "person", "words-only", "read"),
        ({"links": (), "words": "KHÔNG PHÁT SINH"}, "person", "nil", "read"),
        ({"links": (), "other_files": 1}, "person", "other-files", "read"),
        ({"links": (LINK,) * 21}, "person", "too-many-links", "read"),
    ],
    ids=str,
)
def test_what_is_not_sure_goes_elsewhere(values, fate, why, answer):
    verdict = judge(seen(**values), known(Q3))

    assert (verdict.fate, verdict.why, verdict.answer) == (fate, why, answer)


def test_our_own_servers_word_is_as_good_as_the_token():
    told = seen(proof="thread", authentication="passed")

    assert judge(told, known(Q3)).fate == "recorded"


def test_our_own_mail_is_nothing():
    verdict = judge(seen(), known(Q3, own=(SENDER,)))

    assert verdict == Verdict("automatic", "own-mail")


@pytest.mark.parametrize("state", ["accepted", "waived", "cancelled"])
def test_what_is_closed_takes_nothing(state):
    closed = Candidate(Q3.obligation, "kt", state)

    assert judge(seen(), known(closed)) == Verdict("person", "closed", Q3.obligation, "read")


def test_words_about_a_report_that_came_are_passed_on_without_an_answer():
    submitted = Candidate(Q3.obligation, "kt", "submitted")

    verdict = judge(seen(links=(), words="Số 12/BC-PKT"), known(submitted))

    assert (verdict.why, verdict.answer) == ("after-receipt", None)


def test_links_that_are_no_report_are_left_out():
    links = [
        LINK,
        "https://cchc.xa.example/n/abc",
        "https://tuetinh.gov.example/",
        "https://tuetinh.gov.example",
        "https://www.facebook.com/tuetinh",
        "http://[xau",
        "https://chat.zalo.me/x",
    ]

    assert report_links(links, "cchc.xa.example") == (LINK,)


def test_the_text_goes_before_the_picture_of_it():
    assert main_file([PDF, DOCX]) == DOCX
    assert main_file([]) is None


def test_text_is_compared_without_accents_case_and_line_breaks():
    assert folded("  Quý III\n/2025_Đợt ") == "quy iii /2025 dot"
