"""Headers and bodies become NFC text, whatever they say they are."""

import pytest

from cchc_scheduler.mail.decoding import (
    addresses,
    body_text,
    first_address,
    header_text,
    looks_like_tcvn3,
    message_ids,
)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("=?utf-8?B?UGjDsm5nIFbEg24gaMOzYS1Yw6MgaOG7mWk=?=", "Phòng Văn hóa-Xã hội"),
        ("=?utf-8?Q?Ph=C3=B2ng?=\r\n =?utf-8?Q?_Kinh?= =?utf-8?Q?_t=E1=BA=BF?=", "Phòng Kinh tế"),
        ("=?x-unknown?Q?abc?=", "abc"),
        ("=?utf-8?B?!!!?=", ""),
        ("  a\r\n b  ", "a b"),
    ],
)
def test_a_header_is_one_line_of_text(raw: str, text: str) -> None:
    assert header_text(raw) == text


def test_raw_utf8_in_a_header_is_read() -> None:
    raw = "Báo cáo".encode().decode("ascii", "surrogateescape")

    assert header_text(raw) == "Báo cáo"


def test_addresses_are_lower_case_and_in_order() -> None:
    assert addresses('"A, B" <X@xa.example>, y@xa.example') == ["x@xa.example", "y@xa.example"]
    assert first_address("Nobody") == "nobody"


def test_message_ids_are_found_in_a_broken_list() -> None:
    assert message_ids("<a@x> junk <b@x>\r\n <c@x>") == ["<a@x>", "<b@x>", "<c@x>"]


def test_bytes_of_no_known_charset_are_read_all_the_same() -> None:
    text, warning = body_text(b"\xff\xfe\xfa", None)

    assert text
    assert warning is not None


def test_text_of_an_old_font_is_suspected() -> None:
    assert looks_like_tcvn3(
        "Uû ban nh©n d©n x· TuÖ TÜnh b¸o c¸o kÕt qu¶ c¶i c¸ch hµnh chÝnh quý III n¨m"
    )
    assert not looks_like_tcvn3(
        "Ủy ban nhân dân xã Tuệ Tĩnh báo cáo kết quả cải cách hành chính quý III"
    )
