"""Files that can't be read as they stand: a clear sentence, and nothing is taken from them."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cchc_scheduler.plan.reading import read_source
from tests.plan.small_home import POLICY, SmallHome


def test_a_sound_home_has_no_faults(home):
    files, faults = home.read()

    assert faults == ()
    assert files.office.name == "Ủy ban nhân dân xã An Bình"


def test_an_open_bracket_is_told_with_its_line(home):
    home.swap("policy.yaml", "window:", "window: [")

    assert home.faults() == [
        "policy.yaml:5: is not YAML: expected ',' or ']', but got '<scalar>'",
    ]


def test_a_forgotten_colon_is_told_on_its_own_line(home):
    home.swap("policy.yaml", "level_gap: 2", "level_gap 2")

    assert home.faults() == ["policy.yaml:7: is not YAML: could not find expected ':'"]


def test_a_tab_is_refused(home):
    home.swap("policy.yaml", "  opens", "\topens")

    assert home.faults() == [
        "policy.yaml:4: is not YAML: found character '\\t' that cannot start any token",
    ]


def test_utf_16_is_named_and_the_remedy_too(home):
    home.put("policy.yaml", POLICY.encode("utf-16"))

    assert home.faults() == [
        "policy.yaml:1: is not UTF-8 (UTF-16); save the file again with the encoding UTF-8",
    ]


def test_windows_1258_is_refused_with_its_line(home):
    decomposed = unicodedata.normalize("NFD", 'escalation: automatic\n# Hải Phòng\nđ: "Đầu"\n')
    home.put("policy.yaml", "".join(c for c in decomposed if c != "̉").encode("cp1258", "replace"))

    assert home.faults() == [
        "policy.yaml:2: is not UTF-8 (byte 0xcc); save the file again with the encoding UTF-8",
    ]


def test_a_byte_order_mark_does_no_harm(home):
    home.put("policy.yaml", b"\xef\xbb\xbf" + POLICY.encode())

    assert home.faults() == []


def test_windows_line_ends_do_no_harm(home):
    home.put("policy.yaml", POLICY.replace("\n", "\r\n"))

    assert home.faults() == []


def test_decomposed_vietnamese_is_refused_and_its_whole_form_offered(home):
    home.swap("plans/ke-hoach.yaml", "Kiểm tra", unicodedata.normalize("NFD", "Kiểm tra"))

    _, (fault,) = home.read()

    assert (fault.file, fault.line, fault.path) == (
        "plans/ke-hoach.yaml",
        15,
        "areas.0.tasks.0.text",
    )
    assert fault.problem == "has its accents apart from their letters (NFD); type it again in NFC"
    assert fault.did_you_mean == "Kiểm tra"
    assert len(fault.value) > len(fault.did_you_mean)


@pytest.mark.parametrize(("alike", "right"), [("Ð", "Đ"), ("Ɖ", "Đ"), ("ð", "đ")])
def test_a_letter_that_only_looks_like_d_with_stroke_is_refused(home, alike, right):
    home.swap("office.yaml", "Đầu mối Kinh tế", f"{alike}ầu mối Kinh tế")

    assert home.faults() == [
        (
            f"office.yaml:13: posts.4.title: '{alike}ầu mối Kinh tế' holds U+{ord(alike):04X}, "
            f"which only looks like '{right}'; did you mean '{right}ầu mối Kinh tế'?"
        ),
    ]


def test_a_key_written_twice_is_refused_with_both_lines(home):
    home.swap("policy.yaml", "level_gap: 2\n", "level_gap: 2\nlevel_gap: 3\n")

    assert home.faults() == ["policy.yaml:8: level_gap: stands twice; first on line 7"]


def test_an_anchor_used_again_is_refused(home):
    home.swap("plans/ke-hoach.yaml", "lead: [tong-hop]", "lead: &both [tong-hop]")
    home.swap("plans/ke-hoach.yaml", "units: [tong-hop, kinh-te]", "units: *both")

    assert home.faults() == [
        (
            "plans/ke-hoach.yaml:12: cycles.0.units: is an anchor used again; "
            "write the value out in full"
        ),
        "plans/ke-hoach.yaml:27: cycles.0.units: is missing",
    ]


def test_a_tag_is_refused_and_never_obeyed(home):
    tag = "!!python/object/apply:os.system ['true']"
    home.swap("policy.yaml", "escalation: automatic", f"escalation: {tag}")

    assert home.faults()[0].startswith("policy.yaml:1: escalation:")


def test_an_unseen_character_is_refused(home):
    home.swap("plans/ke-hoach.yaml", "Kiểm tra", "Kiểm\u200b tra")

    assert home.faults() == [
        (
            "plans/ke-hoach.yaml:15: areas.0.tasks.0.text: 'Kiểm\\u200b tra' "
            "holds a character that can't be seen"
        ),
    ]


def test_a_control_character_is_refused(home):
    home.swap("plans/ke-hoach.yaml", "Kiểm tra", "Kiểm\x07 tra")

    assert home.faults() == [
        "plans/ke-hoach.yaml:15: holds a character that may not stand in a text file (7)",
    ]


@pytest.mark.parametrize("content", ["", "# chưa có gì\n", "- a\n", "chỉ có chữ\n"])
def test_a_file_without_keys_is_refused(home, content):
    home.put("policy.yaml", content)

    assert home.faults() == ["policy.yaml:1: is empty or holds no `key: value` lines"]


def test_a_second_document_is_refused(home):
    home.put("policy.yaml", POLICY + "---\nescalation: approval\n")

    assert home.faults() == [
        (
            "policy.yaml:13: is not YAML: expected a single document in the stream, "
            "but found another document"
        ),
    ]


def test_a_missing_file_is_the_only_fault_it_causes(home):
    (home.root / "office.yaml").unlink()

    assert home.faults() == [
        f"office.yaml: can't be read: No such file or directory ({home.root / 'office.yaml'})",
    ]


def test_a_folder_in_place_of_a_file_is_told(home):
    (home.root / "policy.yaml").unlink()
    (home.root / "policy.yaml").mkdir()

    assert home.faults() == [
        f"policy.yaml: can't be read: Is a directory ({home.root / 'policy.yaml'})",
    ]


def test_a_home_without_a_plan_is_told_where_to_put_one(tmp_path):
    home = SmallHome(tmp_path)
    (tmp_path / "plans/ke-hoach.yaml").unlink()

    assert home.faults() == ["plans: holds no plan; put one there as plans/<plan>.yaml"]


def test_deep_nesting_is_refused(home):
    home.put("policy.yaml", "a: " + "[" * 3_000)

    (fault,) = home.faults()

    assert fault.startswith("policy.yaml:1: is ")


@given(content=st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@example(content=b"a: &a [*a]")
@example(content=b"? [a]\n: b\n")
@example(content=b"a: !!binary x\n")
@example(content=b"a: " + b"9" * 5000)
def test_whatever_stands_in_a_file_is_read_or_told_never_a_crash(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "policy.yaml"
    path.write_bytes(content)

    source = read_source(path)

    assert source.data is not None or source.faults
    assert all(str(fault).startswith("policy.yaml:") for fault in source.faults)
