"""Tables of Word files: merged cells, pages, what was deleted, hidden or raised."""

from copy import deepcopy
from datetime import date

import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.plan.annexes import ATTACHED, HEADS, TITLE, merge, read, row, setting, word


def element(name, **attributes):
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def test_an_annex_as_offices_write_it():
    rows = (
        HEADS,
        ("I", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "", "", "", ""),
        row("1", "Ban hành kế hoạch kiểm tra", deadline="Trước ngày 15/9/2025"),
        row("2", "Tuyên truyền", lead="Phòng VH-XH", deadline="Thường xuyên"),
        ("II. CẢI CÁCH THỂ CHẾ", "", "", "", "", ""),
        row("1", "Rà soát văn bản", lead="TTPVHCC; Công an xã", deadline="Quý IV/2025"),
    )

    def edit(document):
        merge(document, 0, (1, 1), (1, 5))
        merge(document, 0, (4, 0), (4, 5))

    annex = read(word(rows, edit=edit))

    assert ("15/QĐ-UBND", date(2025, 7, 2)) == (annex.origin.number, annex.origin.day)
    assert [
        (
            task.place,
            task.section,
            task.lead[0].unit,
            ", ".join(day.isoformat() for day in task.deadline.due),
        )
        for task in annex.tasks
    ] == [
        ("bảng 1, dòng 3", "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "kinh-te", "2025-09-14"),
        ("bảng 1, dòng 4", "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "van-hoa", ""),
        ("bảng 1, dòng 6", "II. CẢI CÁCH THỂ CHẾ", "hanh-chinh-cong", "2025-12-31"),
    ]
    assert [[q.kind for q in t.questions] for t in annex.tasks] == [[], [], ["several-leads"]]


def test_cells_merged_downwards_count_for_each_row():
    rows = (HEADS, row("1", "Một"), row("2", "Hai", lead="", deadline=""))

    def edit(document):
        merge(document, 0, (1, 2), (2, 2))
        merge(document, 0, (1, 4), (2, 4))

    annex = read(word(rows, edit=edit))

    assert [(task.lead[0].unit, task.deadline_text) for task in annex.tasks] == [
        ("kinh-te", "31/12/2025")
    ] * 2


def test_two_tables_with_the_same_heads_are_one_broken_over_pages():
    annex = read(word((HEADS, row("1", "Một")), (HEADS, row("2", "Hai"))))

    assert [(task.place, task.text) for task in annex.tasks] == [
        ("bảng 1, dòng 2", "Một"),
        ("bảng 2, dòng 2", "Hai"),
    ]


def test_the_page_is_told_where_word_has_written_it():
    def edit(document):
        run = document.tables[0].cell(2, 1).paragraphs[0].runs[0]
        run._r.insert(0, element("lastRenderedPageBreak"))

    annex = read(word((HEADS, row("1", "Một"), row("2", "Hai"), row("3", "Ba")), edit=edit))

    assert [task.page for task in annex.tasks] == [1, 1, 2]
    assert [task.page for task in read(word((HEADS, row("1", "Một")))).tasks] == [None]


def test_numbers_that_word_counts_itself_do_not_join_rows():
    rows = (HEADS, row("", "Một"), ("", "ban hành quy chế", "", "", "", ""))

    def edit(document):
        for at in (1, 2):
            settings = document.tables[0].cell(at, 0).paragraphs[0]._p.get_or_add_pPr()
            settings.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="1"/></w:numPr>'))

    assert len(read(word(rows, edit=edit)).tasks) == 2


def test_raised_figures_are_marks_of_footnotes_and_stay_raised():
    def edit(document):
        run = document.tables[0].cell(1, 2).paragraphs[0].add_run("1")
        setting(run, "vertAlign", "superscript")

    (task,) = read(word((HEADS, row("1", "Một")), edit=edit)).tasks

    assert (task.lead_text, task.lead[0].unit) == ("Phòng Kinh tế¹", "kinh-te")


def test_hidden_and_deleted_words_are_not_read_and_changes_are_told():
    def edit(document):
        paragraph = document.tables[0].cell(1, 1).paragraphs[0]
        setting(paragraph.add_run(" ẩn"), "vanish", "1")
        taken = element("del", id="1", author="A")
        taken.append(deepcopy(paragraph.runs[0]._r))
        added = element("ins", id="2", author="A")
        added.append(paragraph.add_run(" thêm")._r)
        paragraph._p.extend([taken, added])

    annex = read(word((HEADS, row("1", "Một")), edit=edit))

    assert [task.text for task in annex.tasks] == ["Một thêm"]
    assert "tracked-changes" in [notice.kind for notice in annex.warnings]


def test_a_row_taken_out_as_a_tracked_change_is_no_task():
    def edit(document):
        properties = document.tables[0].rows[1]._tr.get_or_add_trPr()
        properties.append(element("del", id="1", author="A"))

    rows = (HEADS, row("1", "Một"), row("2", "Hai"))

    assert [task.text for task in read(word(rows, edit=edit)).tasks] == ["Hai"]


def test_a_table_inside_a_frame_of_one_cell_is_found():
    def edit(document):
        inner = document.tables[0]._tbl
        outer = document.add_table(rows=1, cols=1)
        outer.cell(0, 0)._tc.insert(1, inner)

    annex = read(word((HEADS, row("1", "Một")), edit=edit))

    assert [task.text for task in annex.tasks] == ["Một"]


def test_a_table_inside_a_content_control_is_found():
    def edit(document):
        table = document.tables[0]._tbl
        control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
        table.addprevious(control)
        control[0].append(table)

    assert [t.text for t in read(word((HEADS, row("1", "Một")), edit=edit)).tasks] == ["Một"]


def test_the_table_is_found_among_others_of_the_same_document():
    letterhead = [("ỦY BAN NHÂN DÂN\nXÃ AN BÌNH\nSố: 9/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA")]
    signature = [("Nơi nhận:\n- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN")]
    content = word(letterhead, (HEADS, row("1", "Một")), signature, lines=())

    annex = read(content)

    assert [task.text for task in annex.tasks] == ["Một"]
    assert annex.origin.number == "9/KH-UBND"


def test_two_annexes_of_one_document_are_chosen_by_number():
    def edit(document):
        document.tables[1]._tbl.addprevious(document.add_paragraph("Phụ lục II")._p)

    content = word((HEADS, row("1", "Một")), (HEADS, row("1", "Hai")), edit=edit)

    assert [fault.kind for fault in read(content).faults] == ["several-tables"]
    assert [task.text for task in read(content, table=2).tasks] == ["Hai"]


@pytest.mark.parametrize("font", [".VnTime", "VNI-Times"])
def test_an_old_font_is_named(font):
    def edit(document):
        document.tables[0].cell(1, 1).paragraphs[0].runs[0].font.name = font

    annex = read(word((HEADS, row("1", "Một")), edit=edit))

    assert [("legacy-font", ("", font))] == [(w.kind, w.told) for w in annex.warnings if w.told]


def test_text_in_an_old_font_is_refused_by_name():
    rows = (("TT", "Néi dung thùc hiÖn", "C¬ quan chñ tr×", "Thêi h¹n"), ("1", "a", "b", "c"))

    annex = read(word(rows, lines=(TITLE[0], ATTACHED)))

    assert [(fault.kind, fault.told) for fault in annex.faults] == [("legacy-font", ("TCVN3",))]


def test_letters_typed_apart_come_out_whole():
    import unicodedata  # noqa: PLC0415 - only here

    rows = (HEADS, row("1", unicodedata.normalize("NFD", "Rà soát thể chế")))

    assert [task.text for task in read(word(rows)).tasks] == ["Rà soát thể chế"]
