"""The facts of one letter per template: a made-up office, with everything a letter can say."""

from dataclasses import replace
from datetime import UTC, date, datetime

from cchc_scheduler.core.report_way import schedule
from cchc_scheduler.documents.digests import (
    Digest,
    LostLetter,
    MatrixRow,
    PeriodBlock,
    TickList,
    ToDo,
)
from cchc_scheduler.documents.draft_facts import STEP_WORDS, DayOfStep, DraftLetter
from cchc_scheduler.documents.facts import (
    AmendedLetter,
    AnswerLetter,
    ApprovalLetter,
    Common,
    Counted,
    Item,
    LadderLetter,
    LeadersPage,
    MailAnswer,
    MovedItem,
    NewsLetter,
    Notice,
    PageRow,
    ReceiptLetter,
    SignInLetter,
    Told,
    Undelivered,
)
from cchc_scheduler.documents.unit_facts import LinksLetter
from cchc_scheduler.plan.calendars import work_calendar


def at(month, day, hour=7, minute=30):
    """A moment of 2025 on the office's wall, as the record keeps it."""
    return datetime(2025, month, day, hour - 7, minute, tzinfo=UTC)


COMMON = Common(
    office="Ủy ban nhân dân xã Tuệ Tĩnh",
    coordinator="Phòng Văn hóa-Xã hội",
    contact="Đầu mối báo cáo Phòng Văn hóa-Xã hội",
    phone="0220 1234 567",
    mailbox="vhxh@tuetinh.example",
    decision="Quyết định số 362/QĐ-UBND ngày 28/7/2025 của Chủ tịch UBND xã Tuệ Tĩnh",
    clause="điểm c khoản 1 Mục V",
    explanation='"trước ngày 10 của tháng cuối quý" không tính chính ngày đó, nên ngày cuối là '
    "thứ Ba, ngày 09/9/2025.",
    reason="đồng chí là đầu mối báo cáo của Phòng Kinh tế",
    now=at(8, 15),
    to_title="Đầu mối báo cáo Phòng Kinh tế",
)
TOLD = (
    Told(at(8, 15), "Đầu mối báo cáo Phòng Kinh tế", "đã chuyển"),
    Told(at(9, 9), "Đầu mối báo cáo Phòng Kinh tế", "không chuyển được"),
)
ECONOMY = Item(
    obligation="bao-cao-quy/2025-Q3/phong-kinh-te",
    rung="opening",
    rung_words="mở kỳ báo cáo",
    unit="Phòng Kinh tế",
    unit_short="Phòng Kinh tế",
    head_title="Trưởng Phòng Kinh tế",
    report="báo cáo cải cách hành chính quý III năm 2025",
    asked="báo cáo cải cách hành chính quý III năm 2025",
    piece="báo cáo",
    period="quý III năm 2025",
    period_short="quý III/2025",
    due_words="trước ngày 10/9/2025",
    plan_due_words="trước ngày 10/9/2025",
    last_day=date(2025, 9, 9),
    plan_last_day=date(2025, 9, 9),
    target=date(2025, 9, 9),
    days_left=15,
    leads=("Cải cách tài chính công (khoản 6 Mục III)",),
    leads_brief=("Cải cách tài chính công (khoản 6 Mục III)",),
    told=TOLD,
)
CENTRE = replace(
    ECONOMY,
    obligation="bao-cao-quy/2025-Q3/trung-tam",
    unit="Trung tâm Phục vụ hành chính công",
    unit_short="TTPVHCC",
    head_title="Giám đốc Trung tâm Phục vụ hành chính công",
    leads=("Cải cách thủ tục hành chính (khoản 3 Mục III)",),
    leads_brief=("Cải cách thủ tục hành chính (khoản 3 Mục III)",),
    told=TOLD[:1],
    opinion="đề nghị gửi đến hết 18/9/2025: chờ số liệu tháng 8",
)
OWN = replace(
    ECONOMY,
    unit="Phòng Văn hóa-Xã hội",
    unit_short="Phòng VH-XH",
    head_title="Trưởng Phòng Văn hóa-Xã hội",
    leads=("Cải cách chế độ công vụ (khoản 5 Mục III)",),
    own_of_coordinator=True,
)
COUNTED = Counted(expected=5, received=3, on_time=2, completing=1, missing=2)
PLAN = "Kế hoạch Cải cách hành chính nhà nước xã Tuệ Tĩnh 6 tháng cuối năm 2025"


def common(now, title, reason, **more):
    return replace(COMMON, now=now, to_title=title, reason=reason, **more)


def ladder(now, *items, title="Đầu mối báo cáo Phòng Kinh tế", reason=COMMON.reason, **more):
    return LadderLetter(common(now, title, reason), items, COUNTED, PLAN, **more)


def rung(name, words, item=ECONOMY, **more):
    return replace(item, rung=name, rung_words=words, **more)


HEAD = "đồng chí là người đứng đầu Phòng Kinh tế"
CHIEF = "đồng chí là Chánh Văn phòng HĐND-UBND xã, phối hợp theo dõi, đôn đốc các đơn vị"
LEADER = "đồng chí là lãnh đạo UBND xã được báo cáo về tình hình nhận báo cáo"
COMPILER = "đồng chí là đầu mối tổng hợp báo cáo"
LATE_3 = ladder(
    at(9, 12, 14, 0),
    rung("late-3", "đề nghị Văn phòng phối hợp", days_left=None),
    rung("late-3", "đề nghị Văn phòng phối hợp", CENTRE, days_left=None),
    title="Chánh Văn phòng HĐND-UBND xã",
    reason=CHIEF,
    reconciled_at=at(9, 10, 8, 15),
)
ROWS = (
    PageRow(
        "Phòng Văn hóa-Xã hội",
        "đã nhận đúng thời hạn",
        date(2025, 9, 9),
        at(9, 5, 15, 40),
        "good",
    ),
    PageRow("Phòng Kinh tế", "chưa nhận được", date(2025, 9, 9), None, "late"),
    PageRow(
        "Trung tâm Phục vụ hành chính công",
        "đang bổ sung",
        date(2025, 9, 9),
        at(9, 4, 9, 12),
        "quiet",
        opinion="đề nghị gửi đến hết 18/9/2025: chờ số liệu tháng 8",
        agreed="thời gian bổ sung đến hết ngày 16/9/2025",
    ),
)


def news(title, reason, item=ECONOMY, **more):
    return NewsLetter(common(at(9, 17, 10, 20), title, reason), item, COUNTED, **more)


def mail_answer(why, *items):
    return MailAnswer(
        common(at(9, 8, 9, 20), COMMON.to_title, "đồng chí đã gửi thư trả lời về nội dung này"),
        "Re: [CCHC quý III/2025] Phòng Kinh tế: nhắc lịch",
        at(9, 8, 9, 19),
        why,
        items,
    )


def answer(item=ECONOMY, **more):
    return AnswerLetter(
        common(at(9, 8, 9, 20), COMMON.to_title, COMMON.reason),
        item,
        asked_at=at(9, 5, 10, 5),
        **more,
    )


FACTS = {
    "opening": ladder(
        at(8, 15), ECONOMY, rung("opening", "mở kỳ báo cáo", cutoff=date(2025, 9, 14))
    ),
    "remind-7": ladder(at(8, 27), rung("remind-7", "nhắc lịch", days_left=7)),
    "remind-3": ladder(at(9, 4), rung("remind-3", "nhắc lịch", days_left=3)),
    "remind-1": ladder(
        at(9, 8), rung("remind-1", "nhắc lịch", days_left=1), tomorrow=True, copied=True
    ),
    "due-day": ladder(at(9, 9), rung("due-day", "ngày cuối", days_left=0), copied=True),
    "late-1": ladder(
        at(9, 10, 14, 0),
        rung("late-1", "đề nghị người đứng đầu quan tâm", days_left=None),
        title="Trưởng Phòng Kinh tế",
        reason=HEAD,
        reconciled_at=at(9, 10, 8, 15),
    ),
    "late-1-own": ladder(
        at(9, 10, 14, 0),
        rung("late-1", "đề nghị người đứng đầu quan tâm", OWN, days_left=None),
        title="Trưởng Phòng Văn hóa-Xã hội",
        reason="đồng chí là người đứng đầu Phòng Văn hóa-Xã hội",
        page_day=date(2025, 9, 11),
    ),
    "vice-chair": ladder(
        at(9, 10, 14, 0),
        rung(
            "late-1",
            "đề nghị người đứng đầu quan tâm",
            CENTRE,
            head_title="Phó Chủ tịch UBND xã - Giám đốc Trung tâm Phục vụ hành chính công",
            days_left=None,
        ),
        title="Phó Chủ tịch UBND xã - Giám đốc Trung tâm Phục vụ hành chính công",
        reason="đồng chí là người đứng đầu Trung tâm Phục vụ hành chính công",
    ),
    "late-3": LATE_3,
    "late-5": ladder(
        at(9, 16, 14, 0),
        rung("late-5", "báo cáo lãnh đạo", days_left=None),
        rung("late-5", "báo cáo lãnh đạo", CENTRE, days_left=None),
        title="Chủ tịch Ủy ban nhân dân xã",
        reason=LEADER,
    ),
    "approval": ApprovalLetter(
        common(at(9, 11), "Trưởng Phòng Văn hóa-Xã hội", "đồng chí là người đứng đầu đơn vị"),
        items=LATE_3.items,
        level="Chánh Văn phòng HĐND-UBND xã",
        goes_at=at(9, 12, 14, 0),
        pending=1,
        draft=LATE_3,
        draft_form="late-3",
    ),
    "reported": news(
        "Trưởng Phòng Kinh tế",
        HEAD,
        letter_at=at(9, 16, 14, 0),
        told="đồng chí Chủ tịch Ủy ban nhân dân xã",
    ),
    "received": news(
        "Chủ tịch Ủy ban nhân dân xã",
        LEADER,
        received_at=at(9, 17, 10, 20),
        letter_at=at(9, 16, 14, 0),
        number="12/BC-PKT",
        upward=True,
    ),
    "apology": news(
        "Trưởng Phòng Kinh tế",
        HEAD,
        received_at=at(9, 9, 16, 0),
        letter_at=at(9, 10, 14, 0),
        number="12/BC-PKT",
        told="đồng chí Chánh Văn phòng HĐND-UBND xã",
        on_time=True,
    ),
    "receipt": ReceiptLetter(
        common(at(9, 8, 14, 30), COMMON.to_title, COMMON.reason),
        ECONOMY,
        code="BN-2025Q3-0003",
        kind="file",
        at=at(9, 8, 14, 30),
        by="Đầu mối Phòng",
        version=1,
        on_time=True,
        file_name="bao-cao-quy-3.docx",
        file_size=1468006,
        sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ),
    "return": answer(
        new_day=date(2025, 9, 16),
        comment="Đề nghị bổ sung số hồ sơ trực tuyến của tháng 8",
        first_at=at(9, 4, 9, 12),
    ),
    "later-day": answer(
        asked_until=date(2025, 9, 12), asked_reason="chờ số liệu", new_day=date(2025, 9, 12)
    ),
    "not-later": answer(
        asked_until=date(2025, 9, 30),
        asked_reason="chờ số liệu",
        reason="UBND xã phải gửi Sở Nội vụ trước ngày 20/9/2025",
    ),
    "plan-amended": AmendedLetter(
        common(at(8, 20), COMMON.to_title, COMMON.reason, clause=None, explanation=None),
        unit="Phòng Kinh tế",
        unit_short="Phòng Kinh tế",
        moved=(
            MovedItem(
                replace(
                    ECONOMY,
                    report='kết quả nhiệm vụ "Rà soát thủ tục hành chính"',
                    last_day=date(2025, 9, 30),
                    target=date(2025, 9, 30),
                ),
                date(2025, 9, 9),
            ),
        ),
        withdrawn=(replace(ECONOMY, report='kết quả nhiệm vụ "Đối thoại với doanh nghiệp"'),),
        brought_back=(replace(ECONOMY, report='kết quả nhiệm vụ "Công khai mức độ hài lòng"'),),
    ),
    "leaders-page": LeadersPage(
        common(at(9, 11), "Chủ tịch Ủy ban nhân dân xã", LEADER),
        period="quý III năm 2025",
        period_short="quý III/2025",
        due_words="trước ngày 10/9/2025",
        last_day=date(2025, 9, 9),
        counted=COUNTED,
        rows=ROWS,
        asked=("Đề nghị gia hạn của Phòng Kinh tế đến hết 30/9/2025",),
    ),
    "digest": Digest(
        common(at(9, 4), "Đầu mối báo cáo Phòng Văn hóa-Xã hội", COMPILER),
        periods=(
            PeriodBlock("quý III năm 2025", "quý III/2025", "trước ngày 10/9/2025", 3, COUNTED),
        ),
        todo=(ToDo("Trả lời đề nghị của Phòng Kinh tế", "xin gửi đến hết 18/9/2025: chờ số liệu"),),
        news=("Phòng Văn hóa-Xã hội: đã nhận báo cáo (15 giờ 40 ngày 03/9/2025)",),
        coming=("07 giờ 30 ngày 08/9/2025, gửi đầu mối: Phòng Kinh tế",),
        announced=(
            (
                "14 giờ 00 ngày 05/9/2025, thông tin đến Chánh Văn phòng về: Phòng Kinh tế. "
                "Nếu cần lùi, đề nghị trả lời thư này, nêu ngày và lý do"
            ),
        ),
        questions=("Chưa có văn bản về ngày chốt số liệu",),
        week=36,
        matrix=tuple(MatrixRow(row.unit, (row,)) for row in ROWS),
        others=(
            (
                'Kết quả nhiệm vụ "Rà soát quy trình nội bộ": đến hết ngày 12/9/2025; chưa nhận '
                "của Phòng Kinh tế"
            ),
        ),
        undelivered=(
            LostLetter(
                "[CCHC quý III/2025] Phòng Kinh tế: còn 03 ngày làm việc, trước ngày 10/9/2025",
                "Đầu mối báo cáo Phòng Kinh tế",
                "0220 7654 321",
                "không chuyển được (550 5.1.1 no such user)",
            ),
        ),
    ),
    "report-draft": DraftLetter(
        common(at(9, 10), "Đầu mối báo cáo Phòng Văn hóa-Xã hội", COMPILER),
        period="quý III năm 2025",
        period_id="2025-Q3",
        period_short="quý III/2025",
        cause="after-due",
        made_at=at(9, 10),
        counted=COUNTED,
        missing=("Phòng Kinh tế", "Trung tâm Phục vụ hành chính công"),
        checks=7,
        upstream_day=date(2025, 9, 20),
        days=tuple(
            DayOfStep(STEP_WORDS[each.step], each.day)
            for each in schedule(date(2025, 9, 20), work_calendar([]))
        ),
    ),
    "tick-list": TickList(
        common(at(9, 9, 14, 0), "Đầu mối báo cáo Phòng Văn hóa-Xã hội", COMPILER),
        "quý III năm 2025",
        "quý III/2025",
        date(2025, 9, 9),
        ("Phòng Kinh tế", "Trung tâm Phục vụ hành chính công"),
    ),
    "undelivered": Undelivered(
        common(at(9, 10, 14, 5), "Đầu mối báo cáo Phòng Văn hóa-Xã hội", COMPILER),
        unit="Phòng Kinh tế",
        unit_short="Phòng Kinh tế",
        post="Trưởng Phòng Kinh tế",
        phone="0220 7654 321",
        why="550 5.1.1 no such user",
        subject="[CCHC quý III/2025] Phòng Kinh tế: đề nghị quan tâm báo cáo",
        waits=True,
    ),
    "reply-read": mail_answer("words-only", ECONOMY),
    "reply-which": mail_answer("which", ECONOMY, CENTRE),
    "reply-stranger": mail_answer("unknown-sender"),
    "system": Notice(
        common(at(9, 5), "Đầu mối báo cáo Phòng Văn hóa-Xã hội", COMPILER),
        "Hệ thống đang giữ thư",
        ("Hệ thống ngừng từ ngày 28/8/2025.", "Đề nghị kiểm tra rồi cho gửi tiếp."),
    ),
    "test": Notice(
        common(at(9, 5), "Đầu mối báo cáo Phòng Văn hóa-Xã hội", COMPILER),
        "Thử đường gửi thư",
        ("Đồng chí không phải làm gì.",),
    ),
    "sign-in": SignInLetter(
        common(
            at(9, 4, 9, 0),
            "Đầu mối báo cáo Phòng Văn hóa-Xã hội",
            "đồng chí được quyền đăng nhập và có đề nghị liên kết cho địa chỉ này",
        ),
        "https://cchc.xa.example/dang-nhap/aaaabbbbccccddddeeeeffff22223333",
        at(9, 4, 9, 15),
    ),
    "links": LinksLetter(
        common(at(9, 4, 9, 0), "Đầu mối báo cáo Phòng Kinh tế", COMMON.reason),
        (replace(ECONOMY, link="https://cchc.xa.example/n/aaaabbbbccccddddeeeeffff22223333"),),
    ),
}
