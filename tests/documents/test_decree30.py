"""Every document we make keeps every rule of Decree 30/2020, and every rule can be broken."""

import io
import zipfile
from collections.abc import Callable

import pytest
from lxml import etree

from cchc_scheduler.documents.official_papers import official_paper
from cchc_scheduler.documents.official_report import official_report
from tests.documents.decree30 import RULES, SOURCE, Kind, faults_of
from tests.documents.official_cast import (
    APOLOGY,
    INTERNAL,
    NOW,
    OFFICE_REQUEST,
    OWN,
    PARTY,
    REPORT,
    REQUEST,
    SLIP,
    SUBMISSION,
    TEMPLATES,
    THANKS,
)
from tests.documents.word_reading import WP, W

LETTER = Kind(parents=2, title=None)
DOCUMENTS = {
    "upward": (official_report(REPORT, [TEMPLATES], NOW), Kind()),
    "party": (official_report(PARTY, [TEMPLATES], NOW), Kind()),
    "unit": (official_report(OWN, [TEMPLATES], NOW), Kind(parents=2)),
    "internal": (
        official_report(INTERNAL, [TEMPLATES], NOW),
        Kind(parents=2, title="PHỤ LỤC NỘI BỘ", annex="Phụ lục nội bộ"),
    ),
    "don-doc-a": (official_paper(REQUEST, [TEMPLATES], NOW), LETTER),
    "don-doc-b": (
        official_paper(OFFICE_REQUEST, [TEMPLATES], NOW),
        Kind(title=None, annex="Danh sách kèm theo"),
    ),
    "to-trinh": (
        official_paper(SUBMISSION, [TEMPLATES], NOW),
        Kind(parents=2, title="TỜ TRÌNH", annex="Danh sách kèm theo"),
    ),
    "cam-on": (official_paper(THANKS, [TEMPLATES], NOW), LETTER),
    "cao-loi": (official_paper(APOLOGY, [TEMPLATES], NOW), LETTER),
    "phieu-trinh": (
        official_paper(SLIP, [TEMPLATES], NOW),
        Kind(
            parents=2,
            title="PHIẾU TRÌNH GIẢI QUYẾT CÔNG VIỆC",
            numbered=False,
            addressed=False,
            signed=False,
        ),
    ),
}
Parts = dict[str, etree._Element]
Plant = Callable[[Parts], None]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_keeps_every_rule(name):
    content, kind = DOCUMENTS[name]

    assert faults_of(content, kind) == {}


def test_every_rule_says_where_it_comes_from():
    assert SOURCE == "Nghị định 30/2020/NĐ-CP, Phụ lục I"
    assert all(box for box, _ in RULES.values())


def document(parts: Parts) -> etree._Element:
    return parts["word/document.xml"]


def style(name: str, element: str, attribute: str, value: str) -> Plant:
    """Change one property of one style."""

    def plant(parts: Parts) -> None:
        styles = parts["word/styles.xml"]
        (found,) = [e for e in styles.iter(f"{W}style") if e.get(f"{W}styleId") == name]
        for each in found.iter(f"{W}{element}"):
            each.set(f"{W}{attribute}", value)

    return plant


def off(name: str, element: str) -> Plant:
    return style(name, element, "val", "0")


def everywhere(element: str, attribute: str, value: str, part: str = "word/document.xml") -> Plant:
    def plant(parts: Parts) -> None:
        for each in parts[part].iter(f"{W}{element}"):
            each.set(f"{W}{attribute}", value)

    return plant


def last(element: str, attribute: str, value: str) -> Plant:
    def plant(parts: Parts) -> None:
        [*_, found] = document(parts).iter(f"{W}{element}")
        found.set(f"{W}{attribute}", value)

    return plant


def gone(element: str, part: str = "word/document.xml") -> Plant:
    def plant(parts: Parts) -> None:
        for each in list(parts[part].iter(f"{W}{element}")):
            each.getparent().remove(each)

    return plant


def text(old: str, new: str) -> Plant:
    def plant(parts: Parts) -> None:
        found = [e for e in document(parts).iter(f"{W}t") if old in (e.text or "")]
        assert found, old
        for each in found:
            each.text = each.text.replace(old, new)

    return plant


def rule_length(number: int, factor: float) -> Plant:
    """Change the length of the n-th drawn line."""

    def plant(parts: Parts) -> None:
        extent = list(document(parts).iter(f"{WP}extent"))[number]
        extent.set("cx", str(int(int(extent.get("cx")) * factor)))

    return plant


def lined_head(parts: Parts) -> None:
    borders = etree.SubElement(next(document(parts).iter(f"{W}tblPr")), f"{W}tblBorders")
    etree.SubElement(borders, f"{W}top").set(f"{W}val", "single")


def underline(parts: Parts) -> None:
    run = next(document(parts).iter(f"{W}r"))
    properties = etree.Element(f"{W}rPr")
    etree.SubElement(properties, f"{W}u").set(f"{W}val", "single")
    run.insert(0, properties)


def red(parts: Parts) -> None:
    run = next(document(parts).iter(f"{W}r"))
    properties = etree.Element(f"{W}rPr")
    etree.SubElement(properties, f"{W}color").set(f"{W}val", "FF0000")
    run.insert(0, properties)


def named(parts: Parts) -> None:
    core = parts["docProps/core.xml"]
    for each in core:
        if each.tag.endswith("creator"):
            each.text = "MAY-TINH-01"


def wide_table(parts: Parts) -> None:
    for each in document(parts).iter(f"{W}gridCol"):
        each.set(f"{W}w", str(int(each.get(f"{W}w")) * 2))


PLANTS: dict[str, tuple[str, Plant]] = {
    "1.1": ("upward", everywhere("pgSz", "h", "15000")),
    "1.2": ("upward", everywhere("pgSz", "w", "20000")),
    "1.3": ("upward", everywhere("pgMar", "left", "1134")),
    "1.4": ("upward", everywhere("rFonts", "eastAsia", "Calibri", "word/styles.xml")),
    "1.5": ("upward", red),
    "1.6": ("upward", text("Cải", "Ca\u0309i")),
    "2.1": ("upward", gone("instrText", "word/header1.xml")),
    "2.2": ("upward", gone("titlePg")),
    "2.3": ("upward", gone("pgNumType")),
    "3.0": ("upward", lined_head),
    "3.1a": ("upward", style("VBQuocHieu", "sz", "val", "28")),
    "3.1b": ("upward", off("VBTieuNgu", "b")),
    "3.1c": ("upward", rule_length(1, 0.8)),
    "3.2a": ("unit", style("VBChuQuan", "b", "val", "1")),
    "3.2b": ("unit", off("VBBanHanh", "b")),
    "3.2c": ("upward", rule_length(0, 1.6)),
    "3.3": ("upward", text("Số:         /", "Số: 12/")),
    "3.4": ("upward", off("VBNgay", "i")),
    "3.5a": ("upward", text("BÁO CÁO", "Báo cáo")),
    "3.5b": ("upward", rule_length(2, 0.5)),
    "3.5c": ("don-doc-a", style("VBVeViec", "spacing", "before", "0")),
    "3.6a": ("upward", style("VBNoiDung", "jc", "val", "left")),
    "3.6b": ("upward", style("VBNoiDung", "ind", "firstLine", "0")),
    "3.6c": ("upward", style("VBNoiDung", "spacing", "after", "60")),
    "3.6d": ("upward", style("VBNoiDung", "spacing", "line", "480")),
    "3.6e": ("upward", off("VBMuc", "b")),
    "3.6f": ("upward", off("VBCanCu", "i")),
    "3.7a": ("upward", off("VBChucVu", "b")),
    "3.7b": ("upward", style("VBHoTen", "spacing", "before", "0")),
    "3.9a": ("upward", style("VBKinhGui", "sz", "val", "24")),
    "3.9b": ("upward", text("- Như trên;", "- Như trên.")),
    "4.1": ("upward", style("VBPhuLuc", "sz", "val", "26")),
    "4.2": ("upward", text("TÌNH HÌNH THỰC HIỆN", "Tình hình thực hiện")),
    "4.3": ("upward", off("VBKemTheo", "i")),
    "4.4": ("upward", gone("tblHeader")),
    "4.5": ("upward", gone("cantSplit")),
    "4.6": ("upward", text("trước ngày 10/9/2025", "12")),
    "4.7": ("upward", wide_table),
    "5.1": ("upward", underline),
    "5.2": ("upward", named),
}  # fmt: skip


def changed(content: bytes, plant: Plant) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        names = source.namelist()
        parts = {n: etree.fromstring(source.read(n)) for n in names if n.endswith(".xml")}
        plant(parts)
        for name in names:
            known = parts.get(name)
            target.writestr(name, source.read(name) if known is None else etree.tostring(known))
    return out.getvalue()


def test_a_fault_is_planted_for_every_rule():
    assert sorted(PLANTS) == sorted(RULES)


@pytest.mark.parametrize("number", PLANTS)
def test_a_planted_fault_is_found_by_its_rule(number):
    name, plant = PLANTS[number]
    content, kind = DOCUMENTS[name]

    assert number in faults_of(changed(content, plant), kind)
