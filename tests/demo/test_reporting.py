"""The demonstration's compiled report: real files of quarter III, and a page that leads to them."""

import io
import re
import shutil
import zipfile

import httpx
import pytest
from docx import Document
from openpyxl import load_workbook

from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.demo import reporting as module
from cchc_scheduler.demo.reporting import Reporting, first_page
from tests.demo.test_pictures import size_of

MARK = "[số liệu minh họa]"


@pytest.fixture(scope="module")
def client(site):
    with httpx.Client(base_url=site) as found:
        yield found


@pytest.fixture(scope="module")
def page(client):
    return client.get("/bao-cao").text


@pytest.fixture(scope="module")
def files(client, page):
    """Every file the page offers, by its name."""
    names = re.findall(r'href="/bao-cao/([^"]+)" download', page)
    return {name: client.get(f"/bao-cao/{name}") for name in names}


def test_the_first_page_leads_to_the_report(client):
    assert '<a href="/bao-cao">Mở báo cáo tổng hợp quý III năm 2025</a>' in client.get("/").text


def test_the_page_says_how_far_it_came_in_and_that_it_is_made_up(page):
    assert "<h1>Báo cáo tổng hợp quý III năm 2025</h1>" in page
    assert "Đã nhận 05/05 báo cáo, 03 báo cáo trong thời hạn của Kế hoạch." in page
    assert "nội dung báo cáo là giả định" in page


def test_every_file_is_there_to_download_and_can_be_opened(files):
    assert list(files) == [
        "bao-cao-so-noi-vu-2025-Q3.docx",
        "bao-cao-dang-uy-2025-Q3.docx",
        "phu-luc-noi-bo-2025-Q3.docx",
        "bao-cao-don-vi-phong-van-hoa-xa-hoi-2025-Q3.docx",
        "bao-cao-don-vi-phong-kinh-te-2025-Q3.docx",
        "bao-cao-don-vi-trung-tam-phuc-vu-hanh-chinh-cong-2025-Q3.docx",
        "bao-cao-don-vi-trung-tam-van-hoa-the-thao-va-truyen-thong-2025-Q3.docx",
        "bang-theo-doi-2025-Q3.xlsx",
        "tai-lieu-da-gui-2025-Q3.zip",
        "bao-cao-so-noi-vu-2025-Q3.pdf",
    ]
    for name, answer in files.items():
        assert answer.status_code == 200
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
        if name.endswith(".docx"):
            assert Document(io.BytesIO(answer.content)).paragraphs
    assert load_workbook(io.BytesIO(files["bang-theo-doi-2025-Q3.xlsx"].content))
    assert files["bao-cao-so-noi-vu-2025-Q3.pdf"].content.startswith(b"%PDF-")


def test_what_the_units_wrote_stands_in_the_report_and_no_figure_without_its_mark(files):
    document = Document(io.BytesIO(files["bao-cao-so-noi-vu-2025-Q3.docx"].content))
    words = "\n".join(each.text for each in document.paragraphs)

    assert f"ban hành 04 văn bản chỉ đạo, hướng dẫn {MARK}" in words
    assert "Văn phòng HĐND-UBND xã đã gửi báo cáo (văn bản số 15/BC-VP" in words
    amounts = re.findall(
        r"\d[\d.,]* (?:hồ sơ|văn bản|lượt|tin, bài|tỷ đồng|triệu đồng|phương án).{0,30}",
        words,
    )
    assert amounts
    assert [each for each in amounts if "[" not in each] == []


def test_the_checks_name_every_left_over_mark(page):
    left_over = [line for line in page.splitlines() if "còn sót" in line.casefold()]
    assert left_over
    assert all("[số liệu minh họa]" in line for line in left_over)
    assert any("II.2.a" in line for line in left_over)


def test_the_pack_holds_what_the_units_filled_in(files):
    with zipfile.ZipFile(io.BytesIO(files["tai-lieu-da-gui-2025-Q3.zip"].content)) as archive:
        names = archive.namelist()
        manifest = archive.read("MANIFEST.txt").decode("utf-8-sig")

    assert len([name for name in names if name.endswith(".docx")]) == 5
    assert "Tổng số 6 mục, trong đó 5 mục có tệp trong gói này." in manifest
    assert "15/BC-VP" in manifest


def test_the_sheet_holds_when_each_report_came(files):
    sheet = load_workbook(io.BytesIO(files["bang-theo-doi-2025-Q3.xlsx"].content))["Tiến độ gửi"]

    came = {row[2].value: row[11].value for row in sheet.iter_rows(min_row=5)}
    assert came == {
        "Phòng Văn hóa-Xã hội": "trong thời hạn",
        "Văn phòng HĐND-UBND xã": "trong thời hạn",
        "Phòng Kinh tế": "sau thời hạn",
        "Trung tâm Phục vụ hành chính công": "trong thời hạn",
        "Trung tâm Văn hóa, Thể thao và truyền thông": "sau thời hạn",
    }


def test_the_first_page_is_shown_as_a_picture(client, page, tmp_path):
    assert '<img class="paper" src="/bao-cao/trang-1.png" alt="Trang đầu báo cáo' in page

    (tmp_path / "page.png").write_bytes(client.get("/bao-cao/trang-1.png").content)

    assert size_of(tmp_path / "page.png") == (794, 1123)


def test_the_page_may_load_its_own_style_and_picture_and_nothing_else(client, page):
    headers = client.get("/bao-cao").headers

    assert headers["content-security-policy"] == (
        "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'; img-src 'self'"
    )
    assert headers["x-frame-options"] == "DENY"
    assert re.findall(r"<script| style=| on\w+=|https?://|//[a-z]", page) == []


@pytest.mark.parametrize("name", ["none", "..%2f..%2fetc%2fpasswd", ".cchc-compiled.json", "%3Cb"])
def test_what_is_not_offered_is_not_found(client, name):
    answer = client.get(f"/bao-cao/{name}")

    assert answer.status_code == 404
    assert "<b" not in answer.text


def test_a_unit_gets_back_what_it_filled_in_from_its_page(client, story, site):
    opening = next(
        each
        for each in story.letters
        if each.sent.kind == "opening" and each.sent.units == ("phong-van-hoa-xa-hoi",)
    )
    token = re.findall(rf"{site}(/n/\w+)", opening.html)[0]

    links = re.findall(rf"{token}/tep/\d+", client.get(token).text)

    assert [client.get(link).content[:2] for link in links] == [b"PK"]


def test_without_what_draws_it_there_is_no_picture_and_everything_else(season, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    reporting = Reporting(season.played.ended, season.played.data, lambda _: None)

    assert reporting.reported.picture is None
    assert len(reporting.reported.files) == 9
    reporting.close()


def test_a_file_that_is_no_pdf_has_no_first_page(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"not a pdf")

    assert first_page(tmp_path / "a.pdf", tmp_path / "a.png") is None


def test_when_it_can_not_be_compiled_nothing_is_left_behind(season, monkeypatch, tmp_path):
    def faulty(*_args):
        raise BadInput("a template has a fault")

    monkeypatch.setattr(module, "compile_files", faulty)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    with pytest.raises(BadInput):
        Reporting(season.played.ended, season.played.data, lambda _: None)

    assert list(tmp_path.iterdir()) == []
