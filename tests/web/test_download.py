"""A unit gets back what it handed in, as an attachment that can do nothing in a browser."""

from tests.web.conftest import DUE

PDF = b"%PDF-1.7 bao cao quy III"
FORM = {"kind": "file", "by": "Hoa", "declared": "yes"}


def hand_in(office, obligation=DUE):
    path = office.path_of(obligation)
    file = {"file": ("báo cáo quý III.pdf", PDF, "text/html")}
    office.browser.post(path, data=FORM, files=file)
    return path


def test_the_file_comes_as_an_attachment_of_its_own_type(office):
    path = hand_in(office)

    answer = office.browser.get(f"{path}/tep/1")

    assert answer.content == PDF
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == (
        "attachment; filename*=utf-8''b%C3%A1o%20c%C3%A1o%20qu%C3%BD%20III.pdf"
    )
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["cache-control"] == "no-store"


def test_another_unit_does_not_get_it(office):
    hand_in(office)
    other = office.path_of("bao-cao-quy/2025-Q3/van-phong-hdnd-ubnd")

    assert office.browser.get(f"{other}/tep/1").status_code == 404


def test_a_type_that_is_not_taken_is_sent_as_plain_bytes(office):
    path = hand_in(office)
    with office.service.db.work() as connection:
        connection.exec_driver_sql("UPDATE submission SET file_type = 'text/html'")

    answer = office.browser.get(f"{path}/tep/1")

    assert answer.headers["content-type"] == "application/octet-stream"


def test_a_file_that_is_gone_or_erased_is_told_plainly(office, tmp_path):
    path = hand_in(office)
    for kept in (tmp_path / "files").rglob("*"):
        if kept.is_file():
            kept.unlink()

    assert office.browser.get(f"{path}/tep/1").status_code == 404
    assert office.browser.get(f"{path}/tep/9").status_code == 404
    with office.service.db.work() as connection:
        connection.exec_driver_sql(
            "UPDATE submission SET file_sha256 = NULL, file_name = NULL, erased_at = handed_in_at"
        )
    assert office.browser.get(f"{path}/tep/1").status_code == 404
    assert "nội dung đã được xóa khỏi hệ thống theo quy định" in office.browser.get(path).text


def test_no_path_reads_the_folder_of_files(office):
    path = hand_in(office)

    for guess in ("tep/..%2f..%2fcchc.sqlite3", "tep/%2e%2e", "../files", "tep/1/../../x"):
        assert office.browser.get(f"{path}/{guess}").status_code == 404
