"""Mẫu: a template is fetched, checked and shown before it replaces another, and taken back."""

import io
import zipfile

import pytest
from docx import Document
from starlette.testclient import TestClient

from cchc_scheduler.core.submissions import Bounds
from cchc_scheduler.engine.worker import run_inline
from cchc_scheduler.home import Home, packaged_defaults
from cchc_scheduler.store import audit
from cchc_scheduler.web.application import application
from cchc_scheduler.web.site import SitePieces
from tests.web.signed_in.entering import entered

PATH = "/ban/mau"
NAME = "phieu-trinh.docx"
FOLDER = ("templates", "vi", "documents")


@pytest.fixture
def home(office, tmp_path):
    """A home of the office's own, whose pages the office's browser now sees."""
    root = tmp_path / "home"
    root.mkdir()
    made, service = Home(root, tmp_path, "a test's", own=True), office.service
    pieces = SitePieces(
        db=service.db,
        records=service.records,
        outbox=service.outbox,
        clock=office.clock,
        worker=run_inline,
        links=office.links,
        data=tmp_path,
        bounds=Bounds(),
        home=made,
    )
    dirs = (root / "templates", packaged_defaults() / "templates")
    office.browser = TestClient(
        application(list, list, pieces, dirs), base_url="https://cchc.xa.example"
    )
    return made


def changed(content, words="Câu mới của xã."):
    """A template with one sentence more."""
    document = Document(io.BytesIO(content))
    document.paragraphs[0].insert_paragraph_before(words)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def words_of(content):
    return "\n".join(each.text for each in Document(io.BytesIO(content)).paragraphs)


def send(browser, content, name=NAME):
    return browser.post(f"{PATH}/{name}", files={"file": ("mau.docx", content)})


def mark_of(page):
    return page.text.partition('name="mark" value="')[2].partition('"')[0]


def test_a_changed_template_is_shown_then_put_in_force_and_taken_back(office, home):
    browser = entered(office)
    shipped = browser.get(f"{PATH}/{NAME}").content
    own = home.root.joinpath(*FOLDER, NAME)

    shown = send(browser, changed(shipped))
    before = own.exists()
    mark = mark_of(shown)
    sample = browser.get(f"{PATH}/{NAME}/xem-truoc/{mark}.docx").content
    put = browser.post(f"{PATH}/{NAME}/thay", data={"mark": mark})
    in_force = browser.get(f"{PATH}/{NAME}").content
    back = [browser.post(f"{PATH}/{NAME}/ban-goc") for _ in range(2)]

    assert "<ins>Câu mới của xã." in shown.text
    assert before is False
    assert "Câu mới của xã." in words_of(sample)
    assert "Đã thay mẫu" in put.text
    assert "mẫu của xã" in put.text
    assert "Câu mới của xã." in words_of(in_force)
    assert ["Đã trở lại mẫu gốc" in each.text for each in back] == [True, True]
    assert browser.get(f"{PATH}/{NAME}").content == shipped
    assert len(list(own.parent.glob(f"{NAME}.*"))) == 1
    with office.service.db.read() as connection:
        verbs = [row["verb"] for row in audit.since(connection, 0)[-2:]]
    assert verbs == ["template put", "template taken back"]


def test_mistakes_are_named_by_their_paragraph_and_nothing_is_replaced(office, home):
    browser = entered(office)
    wrong = changed(browser.get(f"{PATH}/{NAME}").content, "{{ paper.khong_co }}")

    answer = send(browser, wrong)

    assert answer.status_code == 422
    assert "Đoạn 1" in answer.text
    assert "khong_co" in answer.text
    assert 'name="mark"' not in answer.text
    assert not home.root.joinpath(*FOLDER, NAME).exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "Chọn tệp mẫu"), (b"khong phai tep Word", "không phải tệp Word")],
)
def test_what_is_no_template_is_told(office, home, content, told):
    answer = send(entered(office), content)

    assert answer.status_code == 422
    assert told in answer.text
    assert not home.root.joinpath(*FOLDER).exists()


@pytest.mark.parametrize("mark", ["", "x", "../../etc/passwd", "a" * 64])
def test_no_made_up_mark_puts_anything_in_force(office, home, mark):
    browser = entered(office)

    assert browser.post(f"{PATH}/{NAME}/thay", data={"mark": mark}).status_code == 404
    assert browser.get(f"{PATH}/{NAME}/xem-truoc/{mark}.docx").status_code in (404, 405)
    assert send(browser, b"x", "khac.docx").status_code == 404
    assert not home.root.joinpath(*FOLDER).exists()


def test_a_file_with_mistakes_is_not_put_in_force_by_its_hash(office, home):
    browser = entered(office)
    wrong = changed(browser.get(f"{PATH}/{NAME}").content, "{{ paper.khong_co }}")
    send(browser, wrong)
    marks = [path.name for path in (home.data / "files").rglob("*") if path.is_file()]

    answer = browser.post(f"{PATH}/{NAME}/thay", data={"mark": marks[0]})

    assert answer.status_code == 422
    assert "còn lỗi" in answer.text


def test_without_a_home_of_its_own_templates_are_only_fetched(office):
    browser = entered(office)

    page = browser.get(PATH)

    assert "chỉ tải về được" in page.text
    assert "Thay mẫu" not in page.text
    assert zipfile.ZipFile(io.BytesIO(browser.get(f"{PATH}/{NAME}").content)).namelist()
    assert send(browser, b"x").status_code == 404
