"""Links are found, unwrapped and made plain; none is ever fetched."""

import base64

import pytest

from cchc_scheduler.mail.links import MOST_LINKS, links_in, trimmed, unwrap

GOAL = "https://drive.google.com/file/d/1AbC/view?usp=sharing"


@pytest.mark.parametrize(
    "wrapped",
    [
        "https://apc01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fdrive.google.com%2Ffile%2Fd%2F1AbC%2Fview%3Fusp%3Dsharing&data=05",
        "https://www.google.com/url?q=https%3A%2F%2Fdrive.google.com%2Ffile%2Fd%2F1AbC%2Fview%3Fusp%3Dsharing&sa=D",
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__drive.google.com_file_d_1AbC_view-3Fusp-3Dsharing&d=x",
        "https://urldefense.com/v3/__https://drive.google.com/file/d/1AbC/view?usp=sharing__;!!abc$",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fdrive.google.com%2Ffile%2Fd%2F1AbC%2Fview%3Fusp%3Dsharing&h=1",
        "https://zalo.me/out?url=https%3A%2F%2Fdrive.google.com%2Ffile%2Fd%2F1AbC%2Fview%3Fusp%3Dsharing",
    ],
)
def test_what_filters_put_around_a_link_is_taken_off(wrapped: str) -> None:
    assert unwrap(wrapped) == GOAL


def test_proofpoint_runs_are_put_back() -> None:
    codes = base64.urlsafe_b64encode("báo".encode()).decode().rstrip("=")

    assert unwrap(f"https://urldefense.com/v3/__https://xa.example/**B__;{codes}!!x$") == (
        "https://xa.example/báo"
    )


def test_a_link_is_read_without_the_sentence_around_it() -> None:
    assert trimmed("https://xa.example/a).") == "https://xa.example/a"
    assert trimmed("https://xa.example/a_(1)") == "https://xa.example/a_(1)"


def test_links_are_given_once_in_order() -> None:
    text = f"Báo cáo: {GOAL}, phụ lục: https://xa.example/pl. Nhắc lại {GOAL}"

    assert links_in(text)[0] == [GOAL, "https://xa.example/pl"]


def test_other_schemes_are_left_out() -> None:
    found, _ = links_in(
        "ftp://xa.example/x", ["javascript:alert(1)", "mailto:a@xa.example", "file:///etc"]
    )

    assert found == []


def test_a_user_name_before_the_host_is_left_out_and_told() -> None:
    found, warnings = links_in("https://drive.google.com@xau.example/x")

    assert found == []
    assert warnings == ["a link with a user name before xau.example was left out"]


def test_a_look_alike_host_is_shown_as_ascii() -> None:
    assert links_in("https://drive.gооgle.com/x")[0] == ["https://drive.xn--ggle-55da.com/x"]


def test_five_hundred_links_are_enough() -> None:
    text = " ".join(f"https://xa.example/{number}" for number in range(MOST_LINKS + 50))

    found, warnings = links_in(text)

    assert len(found) == MOST_LINKS
    assert warnings == [f"more than {MOST_LINKS} links; the others are left out"]
