import pytest

from cchc_scheduler.core.capabilities import (
    LENGTH,
    fingerprint,
    is_token,
    masked,
    same_token,
    token_of,
)

KEY = "bi-mat-chi-dung-trong-kiem-thu"
SUBJECT = "bao-cao-quy/2025-Q3/phong-kinh-te"


def test_a_token_is_the_same_in_every_letter():
    assert token_of(KEY, "page", SUBJECT, 1) == token_of(KEY, "page", SUBJECT, 1)


@pytest.mark.parametrize(
    ("key", "purpose", "subject", "generation"),
    [
        ("mot-khoa-khac-cung-du-dai", "page", SUBJECT, 1),
        (KEY, "reply", SUBJECT, 1),
        (KEY, "page", f"{SUBJECT}2", 1),
        (KEY, "page", SUBJECT, 2),
    ],
)
def test_a_token_is_bound_to_key_purpose_subject_and_generation(key, purpose, subject, generation):
    assert token_of(key, purpose, subject, generation) != token_of(KEY, "page", SUBJECT, 1)


def test_a_token_has_160_bits_in_a_form_that_survives_mail():
    token = token_of(KEY, "page", SUBJECT, 1)

    assert len(token) == LENGTH
    assert is_token(token)
    assert is_token(token.upper())


def test_case_does_not_matter_and_one_letter_does():
    token = token_of(KEY, "page", SUBJECT, 1)
    other = ("a" if token[0] != "a" else "b") + token[1:]

    assert same_token(token.upper(), token)
    assert fingerprint(token.upper()) == fingerprint(token)
    assert not same_token(other, token)


@pytest.mark.parametrize("text", ["", "abc", "a" * 31, "1" * 32, "á" * 32, "a" * 33])
def test_what_is_no_token_is_known_without_a_look_at_the_store(text):
    assert not is_token(text)


def test_a_short_key_is_refused():
    with pytest.raises(ValueError, match="too short"):
        token_of("ngan", "page", SUBJECT, 1)


def test_a_text_is_shown_without_its_tokens():
    token = token_of("k" * 16, "page", "a/b/c", 1)
    tag = f"[CCHC-{token[:8].upper()}]"

    shown = masked(f"<a href='https://x.vn/n/{token.upper()}?thu=1-{token}'> {tag}")

    assert token not in shown.lower()
    assert shown == "<a href='https://x.vn/n/••••?thu=1-••••'> [CCHC-••••]"
    assert masked("mọi chữ khác giữ nguyên") == "mọi chữ khác giữ nguyên"
