"""Every letter of whole seasons keeps the rules of words, of subjects and of HTML."""

import re
from collections import Counter

import pytest

from tests.letters.golden import FACTS, TEXTS
from tests.letters.rules import (
    ALLOWED_TAGS,
    DATE_TO_SPEAK,
    FORBIDDEN,
    LEAST_CONTRAST,
    LINK,
    NUMBER,
    Page,
    contrast,
    quoted_away,
    shouted,
    styles_of,
)
from tests.letters.seasons import Sent, demo, live

SHORT = {
    "Phòng VH-XH": "Phòng Văn hóa-Xã hội",
    "Văn phòng HĐND-UBND": "Văn phòng HĐND-UBND xã",
    "Phòng Kinh tế": "Phòng Kinh tế",
    "TTPVHCC": "Trung tâm Phục vụ hành chính công",
    "TTVHTT&TT": "Trung tâm Văn hóa, Thể thao và truyền thông",
}
OF_BOX = {
    "vhxh": "Phòng VH-XH",
    "vanphong": "Văn phòng HĐND-UBND",
    "kinhte": "Phòng Kinh tế",
    "ttpvhcc": "TTPVHCC",
    "ttvhtt": "TTVHTT&TT",
}
TAG = re.compile(r"\[CCHC(?: - hệ thống| - thư thử| quý (?:III|IV)/2025)?\] ")
MATTER_WITHIN = 45
# How each subject to a unit goes on after the unit's short name.
MATTERS = {
    "opening": ("đề nghị chuẩn bị",),
    "remind-7": ("nhắc lịch gửi",),
    "remind-3": ("còn 03 ngày làm việc", "còn 02 ngày làm việc"),
    "remind-1": ("thời hạn là ngày mai", "đề nghị gửi"),
    "due-day": ("hôm nay là ngày cuối", "đề nghị gửi"),
    "late-1": ("đề nghị quan tâm",),
    "late-1-own": ("phần báo cáo",),
    "vice-chair": ("kính báo cáo",),
    "reported": ("thông tin về báo cáo",),
    "return": ("đề nghị bổ sung báo cáo",),
    "later-day": ("thống nhất nhận báo cáo", "gia hạn báo cáo"),
    "not-later": ("trao đổi về",),
    "apology": ("xin lỗi về thư",),
}
TO_A_UNIT = ("opening", "remind-7", "remind-3", "remind-1", "due-day", "late-1", "reported")
TO_A_UNIT += ("receipt", "return", "later-day", "not-later", "apology")
LARGEST = 100_000
LARGEST_DIGEST = 16_384

EVENTFUL = """
- {at: "2025-09-04 09:00", unit: phong-kinh-te, period: 2025-Q3, do: ask-extension, until: 2025-09-30, reason: "chờ số liệu", by: "Đầu mối"}
- {at: "2025-09-04 10:00", unit: phong-kinh-te, period: 2025-Q3, do: refuse, reason: "UBND xã phải tổng hợp trong tháng 9"}
- {at: "2025-09-05 09:00", unit: trung-tam-phuc-vu-hanh-chinh-cong, period: 2025-Q3, do: not-ours, reason: "nhiệm vụ này của Phòng Kinh tế", by: "Đầu mối"}
- {at: "2025-09-05 10:00", unit: trung-tam-phuc-vu-hanh-chinh-cong, period: 2025-Q3, do: refuse, reason: "điểm d khoản 2 Mục V giao Trung tâm chủ trì"}
- {at: "2025-09-05 11:00", unit: van-phong-hdnd-ubnd, period: 2025-Q3, do: submit, file: "bao-cao.docx", by: "Đầu mối"}
- {at: "2025-09-08 15:00", unit: van-phong-hdnd-ubnd, period: 2025-Q3, do: return, until: 2025-09-11, usable: true, comment: "Đề nghị bổ sung số văn bản đã rà soát"}
- {at: "2025-09-17 09:00", unit: phong-kinh-te, period: 2025-Q3, do: elsewhere, number: "12/BC-PKT", day: 2025-09-09, by: "Đầu mối"}
- {at: "2025-09-18 09:00", unit: trung-tam-van-hoa-the-thao-va-truyen-thong, role: head, do: bounce, permanent: true}
"""  # noqa: E501
APPROVAL = (("escalation: automatic", "escalation: approval"),)
VICE_CHAIR = (
    (
        '{id: giam-doc-ttpvhcc, title: "Giám đốc Trung tâm Phục vụ hành chính công", rank: head,',
        (
            '{id: giam-doc-ttpvhcc, title: "Phó Chủ tịch UBND xã - Giám đốc Trung tâm Phục vụ hành '
            'chính công", rank: vice-chair,'
        ),
    ),
)


def written():
    """One rendering per template, as if sent."""
    for name, facts in FACTS.items():
        words = TEXTS.render(name, facts)
        moment = facts.common.now
        yield Sent(moment, "x", (), name, "", words.subject, words.text, words.html)


def seasons():
    return (
        *demo(),
        *live(""),
        *live(EVENTFUL),
        *live("", policy=APPROVAL, office=VICE_CHAIR),
    )


# Written only where pages have an address; the office of these seasons has none.
ONLY_WITH_PAGES = {"links", "sign-in"}
OUR_PAGES = ("https://cchc.xa.example/n/", "https://cchc.xa.example/dang-nhap/")


@pytest.fixture(scope="module")
def sent():
    """Every letter of four seasons."""
    return seasons()


@pytest.fixture(scope="module")
def every(sent):
    """Every letter of four seasons, and one of every template."""
    return (*sent, *written())


def test_the_seasons_hold_nearly_every_template(sent):
    by_mail = {"reply-read", "reply-which", "reply-stranger"}

    assert set(FACTS) - {each.template for each in sent} - by_mail - ONLY_WITH_PAGES == {
        "plan-amended",
        "system",
        "test",
        "vice-chair",
    }


def test_no_letter_holds_a_word_that_only_a_leader_may_use(every):
    found = {
        (each.template, word)
        for each in every
        for word in FORBIDDEN
        if word in quoted_away(f"{each.subject}\n{each.text}").lower()
    }

    assert found == set()


def test_no_letter_shouts(every):
    loud = {
        (each.template, word)
        for each in every
        for word in shouted(quoted_away(f"{each.subject}\n{each.text}"))
    }

    assert loud == set()
    assert [each.subject for each in every if "!" in each.subject + each.text] == []


def test_no_peer_reads_overdue_before_the_day_has_passed(sent):
    early = [each for each in sent if each.template in TO_A_UNIT[:5]]

    assert [each.subject for each in early if "quá" in quoted_away(each.subject)] == []
    assert [e.when for e in early if "quá thời hạn" in e.text or "đã quá" in e.text] == []


def test_days_are_written_as_the_office_writes_them(every):
    assert [each.subject for each in every if DATE_TO_SPEAK.search(quoted_away(each.text))] == []
    assert [each.when for each in every if re.search(r"\b[1-9]/\d{1,2}/20\d\d", each.text)] == []


def test_counts_of_working_days_carry_two_digits_and_their_day(sent):
    counted = [each for each in sent if each.template.startswith("remind")]

    for each in counted:
        left = re.search(r"còn (\d+) ngày làm việc", each.text).group(1)
        day = f"{each.at.day:02}/{each.at.month}"
        assert len(left) == 2
        assert f"tính đến {day}: còn {left} ngày làm việc" in each.text


def test_a_subject_begins_with_the_tag_and_says_unit_and_matter_at_once(every):
    for each in every:
        found = TAG.match(each.subject)
        assert found, each.subject
        if each.template not in MATTERS:
            continue
        unit, _, rest = each.subject[found.end() :].partition(": ")
        matter = next((words for words in MATTERS[each.template] if rest.startswith(words)), None)
        assert unit in SHORT, each.subject
        assert matter is not None, each.subject
        assert len(f"{unit}: {matter}") <= MATTER_WITHIN, each.subject


def test_the_longest_short_name_leaves_room_for_every_matter():
    longest = max(SHORT, key=len)

    for matter in (words for several in MATTERS.values() for words in several):
        assert len(f"{longest}: {matter}") <= MATTER_WITHIN, matter


def test_no_subject_counts_days_of_lateness(every):
    late = [each for each in every if each.template.startswith("late-")]

    assert [each.subject for each in late if "ngày làm việc" in each.subject] == []
    assert [each.subject for each in late if "quá" in each.subject] == []


def test_a_letter_to_a_unit_names_no_other_unit(sent):
    """A unit's letter speaks of that unit and of the coordinating one, which writes it."""
    for each in sent:
        if each.template not in TO_A_UNIT:
            continue
        body = quoted_away(each.text.split("-----")[0])
        own = SHORT[OF_BOX.get(each.post.split(".")[-1], "Văn phòng HĐND-UBND")]
        others = [name for name in SHORT.values() if name not in (own, "Phòng Văn hóa-Xã hội")]
        body = body.replace("Chánh Văn phòng HĐND-UBND xã", "")
        if each.template == "not-later":
            body = body.split("(")[0]
        assert [name for name in others if name in body] == [], each.text


def test_no_unit_is_named_twice_in_a_row(every):
    for each in every:
        for name in SHORT.values():
            assert f"{name} {name}" not in each.text, each.text
            assert f"{name}, {name}" not in each.text, each.text


def test_every_letter_ends_with_what_it_is_why_and_whom_to_ask(every):
    for each in every:
        foot = each.text.partition("-" * 50)[2]
        assert "Thư này là thông tin trao đổi công việc, không thay thế văn bản hành chính." in foot
        assert "Đồng chí nhận thư này vì đồng chí" in foot
        assert "Không gửi qua thư điện tử tài liệu có nội dung bí mật nhà nước." in foot
        assert re.search(r"Liên hệ: Đầu mối báo cáo Phòng Văn hóa-Xã hội, .*@", foot)


def test_every_letter_about_a_duty_names_its_clause_and_explains_its_day(sent):
    about_none = ("undelivered", "system", "test", "digest")

    for each in sent:
        if each.template in about_none:
            continue
        foot = each.text.partition("-" * 50)[2]
        assert "Căn cứ: điểm c khoản 1 Mục V Kế hoạch kèm theo Quyết định số 362/QĐ-UBND" in foot
        assert "Cách tính thời hạn: " in foot


def test_without_a_telephone_the_foot_speaks_of_none(sent):
    assert [each.when for each in sent if "điện thoại ," in each.text or "None" in each.text] == []
    assert [each.when for each in sent if re.search(r"\bNone\b", each.html)] == []


def test_no_letter_sends_the_reader_to_a_page_that_is_not_there(every):
    for each in (each for each in every if each.template not in ONLY_WITH_PAGES):
        targets = LINK.findall(each.html)
        assert all("tailieu.tuetinh.example" in link for link in targets), each.subject
        assert "<a " not in each.html
        assert "button" not in each.html


def test_the_plain_twin_holds_every_number_date_name_and_link_of_the_html(every):
    for each in every:
        seen = Page(each.html).text
        missing = Counter(NUMBER.findall(seen)) - Counter(NUMBER.findall(each.text))
        in_heading = Counter(NUMBER.findall(re.search(r"<h1[^>]*>(.*?)</h1>", each.html).group(1)))
        assert missing - in_heading == Counter(), (each.template, missing)
        assert set(NUMBER.findall(seen)) <= set(NUMBER.findall(each.text + each.subject))
        assert set(LINK.findall(seen)) <= set(LINK.findall(each.text))
        for name in (*SHORT, *SHORT.values()):
            assert (name in seen) <= (name in each.text + each.subject), (each.template, name)


def test_the_plain_text_has_no_markup_and_no_torn_lines(every):
    for each in every:
        assert not re.search(r"</?[a-z]+[ >]|&[a-z]+;|\{[{%]", each.text), each.text
        assert "\n\n\n" not in each.text
        assert not re.search(r"[ \t]+$", each.text, re.MULTILINE), each.template
        assert not re.search(r" {2,}\S", re.sub(r"(?m)^ +|\[  \]", "", each.text)), each.template


def test_a_letter_is_one_vietnamese_page_with_one_heading(every):
    for each in every:
        tags = Counter(tag for tag, _ in Page(each.html).tags)
        assert each.html.startswith('<!DOCTYPE html><html lang="vi">'), each.html[:80]
        assert tags["h1"] == 1, each.template
        allowed = ALLOWED_TAGS | ({"a"} if each.template in ONLY_WITH_PAGES else set())
        assert set(tags) <= allowed, (each.template, set(tags) - allowed)


def test_a_letter_has_no_comment_picture_script_or_anything_remote(every):
    for each in every:
        page = Page(each.html)
        assert page.comments == []
        assert not re.search(r"url\(|@import|src=|javascript:|<!--", each.html), each.template
        assert "href=" not in each.html or each.template in ONLY_WITH_PAGES
        links = re.findall(r'href="([^"]*)"', each.html)
        assert all(link.startswith(OUR_PAGES) for link in links), links


def test_padding_stands_on_cells_only(every):
    for each in every:
        for tag, given in Page(each.html).tags:
            padded = styles_of(given).get("padding", "0")
            assert tag in ("td", "th") or padded == "0", (each.template, tag, given)
            assert not {"float", "position", "display", "max-width"} & set(styles_of(given))


def test_tables_say_their_width_and_cells_in_attributes(every):
    for each in every:
        for tag, given in Page(each.html).tags:
            if tag == "table":
                assert {"width", "cellpadding", "cellspacing", "border"} <= set(given)
        assert 'width="600"' in each.html


def test_a_table_of_facts_has_headings(every):
    for each in every:
        assert Page(each.html).headless == [], each.template


def test_letters_break_inside_words_only_in_addresses(every):
    for each in every:
        for cell in re.findall(r"<[^>]*break-all[^>]*>([^<]*)<", each.html):
            assert LINK.fullmatch(cell), cell


def test_every_word_stands_out_from_its_paper(every):
    pairs = {pair for each in every for pair in Page(each.html).pairs}

    assert {pair for pair in pairs if contrast(*pair) < LEAST_CONTRAST} == set()
    assert {paper for _, paper in pairs} <= {"#ffffff", "#f4f6f8", "#fff3cd", "#1d4f91"}


def test_letters_are_read_at_sixteen_pixels(every):
    for each in every:
        page = Page(each.html)
        assert "16px" in page.sizes, page.sizes
        assert min(int(size.removesuffix("px")) for size in page.sizes) >= 13


def test_no_letter_is_clipped_and_the_digest_is_short(every):
    for each in every:
        size = len(each.html.encode())
        assert size < (LARGEST_DIGEST if each.kind == "digest" else LARGEST), each.subject


def test_the_digest_begins_with_what_is_to_be_done(sent):
    for each in (letter for letter in sent if letter.template == "digest"):
        headings = re.findall(r"<strong>([^<]*)</strong>", each.html)
        assert headings[0] == "Việc cần làm" or "không có việc cần" in each.html


def test_the_digest_asks_each_question_once_and_says_the_annex_is_missing(sent):
    for each in (letter for letter in sent if letter.template == "digest"):
        asked = each.text.partition("Cần xác nhận\n")[2].partition("\n\n")[0].splitlines()
        assert len(asked) == len(set(asked)) > 0
        assert any("Phụ lục" in line for line in asked)
