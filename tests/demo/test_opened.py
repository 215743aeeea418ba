from datetime import UTC, datetime

from cchc_scheduler.demo.opened import Address, Sent, open_letter

AT = datetime(2025, 9, 4, 0, 30, tzinfo=UTC)
LETTER = (
    b'To: "=?utf-8?b?VHJ1bmcgdMOibSBWxINuIGjDs2EsIFRo4buDIHRoYW8=?=" <ttvhtt@x.example>\r\n'
    b"Cc: a@x.example, =?utf-8?q?Ph=C3=B2ng_B?= <b@x.example>\r\n"
    b"Subject: =?utf-8?b?QsOhbyBjw6Fv?=\r\n"
    b"MIME-Version: 1.0\r\n"
    b'Content-Type: multipart/alternative; boundary="="\r\n\r\n'
    b"--=\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\nUXXDvSBJSUk=\r\n"
    b"--=\r\nContent-Type: text/html; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>Qu=C3=BD III</p>\r\n--=--\r\n"
)


def test_a_letter_is_opened_as_a_mail_program_shows_it():
    letter = open_letter(3, Sent(AT, "reminder", ("phong-kinh-te",)), LETTER)

    assert (letter.number, letter.subject) == (3, "Báo cáo")
    assert (letter.text, letter.html) == ("Quý III", "<p>Quý III</p>")
    assert f"{letter.at_office:%d/%m %H:%M}" == "04/09 07:30"


def test_a_name_with_a_comma_in_it_stays_one_name():
    letter = open_letter(1, Sent(AT, "reminder"), LETTER)

    assert letter.to == (Address("Trung tâm Văn hóa, Thể thao", "ttvhtt@x.example"),)
    assert letter.cc == (Address("", "a@x.example"), Address("Phòng B", "b@x.example"))


def test_a_letter_without_html_or_copy_has_them_empty():
    letter = open_letter(1, Sent(AT, "test"), b"To: a@x.example\r\n\r\nplain\r\n")

    assert (letter.html, letter.cc) == ("", ())


def test_the_raw_letter_is_every_byte_that_the_server_took():
    letter = open_letter(1, Sent(AT, "reminder"), LETTER)

    assert letter.raw.replace("\n", "\r\n").encode("ascii") == LETTER
