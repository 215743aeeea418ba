"""Text of TCVN3 and VNI fonts is told from Unicode and named; nothing is converted."""

import pytest

from cchc_scheduler.core.annexes.old_letters import old_font_of_text, old_fonts_named
from tests.core.annexes.drawn import HEADS, drawn, kinds, read

TCVN3 = ("STT", "Néi dung thùc hiÖn", "C¬ quan chñ tr×", "Thêi gian hoµn thµnh")
VNI = ("STT", "Noäi dung thöïc hieän", "Cô quan chuû trì", "Thôøi gian hoaøn thaønh")


@pytest.mark.parametrize(
    ("text", "font"),
    [
        (" ".join(TCVN3), "TCVN3"),
        (" ".join(VNI), "VNI"),
        ("Phßng Kinh tÕ phèi hîp víi C«ng an x·", "TCVN3"),
        ("Phoøng Kinh teá phoái hôïp vôùi Coâng an xaõ", "VNI"),
        ("Phòng Kinh tế phối hợp với Công an xã", None),
        ("HOÀN THÀNH QUÝ III, TOÀ ÁN, HOÁ ĐƠN, THUẾ, QUẢN LÝ, ĐÔI NGŨ", None),
        ("Rà soát, đánh giá, tuyên truyền; xã, quà, loài, oà, toà, hoá", None),
        ("Ban hành 12 văn bản; kinh phí 3.000.000 đồng", None),
        ("", None),
    ],
)
def test_old_letters_are_told_by_their_signs(text, font):
    assert font == old_font_of_text(text)


def test_fonts_are_told_by_name():
    names = ("Times New Roman", ".VnTime", "VNI-Times", ".VnTimeH", ".VnTime")

    assert old_fonts_named(names) == (".VnTime", "VNI-Times", ".VnTimeH")


@pytest.mark.parametrize(("heads", "font"), [(TCVN3, "TCVN3"), (VNI, "VNI")])
def test_a_table_in_old_letters_is_refused_by_the_name_of_its_font(heads, font):
    annex = read(drawn(heads, ("1", "a", "b", "2025")), fonts=(".VnTime",))

    assert [("legacy-font", (font, ".VnTime"))] == [(f.kind, f.told) for f in annex.faults]


def test_a_row_in_old_letters_is_asked_about():
    annex = read(drawn(HEADS, ("1", "ChuÈn bÞ tèt c¸c ®iÒu kiÖn", "Phòng Kinh tế", "", "2025", "")))

    assert kinds(annex.tasks[0]) == ["legacy-text"]
    assert annex.tasks[0].text == "ChuÈn bÞ tèt c¸c ®iÒu kiÖn"
