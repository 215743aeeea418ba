"""What a sender typed is found above the first quote, whatever program wrote the mail.

The texts are constructed in the manner of the programs they name.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_scheduler.mail import quotes
from cchc_scheduler.mail.quotes import MARKER, visible

TYPED = "Kính gửi Phòng, Phòng Kinh tế gửi báo cáo quý III.\n\nTrân trọng,\nĐầu mối"

QUOTES = {
    "gmail_vi": (
        "Vào Th 3, 9 thg 9, 2025 vào lúc 08:15 Phòng VH-XH <vhxh@xa.example> đã viết:\n"
        "> Kính gửi"
    ),
    "gmail_vi_broken": (
        "Vào Th 3, 9 thg 9, 2025 vào lúc 08:15 Phòng VH-XH <\n"
        "vhxh@xa.example> đã viết:\n"
        "\n"
        "> Kính gửi"
    ),
    "gmail_en": "On Tue, Sep 9, 2025 at 8:15 AM Phòng VH-XH <vhxh@xa.example> wrote:\n\n> Kính gửi",
    "yahoo_vi": (
        "Vào 08:15:22 GMT+7 Thứ Ba, 9 tháng 9, 2025, Phòng VH-XH <vhxh@xa.example> đã viết:\n"
        "\n"
        "Kính gửi"
    ),
    "thunderbird_vi": "Ngày 09/09/2025 08:15, Phòng VH-XH viết:\n> Kính gửi",
    "thunderbird_en": "On 09/09/2025 8:15 AM, Phòng VH-XH wrote:\n> Kính gửi",
    "outlook_vi": (
        "Từ: Phòng VH-XH <vhxh@xa.example>\n"
        "Đã gửi: 09 Tháng Chín 2025 8:15 SA\n"
        "Tới: Đầu mối\n"
        "Chủ đề: [CCHC]\n"
        "\n"
        "Kính gửi"
    ),
    "outlook_vi_marked": (
        "________________________________\n"
        "Từ: Phòng VH-XH <vhxh@xa.example>\n"
        "Ngày gửi: Thứ Ba, 9 Tháng 9 2025\n"
        "Đến: Đầu mối\n"
        "Tiêu đề: [CCHC]"
    ),
    "outlook_en": (
        "From: Phòng VH-XH <vhxh@xa.example>\n"
        "Sent: Tuesday, September 9, 2025 8:15 AM\n"
        "To: dau moi\n"
        "Subject: [CCHC]"
    ),
    "outlook_bold": (
        "*From:* Phòng VH-XH [mailto:vhxh@xa.example]\n"
        "*Sent:* Tuesday, September 9, 2025 8:15 AM\n"
        "*To:* x\n"
        "*Subject:* y"
    ),
    "zimbra_vi": (
        "----- Thư gốc -----\n"
        "Từ: Phòng VH-XH <vhxh@xa.example>\n"
        "Đến: Đầu mối\n"
        "Đã gửi: Thứ Ba, 9/9/2025\n"
        "Chủ đề: [CCHC]"
    ),
    "iphone_vi": (
        "Đã gửi từ iPhone của tôi\n"
        "\n"
        "Vào ngày 9 thg 9, 2025, lúc 08:15, Phòng VH-XH <vhxh@xa.example> đã viết:\n"
        "\n"
        "> Kính gửi"
    ),
    "roundcube": "On 2025-09-09 08:15, Phòng VH-XH wrote:\n> Kính gửi",
    "mozilla_vi_original": "-------- Thư Gốc --------\nChủ đề: [CCHC]\nNgày: 09/09/2025",
    "french": "Le mar. 9 sept. 2025 à 08:15, Phòng VH-XH <vhxh@xa.example> a écrit :\n\n> Kính gửi",
    "marker": f"— {MARKER} —\nKính gửi: Phòng Kinh tế",
    "signature": "-- \nPhòng Kinh tế\nĐiện thoại",
    "line": "___________\nPhòng Kinh tế",
}  # fmt: skip


@pytest.mark.parametrize("program", QUOTES)
def test_the_typed_text_is_what_stands_above(program: str) -> None:
    assert visible(f"{TYPED}\n\n{QUOTES[program]}\n").text == TYPED


@pytest.mark.parametrize("program", sorted(set(QUOTES) - {"signature", "line"}))
def test_a_quote_is_known_from_a_signature(program: str) -> None:
    assert visible(f"{TYPED}\n\n{QUOTES[program]}\n").quoted


@pytest.mark.parametrize("program", ["signature", "line"])
def test_a_signature_is_no_quote(program: str) -> None:
    assert not visible(f"{TYPED}\n\n{QUOTES[program]}\n").quoted


@pytest.mark.parametrize(
    "rule",
    [*quotes.INTRODUCTIONS, *quotes.SEPARATORS, *quotes.SIGNATURES, *quotes.ADVERTS],
    ids=lambda rule: rule.example,
)
def test_each_rule_recognises_its_own_example(rule: quotes.Rule) -> None:
    assert rule.pattern.match(rule.example)


def test_a_decomposed_quote_line_is_read_after_normalising() -> None:
    text = f"{TYPED}\n\nVào Th 3, 9 thg 9, 2025 vào lúc 08:15 A <a@xa.example> đã viết:\n> x"

    assert visible(text).text == TYPED


@pytest.mark.parametrize(
    "line",
    [
        "Sent from my desk, is much easier than my mobile phone.",
        "Từ ngày 01/7/2025 đến ngày 30/9/2025, Phòng thực hiện 05 nhiệm vụ:",
        "Ngày 09/9/2025 Phòng đã họp và thống nhất nội dung.",
        "On the one hand, there is time.",
        "- Mục một: đã hoàn thành",
        "Nội dung gồm:",
    ],
)
def test_ordinary_lines_stay(line: str) -> None:
    assert visible(f"{line}\nDòng sau.").text == f"{line}\nDòng sau."


def test_a_name_typed_by_hand_stays() -> None:
    assert visible("Đã gửi.\n\nNguyễn Văn A\nPhòng Kinh tế").text.endswith("Phòng Kinh tế")


def test_a_reply_below_its_quote_is_found() -> None:
    text = "On 09/09/2025 8:15 AM, Phòng VH-XH wrote:\n> Kính gửi\n> Trân trọng\n\nPhòng đã gửi."

    assert visible(text).text == "Phòng đã gửi."


def test_a_mail_that_only_forwards_has_no_typed_text() -> None:
    text = (
        "---------- Forwarded message ---------\nFrom: a <a@xa.example>\nDate: x\nSubject: y\n\nz"
    )

    assert visible(text).text == ""


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs",)), max_size=400))
def test_any_text_gives_a_part_of_itself(text: str) -> None:
    found = visible(text)

    folded = text.translate(quotes.NO_BREAK)
    assert all(line.strip() in folded for line in found.text.split("\n"))
