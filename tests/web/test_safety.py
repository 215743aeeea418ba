"""What stands between the pages and whoever, or whatever, opens them."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from urllib.parse import urlsplit

import pytest
import structlog
from lxml import html
from starlette.testclient import TestClient

from cchc_scheduler.actions.write_due_letters import write_due_letters
from cchc_scheduler.engine.logs import set_up_logs
from cchc_scheduler.store import audit, letters, submissions
from tests.documents.test_file_texts import DOCX, W, pdf, zipped
from tests.web.conftest import DUE

BASE = "https://cchc.xa.example"
NO_FILE = {"none": ("", b"", "application/octet-stream")}


def everything(office):
    """Every row of every table, as SQL."""
    raw = office.service.db.engine.raw_connection()
    return "\n".join(raw.driver_connection.iterdump())


def letters_links(office):
    """Every link to our pages in every letter there is."""
    with office.service.db.read() as connection:
        rows = letters.every_brief(connection)
        mails = [letters.one(connection, row["id"])["bytes"] for row in rows]
    found: dict[str, None] = {}
    for each in mails:
        mail = message_from_bytes(each, policy=policy.default)
        for part in mail.walk():
            if part.get_content_maintype() == "text":
                found |= dict.fromkeys(re.findall(rf"{BASE}(/\S+?)[\s\"'<]", part.get_content()))
    return list(found)


def visitor(office, number):
    """Another machine, so that one machine's rate stops nothing here."""
    return TestClient(office.browser.app, base_url=BASE, client=(f"198.51.100.{number}", 9))


def page_links(page) -> Iterator[str]:
    for link in html.fromstring(page.text).xpath("//a/@href"):
        if link.startswith("/"):
            yield link


def forms(page) -> Iterator[tuple[str, dict[str, str]]]:
    """Each form's action with what a program sends that only presses the button."""
    for form in html.fromstring(page.text).xpath("//form"):
        yield form.get("action"), {name: value or "" for name, value in form.form_values()}


def crawl(office, start):
    """Open every link, and every link behind it, three times; return the pages seen."""
    seen, waiting = {}, list(start)
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        browser = visitor(office, len(seen) + 1)
        pages = [browser.get(path) for _ in range(3)]
        browser.head(path)
        seen[path] = pages[0]
        if "text/html" in pages[0].headers["content-type"]:
            waiting += list(page_links(pages[0]))
    return seen


def test_a_scanner_that_opens_every_link_of_every_letter_three_times_changes_nothing(office):
    service = office.service
    write_due_letters(service.db, service.records, service.outbox, office.clock.now())
    office.browser.post(
        office.path_of(),
        data={"kind": "file", "by": "Hoa", "declared": "yes"},
        files={"file": ("bc.pdf", b"%PDF-1.7", "application/pdf")},
    )
    office.browser.post("/lien-ket", data={"address": "vanphong@tuetinh.example"}, files=NO_FILE)
    links = letters_links(office)
    before = everything(office)

    seen = crawl(office, links)

    assert len(links) == 5
    assert {page.status_code for page in seen.values()} == {200}
    assert len(seen) > 5 * 5
    assert everything(office) == before


def test_a_scanner_that_presses_every_button_without_content_changes_nothing(office):
    office.browser.post(
        office.path_of(), data={"kind": "link", "link": "https://a.vn/1", "by": "Hoa"} | DECLARED
    )
    start = [office.path_of(), "/lien-ket"]
    before = everything(office)

    pressed = [
        (action, visitor(office, 200).post(action, data=values, files=files).status_code)
        for page in crawl(office, start).values()
        for action, values in forms(page)
        for files in (NO_FILE, None)
    ]

    assert {action.rpartition("/")[2] for action, _ in pressed} >= {
        "ban-ky",
        "theo-doi",
        "vuong-mac",
        "doi-nguoi-nhan",
        "lich",
        "lien-ket",
    }
    assert {code for _, code in pressed} <= {422, 429}
    assert everything(office) == before


DECLARED = {"declared": "yes"}


def test_a_method_that_is_neither_a_look_nor_a_form_is_refused(office):
    path = office.path_of()
    before = everything(office)

    codes = {office.browser.request(m, path).status_code for m in ("PUT", "DELETE", "PATCH")}

    assert codes == {405}
    assert everything(office) == before


def test_a_token_stands_in_no_log_even_of_a_fault(office, capsys, monkeypatch):
    token = office.path_of().removeprefix("/n/")
    set_up_logs("json")

    def fails(*_arguments, **_more):
        raise RuntimeError(f"the page of {token} for kinhte@tuetinh.example failed")

    monkeypatch.setattr("cchc_scheduler.web.department.read_page", fails)
    page = office.browser.get(f"/n/{token}")
    structlog.reset_defaults()

    told = capsys.readouterr()
    number = re.search(r'class="mono">(\w{8})<', page.text)[1]
    assert page.status_code == 500
    assert number in told.err
    assert token not in told.err + told.out
    assert "kinhte@" not in told.err + told.out
    assert token not in page.text


def test_no_page_lets_its_address_out(office):
    path = office.path_of()
    pages = [office.browser.get(path), *(crawl(office, [path]).values())]

    for page in pages:
        assert page.headers["referrer-policy"] == "no-referrer"
        if "text/html" in page.headers["content-type"]:
            assert '<meta name="referrer" content="no-referrer">' in page.text
            assert re.findall(r'(?:src|href|action)="(?:https?:)?//', page.text) == []


def test_another_said_address_does_not_help_who_asks_too_often(office):
    codes = [
        office.browser.post(
            "/lien-ket",
            data={"address": f"a{number}@b.vn"},
            files=NO_FILE,
            headers={
                "X-Forwarded-For": f"203.0.113.{number}",
                "Forwarded": f"for=203.0.113.{number}",
                "X-Real-IP": f"203.0.113.{number}",
            },
        ).status_code
        for number in range(11)
    ]

    assert codes[:10] == [200] * 10
    assert codes[10] == 429


def test_a_link_that_is_tried_from_many_machines_is_slowed_down_too(office):
    path = office.path_of()

    codes = [visitor(office, number).post(path, data={}).status_code for number in range(12)]

    assert codes.count(422) == 10
    assert codes[-1] == 429


def marked_files():
    paragraph = f"<w:d {W}><w:p><w:t>MẬT</w:t></w:p></w:d>"
    word = zipped(word__document_xml=paragraph)
    return [
        ("bc.docx", word, DOCX),
        ("TUYỆT MẬT - báo cáo.pdf", pdf("Bao cao"), "application/pdf"),
    ]


@pytest.mark.parametrize("file", marked_files(), ids=["inside", "name"])
def test_a_marked_file_is_not_kept_and_the_coordinator_is_told_without_it(office, tmp_path, file):
    page = office.browser.post(
        office.path_of(), data={"kind": "file", "by": "Hoa"} | DECLARED, files={"file": file}
    )

    assert page.status_code == 422
    assert "Trang không nhận nội dung có dấu độ mật" in page.text
    assert file[0] not in page.text
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []
    with office.service.db.read() as connection:
        assert submissions.of_obligation(connection, DUE) == []
        told = letters.every_brief(connection)[-1]
        entry = audit.since(connection, 0)[-1]
    assert (told["kind"], told["to_address"]) == ("system", "vhxh@tuetinh.example")
    assert "Phòng Kinh tế: nội dung có dấu độ mật đã bị từ chối" in told["subject"]
    assert (entry["verb"], file[0] in entry["detail"]) == ("marking refused", False)


@pytest.mark.parametrize(
    ("page", "values"),
    [
        ("", {"kind": "nil", "note": "Độ mật: TỐI MẬT\nso lieu", "by": "Hoa"}),
        ("/de-nghi", {"kind": "not-ours", "reason": "MẬT\nso lieu", "by": "Hoa"}),
        ("/vuong-mac", {"kind": "difficulty", "text": "MẬT\nso lieu", "by": "Hoa"}),
        ("/theo-doi", {"kind": "row-wrong", "text": "(MẬT) so lieu", "by": "Hoa"}),
        ("/doi-nguoi-nhan", {"text": "MẬT\nso lieu", "by": "Hoa"}),
        ("/ban-ky", {"number": "[MẬT]", "by": "so lieu"}),
        ("/lich", {"by": "MẬT"}),
    ],
)
def test_marked_words_are_neither_stored_nor_shown_again(office, page, values):
    answer = office.browser.post(f"{office.path_of()}{page}", data=values | DECLARED, files=NO_FILE)

    assert answer.status_code == 422
    assert "không lưu" in answer.text
    assert "so lieu" not in answer.text
    assert "so lieu" not in everything(office)


def test_ten_marked_files_a_day_are_told_once(office):
    for _ in range(3):
        office.browser.post(
            f"{office.path_of()}/vuong-mac", data={"text": "MẬT", "by": "Hoa"}, files=NO_FILE
        )

    with office.service.db.read() as connection:
        told = [row for row in letters.every_brief(connection) if "dấu độ mật" in row["subject"]]
        refused = [e for e in audit.since(connection, 0) if e["verb"] == "marking refused"]
    assert (len(told), len(refused)) == (1, 3)


def test_no_stored_file_lies_under_a_name_or_where_the_web_reads(office, tmp_path):
    office.browser.post(
        office.path_of(),
        data={"kind": "file", "by": "Hoa"} | DECLARED,
        files={"file": ("../../../x.pdf", b"%PDF-1.7", "application/pdf")},
    )

    stored = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert [re.fullmatch(r"[0-9a-f]{64}", each.name) is not None for each in stored] == [True]
    for name in ("/files", f"/files/{stored[0].name}", f"/static/{stored[0].name}"):
        assert office.browser.get(name).status_code == 404


def test_every_path_of_every_page_begins_at_the_office_or_a_link(office):
    paths = {route.path for route in office.browser.app.routes}

    tokens = ("/n/", "/lich/", "/r/", "/dang-nhap/", "/l/", "/g/")
    linked = (*(f"{each}{{token}}" for each in tokens), "/static/", "/ban")
    outside = {path for path in paths if not path.startswith(linked)}
    assert outside == {
        "/healthz",
        "/readyz",
        "/lien-ket",
        "/lien-ket/da-nhan",
        "/dang-nhap",
        "/dang-nhap/da-gui",
    }
    assert urlsplit(BASE).scheme == "https"
