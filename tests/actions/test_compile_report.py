"""A period compiled from the record: newest usable versions, files that don't open, outlines."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from cchc_scheduler.actions.compile_report import compile_period, compile_unapplied
from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.filled_reports import Filled
from cchc_scheduler.actions.read_outline import report_outlines
from cchc_scheduler.actions.record_submission import Handed, record_submission
from cchc_scheduler.core.answers import Answer, understood
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.outlines import form_of
from cchc_scheduler.core.submissions import OFFICE
from cchc_scheduler.documents.report_form import report_form
from cchc_scheduler.plan.home_files import read_home_files
from cchc_scheduler.service import home_paths
from cchc_scheduler.store import files, matters, obligations, submissions
from tests.actions.mail_office import MailOffice
from tests.actions.post_office import HOME, PostOffice
from tests.documents.collected_cast import (
    CHANCERY,
    ECONOMY,
    MEDIA,
    PARTY,
    SERVICE,
    UNITS,
    UPWARD,
    found_by,
    rows,
    section,
    texts_outside,
)
from tests.documents.report_cast import NOW as FORM_MADE
from tests.documents.report_cast import facts_of
from tests.mail.clients import reply

OUTLINES = report_outlines(HOME.template_dirs())
EARLY = datetime(2025, 9, 4, 2, 0, tzinfo=UTC)
LATE = datetime(2025, 9, 11, 2, 0, tzinfo=UTC)
WORD = f"{OFFICE}.wordprocessingml.document"


class Compiling(PostOffice):
    """A live office whose units hand in; `compiled` is what is compiled of it."""

    def __init__(self, data):
        super().__init__()
        self.data = data
        self.tick()

    def at_desk(self, read):
        with self.db.read() as connection:
            return read(desk_at(connection, self.records, self.outbox, self.clock.now()))

    def hand_in(self, unit, typed=None, at=EARLY, period="2025-Q3", **handed):
        """Hand in the filled-in form, or whatever `handed` says."""
        self.clock.move_to(max(at, self.clock.now()))
        form = form_of(OUTLINES.unit, self.at_desk(lambda desk: desk.in_force.plans[-1]), unit)
        told = {
            key: each if isinstance(each, Answer) else Answer(each)
            for key, each in (typed or {}).items()
        }
        report = Filled(form, "page", understood(form, told, {})) if typed else None
        made = Handed(
            obligation=f"bao-cao-quy/{period}/{unit}",
            carrier=f"form:{unit}:{at}:{len(handed)}:{typed}",
            by="Hoa",
            recorded_by="unit",
            report=report,
            handed_in_at=at,
            **{"kind": "file", **handed},
        )
        return record_submission(
            self.db, self.records, self.outbox, made, self.clock.now()
        ).submission

    def compiled(self, period="2025-Q3", outlines=OUTLINES):
        return self.at_desk(lambda desk: compile_period(desk, outlines, period, self.data))


@pytest.fixture
def office(tmp_path):
    return Compiling(tmp_path)


def test_the_newest_usable_version_is_compiled_with_its_number(office):
    office.hand_in(ECONOMY, {"III.6.c": "Bản một"})
    office.hand_in(ECONOMY, {"III.6.c": "Bản hai"}, at=EARLY + timedelta(hours=1))
    third = office.hand_in(ECONOMY, {"III.6.c": "Bản ba"}, at=EARLY + timedelta(hours=2))
    with office.db.work() as connection:
        submissions.mark_unusable(connection, third)

    compilation = office.compiled()

    (found,) = [each for each in compilation.report(UPWARD).sections if each.key == "II.5.b"]
    assert [(p.text, p.source.version) for p in found.passages] == [("Bản hai", 2)]


def test_each_unit_counts_by_what_it_handed_in(office):
    office.hand_in(ECONOMY, {"III.6.c": "Đã công khai"})
    office.hand_in(MEDIA, kind="nil", note="Không phát sinh")
    office.hand_in(SERVICE, kind="elsewhere", number="12/BC-TTPVHCC", at=LATE)

    compilation = office.compiled()

    assert (compilation.expected, compilation.received, compilation.on_time) == (5, 3, 2)
    assert compilation.missing == (UNITS[0], CHANCERY)
    assert [each.key for each in compilation.reports] == [
        f"bao-cao-don-vi-{ECONOMY}",
        PARTY,
        UPWARD,
        "phu-luc-noi-bo",
    ]


def test_a_signed_paper_after_the_form_leaves_its_words_and_needs_no_word(office):
    office.hand_in(ECONOMY, {"III.6.c": "Đã công khai"})
    office.hand_in(ECONOMY, kind="elsewhere", number="12/BC-PKT", at=EARLY + timedelta(hours=1))

    compilation = office.compiled()

    assert section(compilation, "II.5.b") == [("given", "Đã công khai")]
    assert found_by(compilation, "later") == []


def test_a_link_after_the_form_is_told_for_a_person_to_open(office):
    office.hand_in(ECONOMY, {"III.6.c": "Đã công khai"})
    office.hand_in(ECONOMY, kind="link", link="https://xa.example/a", at=EARLY + timedelta(hours=1))

    compilation = office.compiled()

    assert section(compilation, "II.5.b") == [("given", "Đã công khai")]
    assert found_by(compilation, "later") == [
        (
            "Phòng Kinh tế gửi thêm bản 2 sau bản 1 đã đưa vào báo cáo; bản sau không phải mẫu "
            "điền, đề nghị mở ra đối chiếu."
        )
    ]


def kept(office, content, **more):
    stored = files.keep(office.data, [content])
    return {"file_name": "a.docx", "file_type": WORD, "file_sha256": stored.sha256, **more}


def test_a_file_that_cannot_be_opened_is_named(office):
    good = report_form(facts_of(), FORM_MADE)
    office.hand_in(ECONOMY, **kept(office, good))
    office.hand_in(SERVICE, **kept(office, b"PK broken"))
    gone, changed = kept(office, good + b"\x00"), kept(office, good + b"\x01")
    office.hand_in(MEDIA, **gone)
    office.hand_in(CHANCERY, **changed)
    files.path_of(office.data, gone["file_sha256"]).unlink()
    files.path_of(office.data, changed["file_sha256"]).write_bytes(good)

    told = found_by(office.compiled(), "not-opened")

    assert [each.partition(";")[0] for each in told] == [
        (
            "Văn phòng HĐND-UBND xã: tệp a.docx (bản 1) không còn nguyên như khi nhận (mã kiểm tra "
            "khác)"
        ),
        "Trung tâm Phục vụ hành chính công: tệp a.docx (bản 1) không mở được",
        ("Trung tâm Văn hóa, Thể thao và truyền thông: tệp a.docx (bản 1) không còn trong kho lưu"),
    ]


def test_content_that_was_erased_is_named_and_no_longer_counts(office):
    number = office.hand_in(ECONOMY, {"III.6.c": "Đã công khai"})
    with office.db.work() as connection:
        connection.execute(
            submissions.SUBMISSION.update()
            .where(submissions.SUBMISSION.c.id == number)
            .values(erased_at=LATE)
        )

    compilation = office.compiled()

    assert found_by(compilation, "erased") == [
        (
            "Phòng Kinh tế: bản 1 đã được xóa nội dung lúc 09 giờ 00 ngày 11/9/2025; báo cáo không "
            "có phần này."
        )
    ]
    assert section(compilation, "II.5.b")[0][1].startswith("[Chưa có báo cáo của Phòng Kinh tế")


def test_what_is_raised_on_a_page_stands_among_the_proposals(office):
    raised = {
        "obligation": f"bao-cao-quy/2025-Q3/{ECONOMY}",
        "kind": "difficulty",
        "carrier": "form:1",
        "text": "Thiếu máy quét",
        "by": "Hoa",
        "raised_at": EARLY,
        "state": "asked",
    }
    with office.db.work() as connection:
        matters.add(connection, raised)

    ((row),) = rows(office.compiled(), "phu-luc-9")
    assert (row["noi-dung"], row["don-vi"], row["ngay"]) == (
        "Thiếu máy quét",
        "Phòng Kinh tế",
        "04/9/2025",
    )


def test_the_next_period_adds_the_year_up_and_looks_back(office):
    office.hand_in(ECONOMY, {"thu-ngan-sach": "50", "ton-tai": "Thu chậm", "III.6.a": "Đã thu"})
    office.clock.move_to(datetime(2025, 12, 4, 2, 0, tzinfo=UTC))
    office.tick()
    office.hand_in(
        ECONOMY,
        {"thu-ngan-sach": "80", "khac-phuc": "Đã thu đủ"},
        at=datetime(2025, 12, 4, 3, 0, tzinfo=UTC),
        period="2025-Q4",
    )

    compilation = office.compiled("2025-Q4")

    assert compilation.period_words == "quý IV và năm 2025"
    income = next(each for each in rows(compilation, "phu-luc-2") if each["tt"] == "3.2")
    assert (income["trong-ky"], income["luy-ke"]) == ("80", "130")
    assert [(each["ton-tai"], each["ket-qua"]) for each in rows(compilation, "phu-luc-10")] == [
        ("Thu chậm", "Đã thu đủ")
    ]
    assert found_by(compilation, "change") == [
        (
            "Thu ngân sách đã thực hiện: kỳ này 80, kỳ trước 50, chênh trên 30%; đề nghị hỏi lại "
            "đơn vị."
        )
    ]


def test_a_waived_report_is_not_expected(office):
    with office.db.work() as connection:
        row = obligations.one(connection, f"bao-cao-quy/2025-Q3/{ECONOMY}")
        obligations.change(connection, row, state="waived")

    compilation = office.compiled()

    assert (compilation.expected, ECONOMY in compilation.missing) == (4, False)


@pytest.mark.parametrize(
    ("period", "fault", "said"),
    [
        ("quy-3", BadInput, "there is no such period. Write it as 2025-Q3"),
        ("2019-Q3", NotFound, "No report is owed for 2019-Q3"),
        ("2025-09", NotFound, "No report is owed for 2025-09"),
    ],
)
def test_a_period_of_which_nothing_is_owed_is_refused(office, period, fault, said):
    with pytest.raises(fault, match=said):
        office.compiled(period)


def test_a_home_never_applied_is_compiled_with_everything_missing():
    found, _ = read_home_files(home_paths(HOME))

    compilation = compile_unapplied(found, OUTLINES, "2025-Q3", EARLY)

    assert (compilation.expected, compilation.received, compilation.on_time) == (5, 0, 0)
    assert compilation.missing == UNITS
    assert [each.text for each in compilation.findings if each.check == "unapplied"] == [
        (
            "Kế hoạch chưa được áp dụng trong hệ thống: báo cáo được lập từ các tệp, chưa có nội "
            "dung nào được thu thập."
        )
    ]
    with pytest.raises(NotFound, match="2027-Q1"):
        compile_unapplied(found, OUTLINES, "2027-Q1", EARLY)


CITY = """\
id: bao-cao-thanh-pho
report: upward
title: {period: "Báo cáo {ky}", year: "Báo cáo {ky}"}
speaker: office
symbol: "/BC-UBND"
addressees: ["Sở Nội vụ"]
opening:
  - {text: "{co_quan} báo cáo:"}
sections:
  - {id: A, title: "Ngân sách", clauses: [III.6.a, III.6.b, III.6.c]}
  - id: B
    title: "Còn lại"
    clauses: [III, II, V, I]
annexes: [phu-luc-2]
recipients: ["Như trên"]
signature: ["CHỦ TỊCH"]
"""


def test_the_citys_own_outline_takes_up_by_clauses_what_was_given_under_another(office, tmp_path):
    office.hand_in(ECONOMY, {"III.6.c": "Đã công khai", "ton-tai": "Thu chậm"})
    folder = tmp_path / "vi" / "documents" / "outlines"
    folder.mkdir(parents=True)
    (folder / "bao-cao-so-noi-vu.yaml").write_text(CITY, encoding="utf-8")
    packaged = HOME.template_dirs()[-1] / "vi" / "documents" / "outlines"
    unit = (packaged / "bao-cao-don-vi.yaml").read_text(encoding="utf-8")
    (folder / "bao-cao-don-vi.yaml").write_text(
        unit.replace("id: ton-tai", "id: han-che").replace(
            "looks_back: ton-tai", "looks_back: han-che"
        ),
        "utf-8",
    )

    outlines = report_outlines([tmp_path, *HOME.template_dirs()])
    compilation = office.compiled(outlines=outlines)

    assert ("given", "Phòng Kinh tế: Đã công khai") in section(
        compilation, "A", "bao-cao-thanh-pho"
    )
    assert ("given", "Phòng Kinh tế: Thu chậm") in section(compilation, "B", "bao-cao-thanh-pho")
    assert found_by(compilation, "unplaced") == []


def test_outlines_with_faults_are_refused_with_all_of_them(tmp_path):
    folder = tmp_path / "vi" / "documents" / "outlines"
    folder.mkdir(parents=True)
    broken = CITY.replace("clauses: [III, II, V, I]", "clauses: []").replace("{ky}", "{quy}", 1)
    (folder / "bao-cao-so-noi-vu.yaml").write_text(broken, encoding="utf-8")

    with pytest.raises(BadInput) as refused:
        report_outlines([tmp_path, *HOME.template_dirs()])

    assert "sections.1.clauses: is empty; name at least one" in str(refused.value)
    assert "title.period: has {quy}; only ky" in str(refused.value)


def test_a_changed_outline_is_read_anew_and_a_missing_one_refused(tmp_path):
    folder = tmp_path / "vi" / "documents" / "outlines"
    folder.mkdir(parents=True)
    mine = folder / "bao-cao-so-noi-vu.yaml"
    mine.write_text(CITY, encoding="utf-8")
    before = report_outlines([tmp_path, *HOME.template_dirs()])

    mine.write_text(CITY.replace('"Ngân sách"', '"Thu, chi ngân sách"'), encoding="utf-8")
    after = report_outlines([tmp_path, *HOME.template_dirs()])

    titles = [
        next(each for each in found.reports if each.id == "bao-cao-thanh-pho").sections[0].title
        for found in (before, after)
    ]
    assert titles == ["Ngân sách", "Thu, chi ngân sách"]
    with pytest.raises(BadInput, match="no outline of units' reports"):
        report_outlines([tmp_path])


def test_compiling_writes_nothing(office):
    office.hand_in(ECONOMY, {"III.6.c": "Đã công khai"})
    before = (len(office.letters()), office.verbs())

    office.compiled()

    assert (len(office.letters()), office.verbs()) == before


def test_who_is_late_stands_in_the_internal_annex_and_nowhere_else(office):
    office.hand_in(ECONOMY, {"III.6.c": "Đã công khai"}, at=LATE)

    found = office.compiled()

    (annex, _) = found.report("phu-luc-noi-bo").annexes
    assert [each.cells[6] for each in annex.lines] == [
        "chưa nhận được",
        "chưa nhận được",
        "sau thời hạn",
        "chưa nhận được",
        "chưa nhận được",
    ]
    outside = "\n".join(texts_outside(found))
    assert not re.search("thời hạn gửi|sau thời hạn|chưa nhận được|11/9/2025", outside)


def test_mail_held_back_for_its_marking_is_named_without_a_word_of_it(tmp_path):
    office = MailOffice(tmp_path)
    office.come(reply(office.raw_letter(), "TỐI MẬT\nNội dung"))

    with office.db.read() as connection:
        desk = desk_at(connection, office.records, office.outbox, office.clock.now())
        compilation = compile_period(desk, OUTLINES, "2025-Q3", tmp_path)

    assert found_by(compilation, "kept-file-marked") == [
        (
            "Một tài liệu của Phòng Kinh tế (thư đến số 1) có dấu hiệu nội dung bí mật nhà nước, "
            "không đưa vào gói."
        )
    ]
    assert section(compilation, "II.5.b")[0][1].startswith("[Chưa có báo cáo của Phòng Kinh tế")
