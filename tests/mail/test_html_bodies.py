"""The sender's part of an HTML mail; the bodies are constructed in the manner of each program."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_scheduler.mail.html_bodies import read_html

LINK = '<a href="https://drive.google.com/file/d/1/view">báo cáo</a>'
OWN = f"<div>Phòng gửi {LINK}.</div><div>Trân trọng</div>"
QUOTED = '<p>Kính gửi <a href="https://cu.example/cu">cũ</a></p>'

BODIES = {
    "gmail": f'{OWN}<div class="gmail_quote"><div class="gmail_attr">Vào</div>{QUOTED}</div>',
    "outlook_web": f'{OWN}<div id="appendonsend"></div><hr><div id="divRplyFwdMsg">x</div>{QUOTED}',
    "outlook_web_x": f'{OWN}<div id="x_divRplyFwdMsg">Từ</div>{QUOTED}',
    "outlook_classic": (
        f'<div class="WordSection1">{OWN}<div style="border:none;border-top:solid #E1E1E1 1.0pt;'
        f'padding:3.0pt 0in 0in 0in"><p><b>From:</b> x</p></div>{QUOTED}</div>'
    ),
    "thunderbird": (
        f'{OWN}<div class="moz-cite-prefix">Ngày 9/9/2025, x viết:<br></div>'
        f'<blockquote type="cite">{QUOTED}</blockquote>'
    ),
    "apple": f'{OWN}<blockquote type="cite"><div>On 9 Sep, x wrote:</div>{QUOTED}</blockquote>',
    "zimbra": f'{OWN}<div data-marker="__QUOTED_TEXT__">{QUOTED}</div>',
    "yahoo": f'{OWN}<div id="ydp1" class="yahoo_quoted">{QUOTED}</div>',
}  # fmt: skip


@pytest.mark.parametrize("program", BODIES)
def test_the_quote_is_cut_with_its_links(program: str) -> None:
    found = read_html(f"<html><body>{BODIES[program]}</body></html>")

    assert found.text == "Phòng gửi báo cáo.\nTrân trọng"
    assert found.links == ("https://drive.google.com/file/d/1/view",)


def test_scripts_and_styles_are_silent() -> None:
    found = read_html("<style>p{}</style><script>x()</script><p>Nội dung</p>")

    assert found.text == "Nội dung"


def test_paragraphs_lists_and_tables_become_lines() -> None:
    table = "<table><tr><td>a</td><td>b</td></tr></table>"

    found = read_html(f"<p>Một</p><ul><li>Hai</li><li>Ba</li></ul>{table}")

    assert found.text.split("\n") == ["Một", "", "- Hai", "- Ba", "", "a  b"]


def test_a_body_nested_without_end_is_read_in_part() -> None:
    assert read_html("<div>" * 5000 + "sâu").text in ("", "sâu")


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert isinstance(read_html(text).text, str)
