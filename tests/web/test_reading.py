"""What a browser sends is read within bounds; what is no form is told in words, never a fault."""

import time

import pytest

from cchc_scheduler.web.reading import BESIDE_FILE, LARGEST_FIELD, MOST_FIELDS
from tests.web.test_safety import everything

URLENCODED = {"content-type": "application/x-www-form-urlencoded"}
MULTIPART = {"content-type": "multipart/form-data; boundary=b"}
LARGEST = 20 * 1024 * 1024


def post(office, content, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return office.browser.post(office.path_of(), content=content, headers=named)


def field(name, value, more=""):
    return f'--b\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{value}\r\n'.encode()


def test_a_body_without_its_length_is_refused_unread(office):
    page = post(office, iter([b"kind=nil&note=x&by=y"]), **URLENCODED)

    assert page.status_code == 413


@pytest.mark.parametrize("length", ["-1", "1e3", "²", "9" * 40, ""])
def test_a_length_that_is_none_is_refused(office, length):
    page = post(office, iter([b"kind=nil"]), content_length=length.encode(), **URLENCODED)

    assert page.status_code == 413


def test_a_length_beyond_the_largest_file_is_refused_unread(office):
    announced = str(LARGEST + BESIDE_FILE + 1)

    page = post(office, iter([b"x"]), content_length=announced, **MULTIPART)

    assert page.status_code == 413


def test_a_page_without_a_file_takes_no_large_form(office):
    path = f"{office.path_of()}/vuong-mac"

    page = office.browser.post(path, data={"text": "x" * (BESIDE_FILE + 1), "by": "Hoa"})

    assert page.status_code == 413
    assert "Nội dung dài quá" in page.text


@pytest.mark.parametrize(
    "content",
    [
        b"&".join(b"a%d=1" % number for number in range(50_000)),
        b"a=" + b"x" * (LARGEST_FIELD + 1),
        b"a" * (LARGEST_FIELD + 1),
    ],
    ids=["thousands of fields", "a long value", "a long name"],
)
def test_an_urlencoded_bomb_is_told_and_costs_nothing(office, content):
    started = time.perf_counter()

    page = post(office, content, **URLENCODED)

    assert page.status_code == 400
    assert "Trang chưa đọc được nội dung gửi lên" in page.text
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    "content",
    [
        b"".join(field(f"a{number}", "1") for number in range(MOST_FIELDS + 1)) + b"--b--\r\n",
        b"".join(field("f", "1", '; filename="a.pdf"') for _ in range(2)) + b"--b--\r\n",
        field("a", "x" * (LARGEST_FIELD + 1)) + b"--b--\r\n",
        b"--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--\r\n",
        b"--b\r\n" + b"X-Long: " + b"y" * 200_000 + b"\r\n\r\n1\r\n--b--\r\n",
        b"--b\r\n" + b"".join(b"X-%d: y\r\n" % number for number in range(20_000)),
        b"no part at all",
    ],
    ids=["fields", "files", "field", "nameless", "header", "headers", "nonsense"],
)
def test_a_multipart_bomb_is_told_and_costs_nothing(office, content):
    started = time.perf_counter()

    page = post(office, content, **MULTIPART)

    assert page.status_code == 400
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=" + "b" * 5000,
        "multipart/form-data; boundary=b; charset=utf-7",
        "multipart/form-data; boundary=b; charset=no-such",
        "application/json",
        "text/plain",
        "",
    ],
)
def test_any_content_type_gets_an_answer_and_records_nothing(office, kind):
    office.path_of()
    before = everything(office)

    page = post(office, field("kind", "nil") + b"--b--\r\n", content_type=kind)

    assert page.status_code in (400, 422)
    assert everything(office) == before


@pytest.mark.parametrize("charset", ["unicode_escape", "utf-16", "utf-7", "rot13", "idna"])
def test_halves_of_letters_and_odd_charsets_do_no_harm(office, charset):
    content = field("by", "\\ud800\\udfff") + field("note", "x") + b"--b--\r\n"

    page = post(office, content, content_type=f"multipart/form-data; boundary=b; charset={charset}")

    assert page.status_code in (400, 422)
